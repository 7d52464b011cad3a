"""RSS and Atom trees as raw entries: what stands where, in the order of trust; believed in ``feeds``. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from lxml import etree

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_XML = "{http://www.w3.org/XML/1998/namespace}"
# How publishers write the namespaces: host and path in lower case, no scheme, no slash at the end -> prefix. "" is the feed's own.
_SPACES = {
    "www.w3.org/2005/atom": "atom",
    "purl.org/atom/ns": "atom",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss2": "",
    "backend.userland.com/rss": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "www.rssboard.org/rss-specification": "",
    "cyber.law.harvard.edu/rss": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "search.yahoo.com/mrss": "media",
    "www.rssboard.org/media-rss": "media",
    "tools.search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.w3.org/1999/xhtml": "xhtml",
}
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.-]{0,20}:(?=[A-Za-z])")
_SCHEME = re.compile(r"^https?://|[#/]+$")
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.I)
LEAST_SIDE = 50  # pixels of a picture worth a name
_ENTRIES = frozenset(("item", "entry", "atom:entry"))


@dataclass(slots=True)
class Raw:
    """One entry as it stands: texts in the order in which they are believed, links with what they are relative to."""

    links: list[tuple[str, str]]
    title: str
    published: list[str]
    updated: list[str]
    summaries: list[str]
    authors: list[str]
    images: list[tuple[str, str]]
    language: str


@dataclass(slots=True)
class RawFeed:
    """A feed as it stands; ``cut`` entries more than were asked for."""

    kind: Literal["rss", "rdf", "atom", "json"]
    title: str
    language: str
    home: str
    ttl: timedelta | None
    entries: list[Raw]
    next: list[str] = field(default_factory=list)
    cut: int = 0


Parts = dict[str, list[etree._Element]]


def read(root: etree._Element, url: str, most: int) -> RawFeed:
    """What a feed's tree says, not believed yet."""
    kind = _kind(root)
    head = root if kind == "atom" else next((one for one in root.iter() if isinstance(one.tag, str) and _name(one.tag) == "channel"), root)
    atom = kind == "atom"
    about = _parts(head, atom)
    base = _base(head, url)
    links = list(_links(about, ("atom:link", "link"), base))
    home = next(iter(_alternates(links)), (_text(about, "link"), base))[0]
    site = urljoin_safe(base, home)
    entries: list[Raw] = []
    cut = 0
    for element in root.iter():
        if isinstance(element.tag, str) and _name(element.tag) in _ENTRIES:
            if len(entries) < most:
                parts = _parts(element, atom)
                entries.append(_atom(element, parts, url, about) if kind == "atom" else _rss(element, parts, site))
            else:
                cut += 1
    return RawFeed(
        kind,
        _text(about, "title", "atom:title"),
        head.get(f"{_XML}lang") or root.get(f"{_XML}lang") or _text(about, "language", "dc:language"),
        home,
        _ttl(about),
        entries,
        [href for href, rel, _, _ in links if rel == "next"],
        cut,
    )


def _kind(root: etree._Element) -> Literal["rss", "rdf", "atom"]:
    name = _name(root.tag).rpartition(":")[2]
    return "atom" if name in ("feed", "entry") else "rdf" if name == "rdf" else "rss"


