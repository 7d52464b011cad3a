"""Who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

from crawler.items import Found
from pipelines.extract import jsonld
from pipelines.extract.bylines import believable, has_prefix, is_agency, looks_like_name, read_byline
from pipelines.extract.rules import Rule, meta, site
from pipelines.extract.story import heading, is_foreign, story
from pipelines.extract.view import View, one_line

MAX_AUTHORS = 20
_BYLINE_MARK = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|autore|writer|signature|firma|reporter|redakteur|verfasser|skribent)", re.I
)
_BYLINE_CAMEL = re.compile(r"[Bb]yline|[Aa]uthor|AuthorName|Autor(?![a-z])")
_NOT_NAME = re.compile(
    r"bio|descr|image|photo|avatar|img|role|position|date|time|social|twitter|follow|share|title|comment|related|recirc|teaser|caption|credit|source|more",
    re.I,
)
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:es|en|i|e|s)?|auteurs?|profiles?|people|by|journalists?|staff|contributors?|redaktion|columnists?|reporters?|writers?|skribent|autorzy|redactores|firmas)/[^/]",
    re.I,
)
_META = (
    "parsely-author", "sailthru.author", "byl", "article:author", "article:author_name", "og:article:author", "cxenseparse:author", "dc.creator", "dc:creator",
    "dcterms.creator", "lp.article:author", "author", "authors", "citation_author", "shareaholic:article_author_name", "news_authors", "dcsext.rauthor", "rauthor", "mediator_author",
    "og:author", "article.author", "article_author",
)  # fmt: skip


def _ld(view: View) -> list[str]:
    for key in ("author", "creator"):
        for node in view.ld_articles:
            if names := list(_ld_names(node.get(key))):
                return names
    return []


def _ld_persons(view: View) -> list[str]:
    """Persons named by an article node whose author is an organisation: contributors, editors."""
    return [name for node in view.ld_articles[:1] for key in ("creator", "contributor") for name in _ld_names(node.get(key))]


def _ld_names(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 3:
        for one in value:
            yield from _ld_names(one, depth + 1)
    elif isinstance(value, dict):
        name = next((value[key] for key in ("name", "byline", "alternateName") if value.get(key)), None)
        if name is None and (value.get("givenName") or value.get("familyName")):
            name = one_line(f"{value.get('givenName') or ''} {value.get('familyName') or ''}")
        if isinstance(name, dict):
            name = next(jsonld.strings(name, "name"), None)
        for text in jsonld.strings(name):
            yield text
    elif isinstance(value, str) and value.strip():
        yield value


def _microdata(view: View) -> list[str]:
    for item in view.microdata_articles[:1]:
        values = []
        for name in ("author", "creator"):
            for value in item.properties.get(name, ()):
                text = value if isinstance(value, str) else value.text("name") or one_line(value.element.text_content())
                if text and text.strip() and "://" not in text:
                    values.append(text)
            if values:
                return values
    return []


def _byline_elements(view: View) -> Iterator[HtmlElement]:
    """Elements marked as byline by class, rel, itemprop, test id or data attribute, near the headline first."""
    root = story(view)
    top = heading(view)
    for scope in dict.fromkeys((root, view.tree)):
        if scope is None:
            continue
        for element in scope.iter(
            "a",
            "span",
            "p",
            "div",
            "address",
            "li",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "cite",
            "strong",
            "b",
            "em",
            "footer",
            "header",
            "section",
            "ul",
            "meta",
        ):
            marks = f"{element.get('class') or ''} {element.get('data-testid') or ''} {element.get('data-component') or ''} {element.get('id') or ''}"
            said = (element.get("rel") or "") + " " + (element.get("itemprop") or "")
            if not ("author" in said.split() or _BYLINE_MARK.search(marks) or _BYLINE_CAMEL.search(marks)):
                continue
            if _NOT_NAME.search(marks) or is_foreign(element, root if root is not None and top is not None else None):
                continue
            yield element


def _texts(element: HtmlElement) -> str:
    return "\n".join(text for part in element.itertext() if (text := one_line(part)))


def _read_element(element: HtmlElement) -> list[str]:
    links = [a for a in element.iter("a") if _AUTHOR_LINK.search(a.get("href") or "") or "author" in (a.get("rel") or "")]
    found: dict[str, None] = {}
    for link in links:
        found.update(dict.fromkeys(read_byline(one_line(link.text_content()))))
    if found:
        return list(found)
    text = one_line(element.text_content())
    if not text or len(text) > 200:
        return []
    return read_byline(text) if not len(element) else read_byline(_joined(element))


def _joined(element: HtmlElement) -> str:
    """Text of an element, parts of inner elements kept apart unless a joining word or prefix stands between."""
    parts = [text for part in element.itertext() if (text := one_line(part))]
    out = ""
    for part in parts:
        glue = "\n"
        if (
            not out
            or has_prefix(out.rsplit("\n", 1)[-1] + " X")
            and len(out.rsplit("\n", 1)[-1]) < 25
            or out.endswith((",", " and", "&", ":"))
            or part[:1] in ",&"
            or len(part) <= 4
        ):
            glue = " "
        out += glue + part
    return out.strip()


def _bylines(view: View) -> list[str]:
    seen: set[HtmlElement] = set()
    for element in _byline_elements(view):
        if any(up in seen for up in element.iterancestors()):
            continue
        names = _read_element(element)
        if names:
            return names
        seen.discard(element)
    return []


def _by_line(view: View) -> list[str]:
    """A short visible line that begins with ``By`` near the headline."""
    top = heading(view)
    root = story(view)
    if top is None or root is None:
        return []
    seen = False
    looked = 0
    for element in root.iter("h1", "p", "div", "span", "address", "li", "h2", "h3", "h4", "h5", "strong", "em"):
        if element is top:
            seen = True
            continue
        if not seen:
            continue
        looked += 1
        if looked > 120:
            break
        if len(element) > 6:
            continue
        text = one_line(element.text_content())
        if 5 < len(text) <= 120 and has_prefix(text) and not is_foreign(element, root):
            names = read_byline(_joined(element))
            if names:
                return names
    return []


AUTHORS: tuple[Rule[str], ...] = (
    Rule("config/sites", site("authors")),
    Rule("json-ld author", _ld),
    Rule("meta", meta(*_META)),
    Rule("microdata author", _microdata),
    Rule("byline element", _bylines),
    Rule("byline text", _by_line),
    Rule("feed", lambda view: list(view.page.hints.authors)),
)
_VISIBLE = frozenset(("byline element", "byline text"))


def find_authors(view: View) -> Found[tuple[str, ...]] | None:
    """The names in the byline, each once, or None."""
    sites = {_key(name) for name in view.site_names}
    fallback: Found[tuple[str, ...]] | None = None
    for rule in AUTHORS:
        raw = rule.find(view)
        for group in _groups(rule.name, raw or ()):
            names = believe(group, rule.name not in _VISIBLE)
            own = [name for name in names if _key(name) in sites or _key(name) == _key(view.domain)]
            persons = [name for name in names if name not in own]
            if persons:
                return Found(tuple(persons[:MAX_AUTHORS]), rule.name)
            if own and fallback is None:
                fallback = Found(tuple(own[:1]), rule.name)
    return fallback


def _groups(name: str, raw: Any) -> Iterable[list[str]]:
    """Meta elements of different names are evidence apart; everything else is one list."""
    return [[one] for one in raw] if name == "meta" else [list(raw)]


def believe(texts: Iterable[str], stated: bool) -> list[str]:
    """Names out of one source's texts, each once."""
    names: dict[str, str] = {}
    for text in texts:
        for name in read_byline(text, stated) if stated else [text]:
            names.setdefault(_key(name), name)
    return list(names.values())


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
