"""``scrapy crawl``: Scrapy's own, with an exit status that tells how the run went.

0 all well; 1 usage or configuration; 2 nothing could be written; 3 more failed than MAX_FAILED_SHARE; 4 another run
writes to the folder; 5 a check of the run's report failed; 130 interrupted.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import suppress
from typing import Any

from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.exceptions import NewsmatterError
from crawler.reporting.report import Report, exit_status
from crawler.reporting.runs import RunReport
from crawler.reporting.runs_text import STATUS
from crawler.reporting.summary_log import note


class Command(crawl.Command):
    """Scrapy's crawl command with a truthful exit status and one sentence for what stops a run."""

    dry_run = False

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        if not self.dry_run:
            parser.add_argument("--dry-run", action="store_true", help="print what would be written as a unified diff; write nothing")
        parser.add_argument("--resurrect", action="store_true", help="write articles anew whose file a person took away")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            super().process_options(args, opts)
        except UsageError as error:
            _stop(str(error) or "wrong usage; see 'scrapy crawl -h'", 1)
        assert self.settings
        if self.dry_run or opts.dry_run:
            self.settings.set("DRY_RUN", True, priority="cmdline")
        if opts.resurrect:
            self.settings.set("RESURRECT", True, priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process
        spiders = ", ".join(sorted(self.crawler_process.spider_loader.list()))
        if len(args) != 1:
            _stop(f"name one spider, such as 'scrapy crawl article -a url=https://…'; there are: {spiders}", 1)
        try:
            crawler = self._create_crawler(args[0])
        except KeyError:
            _stop(f"there is no spider {args[0]!r}; there are: {spiders}", 1)
        crawler.settings.set("RUN_ARGUMENTS", dict(opts.spargs), priority="cmdline")
        task: Any = self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        error = _error(task)
        runs = _runs(crawler)
        if isinstance(error, NewsmatterError):
            if runs is not None:
                runs.stopped(error)
            note(f"{error}\nexit status {error.exit_status}: {STATUS[error.exit_status]}", crawler.settings)
            _stop(str(error), error.exit_status)
        if error is not None:
            raise error
        report = crawler.get_extension(Report)
        share = crawler.settings.getfloat("MAX_FAILED_SHARE")
        self.exitcode = int(self.crawler_process.bootstrap_failed)
        if report is not None:
            self.exitcode = exit_status(report.outcome, share, alarmed=runs is not None and runs.alarmed)


def _runs(crawler: Crawler) -> RunReport | None:
    """The run's report; None where its spider could not even be made, or in a dry run."""
    with suppress(RuntimeError):
        return crawler.get_extension(RunReport)
    return None


def _error(task: asyncio.Task[None]) -> BaseException | None:
    """What ended the crawl, or None; an interrupted one has no error of its own."""
    return task.exception() if task.done() and not task.cancelled() else None


def _stop(sentence: str, status: int) -> None:
    print(f"newsmatter: {sentence}", file=sys.stderr)
    sys.exit(status)
