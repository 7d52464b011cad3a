"""The links of a home or section page, judged before anything is fetched: articles, further list pages, or nothing to fetch.

An address tells (``url_shapes``), and so does what links to it: a headline, a card, a menu. Links that leave the site, ask not
to be followed, or look like a trap are left out. Pure: no network, no disk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

from crawler.identity import article_key
from crawler.items import Follow, Hints, Listed
from crawler.lists.lastmod import moment
from crawler.url_shapes import ARTICLE, Shape, is_standing_label, names_the_site, shape, slug_words, without_decoration
from crawler.urls import canonical_form, is_http_url, registered_domain

MAX_CHARS = 5_000_000  # of a page
MAX_LINKS = 5_000  # of a page
MAX_ARTICLES = 1_000
MAX_SECTIONS = 80  # list pages that one page leads to
MAX_ALIKE = 25  # of them, of one host, depth and first part
MAX_PAGES = 50  # of one list
MAX_QUERY = 300  # characters
MAX_PARAMETERS = 6
CARD_ELEMENTS = 150  # of a card, and
CARD_LEVELS = 6  # levels above its link
FUTURE = timedelta(hours=36)

_CHROME, _CARD, _HEADING = 1, 2, 4
_TAGS = {"nav": _CHROME, "footer": _CHROME, "menu": _CHROME, "article": _CARD, **dict.fromkeys(("h1", "h2", "h3", "h4"), _HEADING)}
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|topnav|subnav|menu|submenu|footer|breadcrumbs?|toolbar|sitemap|legal|share|social|tags|taglist"
    r"|tagcloud|contentinfo|menubar|cookies?|consent)(?:$|[\s_-])",
    re.I,
)
_CARD_NAME = re.compile(r"(?:^|[\s_-])(?:card|teaser|story|headline|article|post|item|entry)(?:$|[\s_-])", re.I)
_WRAPPERS = frozenset(("html", "body", "main", "article", "form"))
_BLOCKS = frozenset(
    ("div", "p", "ul", "ol", "li", "section", "article", "figure", "figcaption", "time", "table", "h1", "h2", "h3", "h4", "h5", "h6")
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNFOLLOWED = frozenset(("nofollow", "sponsored", "ugc"))
_NO_ARTICLE = frozenset(
    ("tag", "author", "search", "help", "license", "prev", "previous", "category", "privacy-policy", "terms-of-service")
)
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.I)
_ROBOTS = re.compile(r"\b(?:nofollow|none)\b", re.I)


@dataclass(slots=True)
class _Link:
    """All anchors of one address."""

    url: str
    shape: Shape
    anchors: list[tuple[HtmlElement, int]] = field(default_factory=list)  # with their places
    rels: set[str] = field(default_factory=set)
    score: int = -99
    best: HtmlElement | None = None


def read(body: bytes, url: str, at: datetime, content_type: str = "", robots: str = "") -> Iterator[Listed | Follow]:
    """What a page links to within its site: articles in the order of the page, then its next page, then sections, the shallow first.

    ``url`` is the page's final address, ``at`` the time of the answer, ``robots`` its X-Robots-Tag. An article comes with its
    headline, where the link is one, and the day or instant of its card. ``Follow.depth`` is 1: a step from this page.
    """
    tree = _tree(body, content_type)
    if tree is None or _ROBOTS.search(robots) or _unfollowed(tree):
        return
    links, nexts = _links(tree, url)
    articles = {key: link for key, link in links.items() if _is_article(link)}
    keys = {anchor: key for key, link in articles.items() for anchor, _ in link.anchors}
    for link in islice(articles.values(), MAX_ARTICLES):
        yield Listed(link.url, _hints(link, keys, at))
    for address in nexts:
        yield Follow(address, "page", depth=1)
    sections = [link for key, link in links.items() if key not in articles and link.url not in nexts and _is_section(link, url)]
    sections.sort(key=lambda link: link.shape.depth)
    alike: Counter[tuple[int, str]] = Counter()
    count = 0
    for link in sections:
        name = (link.shape.depth, urlsplit(link.url).path.split("/")[1])
        alike[name] += 1
        if alike[name] <= MAX_ALIKE or link.shape.depth == 1:
            count += 1
            yield Follow(link.url, "page", depth=1)
        if count >= MAX_SECTIONS:
            return


def _tree(body: bytes, content_type: str) -> HtmlElement | None:
    """The parsed page, or None where nothing can be parsed."""
    try:
        _, text = html_to_unicode(content_type or None, body[: 2 * MAX_CHARS], default_encoding="utf-8")
        text = _DECLARATION.sub("", _CONTROL.sub("", text[:MAX_CHARS]), count=1)
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, LookupError, UnicodeError):
        return None


def _unfollowed(tree: HtmlElement) -> bool:
    metas = (meta for meta in tree.iter("meta") if (meta.get("name") or "").strip().lower() == "robots")
    return any(_ROBOTS.search(meta.get("content") or "") for meta in metas)


def _links(tree: HtmlElement, url: str) -> tuple[dict[str, _Link], list[str]]:
    """The internal links by their article key, and the addresses of the next page."""
    base, domain, here = _base(tree, url), registered_domain(url), {article_key(url)}
    number = shape(url).page
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (own := _absolute(base, link.get("href"))):
            here.add(article_key(own))
    found: dict[str, _Link] = {}
    nexts: list[str] = []
    count = 0
    for element, place in _placed(tree):
        rels = set((element.get("rel") or "").lower().split())
        href = element.get("href")
        if not href or rels & _UNFOLLOWED or element.get("hreflang") or (element.tag == "link" and "next" not in rels):
            continue
        count += 1
        if count > MAX_LINKS:
            break
        address = _absolute(base, href)
        if not address or registered_domain(address) != domain:
            continue
        address = without_decoration(address)
        key = article_key(address)
        if not key or key in here:
            continue
        look = shape(address)
        if look.page > 1 or "next" in rels:
            turned = "next" in rels or (look.page == number + 1 and _list_of(address) == _list_of(url))
            if turned and look.page <= MAX_PAGES and _list_of(address) == _list_of(url) and address not in nexts:
                nexts.append(address)
            continue
        if element.tag == "link":
            continue
        link = found.setdefault(key, _Link(address, look))
        link.rels |= rels
        link.anchors.append((element, place))
        score = _anchor_score(element, place)
        if score > link.score:
            link.score, link.best = score, element
    return found, nexts[:1]


def _list_of(url: str) -> str:
    """What the pages of one list share: host and the path before the number."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{re.sub(r'/[^/]{0,8}?[/-]?[0-9]{1,5}/?$', '', parts.path).rstrip('/')}"


