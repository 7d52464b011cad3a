"""Who wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from crawler.items import Found
from crawler.urls import registered_domain
from pipelines.extract import bylines, jsonld
from pipelines.extract.cleaning import clean_text
from pipelines.extract.names import fold, label, slogan_parts
from pipelines.extract.person_names import has_prefix, is_agency, looks_like_name, read_byline
from pipelines.extract.rules import Rule, meta, site
from pipelines.extract.view import View, one_line

MAX_AUTHORS = 20
MAX_STATE_CHARS = 2_000_000  # of script text looked through when nothing else names an author
_META = (
    "parsely-author", "sailthru.author", "byl", "article:author", "article:author_name", "og:article:author", "cxenseparse:author",
    "article:byline", "lp.article:author",
    "dc:creator", "dc.creator", "dcterms.creator", "citation_author", "author", "authors", "article.author", "article_author",
    "og:author", "shareaholic:article_author_name",
    "news_authors", "rauthor", "dcsext.rauthor", "mediator_author",
)  # fmt: skip
_COMPANY = re.compile(r"\b(?:gmbh|ag|inc|ltd|llc|plc|s\.a|s\.l|s\.r\.l|srl|b\.v|e\.\s?v|kg|sp\. z o\.o|a\.s|oy|ab|aps|pty)\.?$", re.I)
_META_NAME = re.compile(r"(?:^|[.:_-])(?:by-?line|authors?|author-?names?\d?|autor(?:es)?|auteurs?|writer|reporter|redakteur)$")
_META_OTHER = re.compile(r"^(?:twitter|book|smartbanner|web_author|web-author|music|video|generator)")
_SLUG = re.compile(r"[a-z]{2,}(?:-[a-z]{2,}){1,3}")  # a name as addresses write it
_STATE = re.compile(
    r'"(?:author|authors|byline|bylines|authorName|author_name|creditLine)"\s*:\s*(?:"([^"\\]{3,80}(?:\\u[0-9a-fA-F]{4}[^"\\]{0,40}){0,8})"'
    r'|\[?\s*\{[^{}\[\]]{0,400}?"(?:name|fullName|displayName|full_name|display_name)"\s*:\s*("[^"]{3,80}"))'
)


def _ld(view: View) -> list[str]:
    """The author of the first article node that has one, else its creator."""
    for key in ("author", "creator"):
        for node in view.ld_articles:
            if names := list(_ld_names(node.get(key))):
                return names
    return []


def _ld_persons(view: View) -> list[str]:
    """Who else made the article, where its author is the publisher."""
    return [name for node in view.ld_articles[:1] for key in ("creator", "contributor") for name in _ld_names(node.get(key))]


def _ld_names(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 3:
        for one in value:
            yield from _ld_names(one, depth + 1)
    elif isinstance(value, dict):
        name = next((value[key] for key in ("name", "byline", "alternateName") if value.get(key)), None)
        if name is None and (value.get("givenName") or value.get("familyName")):
            name = f"{value.get('givenName') or ''} {value.get('familyName') or ''}"
        yield from jsonld.strings(name, "name")
    elif isinstance(value, str) and value.strip():
        yield value


def _ld_video(view: View) -> list[str]:
    return [name for node in view.ld_videos[:1] for key in ("author", "creator") for name in _ld_names(node.get(key))]


def _microdata(view: View) -> list[str]:
    for item in view.microdata_articles[:1]:
        for name in ("author", "creator"):
            values = item.properties.get(name, ())
            texts = [value if isinstance(value, str) else value.text("name") or one_line(value.element.text_content()) for value in values]
            if texts := [text for text in texts if text.strip()]:
                return texts
    return []


def _hinted(view: View) -> list[str]:
    return list(view.page.hints.authors)


def _meta(name: str) -> Rule[str]:
    return Rule(f"meta {name}", meta(name))


def _named_meta(view: View) -> list[str]:
    """Names in metas of a system's own whose name ends in ``author`` or its like."""
    own = (name for name in view.meta if _META_NAME.search(name) and not _META_OTHER.search(name) and name not in _META)
    found = (text for name in own for text in view.meta[name])
    return list(dict.fromkeys(name for text in found for name in read_byline(text)))


def _labelled(view: View) -> list[str]:
    """``twitter:label1`` says "Written by", then ``twitter:data1`` is the name."""
    pairs = ((label, view.meta.get(f"twitter:data{n}", ())) for n in "1234" for label in view.meta.get(f"twitter:label{n}", ()))
    return [name for label, names in pairs if has_prefix(f"{label} X") for name in names]


def _creator(view: View) -> list[str]:
    """Where the account's place holds a name instead."""
    sites = view.meta.get("twitter:site", ())
    return [
        name for text in view.meta.get("twitter:creator", ()) if looks_like_name(text) and text not in sites for name in read_byline(text)
    ]


