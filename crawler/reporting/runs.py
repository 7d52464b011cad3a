"""The run's report: what each source and host gave, what it cost, and whether that is usual (docs/runs.md). Scrapy extension."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import create_looping_call

from crawler import clock
from crawler.config import load_checks
from crawler.exceptions import NewsmatterError
from crawler.lists.sources import Source
from crawler.reporting import alarms, runs_files
from crawler.reporting.processes import Watch
from crawler.reporting.report import Report, exit_status
from crawler.reporting.runs_memory import TABLES, RunsMemory, check
from crawler.reporting.runs_page import page
from crawler.reporting.runs_text import STATUS, markdown
from crawler.reporting.summary_log import note, say
from crawler.reporting.tally import Tally
from crawler.signals import page_ended, source_ended
from crawler.state import State, state_path
from crawler.version import VERSION

logger = logging.getLogger(__name__)

FORMAT = 1  # of the JSON file
LOOK_SECONDS = 2.0  # between two looks at the memory
SECRET = ("key", "password", "token", "secret")  # arguments of such names aren't written down
_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class RunReport:
    """Counts while the run goes on; at its end writes the report and compares it with the runs before."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.limits = load_checks(settings["CHECKS_FILE"], alarms.LIMITS) if settings["CHECKS_FILE"] else {}
        self.keep = settings.getint("RUNS_KEEP")
        self.started, self._begun = clock.now(), time.monotonic()
        self.all = Tally()
        self.sources: defaultdict[str, Tally] = defaultdict(Tally)
        self.hosts: defaultdict[str, Tally] = defaultdict(Tally)
        self.said: dict[str, dict[str, str]] = {}  # of each source that ended
        self.alarms: list[alarms.Alarm] = []
        self.memory = Watch()
        self._looks = create_looping_call(self.memory.look)
        self._source_of: Callable[[str], str | None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunReport:
        if crawler.settings.getbool("DRY_RUN"):
            raise NotConfigured
        report = cls(crawler)
        connect = crawler.signals.connect
        connect(report.spider_opened, signals.spider_opened)
        connect(report.page_ended, page_ended)
        connect(report.source_ended, source_ended)
        connect(report.item_scraped, signals.item_scraped)
        connect(report.request_sent, signals.request_reached_downloader)
        connect(report.answered, signals.response_downloaded)
        connect(report.spider_idle, signals.spider_idle)
        connect(report.ended, signals.engine_stopped)
        return report

    @property
    def alarmed(self) -> bool:
        """Whether a check failed that nobody has acknowledged."""
        return any(not one.acknowledged for one in self.alarms)

    def spider_opened(self, spider: Spider) -> None:
        self._source_of = getattr(spider, "source_of", None)
        self._looks.start(LOOK_SECONDS)

    def spider_idle(self) -> None:
        self.memory.look()

    def page_ended(self, url: str, outcome: str, reason: str) -> None:
        for tally in self._of(url):
            tally.page(outcome, reason)

    def source_ended(self, source: str, url: str, outcome: str, reason: str, detail: str, found: int, new: int) -> None:
        self.said[source] = {"url": url, "outcome": outcome, "reason": reason, "detail": detail}
        for tally in (self.all, self.sources[source]):
            tally.found += found
            tally.new += new

    def item_scraped(self, item: Any) -> None:
        if isinstance(item, dict):
            for tally in self._of(str(item.get("originalUrl") or "")):
                tally.article(item)

    def request_sent(self, request: Request) -> None:
        conditional = any(name in request.headers for name in _CONDITIONS)
        for tally in self._of_request(request):
            tally.requests += 1
            tally.conditional += conditional

    def answered(self, response: Response, request: Request) -> None:
        for tally in self._of_request(request):
            tally.not_modified += response.status == 304
            tally.bytes += len(response.body)
            tally.seconds += request.meta.get("download_latency", 0.0)

    def _of(self, url: str, host: str = "") -> list[Tally]:
        """All that an address counts to."""
        return self._tallies(self._source_of(url) if self._source_of else None, host or urlsplit(url).hostname or "")

    def _of_request(self, request: Request) -> list[Tally]:
        host, source = urlsplit(request.url).hostname or "", request.cb_kwargs.get("source")
        if isinstance(source, Source):  # its list
            return self._tallies(source.name, host)
        return self._of(request.cb_kwargs.get("asked") or request.url, host)

    def _tallies(self, source: str | None, host: str) -> list[Tally]:
        found = [self.all, self.hosts[host]]
        return [*found, self.sources[source]] if source else found

    def ended(self) -> None:
        """The run is over, every stage has closed; the folder is still ours."""
        if self._looks.running:
            self._looks.stop()
        self.memory.look()
        report = self.crawler.get_extension(Report)
        if report is None:
            return
        share, outcome = self.crawler.settings.getfloat("MAX_FAILED_SHARE"), report.outcome
        values = self.values(exit_status(outcome, share), report.reason)
        try:
            self._compare(values)
        except (NewsmatterError, OSError) as error:
            logger.error("the run can't be compared with those before it: %s", error)
        values["checks"] = [alarms.values(one) for one in self.alarms]
        values["run"]["status"] = exit_status(outcome, share, alarmed=self.alarmed)
        for one in self.alarms:
            if not one.acknowledged:
                say(f"{'check':8} {one.check}: {one.sentence}", self.crawler.settings)
        note(f"exit status {values['run']['status']}: {STATUS[values['run']['status']]}", self.crawler.settings)
        self._write(values)

    def stopped(self, error: NewsmatterError) -> None:
        """The run could not begin."""
        values = self.values(error.exit_status, "not begun", str(error))
        self._write(values, locked=error.exit_status == 4)

    def _compare(self, values: dict[str, Any]) -> None:
        settings = self.crawler.settings
        path = state_path(Path(settings["STATE_DIR"]), Path(settings["OUTPUT_DIR"]))
        if not path.exists():  # no stage has asked for the folder
            return
        state = State(path, TABLES)
        try:
            memory = RunsMemory(state)
            if memory.is_empty():
                memory.restore(report for _, report in runs_files.reports(runs_files.folder_of_runs(settings)))
            memory.remember(values)
            if self._source_of or self.said:
                self.alarms = list(check(memory, values, self.limits))
                memory.stand(self.alarms)
        finally:
            state.close()

    def _write(self, values: dict[str, Any], *, locked: bool = False) -> None:
        folder = runs_files.folder_of_runs(self.crawler.settings)
        try:
            if self.keep:
                path = runs_files.write(folder, values, markdown(values), locked=locked)
                logger.info("the report of this run is %s", path)
                if not locked:
                    runs_files.write_page(folder, page(values))
                runs_files.prune(folder, self.keep)
        except OSError as error:
            logger.error("%s: the run's report can't be written (%s); change RUNS_DIR", folder, error)

    def values(self, status: int, reason: str, said: str = "") -> dict[str, Any]:
        """The report without its checks."""
        spider, settings = self.crawler.spider, self.crawler.settings
        given: dict[str, Any] = settings.getdict("RUN_ARGUMENTS")
        names = sorted({*self.sources, *self.said} - {""})
        none = {"url": "", "outcome": "", "reason": "", "detail": ""}
        return {
            "format": FORMAT,
            "run": {
                "spider": spider.name if spider else self.crawler.spidercls.name,
                "arguments": {
                    name: "…" if any(one in name for one in SECRET) else value for name, value in given.items() if name != "_job"
                },
                "job": given.get("_job", ""),
                "version": VERSION,
                "folder": str(settings["OUTPUT_DIR"]),
                "started": self.started.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "seconds": round(time.monotonic() - self._begun, 2),
                "reason": reason,
                "status": status,
                "said": said,
            },
            "checks": [],
            "all": self.all.values(),
            "memory": self.memory.values(),
            "sources": [{"name": name, **self.said.get(name, none), **self.sources[name].values()} for name in names],
            "hosts": [{"host": host, **self.hosts[host].values()} for host in sorted(self.hosts) if host],
        }
