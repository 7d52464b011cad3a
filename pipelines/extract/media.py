"""Article or video, and the player of a video page."""

from __future__ import annotations

from typing import Literal

from crawler.items import Found
from pipelines.extract.view import View


def find_type(view: View) -> Found[Literal["article", "video"]]:
    """Whether the page is an article or a video page."""
    return Found("article", "default")


def find_featured(view: View) -> Found[str] | None:
    """The HTML of the page's own player as an iframe (schema, section 9), or None."""
    return None
