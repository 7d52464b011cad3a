"""``scrapy crawl feeds``: the articles that RSS, Atom and JSON feeds name."""

from __future__ import annotations

from typing import ClassVar

from crawler.lists.sources import Kind
from crawler.spiders.listing import ListingSpider


class FeedsSpider(ListingSpider):
    """With ``-a url=…`` for one feed, or ``-a sources=FILE``; a home page is asked for its feeds."""

    name = "feeds"
    kind: ClassVar[Kind] = "feed"
    kinds: ClassVar[frozenset[Kind]] = frozenset(("feed",))
