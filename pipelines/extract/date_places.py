"""Where on a page a date is shown to readers: time elements, labels, the lines around the headline."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from weakref import WeakKeyDictionary

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipelines.extract import jsonld
from pipelines.extract.date_labels import (
    COPYRIGHT,
    DATE_MARK,
    PUBLISHED_LABEL,
    PUBLISHED_MARK,
    UNTIL_LABEL,
    UPDATED_LABEL,
    UPDATED_MARK,
    WEAK_LABEL,
)
from pipelines.extract.date_text import LONGEST, Habits, Stamp, stamps
from pipelines.extract.story import heading, is_foreign
from pipelines.extract.view import View, one_line

_GENERIC_TLDS = frozenset(
    ["co", "me", "tv", "io", "ai", "fm", "ly", "to", "cc", "ws", "la", "am", "in", "is", "it", "eu", "us"]
)  # country codes that are sold to everyone
# Languages that are written under one clock: a country of each (German: the same in Germany, Austria and Switzerland).
_ONE_CLOCK = {
    **{"bg": "bg", "cs": "cz", "da": "dk", "de": "de", "el": "gr", "et": "ee", "fi": "fi", "he": "il", "hr": "hr", "hu": "hu", "is": "is"},
    **{"it": "it", "ja": "jp", "ko": "kr", "lt": "lt", "lv": "lv", "nb": "no", "nl": "nl", "no": "no", "pl": "pl", "ro": "ro", "sk": "sk"},
    **{"sl": "si", "sv": "se", "th": "th", "tr": "tr", "uk": "ua", "vi": "vn", "zh": "cn", "id": "id", "ms": "my", "fil": "ph", "tl": "ph"},
    **{"be": "by", "bs": "ba", "ca": "es", "eu": "es", "fa": "ir", "ga": "ie", "gl": "es", "gu": "in", "hi": "in", "hy": "am", "ka": "ge"},
    **{"kk": "kz", "km": "kh", "kn": "in", "ml": "in", "mk": "mk", "mr": "in", "my": "mm", "ne": "np", "si": "lk", "sq": "al", "sr": "rs"},
    **{"ta": "in", "te": "in", "uz": "uz", "az": "az", "lo": "la", "mn": "mn", "mt": "mt"},
}
_FOOTER = re.compile(r"(?:^|[\s_-])footer(?:$|[\s_-])", re.I)
_BYLINE_MARK = re.compile(r"(?:^|[\s_-])(?:meta|byline|date|datetime|publish(?:ed)?|timestamp|dateline)(?:$|[\s_-])", re.I)
_STORY_FOOTER = re.compile(r"(?:post|entry|article|content|story|node)[a-z_-]{0,6}[_-]?footer", re.I)
_TIME_NODES = XPath(
    "/html/body//time | /html/body//h1 | /html/body//h2 | /html/body//h3 | /html/body//*[@datetime or @data-datetime]"
    " | /html/body//abbr[@title] | /html/body//*[@itemprop[starts-with(., 'date')]]"
    " | /html/body//*[@title[translate(substring(., 1, 10), '123456789', '000000000') = '0000-00-00']]"
    "[contains(@class, 'time') or contains(@class, 'date') or contains(@class, 'publi')]"
)
_ISO_TITLE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]|$)")
_HEADS = frozenset(("h1", "h2", "h3"))
_OTHER_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙০১২৩৪৫৬৭৮৯"
_OTHER_DIGIT = re.compile(f"[{_OTHER_DIGITS}]")
_ASCII_DIGIT = re.compile("[0-9]")
_DIGIT = re.compile(f"[0-9{_OTHER_DIGITS}]")
_HIDDEN = " or ".join(f"parent::{tag}" for tag in ("script", "style", "noscript", "template", "option", "textarea"))
_VISIBLE = f"/html/body/descendant::text()[not({_HIDDEN})]"
_TEXTS = XPath(_VISIBLE, smart_strings=False)
_DIGIT_TEXTS = XPath(f"{_VISIBLE}[translate(., '0123456789', '') != .]")
_ANY_DIGIT_TEXTS = XPath(f"{_VISIBLE}[translate(., '0123456789{_OTHER_DIGITS}', '') != .]")  # slow
_BYLINE_CHARS = 500
_HEAD_CHARS = 300
_LABEL_CHARS = 1000
_DATELINE_COLUMN = 30
_CAPTION_COLUMN = 20  # a day further on belongs to a sentence about the picture
_SENTENCE_COLUMN = 60
_MOST_TIMES = 120
_BESIDE = 2  # parents up from the headline
_SHORT_TITLE = 8
_HEADLINE_WORDS = 4
_LONG_LINE = 160


_QUOTED = frozenset(("blockquote", "pre", "code", "samp"))
_INLINE = frozenset(("span", "small", "b", "i", "em", "strong", "time", "abbr"))  # too small to be a part of the page
_CAPTION = re.compile(r"(?:image|img|photo|picture|pic|media|gallery|foto|bild|wp|video)s?[_-]{0,2}caption", re.I)

Part = Literal["story", "foot", "foreign", "quoted", "caption"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A stamp in the visible text: characters from the headline's end, the text before it, its element, its line's length, where in it."""

    stamp: Stamp
    place: int
    before: str
    element: HtmlElement
    line: int
    column: int
    part: Part


