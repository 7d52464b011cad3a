"""Who wrote it."""

from __future__ import annotations

from crawler.items import Found
from pipelines.extract.view import View


def find_authors(view: View) -> Found[tuple[str, ...]] | None:
    """The names in the byline, each once, or None."""
    return None
