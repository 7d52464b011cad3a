"""The last resort for the day of publication: asked only where everything else found nothing.

Nothing here is evidence of a story's own date, only likely to be it; so the caller drops the time of day, doesn't
take a day that can be read in two ways, and most rules speak only where the page shows one day at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from pipelines.extract.date_choice import believable
from pipelines.extract.date_labels import PUBLISHED_LABEL, UPDATED_LABEL
from pipelines.extract.date_places import Shown, habits_of, places, time_value
from pipelines.extract.date_text import Stamp, parse, plain_digits, stamps
from pipelines.extract.view import View, one_line

_SHORT_LINE = 40
_LABELLED_LINE = 160
_TITLE_CHARS = 500
_HEURISTIC_CHARS = 1_000_000  # of markup; a bigger page would take the heuristic too long
_NOT_READ = frozenset(("head", "script", "style", "svg"))
_KEPT = frozenset(("html", "body", "article", "main"))
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|comment-?list|disqus)(?:$|[\s_-])", re.I)
_WORDS = r"\s?(?:[^\W\d_]{2,12}[.,]{0,2}\s){0,3}$"
_SET_OFF = re.compile(rf"[-–—|·•,(（\[]{_WORDS}")
_BRACKETED = re.compile(rf"[(（\[]{_WORDS}")
_ADDRESS_MONTH = re.compile(r"/(20[012]\d)/(0?[1-9]|1[0-2])/")
_ADDRESS_NUMBER = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{0,4}(20[012]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2,14}(?!\d)")
_QUERY_NUMBER = re.compile(
    r"&(?!\w*(?:date|day|from|until|since))\w{1,20}=[A-Za-z]{0,4}(20[012]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{2,14}(?!\d)|[-_]\w)"
)


def address_number(view: View) -> list[str]:
    """The day at the head of a long article number: A2026012914320005196, or ?id=20260129-00005196."""
    parts = urlsplit(view.url)
    found = (*_ADDRESS_NUMBER.finditer(parts.path), *_QUERY_NUMBER.finditer(f"&{parts.query}"))
    return [f"{m[1]}-{m[2]}-{m[3]}" for m in found][:1]


def address_month(view: View) -> Stamp | None:
    """The only day on the page within the year and month of its address, which also tells how 4/3/2024 is meant."""
    match = _ADDRESS_MONTH.search(urlsplit(view.url).path)
    if match is None:
        return None
    month = int(match[1]), int(match[2])
    return _only_shown(view, (replace(one, stamp=stamp) for one in places(view).everywhere if (stamp := _within(one.stamp, month))))


def _within(stamp: Stamp, month: tuple[int, int]) -> Stamp | None:
    readings = [wall for wall in (stamp.wall, stamp.swapped) if wall is not None and (wall.year, wall.month) == month]
    return replace(stamp, wall=readings[0], swapped=None) if len({wall.date() for wall in readings}) == 1 else None


def titled(view: View) -> list[Stamp]:
    """Days set off in the title element ("Headline - 5.3.2024 - Gazette"), or in brackets in the description ("(5 March 2024)")."""
    title = plain_digits(one_line(view.tree.findtext(".//title")))[:_TITLE_CHARS]
    description = plain_digits(one_line(next(iter(view.meta.get("description", ())), "")))[:_TITLE_CHARS]
    places_to_look = ((title, _SET_OFF), (description, _BRACKETED))
    return [stamp for text, mark in places_to_look for stamp, at in stamps(text, habits_of(view)) if mark.search(text[:at])]


def aside_label(view: View) -> Stamp | None:
    """The day labelled as published in a sidebar, where there is only one."""
    found = (one for one in places(view).everywhere if one.part == "foreign" and one.line <= _LABELLED_LINE)
    return _only_shown(view, (one for one in found if PUBLISHED_LABEL.search(one.before) and not UPDATED_LABEL.search(one.before)))


def aside_time(view: View) -> Stamp | None:
    """The day of the time elements in sidebars, where they have only one; another story's card never answers."""
    here = places(view)
    aside = (element for element in here.times if here.part(element) == "foreign" and not here.is_card(element))
    values = (time_value(element) for element in aside if not _is_comment(element))
    return _only(view, (stamp for value in values if value and (stamp := parse(value, habits_of(view))) is not None))


def only_day(view: View) -> Stamp | None:
    """The only day in the page's short lines, unless it is that of the fetch: a clock in the page's head shows it too."""
    found = _only_shown(view, (one for one in places(view).everywhere if one.line <= _SHORT_LINE and one.part != "quoted"))
    return None if found is None or found.day == view.page.fetched_at.date() else found


def footed(view: View) -> list[Stamp]:
    """Labelled stamps of both kinds in the story and in the page's foot, for pages that tell only their last change."""
    found = places(view).shown
    labels = (PUBLISHED_LABEL, UPDATED_LABEL)
    return [one.stamp for label in labels for one in found if label.search(one.before)]


def heuristic(view: View) -> str | None:
    """A general heuristic's day; a first of a month is more often a lone month or year than a day."""
    if len(view.text) > _HEURISTIC_CHARS or view.tree.find("body") is None:
        return None
    here, copy = places(view), deepcopy(view.tree)
    for original, element in list(zip(view.tree.iter("*"), copy.iter("*"), strict=True)):
        comments = element.tag not in _KEPT and _COMMENTS.search(_marks(element))
        if element.tag in _NOT_READ or comments or (element.tag == "time" and here.is_card(original)):
            element.drop_tree()
    try:
        day = find_date(copy, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    except Exception:  # a third-party heuristic must not void the record
        return None
    return None if day is None or day.endswith("-01") else str(day)


def _marks(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_comment(element: HtmlElement) -> bool:
    return any(up.tag not in _KEPT and _COMMENTS.search(_marks(up)) for up in (element, *element.iterancestors()))


def _only_shown(view: View, found: Iterable[Shown]) -> Stamp | None:
    here = places(view)
    return _only(view, (one.stamp for one in found if not _is_comment(one.element) and not here.is_card(one.element)))


def _only(view: View, stamps: Iterable[Stamp]) -> Stamp | None:
    """The one believable day that all stamps name, or None."""
    only: Stamp | None = None
    for stamp in stamps:
        one = believable(stamp, view.page.fetched_at)
        if one is None:
            continue
        if one.swapped is not None or (only is not None and one.day != only.day):
            return None
        only = only or one
    return only
