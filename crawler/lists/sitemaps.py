"""Sitemaps (sitemaps.org, 0.9) in, what they list out: streamed, in bounded memory and time. Pure: no network, no disk.

An entry's own words travel with it as hints: lastmod, and Google's news and image extensions. Alternates in other languages
(``xhtml:link``) aren't followed: they have entries of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from itertools import chain, islice
from urllib.parse import urljoin, urlsplit

from crawler.items import Follow, Hints, Listed
from crawler.lists.lastmod import Moment, day_in_address, moment
from crawler.lists.sitemap_bytes import MAX_BYTES, texts
from crawler.lists.sitemap_xml import MAX_ENTRIES, Entries, Entry
from crawler.urls import is_http_url

MAX_MAPS = 50_000  # of an index, as the protocol has it
MAX_ADDRESS = 2_048  # characters, likewise
MAX_TITLE = 500  # characters
BLANK_PIECES = 16  # of the stream, before the document
STAMPED = 20  # entries of one and the same lastmod
FUTURE = timedelta(hours=36)  # a date further ahead is none

_START = re.compile(r"<(?:\?xml\s|(?:[\w.-]+:)?(?:urlset|sitemapindex|siteindex)[\s>])", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_PLAIN = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:[/?][\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a~|]*)?", re.A)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_NEWS_NAME = re.compile(r"(?<![a-z])(?:google-?)?news(?![a-z])", re.I)
_COUNTED = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_DAY = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)")


class NotASitemap(ValueError):
    """A body that is none; the message says in one sentence what it is."""


def read(body: bytes, url: str, at: datetime, max_age: timedelta | None = None, *, max_bytes: int = MAX_BYTES) -> Iterator[Listed | Follow]:
    """What a sitemap lists, as it is read: pages in the order of the file, then the sitemaps of an index, newest first.

    ``url`` is its address, ``at`` the time of the answer. Entries older than ``max_age`` are left out: by their
    news:publication_date, else by lastmod; nested sitemaps by lastmod, else by a date in their name. What is damaged or cut is
    left out and the rest is read; reading ends after ``max_bytes`` of XML. ``Follow.depth`` is 1: a step from this list;
    ``Follow.changed`` only where the instant is stated: a map of today may change once more today.

    :raises NotASitemap: at once, not while it is read.
    """
    limit = at - max_age if max_age is not None else None
    stream = texts(body, max_bytes)
    head = next((text for piece in islice(stream, BLANK_PIECES) if (text := piece.lstrip("\ufeff \t\r\n\0"))), "")
    if not head:
        raise NotASitemap(f"{url}: the answer is empty or can't be unpacked, so it is no sitemap")
    if not head.startswith(("<?", "<!")) and (start := _START.search(head[:4096])):
        head = head[start.start() :]  # a server's warning may stand before it
    elif not head.startswith("<"):
        if is_http_url((head.split(maxsplit=1) or [""])[0][:MAX_ADDRESS]):
            return islice(_lines(chain((head,), stream)), MAX_ENTRIES)
        raise NotASitemap(f"{url}: the answer is neither XML nor a list of addresses, so it is no sitemap")
    elif _PAGE.match(head):
        raise NotASitemap(f"{url}: the answer is a web page, so it is no sitemap")
    entries = Entries(limit)
    entries.feed(head)
    while not entries.root and not entries.ended:
        more = next(stream, None)
        if more is None:
            entries.finish()
            break
        entries.feed(more)
    if entries.refusal or not entries.root:
        raise NotASitemap(f"{url}: {entries.refusal or 'the answer is broken XML'}, so it is no sitemap")
    return _listed(entries, stream, _Judge(url, at, limit))


def _listed(entries: Entries, stream: Iterator[str], judge: _Judge) -> Iterator[Listed | Follow]:
    maps: list[tuple[str, Moment | None]] = []
    while True:
        taken = entries.take()
        judge.stamped = _stamp(taken)
        for kind, fields in taken:
            if kind == "url":
                if found := judge.page(fields):
                    yield found
            elif len(maps) < MAX_MAPS and (address := judge.address(fields["loc"])):
                maps.append((address, judge.date(fields.get("lastmod", ""))))
        if entries.ended:
            break
        text = next(stream, None)
        if text is None:
            entries.finish()
        else:
            entries.feed(text)
    yield from judge.maps(maps)


def _stamp(entries: list[Entry]) -> str:
    """The time that all of many neighbouring entries have for their last change: that of the program which wrote the file. "" if none."""
    dates = {fields.get("lastmod", "") for kind, fields in entries if kind == "url"}
    date = dates.pop() if len(dates) == 1 and len(entries) >= STAMPED else ""
    return date if ":" in date else ""  # many articles may be of one day


def _lines(stream: Iterator[str]) -> Iterator[Listed | Follow]:
    """A sitemap of one address a line."""
    rest = ""
    for text in stream:
        *lines, rest = re.split(r"[\r\n]+", rest + text)
        yield from (Listed(address) for line in lines if (address := _address(line, "")))
        rest = rest[: MAX_ADDRESS + 1]
    if address := _address(rest, ""):
        yield Listed(address)


def _address(text: str, base: str) -> str:
    """An absolute http(s) address without fragment, or ""."""
    text = text.strip()
    if "&amp;" in text:
        text = text.replace("&amp;", "&")  # escaped twice
    if not text or len(text) > MAX_ADDRESS:
        return ""
    if _PLAIN.fullmatch(text):
        return text
    try:
        text = urljoin(base, text).partition("#")[0]
    except ValueError:
        return ""
    return text if is_http_url(text) else ""


class _Judge:
    """What is believed of an entry, and whether it is young enough."""

    def __init__(self, url: str, at: datetime, limit: datetime | None) -> None:
        self.url, self.limit, self.latest = url, limit, at + FUTURE
        self.stamped = ""  # a lastmod that isn't believed
        self._old_day = (limit - timedelta(days=1)).strftime("%Y-%m-%d") if limit else ""  # days before it are old in every zone

    def address(self, text: str) -> str:
        return _address(text, self.url)

    def date(self, text: str) -> Moment | None:
        found = moment(text) if text else None
        return found if found and found.at <= self.latest else None

    def page(self, fields: dict[str, str]) -> Listed | None:
        """A page with what its entry says of it, or None where it is too old or no address."""
        dated = fields.get("news/publication_date") or fields.get("publication_date", "")  # outside of its element, too
        said = dated or fields.get("lastmod", "")
        if self.limit and said:
            said = said.strip()
            if said[:10] < self._old_day and _DAY.match(said):
                return None
            if (told := self.date(said)) and told.before(self.limit):
                return None
        address = self.address(fields["loc"])
        if not address:
            return None
        if len(fields) == 1:
            return Listed(address)
        published = self.date(dated)
        changed = self.date(fields.get("lastmod", "")) if fields.get("lastmod") != self.stamped else None
        language = fields.get("news/language", "").strip().replace("_", "-")
        hints = Hints(
            title=_line(fields.get("news/title") or fields.get("title", "")),
            published=published.hint if published else None,
            updated=changed.hint if changed else None,
            image=self.address(fields.get("image/loc", "")) or None,
            language=language if _LANGUAGE.fullmatch(language) else None,
        )
        return Listed(address, hints)

    def maps(self, named: list[tuple[str, Moment | None]]) -> Iterator[Follow]:
        """The sitemaps of an index that may list something young, each once, newest first; of those without a date, news first."""
        counted = {number for address, _ in named for number in _COUNTED.findall(address)}
        years = all(len(number) != 4 or 1980 <= int(number) <= self.latest.year for number in counted)
        dated: list[tuple[datetime, str, datetime | None]] = []
        undated: dict[str, None] = {}
        seen = {self.url}
        for address, changed in named:
            if address in seen:
                continue
            seen.add(address)
            told = changed or self._named_day(address, years)
            if told and self.limit and told.before(self.limit):
                continue
            if told:
                dated.append(
                    (
                        told.at + (told.length if not changed else timedelta()),
                        address,
                        changed.at if changed and not changed.length else None,
                    )
                )
            else:
                undated[address] = None
        news = [address for address in undated if _NEWS_NAME.search(address)]
        for address in news:
            yield Follow(address, "sitemap", depth=1)
            del undated[address]
        dated.sort(key=lambda one: one[0], reverse=True)
        for _, address, at in dated:
            yield Follow(address, "sitemap", at, 1)
        for address in undated:
            yield Follow(address, "sitemap", depth=1)

    def _named_day(self, address: str, years: bool) -> Moment | None:
        """A date in the name of a sitemap; a bare year only where its siblings' numbers are years too."""
        parts = urlsplit(address)
        found = day_in_address(f"{parts.path}?{parts.query}")
        if found is None or found.at > self.latest or (found.length > timedelta(days=40) and not years):
            return None
        return found


def _line(text: str) -> str | None:
    text = " ".join(unescape(unescape(text)).split())  # in CDATA it is escaped twice
    return text if 0 < len(text) <= MAX_TITLE and "\ufffd" not in text else None
