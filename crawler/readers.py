"""An answer -> what it lists, by its kind; ``auto`` is told from the answer, not from its address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from crawler import feeds, sitemaps
from crawler.feeds import NotAFeed
from crawler.items import Follow, Listed
from crawler.sitemaps import NotASitemap
from crawler.sources import Kind


class NotAList(Exception):
    """The answer is no list of its kind; one sentence."""


class Reading(NamedTuple):
    """What an answer turned out to be, and what it lists; sitemaps are read while they are asked for."""

    kind: Literal["feed", "sitemap", "page"]
    listed: Iterator[Listed | Follow]


def read(kind: Kind, body: bytes, url: str, content_type: str, at: datetime, max_age: timedelta | None = None) -> Reading:
    """Read a list; articles of a sitemap that are older than ``max_age`` may be left out.

    A page that was to be a feed or a sitemap, or anything, names its feeds where it has any.

    :raises NotAList: it is none of its kind.
    """
    try:
        if kind == "sitemap":
            return Reading("sitemap", sitemaps.read(body, url, at, max_age))
        if kind == "page":
            raise NotAList("list pages are not read yet")
        feed = feeds.parse(body, url, content_type, at)
        return Reading("feed", iter((*feed.entries, *feed.follow)))
    except (NotAFeed, NotASitemap) as error:
        raise NotAList(str(error)) from None
