"""A field is an ordered tuple of named pure rules, best evidence first.

A rule takes a View and returns a raw value or None; ``first`` cleans what a rule
returned with the field's own normaliser and keeps the name of the rule that won.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lxml.html import HtmlElement

from crawler.items import Found
from pipelines.extract.view import View, selected

R = TypeVar("R")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Rule(Generic[R]):
    """A named way to find a value: ``find`` may return one value, several (a list or tuple), or None."""

    name: str
    find: Callable[[View], R | Sequence[R] | None]


def candidates(rules: Iterable[Rule[R]], view: View, clean: Callable[[R], V | None]) -> Iterable[Found[V]]:
    """Every cleaned value of every rule, best first; what ``clean`` turns into None is left out."""
    for rule in rules:
        raw = rule.find(view)
        if raw is None:
            continue
        many: Sequence[Any] = raw if isinstance(raw, (list, tuple)) else (raw,)
        for one in many:
            value = clean(one)
            if value is not None:
                found = Found(value, rule.name)
                if view.trace is not None:
                    view.trace.setdefault(view.field, []).append(found)
                yield found


def first(rules: Iterable[Rule[R]], view: View, clean: Callable[[R], V | None]) -> Found[V] | None:
    """The best candidate, or None."""
    found = candidates(rules, view, clean)
    if view.trace is not None:
        found = list(found)  # whoever asks for an explanation wants the losers too
    return next(iter(found), None)


def meta(*names: str) -> Callable[[View], list[str]]:
    """All contents of the page's meta elements with one of these names, in the order of the names."""
    return lambda view: [content for name in names for content in view.meta.get(name, ())]


def site(field: str) -> Callable[[View], list[str]]:
    """Texts of the elements that the page's row in config/sites selects for a field (CSS); [] without a row.

    An element with datetime, content or src gives that, a ``link`` its href, everything else its text.
    """
    return lambda view: [text for element in site_elements(view, field) if (text := _value(element))]


def site_elements(view: View, field: str) -> list[HtmlElement]:
    """The elements that the page's row in config/sites selects for a field."""
    return selected(view.tree, view.site.get(field))


def _value(element: HtmlElement) -> str:
    for attribute in ("datetime", "content", "src"):
        if element.get(attribute):
            return str(element.get(attribute))
    if element.tag == "link":
        return str(element.get("href") or "")
    return str(element.text_content()).strip()
