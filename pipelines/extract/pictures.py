"""Candidates for the article's pictures, the lead first, with the sizes that the page declares."""

from __future__ import annotations

from crawler.items import Found, Image
from pipelines.extract.view import View


def find_images(view: View) -> Found[tuple[Image, ...]] | None:
    """Pictures of the story, best candidate for the lead first, or None."""
    return None
