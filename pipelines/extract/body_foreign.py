"""Which parts of a page are never its article's text: navigation, comments, captions, boxes about other things."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.blocks import INLINE
from pipelines.extract.body_choice import is_marked
from pipelines.extract.part_names import COMMENTS, CONSENT, INLINE_NAMES, SMALL, STRONG, WEAK

_TAGS = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "canvas", "map", "object"),
        *("embed", "iframe", "audio", "video", "input", "select", "textarea", "button", "figcaption"),
        *("amp-ad", "amp-embed", "amp-iframe", "annotation", "annotation-xml"),
    )
)
# Skipped unless they hold much of the page.
_GUARDED_TAGS = frozenset(("aside", "footer", "form", "figure", "fieldset", "nav", "menu", "dialog"))
_FIGURE_KEEPS = ("table", "blockquote", "pre")

_MODIFIER = re.compile(
    r"(?:has|is|no|not|with|without|show|enable|disable|allow|col|use)[_-]+\w+|:.*"
    r"|label[_-]+(?:visually[_-]+)?hidden|hidden-(?:xs|sm|md|lg|xl|phone|tablet|mobile)"
)
MAX_PARTS = 4  # a longer name is a slug of the content, not a part's name
_PARTS = re.compile(r"[_-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_SMALL_TAGS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "tr", "tbody", "blockquote", "pre"))
SHARES = (0.0, 0.3, 0.45, 0.8, 2.0)  # of the page's text, for each level of strangeness: a part that holds more is not skipped
MAX_TEXTS, MAX_DEPTH, MAX_H1, MAX_MARKS = 5_000, 100, 50, 400
MAX_RUBIES = 20  # readings of hard words stay where the page has brackets for them; those of every word don't
MAX_TEXT = 5_000  # characters; a longer text without a break counts as so much
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BESIDE_TAGS = frozenset(("aside", "footer", "nav"))
_BESIDE = re.compile(r"(?:^|[\s_-])(?:side-?bar|widgets?|footer|related|author-?(?:bio|box|info))(?:$|[\s_-]|\d)", re.I)
_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "dialog", "menu"))
_WIDGET = re.compile(r"(?:^|\s)\w+-widget(?:$|\s)")
_POST = re.compile(r"(?:^|\s)(?:hentry|type-post|status-publish)(?:$|\s)")
_FILED = re.compile(r"\b(?:tag|category)-\S+")  # WordPress names a post after its tags
_ARTICLE_BODY = re.compile(r"(?:^|[\s_-])article-?body", re.I)
_BODY_ID = re.compile(r"(?:.*[_-])?article[_-]?body(?:[_-]?\d+)?", re.I)
_LONG_TEXTS = etree.XPath(
    ".//*[not(self::script or self::style or self::noscript or self::a or self::button or self::textarea or self::option)]"
    "/text()[string-length(normalize-space()) > 40]"
)


@lru_cache(maxsize=8192)
def strangeness(marks: str, patterns: tuple[tuple[int, re.Pattern[str]], ...]) -> int:
    """0 where a class and id say nothing, else 1-4: how surely they name a part that isn't the article's."""
    worst = 0
    for name in marks.split():
        words = _CAMEL.sub("-", name).lower()
        if len(words) > 60 or len(_PARTS.split(words)) > MAX_PARTS or (words.startswith(("js-", "js_")) and "tooltip" not in words):
            continue
        words = _MODIFIER.sub("", words)
        for level, pattern in patterns:
            if level > worst and pattern.search(words):
                worst = level
                break
    return worst


_OF_PARTS = ((4, CONSENT), (3, COMMENTS), (2, STRONG), (1, WEAK))
_OF_PARTS_LENIENT = ((4, CONSENT), (3, COMMENTS), (2, STRONG))
_OF_SMALL = ((1, SMALL),)
_OF_INLINE = ((1, INLINE_NAMES),)


class Foreign:
    """Decides for each element of a page whether the article's text can stand in it."""

    def __init__(self, root: HtmlElement, own: HtmlElement | None, strict: bool = True) -> None:
        """``own`` is an element (the headline) whose ancestors are never foreign; not ``strict``: few names count."""
        self.own = set(own.iterancestors()) if own is not None else set()
        self.others = _other_articles(root, self.own) if own is not None else set()
        self.strict = strict
        self.read = sum(1 for _ in islice(root.iter("ruby"), MAX_RUBIES + 1)) <= MAX_RUBIES
        self.spared: list[HtmlElement] = []  # beside the article by name, but with much of the page's text
        self.mass: dict[HtmlElement, int] = {}
        total = 0
        for text in cast("list[Any]", _LONG_TEXTS(root))[:MAX_TEXTS]:
            size = min(len(text), MAX_TEXT)
            total += size
            up = text.getparent()
            if text.is_tail:
                up = up.getparent()
            depth = 0
            while up is not None and depth < MAX_DEPTH:
                self.mass[up] = self.mass.get(up, 0) + size
                up = up.getparent()
                depth += 1
        self.widgets = sum(size for e, size in self.mass.items() if _WIDGET.search(e.get("class") or "")) > total * SHARES[1]
        self.figures = {up for kept in root.iter(*_FIGURE_KEEPS) for up in islice(kept.iterancestors(), 5) if up.tag == "figure"}
        self.limits = tuple(total * share or 1 for share in SHARES)
        for element in [e for e in self.mass if _is_body(e)]:
            self.own.update(element.iterancestors())
            self.own.add(element)

    def __call__(self, element: HtmlElement, tag: str) -> bool:
        if tag in _TAGS:
            return self.strict or tag != "noscript"
        if tag in ("rt", "rp"):
            return not self.read or (ruby := element.getparent()) is None or ruby.find("rp") is None
        if tag == "article" and element in self.others:
            return True
        get = element.get
        marks = get("class")
        if "-" in tag:
            marks = f"{tag} {marks or ''}"
        identity = get("id")
        if identity:
            marks = f"{marks} {identity}" if marks else identity
        level = 0
        marks = marks[:MAX_MARKS] if marks else None
        if marks and _POST.search(marks):
            marks = _FILED.sub("", marks)
        if marks and not (self.widgets and _WIDGET.search(marks)):
            if tag in INLINE:
                level = strangeness(marks, _OF_INLINE)
            elif tag in _SMALL_TAGS:
                level = strangeness(marks, _OF_SMALL) if self.strict else 0
            else:
                level = strangeness(marks, _OF_PARTS if self.strict else _OF_PARTS_LENIENT)
        if not level:
            if tag in _GUARDED_TAGS:
                if tag == "figure" and element in self.figures:
                    return False
                level = 2 if tag == "nav" else 1
            elif get("hidden") is not None or get("aria-hidden") == "true" or ((style := get("style")) and _HIDDEN_STYLE.search(style)):
                level = 3
            elif get("role") in _ROLES:
                level = 1
        if level == 2 and is_marked(element):
            return False
        if not level or tag in ("body", "html", "main") or get("itemprop") == "description":
            return False
        if element in self.own:
            return False
        if self.mass.get(element, 0) < self.limits[level]:
            return True
        if tag in _BESIDE_TAGS or (marks and _BESIDE.search(marks)):
            self.spared.append(element)
        return False


def _is_body(element: HtmlElement) -> bool:
    """Whether a class, id or itemprop says "article body"."""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return bool(_ARTICLE_BODY.search(marks) or _BODY_ID.fullmatch(element.get("id") or ""))


def _other_articles(root: HtmlElement, own: set[HtmlElement]) -> set[HtmlElement]:
    """Articles with a headline of their own, on a page whose headline stands in another article."""
    if not any(up.tag == "article" for up in own):
        return set()
    found = (next((up for up in h1.iterancestors() if up.tag == "article"), None) for h1 in islice(root.iter("h1"), MAX_H1))
    return {article for article in found if article is not None and article not in own}
