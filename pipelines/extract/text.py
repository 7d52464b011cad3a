"""The article's text, whole and alone."""

from __future__ import annotations

import trafilatura

from crawler.items import Found, Text
from pipelines.extract.view import View


def find_text(view: View, title: str | None) -> Found[Text] | None:
    """The text as plain paragraphs and as Markdown, or None. ``title`` is left out where it repeats the headline."""
    plain = trafilatura.extract(view.text, include_comments=False, fast=True)
    return Found(Text(plain, plain), "trafilatura") if plain else None
