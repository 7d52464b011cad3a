"""The headline as the page shows it: its h1, its title element, elements marked as the headline, texts that stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extract.cleaning import EAST_ASIAN
from pipelines.extract.names import fold
from pipelines.extract.story import heading, is_foreign
from pipelines.extract.view import View, one_line

MAX_CHARS = 300  # longer is a paragraph
MAX_H1 = 20
LONG_PARAGRAPH = 80

_HOME = re.compile(r"https?://[^/?#]+/?(?:(?:index|home|default)\.\w{2,5})?[?#]?")
_SILENT = frozenset(("script", "style", "template", "svg", "noscript", "button"))
_APART = frozenset(("div", "p", "h2"))
_TOPS = ("h1", "h2", "h3", "h4", "h5")
_ITEMS = frozenset((*_SILENT, "a", "li", "option", "select", "title", "label", "textarea", "input", "head", "meta", "link"))
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|overtitle|eyebrow|topline|roofline|dachzeile|spitzmarke|surtitle|surtitre|antetitulo|occhiello|label|badge"
    r"|category|rubric|section|prefix|supertitle|pretitle|preheading|sr-only|visually-?hidden|screen-?reader\w*|hidden|icon|sub-?(?:title|heading|head)"
    r"|tagline|date|author|byline|header-?link|heading-?anchor|anchor-?link|permalink|(?:mw-)?edit-?section)(?:$|[\s_-])",
    re.I,
)
_MARKED = re.compile(
    r"(?:^|\s)(?:headline|(?:entry|post|article|arti?|story|news|details?|content|main|single|page-?article|view|doc)[-_]{0,2}"
    r"(?:title|tit|headline|heading|subject))(?:$|\s)",
    re.I,
)
_ARCHIVE = re.compile(
    r"^[^»]{1,80}\s»\s+(?:Blog\s+Archives?|Blog-?Archiv|Archives?|Archivo(?:\s+del\s+Blog)?)\s+»\s+(?=\S)"
)  # an old WordPress


@lru_cache(maxsize=1)
def h1(view: View) -> str | None:
    """What the story's h1 says; one that links to the front page says the site's name, then the next is meant."""
    first = heading(view)
    others = view.tree.iter("h1") if first is not None else ()
    found = (one for one in ([first] if first is not None else []) + list(islice(others, MAX_H1)) if not _links_home(one, view))
    return next((text for one in found if (text := words_of(one))), None)


def home_headings(view: View) -> frozenset[str]:
    """What h1s say that link to the front page, folded."""
    return frozenset(fold(one.text_content()) for one in islice(view.tree.iter("h1"), MAX_H1) if _links_home(one, view))


def _links_home(element: HtmlElement, view: View) -> bool:
    """Whether all of a heading is a link to the site's front page."""
    links = [*element.iter("a"), *element.iterancestors("a")][:3]
    homes = (one for one in links if "home" in (one.get("rel") or "") or _HOME.fullmatch(view.absolute(one.get("href")) or ""))
    return any(len(fold(one.text_content())) >= len(fold(element.text_content())) for one in homes) and not _HOME.fullmatch(view.url)


@lru_cache(maxsize=1)
def title_element(view: View) -> str | None:
    """The page's title element, the head's before others; a drawing's title names the drawing."""
    found = [one for one in view.tree.iter("title") if next(one.iterancestors("svg"), None) is None]
    found.sort(key=lambda one: one.getparent().tag != "head")
    text = next((text for one in found if (text := one_line(one.text_content()))), None)
    return _ARCHIVE.sub("", text) if text else None


def marked(view: View) -> str | None:
    """The text of the only element that the page marks as its headline, with text of the story behind it."""
    found: dict[str, HtmlElement] = {}
    for element in view.tree.xpath("//body//*[@itemprop='headline' or @class]"):
        if not (element.get("itemprop") == "headline" or _MARKED.search(element.get("class"))):
            continue
        text = words_of(element)
        if 10 <= len(text) <= MAX_CHARS and fold(text) and not is_foreign(element):
            found.setdefault(text, element)
        if len(found) > 1:
            return None
    return next((text for text, element in found.items() if _opens_story(element)), None)


def standing(view: View, stems: Mapping[str, str]) -> list[str]:
    """Those of some texts (folded -> as written) that stand on the page as an element's own text, outside links and lists."""
    found: list[str] = []
    starts = {written[:2] for written in stems.values()}
    for element in view.tree.iter():
        text = element.text if isinstance(element.tag, str) else None
        if not text or len(text) > 2 * MAX_CHARS or text.strip()[:2] not in starts:
            continue
        if element.tag in _ITEMS and not (element.tag == "a" and element.getparent().tag in _TOPS):
            continue
        folded = fold(element.text_content() if element.tag in _TOPS else text)
        if folded in stems and folded not in found:
            found.append(folded)
    return found


def words_of(element: HtmlElement) -> str:
    """A heading's text without kickers and hidden labels inside it, its parts kept apart."""
    parts: list[str] = []
    silent = False

    def walk(node: HtmlElement, depth: int) -> None:
        nonlocal silent
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _SILENT:
                text, silent = "", True
            elif depth < 8 and not (_KICKER.search(child.get("class") or "") or child.get("hidden") is not None):
                parts.append(" " if child.tag in ("div", "p", "br", "h2") or child.get("class") else "")
                parts.append(child.text or "")
                walk(child, depth + 1)
                text = " " if child.tag in _APART or child.get("class") else ""
            else:
                text = " "
            parts.append(text)
            parts.append(child.tail or "")

    parts.append(element.text or "")
    walk(element, 0)
    joined = one_line("".join(parts))
    return joined if fold(joined) or silent else one_line(element.text_content())


def _opens_story(element: HtmlElement) -> bool:
    """Whether at least two long paragraphs stand behind an element."""
    texts = [p.text_content() or "" for p in element.xpath("following::p[position() <= 12]")]
    return sum(len(text) + 2 * len(EAST_ASIAN.findall(text[:LONG_PARAGRAPH])) >= LONG_PARAGRAPH for text in texts) >= 2
