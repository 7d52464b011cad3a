"""What it is about, in a sentence or two."""

from __future__ import annotations

from crawler.items import Found
from pipelines.extract.rules import Rule, first, meta
from pipelines.extract.view import View, one_line

EXCERPT: tuple[Rule[str], ...] = (Rule("og:description", meta("og:description", "description")),)


def find_excerpt(view: View, text: str | None) -> Found[str] | None:
    """The publisher's summary, else the opening of ``text`` (plain), or None."""
    return first(EXCERPT, view, lambda raw: one_line(raw) or None)
