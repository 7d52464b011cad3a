"""Feeds as lists of articles: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed (docs/sources.md). Pure; bounded.

text = feed_xml.decoded(body)  ->  a tree or a JSON value  ->  feed_entries / json_feed: Raw  ->  believed here
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from crawler import clock
from crawler.identity import article_key
from crawler.items import Follow, Hints, Listed
from crawler.lists import feed_dates, feed_entries, feed_links, feed_text, feed_xml, json_feed
from crawler.lists.feed_entries import Raw, RawFeed

MAX_ENTRIES = 2000
TTL_LEAST, TTL_MOST = timedelta(minutes=1), timedelta(days=31)  # what a feed may ask for
_OTHERS = {
    "urlset": "a sitemap, not a feed",
    "sitemapindex": "a sitemap index, not a feed",
    "opml": "a list of feeds (OPML), not a feed; scrapy sources import takes it",
    "html": "a web page, not a feed",
}


class NotAFeed(Exception):
    """An answer that no feed can be read from; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself and lists, in its order, each article once."""

    kind: Literal["rss", "rdf", "atom", "json"]
    title: str | None
    language: str | None
    home: str | None  # the page that it is the feed of
    ttl: timedelta | None  # for which it asks not to be asked again
    entries: tuple[Listed, ...]
    follow: tuple[Follow, ...]  # its next page (RFC 5005, JSON Feed)
    left_out: int = 0  # entries without an address, listed twice, or more than are read


def parse(body: bytes, url: str, content_type: str = "", at: datetime | None = None, most: int = MAX_ENTRIES) -> Feed:
    """The feed that was found at ``url``; ``at`` is the time of the answer, the first ``most`` entries count.

    :raises NotAFeed: it is none, or none that can be read.
    """
    at = at or clock.now()
    text = feed_xml.decoded(body, content_type)
    if not text.strip():
        raise NotAFeed("the answer is empty, not a feed")
    try:
        raw = json_feed.read(text, url, most) if text.lstrip("\ufeff \t\r\n")[:1] in "{[" else _xml(text, url, most)
    except json_feed.NotJson as error:
        raise NotAFeed(str(error)) from None
    language = feed_text.language(raw.language)
    title = feed_text.title(raw.title)
    home = feed_links.absolute(raw.home, url)
    entries: list[Listed] = []
    own = {article_key(url), article_key(home) if home else ""}
    seen: set[str] = set()
    for entry in raw.entries:
        addresses = (feed_links.article(link, base) for link, base in entry.links)
        address = next((found for found in addresses if found and article_key(found) not in own), None)
        if address is not None and article_key(address) not in seen:
            seen.add(article_key(address))
            entries.append(Listed(address, _hints(entry, at, title, language)))
    return Feed(
        raw.kind,
        title,
        language,
        home,
        raw.ttl if raw.ttl and TTL_LEAST <= raw.ttl <= TTL_MOST else None,
        _without_stamps(entries),
        tuple(Follow(found, "feed") for link in raw.next if (found := feed_links.absolute(link, url)) and found != url)[:1],
        len(raw.entries) - len(entries) + raw.cut,
    )


def _xml(text: str, url: str, most: int) -> RawFeed:
    name, start = feed_xml.root_name(text)
    if name in _OTHERS:
        raise NotAFeed(f"the answer is {_OTHERS[name]}")
    root = feed_xml.tree(text, start) if name else None
    if root is None:
        raise NotAFeed("the answer is neither RSS nor Atom nor a JSON Feed")
    return feed_entries.read(root, url, most)


def _hints(entry: Raw, at: datetime, own: str | None, language: str | None) -> Hints:
    spoken = feed_text.language(entry.language) or language
    published = _first(entry.published, at, spoken)
    updated = _first(entry.updated, at, spoken)
    title = feed_text.title(entry.title)
    return Hints(
        title=title,
        published=published,
        updated=None if published and updated and updated < published else updated,
        excerpt=next((found for text in entry.summaries if (found := feed_text.excerpt(text, title))), None),
        authors=feed_text.people(entry.authors, own),
        image=next((found for link, base in entry.images if (found := feed_links.absolute(link, base))), None),
        language=spoken,
    )


def _first(texts: Iterable[str], at: datetime, language: str | None) -> datetime | None:
    return next((found for text in texts if (found := feed_dates.instant(text, at, language))), None)


def _without_stamps(entries: list[Listed]) -> tuple[Listed, ...]:
    """The entries without dates where these are the moment at which the feed was made."""
    if feed_dates.stamped([one.hints.published for one in entries if one.hints.published]):
        entries = [replace(one, hints=replace(one.hints, published=None)) for one in entries]
    if feed_dates.stamped([one.hints.updated for one in entries if one.hints.updated]):
        entries = [replace(one, hints=replace(one.hints, updated=None)) for one in entries]
    return tuple(entries)
