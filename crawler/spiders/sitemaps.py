"""``scrapy crawl sitemaps``: the articles that sitemaps, their indexes and news sitemaps name."""

from __future__ import annotations

from typing import ClassVar

from crawler.lists.sources import Kind
from crawler.spiders.listing import ListingSpider


class SitemapsSpider(ListingSpider):
    """With ``-a url=…`` for one sitemap or index, or ``-a sources=FILE``."""

    name = "sitemaps"
    kind: ClassVar[Kind] = "sitemap"
    kinds: ClassVar[frozenset[Kind]] = frozenset(("sitemap",))
