"""``scrapy crawl site``: the articles that the section pages of a site link to."""

from __future__ import annotations

from typing import ClassVar

from crawler.lists.sources import Kind
from crawler.spiders.listing import ListingSpider


class SiteSpider(ListingSpider):
    """With ``-a url=…`` for a home or section page, or ``-a sources=FILE``; bounded by SITE_DEPTH, SITE_PAGES and SITE_SECONDS."""

    name = "site"
    kind: ClassVar[Kind] = "page"
    kinds: ClassVar[frozenset[Kind]] = frozenset(("page",))
