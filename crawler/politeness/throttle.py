"""AutoThrottle: Scrapy's, for runs that have a delay to start from."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions import throttle


class AutoThrottle(throttle.AutoThrottle):
    """Slows down for a host that answers slowly, down to DOWNLOAD_DELAY and no further; Crawl-delay and back-off add to it.

    With DOWNLOAD_DELAY 0 (one's own server) it is off: who asks for no delay means it.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getfloat("DOWNLOAD_DELAY"):
            raise NotConfigured  # without a word: with one, Scrapy warns
        super().__init__(crawler)
