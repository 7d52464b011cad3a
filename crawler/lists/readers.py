"""An answer -> what it lists, by its kind; ``auto`` is told from the answer, not from its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from crawler.items import Follow, Listed
from crawler.lists import feeds, links, sitemaps, sniff
from crawler.lists.feeds import NotAFeed
from crawler.lists.sitemaps import NotASitemap
from crawler.lists.sources import Kind

_NEWS = re.compile(r"(?<![a-z])(?:google-?)?news(?![a-z])", re.I)


class NotAList(Exception):
    """The answer is no list of its kind; one sentence."""


class Reading(NamedTuple):
    """What an answer turned out to be, and what it lists; sitemaps are read while they are asked for."""

    kind: Literal["feed", "sitemap", "page"]
    listed: Iterator[Listed | Follow]


def read(
    kind: Kind,
    body: bytes,
    url: str,
    content_type: str,
    at: datetime,
    max_age: timedelta | None = None,
    most: int = feeds.MAX_ENTRIES,
    robots: str = "",
) -> Reading:
    """Read a list. Articles of a sitemap that are older than ``max_age`` may be left out; of a feed ``most`` entries count.

    A page that was to be a feed, or anything, names the feeds of its site where it can, else the articles that it links to; an article
    that was to be anything lists itself. ``robots``: the answer's X-Robots-Tag.

    :raises NotAList: it is none of its kind.
    """
    try:
        if kind == "sitemap":
            return Reading("sitemap", sitemaps.read(body, url, at, max_age))
        if kind == "page":
            return Reading("page", links.read(body, url, at, content_type, robots))
        sort = sniff.sniff(body, url, content_type)
        if kind == "auto" and sort.sort == "sitemap":
            return Reading("sitemap", sitemaps.read(body, url, at, max_age))
        if kind == "auto" and sort.sort == "article":
            return Reading("page", iter((Listed(url),)))
        if sort.sort == "page" and (offers := _best(sort.offers, kind)):
            return Reading("page", iter(offers))
        if kind == "auto" and sort.sort == "page":
            return Reading("page", links.read(body, url, at, content_type, robots))
        feed = feeds.parse(body, url, content_type, at, most)
        return Reading("feed", iter((*feed.entries, *feed.follow)))
    except (NotAFeed, NotASitemap) as error:
        raise NotAList(str(error)) from None


def _best(offers: Iterable[sniff.Offer], kind: Kind) -> list[Follow]:
    """Of the lists that a page names itself the first feed and, where anything will do, the sitemap of news."""
    stated = [one for one in offers if one.stated]
    chosen = [one for one in stated if one.kind == "feed"][:1]
    if kind == "auto":
        chosen += [one for one in stated if one.kind == "sitemap" and _NEWS.search(one.url)][:1]
    return [Follow(one.url, one.kind) for one in chosen]
