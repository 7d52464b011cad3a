"""The instants of first publication and of the last change."""

from __future__ import annotations

from crawler.items import Found, Published
from pipelines.extract.view import View


def find_published(view: View) -> Found[Published] | None:
    """The instant of first publication, or None."""
    return None


def find_updated(view: View) -> Found[Published] | None:
    """The instant of the last change that the page tells, or None."""
    return None
