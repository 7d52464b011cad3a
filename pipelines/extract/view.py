"""A page parsed once: what all rules of all fields read, and nothing else."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from crawler.items import Found, Page
from crawler.urls import registered_domain, same_page
from pipelines.extract import jsonld
from pipelines.extract.decoding import decode
from pipelines.extract.jsonld import Node
from pipelines.extract.microdata import Item, read_items
from pipelines.extract.names import agreement

ARTICLE_TYPES = frozenset(
    [
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "reviewnewsarticle",
        "askpublicnewsarticle",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "techarticle",
        "scholarlyarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "report",
        "posting",
        "medicalscholarlyarticle",
        "discussionforumposting",
    ]
)  # schema.org: Article and its subtypes, lower case
VIDEO_TYPES = frozenset(("videoobject", "clip", "tvepisode", "movie"))

_NAME_METAS = (
    "application-name",
    "apple-mobile-web-app-title",
    "al:ios:app_name",
    "al:android:app_name",
    "twitter:app:name:iphone",
    "dc.publisher",
    "publisher",
)
MAX_NAME_CHARS = 120  # a longer "name" is a text
_SITE_ROW: Mapping[str, object] = {}


Trace = dict[str, list[Found[Any]]]
"""Field -> its candidates in the order in which they were found."""


class View:
    """Decoded text, tree, meta map, JSON-LD, microdata and links of one page.

    Built once in a worker; everything is computed on first use and shared by all rules. Rules must not
    change the tree: one that has to works on a copy.
    """

    def __init__(self, page: Page, site: Mapping[str, object] = _SITE_ROW, trace: Trace | None = None) -> None:
        self.page = page
        self.site = site
        self.url = page.final_url or page.url
        self.trace = trace  # where `scrapy explain` wants every candidate of every field written down
        self.field = ""  # the field that is being looked for

    @cached_property
    def text(self) -> str:
        """The page decoded; control characters are gone."""
        return decode(self.page.body, self.page.headers.get("content-type"))

    @cached_property
    def tree(self) -> HtmlElement:
        """The root element; an empty ``<html>`` where the page has no markup at all."""
        parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
        try:
            tree = lxml_html.document_fromstring(self.text or "<html></html>", parser=parser, ensure_head_body=True)
        except (ValueError, lxml_html.etree.ParserError):
            tree = lxml_html.document_fromstring("<html><head></head><body></body></html>")
        for element in selected(tree, self.site.get("drop")):
            if element.getparent() is not None:
                element.drop_tree()
        return tree

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to (HTML standard: the first ``<base href>``)."""
        for element in self.tree.iter("base"):
            if element.get("href"):
                return str(urljoin(self.url, element.get("href").strip()))
        return self.url

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Lower-case name, property, itemprop or http-equiv of each meta element -> its contents in document order."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = element.get("content") or element.get("value")
            if not content or not content.strip():
                continue
            names = {
                name.strip().lower() for key in ("property", "name", "itemprop", "http-equiv") for name in (element.get(key) or "").split()
            }
            for name in names:
                found.setdefault(name, []).append(content.strip())
        return found

    @cached_property
    def ld(self) -> list[Node]:
        """JSON-LD nodes of the page, in document order (see ``jsonld.nodes``)."""
        scripts = self.tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
        return jsonld.nodes(script.text_content() for script in scripts)

    @cached_property
    def ld_articles(self) -> list[Node]:
        """JSON-LD nodes of an article type: those that name this page's address first, then in document order."""
        found = [node for node in self.ld if jsonld.types(node) & ARTICLE_TYPES]
        return sorted(found, key=lambda node: not self._names_page(node))

    @cached_property
    def ld_videos(self) -> list[Node]:
        """JSON-LD nodes of a video type, those that name this page's address first."""
        found = [node for node in self.ld if jsonld.types(node) & VIDEO_TYPES]
        return sorted(found, key=lambda node: not self._names_page(node))

    @cached_property
    def microdata(self) -> list[Item]:
        """Microdata items, in document order."""
        return read_items(self.tree)

    @cached_property
    def microdata_articles(self) -> list[Item]:
        """Microdata items of an article type, in document order."""
        return [item for item in self.microdata if item.types & ARTICLE_TYPES]

    @cached_property
    def links(self) -> dict[str, list[HtmlElement]]:
        """Lower-case rel -> the page's ``<link>`` elements, in document order."""
        found: dict[str, list[HtmlElement]] = {}
        for element in self.tree.iter("link"):
            for rel in (element.get("rel") or "").lower().split():
                found.setdefault(rel, []).append(element)
        return found

    @cached_property
    def domain(self) -> str:
        """Registrable domain of the page's address."""
        return registered_domain(self.url)

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """What the page calls its publisher, best evidence first, each spelling once."""
        names: list[str] = [*self.meta.get("og:site_name", ())]
        for node in [*self.ld_articles, *self.ld]:
            names.extend(jsonld.strings(node.get("publisher"), "name"))
        for node in self.ld:
            if jsonld.types(node) & {"website", "newsmediaorganization", "organization"}:
                names.extend(jsonld.strings(node.get("name")))
        for key in _NAME_METAS:
            names.extend(self.meta.get(key, ()))
        # Some systems repeat the headline as a name; a short one is rather the name repeated as a headline.
        element = self.tree.find("head/title")
        stated = [*self.meta.get("og:title", ()), element.text_content() if element is not None else ""]
        headlines = tuple(one_line(text).casefold() for text in stated if len(text.split()) > 3)
        tidy = (html.unescape(one_line(name)) for name in names)
        return tuple(
            dict.fromkeys(
                one
                for one in tidy
                if one
                and "{" not in one
                and len(one) <= MAX_NAME_CHARS
                and (len(one.split()) < 4 or not any(text.startswith(one.casefold()) for text in headlines) or agreement(one, self.domain))
            )
        )

    def absolute(self, address: str | None) -> str | None:
        """An http(s) address made absolute, or None for anything else (``data:``, ``javascript:``, broken)."""
        if not address or not address.strip():
            return None
        try:
            joined = urljoin(self.base_url, address.strip())
            parts = urlsplit(joined)
        except ValueError:
            return None
        return joined if parts.scheme in ("http", "https") and parts.hostname else None

    def _names_page(self, node: Node) -> bool:
        page = node.get("mainEntityOfPage")
        stated = [*jsonld.strings(node.get("url")), *jsonld.strings(page, "@id", "url"), *jsonld.strings(node.get("@id"))]
        return any(same_page(joined, self.url) for one in stated if (joined := self.absolute(one)))


def selected(tree: HtmlElement, selectors: object) -> list[HtmlElement]:
    """The elements that a CSS selector or a list of them finds, in the order of the selectors; [] without any."""
    many = selectors if isinstance(selectors, (list, tuple)) else (selectors,) if selectors else ()
    return [element for selector in many for element in tree.cssselect(str(selector))]


def one_line(text: str | None) -> str:
    """Runs of white space (no-break spaces too) folded to one blank, trimmed."""
    return " ".join((text or "").split())
