"""The headline as a reader sees it."""

from __future__ import annotations

from crawler.items import Found
from pipelines.extract.rules import Rule, first, meta
from pipelines.extract.view import View, one_line

TITLE: tuple[Rule[str], ...] = (Rule("og:title", meta("og:title")),)


def find_title(view: View) -> Found[str] | None:
    """The headline without the site's name, one line, or None."""
    return first(TITLE, view, lambda raw: one_line(raw) or None)
