"""``scrapy crawl sources``: every source of config/sources.yaml, of whatever kind; what a timer runs."""

from __future__ import annotations

from crawler.spiders.listing import ListingSpider


class SourcesSpider(ListingSpider):
    """With ``-a url=…`` an address of any kind: feed, sitemap, home page."""

    name = "sources"
