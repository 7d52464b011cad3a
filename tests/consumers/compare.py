"""What a site shows against what the files say: values, the words of a body, and nothing alive in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from lxml import html
from lxml.html import HtmlElement

# What Markdown itself makes of our bodies, in any of the tools.
ELEMENTS = frozenset(
    "a blockquote br code div em h1 h2 h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead tr ul".split()  # noqa: SIM905
)
ATTRIBUTES = re.compile(r"(?:class|id|href|lang|start|tabindex|data-lang(?:uage)?|style)$")
STYLE = re.compile(r"(?:[a-z-]+: ?(?:#[0-9a-fA-F]{3,8}|[a-z0-9-]+);? ?)*$")  # colours of code; no url(), nothing hidden
ADDRESS = re.compile(r"(?:https?://|ftp://|mailto:|#)", re.I)
_FOLDED = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "«": "<<", "»": ">>"}
_FOLD = re.compile("[“”‘’…–—«»]")


def folded(text: str) -> str:
    """Text without white space and without what smart typography changes: quotes, dashes, the ellipsis."""
    text = _FOLD.sub(lambda match: _FOLDED[match.group()], re.sub(r"\s+", "", text))
    for run, one in (("-{2,}", "-"), (r"\.{2,}", "..."), ("[\"'`]{2,}", '"')):
        text = re.sub(run, one, text)
    return text


def body_faults(page: bytes, expected: str) -> Iterator[str]:
    """What is wrong with the ``#body`` of a page."""
    found = html.fromstring(page.decode("utf-8")).xpath("//*[@id='body']")
    if len(found) != 1:
        yield f"{len(found)} bodies on the page"
        return
    for element in found[0].iterdescendants():
        yield from _live(element)
    said, meant = folded(found[0].text_content()), folded(expected)
    if said != meant:
        at = next((index for index, (one, other) in enumerate(zip(said, meant, strict=False)) if one != other), min(len(said), len(meant)))
        yield f"shows …{said[max(0, at - 30) : at + 40]!r} instead of …{meant[max(0, at - 30) : at + 40]!r}"


def _live(element: HtmlElement) -> Iterator[str]:
    if element.tag not in ELEMENTS:
        yield f"holds <{element.tag if isinstance(element.tag, str) else '!--'}>"
        return
    for name, value in element.attrib.items():
        if not ATTRIBUTES.match(name) or (name == "style" and not STYLE.match(value)):
            yield f"holds {name}={value!r}"
        elif name == "href" and not ADDRESS.match(value):
            yield f"links to {value!r}"


def values(given: Any) -> Any:
    """A value as PyYAML or JSON gives it, in one form: instants as YYYY-MM-DDTHH:MM:SSZ."""
    match given:
        case dict():
            return {key: values(inner) for key, inner in given.items()}
        case list():
            return [values(inner) for inner in given]
        case datetime():
            return given.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return given.isoformat()
        case str():
            return re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.000Z$", r"\1Z", given)
    return given


def lowered(given: Any) -> Any:
    """With keys in lower case, as Hugo keeps them."""
    match given:
        case dict():
            return {key.lower(): lowered(inner) for key, inner in given.items()}
        case list():
            return [lowered(inner) for inner in given]
    return given


def leaves(given: Any) -> int:
    """How many single values a value holds."""
    match given:
        case dict():
            return sum(map(leaves, given.values()))
        case list():
            return sum(map(leaves, given))
    return 1


def value_faults(read: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    """Every key of the file that the tool reads otherwise; keys that it adds of its own are its business."""
    for key, value in expected.items():
        if key not in read:
            yield f"{key} is missing"
        elif not _same(read[key], value):
            yield f"{key} is {read[key]!r:.120} instead of {value!r:.120}"


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)
