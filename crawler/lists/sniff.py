"""What an answer is (feed, sitemap, list of feeds, article, page), and which lists a page's site offers. Pure; bounded.

Offers come in the order of their use: feeds that the page names, sitemaps of news, feeds that it links, other sitemaps, then
addresses at which sites often have one, which have to be tried.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HTMLParser

from crawler.lists import feed_links, feed_text, feed_xml
from crawler.urls import is_http_url, page_key, registered_domain

Sort = Literal["feed", "sitemap", "opml", "article", "page", "nothing"]
MAX_OFFERS = 30
MAX_LINKS = 3000  # of a page that are looked at
MAX_PIECES = 200  # of text in one element
MAX_HTML = 2_000_000  # characters of a page that are read
ARTICLE_WORDS = 80  # in paragraphs of a page that calls itself an article
READING_WORDS = 250  # in paragraphs of one that doesn't
WORDS_A_HEADLINE = 12  # fewer words in paragraphs for each headline that is a link: a list

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/rss+xml",
    "application/x-rss+xml",
)
_ANY_TYPES = ("application/xml", "text/xml", "application/json")
_FEED_ADDRESS = re.compile(r"(?:^|[/._-])(?:rss\d?|feeds?|atom|rdf)(?:$|[/._?-])|\.(?:rss|atom|rdf)(?:$|\?)", re.I)
_COMMENTS = re.compile(r"comment|kommentar|comentario|commento|reactie|/replies|podcast|\bwp-json\b", re.I)
_NEWS_MAP = re.compile(r"(?<![a-z])(?:google-?)?news(?![a-z])", re.I)
_OTHER_MAP = re.compile(r"video|image|categor|tag|author|page|static|archive|misc|podcast|product", re.I)
_ROOT = re.compile(r"/?(?:index\.\w{2,5}|[a-z]{2}(?:[-_][a-z]{2})?/?)?$", re.I)
_ARTICLE_TYPE = re.compile(
    r'"@type"\s*:\s*(?:\[[^\]]{0,100})?"(?:\w{0,20}NewsArticle|Article|BlogPosting|LiveBlogPosting|OpinionNewsArticle)"'
)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)
COMMON_FEEDS = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/all.rss")
COMMON_MAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml")


@dataclass(frozen=True, slots=True)
class Offer:
    """An address that may be a source, and what speaks for it; ``stated``: the site names it itself."""

    url: str
    kind: Literal["feed", "sitemap"]
    why: str
    title: str | None = None
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What an answer is, in a sentence too; ``offers`` of a page or article only."""

    sort: Sort
    why: str
    offers: tuple[Offer, ...] = ()


def sniff(body: bytes, url: str, content_type: str = "", robots: str = "") -> Sniffed:
    """What the answer of ``url`` is; ``robots`` is the text of its site's robots.txt."""
    if not body.strip():
        return Sniffed("nothing", "the answer is empty")
    if body[:2] == b"\x1f\x8b":
        return (
            Sniffed("sitemap", "it is packed with gzip, as sitemaps are")
            if "sitemap" in url.lower()
            else Sniffed("nothing", "it is a packed file")
        )
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<"))
    if body.startswith(b"%PDF-") or (b"\x00" in body[:64] and not wide):
        return Sniffed("nothing", "it is a binary file")
    text = feed_xml.decoded(body[:MAX_HTML], content_type)
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in "{[":
        is_feed = "jsonfeed.org" in start[:2000] or '"items"' in start
        return Sniffed("feed", "it is a JSON Feed") if is_feed else Sniffed("nothing", "it is JSON and no JSON Feed")
    name, _ = feed_xml.root_name(text)
    match name:
        case "rss" | "feed" | "rdf" | "channel":
            return Sniffed("feed", f"its root element is <{name}>")
        case "urlset" | "sitemapindex":
            return Sniffed("sitemap", f"its root element is <{name}>")
        case "opml":
            return Sniffed("opml", "it is a list of feeds (OPML)")
    if not name and start[:1] != "<":
        if is_http_url(start.split(maxsplit=1)[0][:2000]):
            return Sniffed("sitemap", "it is a list of addresses, one a line")
        return Sniffed("nothing", "it is plain text")
    return _page(text, url, robots)


def sitemaps_of(robots: str, url: str) -> list[str]:
    """The sitemaps that a robots.txt names, those of news first, those of pictures and sections last."""
    found = [link for one in _SITEMAP_LINE.findall(robots[:500_000]) if (link := feed_links.absolute(one, url))]
    return sorted(dict.fromkeys(found), key=_of_news)[:MAX_OFFERS]


