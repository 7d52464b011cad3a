"""The language of the text, with its region where the page declares one."""

from __future__ import annotations

from crawler.items import Found
from pipelines.extract.view import View


def find_locale(view: View, text: str | None) -> Found[str] | None:
    """A lower-case BCP 47 tag such as ``de`` or ``en-us``, or None."""
    return None
