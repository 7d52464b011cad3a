"""Lengths of time as people write them in settings, sources and arguments: ``90m``, ``12h``, ``7d``, ``4w``."""

from __future__ import annotations

import re
from datetime import timedelta

_SPAN = re.compile(r"(\d{1,6})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span(text: str) -> timedelta:
    """The length of time that a text names.

    :raises ValueError: it is none.
    """
    found = _SPAN.fullmatch(text.strip().lower())
    if not found:
        raise ValueError(f"{text!r} is no length of time; write a number and m, h, d or w, such as 6h")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