def _of_news(url: str) -> int:
    path = urlsplit(url).path
    return 0 if _NEWS_MAP.search(path) else 2 if _OTHER_MAP.search(path) else 1


def _page(text: str, url: str, robots: str) -> Sniffed:
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), HTMLParser(encoding="utf-8", remove_comments=True))
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None:
        return Sniffed("nothing", "it is no page that can be read")
    base = next((found for one in root.iter("base") if (found := feed_links.absolute(one.get("href"), url))), url)
    sort, why = _judged(root, text, url)
    return Sniffed(sort, why, tuple(_offers(root, url, base, robots)))


def _judged(root: etree._Element, text: str, url: str) -> tuple[Literal["article", "page"], str]:
    parts = urlsplit(url)
    if _ROOT.fullmatch(parts.path) and not parts.query:
        return "page", "it is a home page"
    words = sum(count for one in root.iter("p") if (count := len(_text(one).split())) >= 10)
    headlines = {one.get("href") for one in _anchors(root) if len(_text(one).split()) >= 4}
    declared = _ARTICLE_TYPE.search(text) or any(
        (one.get("property") or "").lower() == "article:published_time"
        or ((one.get("property") or "").lower() == "og:type" and "article" in (one.get("content") or "").lower())
        for one in root.iter("meta")
    )
    least = ARTICLE_WORDS if declared else READING_WORDS
    if words >= least and words >= WORDS_A_HEADLINE * len(headlines) * (0.25 if declared else 1):
        return "article", f"it has {words} words in paragraphs" + (" and calls itself an article" if declared else "")
    return "page", f"it has {len(headlines)} headlines that are links, and {words} words in paragraphs"


def _anchors(root: etree._Element) -> Iterator[etree._Element]:
    for seen, one in enumerate(root.iter("a")):
        if seen == MAX_LINKS:
            return
        if one.get("href"):
            yield one


def _text(element: etree._Element) -> str:
    """What an element says, the first of it."""
    return "".join(islice(element.itertext(), MAX_PIECES))


def _offers(root: etree._Element, url: str, base: str, robots: str) -> Iterator[Offer]:
    """Each address once, the most useful first."""
    seen = {page_key(url)}
    count = 0
    for offer in _all_offers(root, url, base, robots):
        if page_key(offer.url) not in seen and count < MAX_OFFERS:
            seen.add(page_key(offer.url))
            count += 1
            yield offer


def _all_offers(root: etree._Element, url: str, base: str, robots: str) -> Iterable[Offer]:
    named = list(_alternates(root, base))
    linked = list(_links(root, url, base))
    maps = [Offer(one, "sitemap", "robots.txt names it") for one in sitemaps_of(robots, url)]
    yield from (one for one in named if not _is_aside(one))
    yield from (one for one in maps if _of_news(one.url) == 0)
    yield from (one for one in linked if not _is_aside(one))
    yield from (one for one in maps if _of_news(one.url))
    site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    if not named and not linked:
        yield from (Offer(site + path, "feed", "many sites have a feed there", stated=False) for path in COMMON_FEEDS)
    if not maps:
        yield from (Offer(site + path, "sitemap", "many sites have a sitemap there", stated=False) for path in COMMON_MAPS)
    yield from (one for one in (*named, *linked) if _is_aside(one))


def _is_aside(offer: Offer) -> bool:
    """Whether a feed is that of comments or the like."""
    return bool(_COMMENTS.search(offer.url) or _COMMENTS.search(offer.title or ""))


def _alternates(root: etree._Element, base: str) -> Iterator[Offer]:
    for one in root.iter("link"):
        kind = (one.get("type") or "").partition(";")[0].strip().lower()
        href = feed_links.absolute(one.get("href"), base)
        if href is None or not {"alternate", "feed"} & set((one.get("rel") or "").lower().split()):
            continue
        if kind in _FEED_TYPES or (kind in _ANY_TYPES and _FEED_ADDRESS.search(urlsplit(href).path)):
            yield Offer(href, "feed", "the page names it as its feed", feed_text.plain(one.get("title")) or None)


def _links(root: etree._Element, url: str, base: str) -> Iterator[Offer]:
    own = registered_domain(url)
    for one in _anchors(root):
        text = " ".join(_text(one).split())[:100]
        if _FEED_ADDRESS.search(one.get("href").partition("://")[2] or one.get("href")) or text.lower() in (
            "rss",
            "atom",
            "rss feed",
            "feed",
        ):
            href = feed_links.absolute(one.get("href"), base)
            if href and registered_domain(href) == own:
                yield Offer(href, "feed", "the page has a link to it", text or None)
