"""``scrapy edition [PATH]``: related, heat and published of a content folder brought up to date, without a crawl."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.exceptions import NewsmatterError
from crawler.folder import content_folder, library_of
from pipelines.edition.cards import DAY
from pipelines.edition.run import edition, options_of


class Command(ScrapyCommand):
    """Exit status 0; 1 where a file could not be brought up to date; 2 for a wrong call; 4 while another run writes to the folder."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] [PATH]"

    def short_desc(self) -> str:
        return "Bring related, heat and published of a content folder up to date"

    def long_desc(self) -> str:
        return (
            "Finds the stories of a content folder (default: OUTPUT_DIR) and rewrites related, heat and published of the files that "
            "differ (docs/edition.md). Decides what is new or changed since the last edition and what stands around it; with --since "
            "everything published from a day on. Prints the changed files and a summary. Exit status: 0; 1 with a file that could not "
            "be brought up to date; 2 for a wrong call; 4 while another run writes to the folder."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="print the changes as a unified diff and write nothing")
        parser.add_argument("--since", metavar="DATE", help="decide anew everything published from this day on (YYYY-MM-DD)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        if len(args) > 1:
            raise UsageError("name one content folder: scrapy edition [PATH]")
        folder = Path(args[0] if args else self.settings["OUTPUT_DIR"])
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder")
        folder = content_folder(folder, self.settings)
        try:
            options, since = options_of(self.settings), _day(opts.since)
            with library_of(folder, self.settings, dry_run=opts.dry_run) as library:
                outcome = edition(library, options, since=since)
                sys.stdout.writelines(library.diffs())
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = error.exit_status
            return
        for path in () if opts.dry_run else outcome.changed:
            print(folder / path)
        for sentence in outcome.failed:
            print(f"newsmatter: {sentence}", file=sys.stderr)
        print(outcome, file=sys.stderr)
        self.exitcode = 1 if outcome.failed else 0


def _day(text: str | None) -> int | None:
    """``2026-11-02`` as a day since 1970."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return int(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() // DAY)
    except ValueError:
        raise UsageError(f"--since is {text!r}; it takes a day such as 2026-11-02") from None
