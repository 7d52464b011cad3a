"""How the run went: a progress bar on a terminal, a short summary at the end, and the exit status."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, TextIO

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from tqdm import tqdm

from crawler.exceptions import Refused
from crawler.reporting.summary_log import say
from crawler.reporting.tally import OUTCOMES
from crawler.signals import page_ended, source_ended

HAS_FILE = frozenset(("written", "updated", "unchanged", "kept", "removed", "gone"))  # or rightly has none
SAID = ("source", "updated", "kept", "removed", "gone", "refused", "failed")  # a line each in the summary
ALARMED = 5  # a check of the run's report failed (crawler/reporting/runs.py)
INTERRUPTED = 130  # as of a program that Ctrl-C ends (128 + SIGINT)
SHOWN_LINES = 20  # of each outcome in the summary; the rest is in the log (LOG_LEVEL=INFO)


@dataclass(slots=True)
class Outcome:
    """How many pages ended how, and the sentences of those that did not become a file."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in SAID})
    asked: int = 0
    sources: Counter[str] = field(default_factory=Counter)  # how the sources of a scheduled crawl ended
    interrupted: bool = False  # by a signal, before all pages had ended

    @property
    def ended(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        """Pages that have their file, new or not, and those whose file a person took away."""
        return sum(self.counts[name] for name in HAS_FILE)


def exit_status(outcome: Outcome, max_failed_share: float, *, alarmed: bool = False) -> int:
    """0 all well, 2 nothing could be written, 3 more failed than the share allows, 5 a check failed, 130 interrupted.

    A run that was asked for nothing is well; pages refused on purpose don't count as failed. A source counts as a page does:
    one that was read, or had nothing new, is done.
    """
    done = outcome.done + outcome.sources["read"] + outcome.sources["unchanged"]
    asked = max(outcome.asked, outcome.ended) + outcome.sources.total()
    if outcome.interrupted:
        return INTERRUPTED
    if asked and not done:
        return 2
    if asked and (outcome.counts["failed"] + outcome.sources["failed"]) / asked > max_failed_share:
        return 3
    return ALARMED if alarmed else 0


class Report:
    """Hears how every page ended; Scrapy extension."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.outcome = Outcome()
        self.reason = ""  # why the run ended
        self.bar: tqdm[Any] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Report:
        report = cls(crawler)
        connect = crawler.signals.connect
        connect(report.spider_opened, signals.spider_opened)
        connect(report.page_ended, page_ended)
        connect(report.source_ended, source_ended)
        connect(report.item_dropped, signals.item_dropped)
        connect(report.item_error, signals.item_error)
        connect(report.spider_error, signals.spider_error)
        connect(report.spider_closed, signals.spider_closed)
        return report

    def spider_opened(self, spider: Spider) -> None:
        self.outcome.asked = getattr(spider, "asked", None) or 0
        if self.crawler.settings.getbool("PROGRESS_BAR") and sys.stderr.isatty():
            self.bar = tqdm(total=self.outcome.asked or None, unit="page", file=sys.stderr, dynamic_ncols=True, leave=False)

    def page_ended(self, url: str, outcome: str, reason: str, detail: str) -> None:
        self.outcome.counts[outcome] += 1
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"page/{outcome}")
        if outcome in self.outcome.lines:
            self.crawler.stats.inc_value(f"page/{outcome}/{reason}")
            self.outcome.lines[outcome].append(f"{reason}: {detail}")
        if self.bar is not None:
            self.bar.update()

    def source_ended(self, source: str, outcome: str, reason: str, detail: str, found: int, new: int, **_told: Any) -> None:
        self.outcome.sources[outcome] += 1
        if reason:
            self.outcome.lines["failed"].append(f"{reason}: {detail}")
        said = {"read": f"{found} listed, {new} new", "unchanged": "nothing new (not modified)"}.get(outcome, f"{outcome} ({reason})")
        self.outcome.lines["source"].append(f"{source}: {said}" + (f", {detail}" if detail and not reason else ""))

    def item_dropped(self, item: Any, exception: Exception) -> None:
        outcome = "refused" if isinstance(exception, Refused) else "failed"
        self._tell(getattr(item, "url", ""), outcome, type(exception).__name__, str(exception))

    def item_error(self, item: Any, failure: Any) -> None:
        self._fault(getattr(item, "url", "") or "a page", failure)

    def spider_error(self, failure: Any, response: Any) -> None:
        request = getattr(response, "request", None)
        self._fault(request.cb_kwargs.get("asked", request.url) if request else "a page", failure)

    def _fault(self, url: str, failure: Any) -> None:
        sentence = f"{url}: a fault of this program ({failure.value!r}); run again with -L DEBUG and report it"
        self._tell(url, "failed", "Fault", sentence)

    def _tell(self, url: str, outcome: str, reason: str, detail: str) -> None:
        """What Scrapy told us, told to all who want to know how pages end, this report among them."""
        self.crawler.signals.send_catch_log(page_ended, url=url, outcome=outcome, reason=reason, detail=detail)

    def spider_closed(self, spider: Spider, reason: str) -> None:
        if self.bar is not None:
            self.bar.close()
        assert self.crawler.stats
        self.reason = reason
        self.outcome.interrupted = reason == "shutdown"
        pictures, settings = picture_line(self.crawler.stats.get_stats()), self.crawler.settings
        out = StringIO()
        summarise(self.outcome, settings.get("OUTPUT_DIR"), reason, out, pictures, dry_run=settings.getbool("DRY_RUN"))
        say(out.getvalue().rstrip("\n"), settings)


def picture_line(stats: dict[str, Any]) -> str:
    """How many articles have a picture, and why pictures were left out (docs/images.md); "" where none was looked for."""
    found, none = (stats.get(f"image/{name}", 0) for name in ("found", "none"))
    if not found + none:
        return ""
    left = Counter({key.removeprefix("image/refused/"): count for key, count in stats.items() if key.startswith("image/refused/")})
    out = f"; left out: {', '.join(f'{count} {name}' for name, count in left.most_common())}" if left else ""
    return f"pictures: {found} of {found + none} articles have one{out}"


def summarise(outcome: Outcome, folder: str, reason: str, out: TextIO, pictures: str = "", *, dry_run: bool = False) -> None:
    """The summary a person reads: a line a page that is not simply written or unchanged, then one line of counts."""
    for name in SAID:
        lines = outcome.lines[name]
        for line in lines[:SHOWN_LINES]:
            print(f"{name:8} {line}", file=out)
        if len(lines) > SHOWN_LINES:
            print(f"{name:8} … and {len(lines) - SHOWN_LINES} more (all with -L INFO)", file=out)
    if pictures:
        print(pictures, file=out)
    always = ("written", "unchanged", "refused", "failed")
    counts = ", ".join(f"{outcome.counts[name]} {name}" for name in OUTCOMES if name in always or outcome.counts[name])
    left = max(0, outcome.asked - outcome.ended)
    stopped = f"; stopped early ({reason}), {left} left" if reason != "finished" and left else ""
    where = f"files are in {folder}" if outcome.done else "no file was written"
    if dry_run:
        where = f"a dry run: nothing was written to {folder}"
    print(f"{counts}; {where}{stopped}", file=out)
