"""The edition at the end of every crawl; Scrapy extension."""

from __future__ import annotations

import logging
import sys

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.exceptions import NewsmatterError
from crawler.folder import folder_of
from pipelines.edition.decide import Options
from pipelines.edition.run import edition, options_of

logger = logging.getLogger(__name__)


class EditionExtension:
    """Makes the edition when every stage has closed. ``EDITION = False`` switches it off."""

    def __init__(self, crawler: Crawler, options: Options) -> None:
        self.crawler = crawler
        self.options = options

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> EditionExtension:
        settings = crawler.settings
        if not settings.getbool("EDITION") or settings.getbool("DRY_RUN"):
            raise NotConfigured
        extension = cls(crawler, options_of(settings))
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    async def spider_closed(self, spider: Spider, reason: str) -> None:
        """Asynchronous handlers run when the stages have closed, so every file is there."""
        try:
            outcome = edition(folder_of(self.crawler).library, self.options)
        except NewsmatterError as error:
            logger.error("edition: %s", error)
            return
        assert self.crawler.stats
        self.crawler.stats.set_value("edition/stories", outcome.stories)
        self.crawler.stats.set_value("edition/changed", len(outcome.changed))
        self.crawler.stats.set_value("edition/failed", len(outcome.failed))
        for sentence in outcome.failed:
            logger.error("edition: %s", sentence)
        if outcome.changed:
            print(outcome, file=sys.stderr)
