"""What a page asks of those who index and quote it: ``X-Robots-Tag``, robots meta elements, TDM reservation.

Only what is said to all or to our own product token binds us, not what is said to another crawler by name. Where several
are said, all count (Google's robots meta tag specification; the TDM Reservation Protocol of the W3C community group).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipelines.extract.view import View

AGENTS = frozenset(("", "*", "robots", "newsmatter"))
KNOWN = frozenset(("noindex", "nofollow", "nosnippet", "noarchive", "noimageindex", "noai", "noimageai"))
MOST = 4000  # characters of one header or element
_ALIASES = {"none": ("noindex", "nofollow"), "nocache": ("noarchive",)}
_WITH_VALUE = frozenset(("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"))
_NUMBER = re.compile(r"-?\d{1,9}")


def find_directives(view: View) -> tuple[str, ...]:
    """Sorted: ``noindex``, ``max-snippet:50``, ``tdm-reservation`` …; an end (``unavailable_after``) that has passed is ``noindex``."""
    found: set[str] = set()
    limits: set[int] = set()
    for name, value in _said(view):
        if name in KNOWN:
            found.add(name)
        elif name in _ALIASES:
            found.update(_ALIASES[name])
        elif name == "max-image-preview" and value.lower() == "none":
            found.add("noimageindex")
        elif name == "max-snippet" and _NUMBER.fullmatch(value):
            limits.add(int(value))
        elif name == "unavailable_after" and (end := _instant(value)) is not None and end < view.page.fetched_at:
            found.add("noindex")
    if least := [limit for limit in limits if limit >= 0]:
        found.add(f"max-snippet:{min(least)}")
    if any(value.strip() == "1" for value in (view.page.headers.get("tdm-reservation", ""), *view.meta.get("tdm-reservation", ()))):
        found.add("tdm-reservation")
    return tuple(sorted(found))


def _said(view: View) -> Iterator[tuple[str, str]]:
    """Each directive that binds us, in lower case, and its value."""
    for line in view.page.headers.get("x-robots-tag", "").splitlines():
        yield from _directives(line[:MOST])
    for agent in AGENTS - {"", "*"}:
        for content in view.meta.get(agent, ()):
            yield from _directives(content[:MOST])


def _directives(line: str) -> Iterator[tuple[str, str]]:
    """The directives of one header or element. In a header, those that follow the name of a crawler are for that one."""
    agent = ""
    parts = iter(line.split(","))
    for part in parts:
        name, colon, value = part.strip().partition(":")
        name = name.strip().lower()
        if colon and name not in _WITH_VALUE:  # "otherbot: noindex"
            agent = name
            name, colon, value = value.strip().partition(":")
            name = name.strip().lower()
        if name == "unavailable_after" and re.fullmatch(r"\s*[A-Za-z]{3,9}", value):  # "Wednesday, 04 Nov 2026 …": a date with a comma
            value += "," + next(parts, "")
        if agent in AGENTS:
            yield name, value.strip()


def _instant(text: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(text)
        except (TypeError, ValueError, OverflowError):
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None