def _placed(tree: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Links in the order of the page, each with what it stands in."""
    places: dict[HtmlElement | None, int] = {None: 0}
    for element in tree.iter(etree.Element):
        tag = element.tag
        place = places.get(element.getparent(), 0) | _TAGS.get(tag, 0)
        if (
            tag not in _WRAPPERS
            and (names := f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}") != "  "
        ):
            if not place & _CHROME and _CHROME_NAME.search(names[:300]):
                place |= _CHROME
            if not place & _CARD and _CARD_NAME.search(names[:300]):
                place |= _CARD
        places[element] = place
        if tag in ("a", "link"):
            yield element, place


def _base(tree: HtmlElement, url: str) -> str:
    """What relative links are relative to (``<base href>``)."""
    for base in tree.iter("base"):
        if base.get("href"):
            return _absolute(url, base.get("href")) or url
    return url


def _absolute(base: str, href: str | None) -> str:
    """An address in its one spelling, or "" for what can't be fetched or looks like a trap."""
    href = (href or "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")) or len(href) > 2048:
        return ""
    try:
        address = urljoin(base, href)
    except ValueError:
        return ""
    if not is_http_url(address):
        return ""
    address = canonical_form(address)
    query = urlsplit(address).query
    return address if len(query) <= MAX_QUERY and query.count("&") < MAX_PARAMETERS else ""


def _text(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), 60)).split())[:400]