def _author_page(view: View) -> list[str]:
    """How the page labels its link to the address that it states as its author; else the address's last piece, if that is a name."""
    found: list[str] = []
    for stated in view.meta.get("article:author", ()):
        address = view.absolute(stated) if "/" in stated else None
        if address is None or registered_domain(address) != view.domain:
            continue
        path = urlsplit(address).path.rstrip("/")
        texts = (
            [one_line(a.text_content()) for a in view.tree.iter("a") if (a.get("href") or "").rstrip("/").endswith(path)] if path else []
        )
        slug = path.rsplit("/", 1)[-1]
        found += next(
            (names for text in texts if (names := read_byline(text))), [slug] if path.count("/") > 1 and _SLUG.fullmatch(slug) else []
        )
    return found


def _state(view: View) -> list[str]:
    """The only author, or authors, named in the data that the page's own script starts from."""
    names: dict[str, None] = {}
    budget = MAX_STATE_CHARS
    for script in view.tree.iter("script"):
        text = script.text or ""
        budget -= len(text)
        if budget < 0:
            break
        for string, quoted in _STATE.findall(text):
            try:
                names.setdefault(json.loads(quoted or f'"{string}"'))
            except ValueError:
                continue
    return [name for name in names if len(names) == 1 and not name[:1].islower()]


AUTHORS: tuple[Rule[str], ...] = (
    Rule("config/sites", site("authors")),
    Rule("json-ld author", _ld),
    *(_meta(name) for name in _META),
    Rule("twitter:label", _labelled),
    Rule("microdata author", _microdata),
    Rule("json-ld creator", _ld_persons),
    Rule("meta of another name", _named_meta),
    Rule("byline element", bylines.marked),
    Rule("author link", bylines.linked),
    Rule("feed", _hinted),
    Rule("byline text", bylines.lines),
    Rule("beside the date", bylines.dated),
    Rule("signature", bylines.signed),
    Rule("only byline", bylines.only),
    Rule("author's page", _author_page),
    Rule("twitter:creator", _creator),
    Rule("json-ld video", _ld_video),
    Rule("script state", _state),
    Rule("nickname", bylines.nickname),
)
_READ = frozenset((
    "meta of another name", "byline element", "author link", "byline text", "beside the date", "signature", "only byline", "author's page",
    "twitter:creator", "nickname",
))  # fmt: skip
# The rules above give names, the others texts that hold names.


def find_authors(view: View) -> Found[tuple[str, ...]] | None:
    """The names in the byline, each once; the publisher's own name only where nobody else is named. None without a byline."""
    own = {_key(name) for name in view.site_names} | {_key(view.domain)}
    brands = own | {label(view.domain)}
    fallback: Found[tuple[str, ...]] | None = None
    for rule in AUTHORS:
        if fallback and rule.name == "only byline":
            continue  # whose box that is isn't sure enough to contradict a statement
        texts = rule.find(view) or ()
        names = list(texts) if rule.name in _READ else _believe(texts, own)
        others = [name for name in names if not _is_own(name, own, brands) and not _COMPANY.search(name)]
        if others:
            people = [name for name in others if _key(name) not in brands] or others
            return Found(tuple(_well_spelled(view, people[:MAX_AUTHORS])), rule.name)
        if names and fallback is None:
            fallback = Found((slogan_parts(names[0])[0] if _key(names[0]) in own else names[0],), rule.name)
    return fallback


def _is_own(name: str, own: set[str], brands: set[str]) -> bool:
    """Whether a name is the publisher's: one of two words that spell the domain may be a person's own site."""
    return _key(name) in (own if " " in name else brands)


def _believe(texts: Iterable[str], own: set[str]) -> list[str]:
    """Names out of one source's texts, each once; ``Publisher with agency`` stays whole."""
    names: dict[str, str] = {}
    for text in texts:
        found = [clean_text(text)] if _key(clean_text(text)) in own else read_byline(text, stated=True)
        if len(found) > 1 and all(_key(name) in own or is_agency(name) for name in found) and any(_key(name) in own for name in found):
            found = [clean_text(text)]
        for name in found:
            names.setdefault(_key(name), name)
    return list(names.values())


def _well_spelled(view: View, names: list[str]) -> list[str]:
    """Names in capitals, or written as a piece of an address, as another source of the page spells them."""
    poor = [name for name in names if (name.isupper() and " " in name) or _SLUG.fullmatch(name)]
    if not poor:
        return names
    spelled: dict[str, str] = {}
    for rule in AUTHORS[1:]:
        if rule.name != "script state":
            texts = rule.find(view) or ()
            for name in list(texts) if rule.name in _READ else _believe(texts, set()):
                if not name.isupper() and not _SLUG.fullmatch(name):
                    spelled.setdefault(fold(name), name)
    return [
        spelled.get(fold(name), name.replace("-", " ").title() if _SLUG.fullmatch(name) else name) if name in poor else name
        for name in names
    ]


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
