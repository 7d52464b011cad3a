"""``scrapy plan``: a crawl that writes nothing and prints what it would write as a unified diff."""

from __future__ import annotations

from crawler.commands import crawl


class Command(crawl.Command):
    """The same as ``scrapy crawl --dry-run``."""

    dry_run = True

    def short_desc(self) -> str:
        return "Show what a crawl would write, as a unified diff"
