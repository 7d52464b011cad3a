"""webUrl, ampWebUrl and cdnAmpWebUrl: where readers find the article."""

from __future__ import annotations

from crawler.items import Found
from pipelines.extract.view import View


def find_web_url(view: View) -> Found[str] | None:
    """The canonical address without tracking parameters, or None."""
    return Found(view.url, "address")


def find_amp_url(view: View) -> Found[str] | None:
    """The AMP version that the page announces, or None."""
    return None


def cdn_amp_url(amp_url: str) -> str:
    """The address of an AMP page in the AMP cache (schema, section 9; AMP cache URL format)."""
    raise NotImplementedError
