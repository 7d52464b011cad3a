"""The XML of sitemaps as entries, fed in pieces: expat, without entities, with bounds, and going on after what is broken."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from xml.parsers import expat

MAX_TEXT = 65_536  # characters of one element
MAX_UNREAD = 512 * 1024  # of one tag, comment or declaration
MAX_DEPTH = 100  # of elements
MAX_ENTRIES = 2_000_000  # the protocol has 50,000
MAX_IDLE = 2 * 1024 * 1024  # characters without an entry
MAX_FAULTS = 2_000  # places in one file after which the reading starts again

Entry = tuple[str, dict[str, str]]  # "url" or "sitemap", and its texts by name: loc, lastmod, news/title, image/loc

_ROOTS = frozenset(("urlset", "sitemapindex", "siteindex"))
_KINDS = {"html": "a web page", "rss": "a feed", "feed": "a feed", "rdf": "a feed", "channel": "a feed", "opml": "a list of feeds"}
_CONTAINERS = frozenset(("news", "image", "video"))
_WANTED = frozenset(("loc", "lastmod", "publication_date", "title", "language"))
_PLAIN = _WANTED | {"url", "sitemap", "changefreq", "priority"}  # names without prefix that begin nothing
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:url|sitemap)[\s>]")
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex|siteindex)[\s>]")
_LOOSE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[1-9]\d{0,5}|#x[0-9a-fA-F]{1,5});)")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"<\?xml[^>]*>", re.I)


class _EndError(Exception):
    """Nothing more is read of this document."""


class Entries:
    """What has been read of one document: feed it, take entries.

    ``root`` is the local name of its root element as soon as it is known, ``refusal`` what it is instead of a sitemap,
    ``ended`` whether it wants no more. ``older_than``: entries whose lastmod is older may be left out at once.
    """

    def __init__(self, older_than: datetime | None = None) -> None:
        self.root = self.refusal = ""
        self.ended = False
        self._old = _old_entry(older_than) if older_than else None
        self._taken: list[Entry] = []
        self._carry = ""
        self._faults = self._entries = self._idle = 0
        self._lost = False  # after a fault: until the next entry begins
        self._virgin = True
        self._begin()

    def take(self) -> list[Entry]:
        """The entries since the last time."""
        taken, self._taken = self._taken, []
        return taken

    def feed(self, text: str) -> None:
        """The next piece of the document."""
        if self._virgin:
            declaration = _DECLARATION.match(text)
            text, self._virgin = text[declaration.end() :] if declaration else text, False
        text = self._carry + text
        cut = text.rfind("</url>") + 6
        if cut < 6:
            cut = text.rfind(">") + 1
        self._carry = text[cut:]
        if len(self._carry) > MAX_UNREAD:
            self.ended = True
        if cut:
            known = self._entries
            self._parse(text[:cut])
            self._idle = self._idle + cut if self._entries == known else 0
        if self._idle > MAX_IDLE or self._entries > MAX_ENTRIES:
            self.ended = True

    def finish(self) -> None:
        """What is left of a document that breaks off."""
        if not self.ended and self._carry:
            self._parse(self._carry)
        self.ended = True

    def _parse(self, text: str) -> None:
        if self._old:
            text, old = self._old.subn("", text)
            self._entries += old
        if "&" in text:
            text = _LOOSE.sub("&amp;", text)
        if not text.isprintable() and _CONTROL.search(text):
            text = _CONTROL.sub("", text)
        data = text.encode("utf-8", "replace")
        while data and not self.ended:
            if self._lost:
                entry = _ENTRY.search(data)
                if entry is None:
                    return
                data, self._lost = data[entry.start() :], False
                self._begin()
                self._parser.Parse(b"<urlset>")
                self._fed = len(b"<urlset>")
            try:
                self._parser.Parse(data)
                self._fed += len(data)
                if self._fed - self._parser.CurrentByteIndex > MAX_UNREAD:
                    self.ended = True
                if sum(map(len, self._pieces)) > MAX_TEXT:
                    self._pieces.clear()
                return
            except expat.ExpatError:
                data = self._after_fault(data)
            except _EndError:
                self.ended = True

    def _after_fault(self, data: bytes) -> bytes:
        self._faults += 1
        self._lost = True
        if not self.root and (root := _ROOT.search(data)):
            self.root = root[1].decode()
        if self._faults > MAX_FAULTS or not self.root:
            self.ended = True
        return data[max(self._parser.ErrorByteIndex - self._fed, 0) + 1 :]

    def _begin(self) -> None:
        self._parser = parser = expat.ParserCreate("utf-8")
        self._fed = self._depth = 0
        self._pieces: list[str] = []
        self._fields: dict[str, str] = {}
        self._inside = ""
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.EntityDeclHandler = self._entity

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._depth += 1
        self._pieces.clear()
        if self._depth > MAX_DEPTH:
            raise _EndError
        if name in _PLAIN:
            return
        local = name.rpartition(":")[2].lower()
        if local in _CONTAINERS:
            self._inside = f"{local}/"
        if not self.root:
            self.root = local
            if local not in _ROOTS:
                self.refusal = f"the answer is {_KINDS.get(local, f'XML of another kind (<{local[:40]}>)')}"
                raise _EndError

    def _end(self, name: str) -> None:
        self._depth -= 1
        local = name if name in _PLAIN else name.rpartition(":")[2].lower()
        if local in _WANTED:
            self._fields.setdefault(self._inside + local, "".join(self._pieces))
        elif local in ("url", "sitemap"):
            if "loc" in self._fields:
                self._taken.append((local, self._fields))
                self._entries += 1
            self._fields = {}
            self._inside = ""
        elif local in _CONTAINERS:
            self._inside = ""
        self._pieces.clear()

    def _entity(self, *_: object) -> None:
        self.refusal = "the answer declares entities of its own"
        raise _EndError


def _old_entry(limit: datetime) -> re.Pattern[str]:
    """A plain entry whose day is surely before the limit: a day earlier, for zones. What it takes away needs no parser."""
    first = (limit - timedelta(days=1)).date()
    year, month, day = first.year, first.month, first.day
    older = [rf"{decade}\d-\d\d-\d\d" for decade in range(199, year // 10)]
    older += [f"{one}-\\d\\d-\\d\\d" for one in range(year - year % 10, year)]
    older += [f"{year}-{one:02}-\\d\\d" for one in range(1, month)]
    older += [f"{year}-{month:02}-{one:02}" for one in range(1, day)]
    return re.compile(
        rf"<url>\s*<loc>[^<]*</loc>\s*<lastmod>(?:{'|'.join(older) or '(?!)'})(?!\d)[^<]*</lastmod>\s*"
        r"(?:<(?:changefreq|priority)>[^<]*</(?:changefreq|priority)>\s*){0,2}</url>"
    )