def _rss(element: etree._Element, parts: Parts, home: str) -> Raw:
    base = _base(element, home)
    guid = next(iter(parts.get("guid", ())), None)
    permanent = [] if guid is None or (guid.get("isPermaLink") or guid.get("ispermalink") or "").lower() == "false" else [_content(guid)]
    addresses = [_text(parts, "feedburner:origlink"), _text(parts, "link"), *(one.tail or "" for one in parts.get("link", ())[:3])]
    addresses += [href for href, _ in _alternates(list(_links(parts, ("atom:link", "link"), base)))]
    addresses += [text for text in permanent if "://" in text or text.startswith("/")]
    addresses.append(element.get(_ABOUT) or "")
    if guid is not None and not permanent and _content(guid).startswith(("http://", "https://")):
        addresses.append(_content(guid))
    return Raw(
        [(link, base) for link in addresses if link.strip()],
        _text(parts, "title", "media:title", "dc:title", "itunes:title"),
        _texts(parts, "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "published", "date"),
        _texts(parts, "atom:updated", "dcterms:modified", "updated", "lastbuilddate"),
        _texts(
            parts,
            "description",
            "atom:summary",
            "itunes:summary",
            "itunes:subtitle",
            "group:media:description",
            "dc:description",
            "summary",
        ),
        _texts(parts, "dc:creator") or _names(parts) or _texts(parts, "creator", "itunes:author"),
        _pictures(parts, base),
        _text(parts, "dc:language", "language") or element.get(f"{_XML}lang") or "",
    )


def _atom(element: etree._Element, parts: Parts, url: str, about: Parts) -> Raw:
    base = _base(element, url)
    links = list(_links(parts, ("link",), base))
    addresses = [(text, base) for text in _texts(parts, "feedburner:origlink")] + _alternates(links)
    addresses += [(one.get("src") or "", _base(one, url)) for one in parts.get("content", ()) if "html" in (one.get("type") or "")]
    addresses += [(text, base) for text in _texts(parts, "id") if text.startswith(("http://", "https://"))]
    source = _parts(parts["source"][0], True) if parts.get("source") else {}
    return Raw(
        [(link, where) for link, where in addresses if link.strip()],
        _text(parts, "title", "media:title"),
        _texts(parts, "published", "issued", "created", "dc:date", "pubdate"),
        _texts(parts, "updated", "modified"),
        _texts(parts, "summary", "group:media:description") + [text for text in _texts(parts, "content") if len(text) <= 1000],
        _names(parts) or _texts(parts, "dc:creator") or _names(source) or _names(about),
        _pictures(parts, base),
        element.get(f"{_XML}lang") or "",
    )


def _parts(element: etree._Element, atom: bool = False) -> Parts:
    """The children by name; those of a media group, and the thumbnails of media, among them."""
    found: Parts = {}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _name(child.tag)
        found.setdefault(name.removeprefix("atom:") if atom else name, []).append(child)
        if name in ("media:group", "media:content"):
            for inner in child:
                kind = _name(inner.tag) if isinstance(inner.tag, str) else ""
                if name == "media:group" or kind == "media:thumbnail":
                    found.setdefault(f"group:{kind}" if kind == "media:description" else kind, []).append(inner)
    return found


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    """``media:content`` for whatever prefix a publisher chose; a name of RSS stands alone, in lower case."""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    local = local.lower()
    if not space:  # a prefix that nobody declared speaks for itself
        return local.removeprefix("rss:")
    prefix = _SPACES.get(_SCHEME.sub("", _SCHEME.sub("", space.strip().lower())), "other")
    return f"{prefix}:{local}" if prefix else local


def _content(element: etree._Element) -> str:
    """The text of an element; as HTML where it has children (xhtml, or HTML that nobody escaped)."""
    if not len(element):
        return element.text or ""
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return html.escape(element.text or "", quote=False) + _PREFIX.sub(r"\1", inner)


def _texts(parts: Parts, *names: str) -> list[str]:
    """The texts of the elements of these names, in the order of the names."""
    return [text for name in names for one in parts.get(name, ())[:20] if (text := _content(one)).strip()]


def _text(parts: Parts, *names: str) -> str:
    return next(iter(_texts(parts, *names)), "")


def _names(parts: Parts) -> list[str]:
    """Atom persons; an author without a name in it may be a name itself."""
    return [
        _text(inner, "name") if (inner := _parts(one, True)) else (one.text or "")
        for one in (*parts.get("author", ()), *parts.get("atom:author", ()))[:20]
    ]


def _base(element: etree._Element, url: str) -> str:
    """What the addresses of an element are relative to (xml:base, each relative to its parent's)."""
    bases = [one.get(f"{_XML}base") for one in (element, *element.iterancestors())]
    for base in reversed([one for one in bases if one]):
        url = urljoin_safe(url, base)
    return url


def urljoin_safe(base: str, link: str) -> str:
    """``urljoin``, the base again where an address can't be read."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return base


def _links(parts: Parts, names: tuple[str, ...], base: str) -> Iterator[tuple[str, str, str, str]]:
    """(address, relation, media type, base) of link elements."""
    for name in names:
        for one in parts.get(name, ())[:50]:
            if href := (one.get("href") or "").strip():
                own = one.get(f"{_XML}base")
                yield (
                    href,
                    (one.get("rel") or "alternate").strip().lower(),
                    (one.get("type") or "").lower(),
                    urljoin_safe(base, own) if own else base,
                )


def _alternates(links: list[tuple[str, str, str, str]]) -> list[tuple[str, str]]:
    """The links to what the entry is about, a web page before what has no type, and no other feed."""
    rank = {"text/html": 0, "application/xhtml+xml": 0, "": 1}
    pages = [(rank.get(kind.partition(";")[0].strip(), 3), href, base) for href, rel, kind, base in links if rel == "alternate"]
    return [(href, base) for place, href, base in sorted(pages, key=lambda page: page[0]) if place < 3]


def _pictures(parts: Parts, base: str) -> list[tuple[str, str]]:
    found: list[tuple[str, int]] = []
    for one in (*parts.get("media:content", ()), *parts.get("enclosure", ()), *_enclosures(parts))[:100]:
        address, kind = one.get("url") or one.get("href") or "", (one.get("type") or "").lower()
        if kind.startswith("image") or one.get("medium") == "image" or (not kind and not one.get("medium") and _PICTURE.search(address)):
            found.append((address, _area(one)))
    thumbs = [(one.get("url") or one.text or "", _area(one)) for one in parts.get("media:thumbnail", ())[:20]]
    for one in parts.get("image", ())[:5]:
        thumbs.append((_text(_parts(one), "url") or one.get("href") or one.text or "", 0))
    thumbs += [(one.get("href") or "", 0) for one in parts.get("itunes:image", ())[:5]]
    return largest(found, base) + largest(thumbs, base)


def _enclosures(parts: Parts) -> list[etree._Element]:
    return [one for name in ("link", "atom:link") for one in parts.get(name, ()) if one.get("rel") == "enclosure"]


def _area(element: etree._Element) -> int:
    """Square pixels as stated, 0 where they aren't; -1 for a pixel that counts readers."""
    sides = [element.get(side) or "" for side in ("width", "height")]
    width, height = (int(side) if side.isascii() and side.isdigit() and len(side) < 6 else 0 for side in sides)
    return -1 if 0 < width < LEAST_SIDE and 0 < height < LEAST_SIDE else width * (height or width)


def largest(pictures: list[tuple[str, int]], base: str) -> list[tuple[str, str]]:
    """Addresses of pictures, the largest first; those without a size in their order behind."""
    return [(address, base) for address, area in sorted(pictures, key=lambda one: -one[1]) if address.strip() and area >= 0]


def _ttl(about: Parts) -> timedelta | None:
    """``ttl`` in minutes, or the period of the syndication module divided by its frequency."""
    minutes = _text(about, "ttl").strip()
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 7:
        return timedelta(minutes=int(minutes))
    hours = _PERIODS.get(_text(about, "sy:updateperiod").strip().lower())
    times = _text(about, "sy:updatefrequency").strip() or "1"
    if hours is None or not times.isascii() or not times.isdigit() or not 0 < int(times[:6]) < 100_000:
        return None
    return timedelta(hours=hours) / int(times[:6])
