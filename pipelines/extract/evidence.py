"""What the gate needs to know of a page, measured while the tree is at hand."""

from __future__ import annotations

from crawler.items import Evidence, Text
from pipelines.extract.view import View


def measure(view: View, text: Text | None) -> Evidence:
    """The gate's measurements of one page."""
    return Evidence(words=len(text.plain.split()) if text else 0)