def _anchor_score(anchor: HtmlElement, place: int) -> int:
    """How much a link looks like a headline of an article, -3 to 7."""
    text = _text(anchor)
    words = 3 if _in_prose(anchor, text) else slug_words(text)
    score = 3 if words >= 6 else 2 if words == 5 else 1 if words == 4 else -1 if 0 < words <= 2 else 0
    if place & _HEADING or next(anchor.iter(*_HEADINGS), None) is not None:
        score += 2 if words > 1 else 0
    if place & _CARD:
        score += 1
    return score - 2 if place & _CHROME else score


def _is_article(link: _Link) -> bool:
    if link.shape.kind not in ("article", "section", "list") or link.rels & _NO_ARTICLE:
        return False
    if names_the_site(link.url) and all(place & _CHROME for _, place in link.anchors):
        return False
    if any(is_standing_label(_text(anchor)) for anchor, _ in link.anchors[:3]):
        return False
    return link.shape.score + link.score + (2 if "bookmark" in link.rels else 0) >= ARTICLE


def _is_section(link: _Link, url: str) -> bool:
    """Whether a link leads to a further list of the same host: a short path, no query."""
    parts, own = urlsplit(link.url), urlsplit(url)
    if link.shape.kind != "section" or link.rels & _NO_ARTICLE or parts.query or link.shape.score > 0 or link.shape.depth > 3:
        return False
    if (parts.hostname or "").removeprefix("www.") != (own.hostname or "").removeprefix("www."):
        return False
    texts = [_text(anchor) for anchor, _ in link.anchors[:3]]
    return any(1 <= slug_words(text) <= 5 for text in texts) and not any(map(is_standing_label, texts))


def _hints(link: _Link, keys: dict[HtmlElement, str], at: datetime) -> Hints:
    titles = [title for anchor, place in link.anchors[:4] if (title := _title(anchor, place))]
    published = _card_date(link.best, keys) if link.best is not None else None
    return Hints(title=titles[0] if titles else None, published=published if published and published <= at + FUTURE else None)


def _title(anchor: HtmlElement, place: int) -> str | None:
    """A link's text where it is a headline and nothing else."""
    heads = list(islice(anchor.iter(*_HEADINGS), 2))
    if len(heads) == 1:
        text = _text(heads[0])
    elif heads or place & _CHROME or not _is_plain(anchor):
        return None
    else:
        text = _text(anchor)
        if not place & _HEADING and (slug_words(text) < 4 or _in_prose(anchor, text)):
            return None
    return text if slug_words(text) >= 2 and 8 <= len(text) < 300 else None


def _is_plain(anchor: HtmlElement) -> bool:
    """Whether a link's text is one piece, not a kicker and a headline, or a whole card."""
    children = list(islice(anchor.iter(etree.Element), 1, 40))
    if any(child.tag in _BLOCKS for child in children):
        return False
    said = [child for child in children if child.tag in ("span", "strong", "b", "em", "small") and (child.text or "").strip()]
    return not said or (len(said) == 1 and not (anchor.text or "").strip() and not any((child.tail or "").strip() for child in children))


def _in_prose(anchor: HtmlElement, text: str) -> bool:
    """Whether a link is a few words of a paragraph."""
    around = anchor.getparent()
    for _ in range(2):
        if around is None or around.tag in ("div", "li", "section", "article", "td"):
            return False
        if around.tag in ("p", "blockquote"):
            return len(_text(around)) > 1.4 * len(text) + 20
        around = around.getparent()
    return False


def _card_date(anchor: HtmlElement, keys: dict[HtmlElement, str]) -> datetime | None:
    """The one date in the smallest card around a link that has one."""
    card = anchor
    for _ in range(CARD_LEVELS):
        elements = list(islice(card.iter("a", "time", "p", "div", "span", "li"), CARD_ELEMENTS + 1))
        if len(elements) > CARD_ELEMENTS or len({keys[one] for one in elements if one in keys}) > 1:
            return None
        times = [one for one in elements if one.tag == "time"]
        if times:
            found = moment(times[0].get("datetime") or _text(times[0])) if len(times) == 1 else None
            return found.hint if found else None
        parent = card.getparent()
        if parent is None or parent.tag in ("body", "main"):
            return None
        card = parent
    return None