class Places:
    """What the rules for visible dates share of one page: the headline, what is foreign to it, the stamps in the text."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.top = _headline(view)
        self._home = {up: steps for steps, up in enumerate(self.top.iterancestors())} if self.top is not None else {}
        self._parts: dict[HtmlElement, Part] = {}

    def part(self, element: HtmlElement) -> Part:
        """Whether an element belongs to the story, to the page's foot, or to another story, readers or the site,
        or is quoted (posts, code), or a caption (some of which are an author's name and the day beside a portrait).

        What holds the headline is at home, whatever its class says; so is a byline that is laid out like navigation.
        """
        known = self._parts.get(element)
        if known is None:
            known = self._parts[element] = self._look_up(element)
        return known

    def _look_up(self, element: HtmlElement) -> Part:
        part: Part = "story"
        for up in (element, *element.iterancestors()):
            if up in self._home or up.tag in ("body", "html"):
                break
            marks = f"{up.get('class') or ''} {up.get('id') or ''}"
            if up.tag == "footer" or _FOOTER.search(marks):
                if not _STORY_FOOTER.search(marks) and not any(more.tag == "article" for more in up.iterancestors()):
                    part = "foot"
            elif up.tag in _QUOTED:
                return "quoted"
            elif up.tag == "figcaption" or _CAPTION.search(marks):
                part = "caption"
            elif up.tag not in _INLINE and is_foreign(up, up.getparent()) and not _BYLINE_MARK.search(marks):
                return "foreign"
        return part

    @cached_property
    def times(self) -> list[HtmlElement]:
        """Elements that may carry a date as data, and the headings between them."""
        return list(_TIME_NODES(self.view.tree)[:_MOST_TIMES])

    def is_card(self, element: HtmlElement) -> bool:
        """Whether the element stands in a link, list item or article, one of several, with a headline that isn't the page's."""
        for up in element.iterancestors():
            if up in self._home:
                return False
            if up.tag == "a" and next(up.iter("h2", "h3", "h4", "img"), None) is not None:
                return True
            if up.tag in ("article", "li"):
                alone = next(up.itersiblings(up.tag), None) is None and next(up.itersiblings(up.tag, preceding=True), None) is None
                own = alone and self.part(up) != "foreign"
                return not own and (next(up.iter("h1", "h2", "h3", "h4"), None) is not None or _has_headline_link(up))
        return False

    def steps(self, element: HtmlElement) -> int:
        """How many parents up from the headline the first one is that holds the element too."""
        return next((self._home[up] for up in element.iterancestors() if up in self._home), _BESIDE + 1)

    @cached_property
    def shown(self) -> list[Shown]:
        """The stamps of the visible text outside foreign and quoted parts and copyright lines."""
        return [one for one in self.everywhere if one.part not in ("foreign", "quoted")]

    @cached_property
    def everywhere(self) -> list[Shown]:
        """The stamps of the visible text outside copyright lines, without those until which something lasts."""
        other = _OTHER_DIGIT.search(self.view.text) is not None
        digit, digit_texts = (_DIGIT, _ANY_DIGIT_TEXTS) if other else (_ASCII_DIGIT, _DIGIT_TEXTS)
        text, starts, ends, origin = _lines(self.view, self.top, digit)
        found: list[Shown] = []
        owners: list[HtmlElement] | None = None
        for stamp, place in stamps(text, habits_of(self.view)):
            owners = [node.getparent() for node in digit_texts(self.view.tree)] if owners is None else owners
            line = bisect_left(ends, place + 1)
            before = text[max(0, place - 60) : place]
            if line >= len(owners) or COPYRIGHT.search(before) or UNTIL_LABEL.search(before):
                continue
            part, column = self.part(owners[line]), place - starts[line]
            if part == "caption":
                part = "quoted" if column > _CAPTION_COLUMN else "story"
            found.append(Shown(stamp, place - origin, before, owners[line], ends[line] - starts[line], column, part))
        return found


def _has_headline_link(element: HtmlElement) -> bool:
    """Whether a link in it has the words of a headline; an author's or a section's name is shorter."""
    return any(len((link.text_content() or "").split()) >= _HEADLINE_WORDS for link in element.iter("a"))


_PLACES: WeakKeyDictionary[View, Places] = WeakKeyDictionary()


def places(view: View) -> Places:
    """The page's places, made once."""
    known = _PLACES.get(view)
    if known is None:
        known = _PLACES[view] = Places(view)
    return known


def _headline(view: View) -> HtmlElement | None:
    """The heading that the page's title repeats, else the story's h1."""
    titles = [_plain(title) for title in (*view.meta.get("og:title", ())[:1], view.tree.findtext(".//title") or "")]
    best, length = None, _SHORT_TITLE - 1
    for element in view.tree.iter("h1", "h2", "h3"):
        text = _plain(element.text_content())
        if len(text) > length and any(text in title or (len(title) >= _SHORT_TITLE and title in text) for title in titles):
            best, length = element, len(text)
    return heading(view) if best is None else best


def _plain(text: str) -> str:
    return one_line(text).casefold()


def habits_of(view: View) -> Habits:
    """Language and country of the page as its markup and its address declare them."""
    language, region = _locale(view)
    home = _tld_country(view)
    is_default = (language, region) == ("en", "us")  # what publishing systems declare unasked
    return Habits(language, home if home and is_default else region or home)


def time_zone_country(view: View) -> str:
    """The country whose clock a naive time is assumed to show: of the address, the declared locale, the declared language."""
    language, region = _locale(view)
    return _tld_country(view) or region or _ONE_CLOCK.get(language, "")


def _locale(view: View) -> tuple[str, str]:
    stated = [
        view.tree.get("lang") or view.tree.get("xml:lang") or "",
        *view.meta.get("og:locale", ()),
        *view.meta.get("content-language", ()),
    ]
    stated += [one for node in view.ld_articles[:1] for one in jsonld.strings(node.get("inLanguage"))]
    language = region = ""
    for tag in stated:
        parts = re.split(r"[-_]", tag.strip().lower())
        if not language and 2 <= len(parts[0]) <= 3:
            language = parts[0]
        if not region and parts[0] == language and len(parts) > 1 and len(parts[-1]) == 2:
            region = parts[-1]
    return language, region


def _tld_country(view: View) -> str:
    ending = view.domain.rsplit(".", 1)[-1]
    if ending in ("gov", "mil", "edu"):
        return "us"
    return ending if len(ending) == 2 and ending not in _GENERIC_TLDS - {"in", "it", "us"} else ""


def time_elements(view: View, updated: bool, near: bool = True) -> list[str]:
    """Values of the story's time elements: those marked as published (or updated) first, then in document order.

    ``near`` asks for those after the headline or beside it; otherwise for the rest, such as a clock in the page's head.
    """
    here = places(view)
    marked: list[tuple[int, str]] = []
    plain: list[tuple[int, str]] = []
    early: list[tuple[int, str]] = []
    seen = False
    for element in here.times:
        if element.tag in _HEADS:
            seen = seen or element is here.top
            continue
        value = time_value(element)
        if not value or here.part(element) not in ("story", "caption") or here.is_card(element):
            continue
        marks = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "data-testid"))
        parent = element.getparent()
        if parent is not None:
            marks += f" {parent.get('class') or ''}"
        is_updated = bool(UPDATED_MARK.search(marks) and not PUBLISHED_MARK.search(marks)) or bool(
            UPDATED_LABEL.search(_text_before(element))
        )
        if is_updated != updated:
            continue
        steps = here.steps(element)
        if PUBLISHED_MARK.search(marks) or element.get("pubdate") is not None or updated:
            marked.append((steps, value))
        else:
            (plain if seen or steps <= _BESIDE else early).append((steps, value))
    best = [*sorted(marked, key=_steps)[:3], *sorted(plain, key=_steps)[:3]] if near else early[:3]
    return [value for _, value in best]


def time_value(element: HtmlElement) -> str:
    """What a time element or its like says: its datetime, content or title, else its text; "" for a heading."""
    if element.tag in _HEADS:
        return ""
    value = element.get("datetime") or element.get("data-datetime") or element.get("content")
    if not value:
        value = element.get("title") if element.tag == "abbr" or _ISO_TITLE.match(element.get("title") or "") else None
    return str(value or (element.text_content() or "").strip()[:80])


def _steps(one: tuple[int, str]) -> int:
    return one[0]


def _text_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    parent = element.getparent()
    text = (previous.tail or previous.text_content() or "") if previous is not None else (parent.text or "") if parent is not None else ""
    return str(text).strip()[-40:]


def _lines(view: View, top: HtmlElement | None, digit: re.Pattern[str]) -> tuple[str, list[int], list[int], int]:
    """The visible text, beginnings and ends of those of its lines (text nodes) that have a digit, and where the headline ends."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    length = origin = 0
    last = one_line("".join(top.itertext()).split("\n")[-1] if top is not None else "")
    head = one_line(top.text_content()) if top is not None else ""
    for node in _TEXTS(view.tree):
        text = " ".join(node.split())
        if not text:
            continue
        parts.append(text)
        if digit.search(node):
            starts.append(length)
            ends.append(length + len(text) + 1)
        length += len(text) + 1
        if head and not origin and text in (head, last):
            origin = length
        if length > LONGEST:
            break
    return "\n".join(parts), starts, ends, origin


def labelled(view: View, updated: bool = False, below: bool = False) -> list[Stamp]:
    """Stamps in short lines right after a label such as "Published:" (or "Updated:"): by the headline, or ``below`` that."""
    found = []
    for one in places(view).shown:
        if one.part != "story" or one.line > _LONG_LINE or (abs(one.place) > _LABEL_CHARS) != below:
            continue
        is_updated = bool(UPDATED_LABEL.search(one.before))
        if is_updated if updated else not is_updated and _is_published(one):
            found.append(one.stamp)
    return found


def _is_published(one: Shown) -> bool:
    """Whether a label says so; one that other things bear too only near the headline."""
    return bool(PUBLISHED_LABEL.search(one.before) and (abs(one.place) <= _HEAD_CHARS or not WEAK_LABEL.search(one.before)))


def datelines(view: View) -> list[Stamp]:
    """Stamps at the head of a paragraph, as in press releases: "BERLIN, 14 January 2020 - ..."."""
    return [
        one.stamp
        for one in places(view).shown
        if one.part == "story" and one.line > _LONG_LINE and 0 <= one.place <= _LABEL_CHARS and one.column <= _DATELINE_COLUMN
    ][:1]


def near_heading(view: View) -> list[Stamp]:
    """Stamps in short lines around the headline: after it first, then before it."""
    here = places(view)
    if here.top is None:
        return []
    lines = [one for one in here.shown if one.part == "story" and one.line <= _LONG_LINE and not UPDATED_LABEL.search(one.before)]
    after = [one for one in lines if 0 <= one.place <= _BYLINE_CHARS]
    before = [one for one in lines if -_HEAD_CHARS <= one.place < 0]
    return [one.stamp for one in sorted([*after, *before[::-1]], key=_is_doubtful)]


def _is_doubtful(one: Shown) -> bool:
    """Whether the element is marked as the last change, or the day stands far on in its line, as in a sentence."""
    marks = one.element.get("class") or ""
    return bool(UPDATED_MARK.search(marks) and not PUBLISHED_MARK.search(marks)) or one.column > _SENTENCE_COLUMN


def shown(view: View) -> list[Stamp]:
    """Stamps in short lines anywhere in the story, those whose element is marked as a date first."""
    marked: list[Stamp] = []
    plain: list[Stamp] = []
    for one in places(view).shown:
        if one.line > _LONG_LINE or one.part != "story" or UPDATED_LABEL.search(one.before):
            continue
        parent = one.element.getparent()
        near = (one.element,) if parent is None else (one.element, parent)
        marks = " ".join(f"{up.get('class') or ''} {up.get('id') or ''}" for up in near)
        (marked if DATE_MARK.search(marks) else plain).append(one.stamp)
    return [*marked, *plain]
