"""Responses -> Pages, and what went wrong with a request as a reason and a sentence."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler import clock
from crawler.exceptions import Unasked
from crawler.items import Hints, Page

HEADERS = (  # those that a field or the gate reads
    *("content-type", "content-language", "last-modified", "link", "refresh"),
    *("x-robots-tag", "tdm-reservation"),
)
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00", b"ID3", b"OggS", b"{\\rtf")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|p|div|h1)\b", re.I)
SNIFF_BYTES = 4096


def page(response: Response, asked: str, hints: Hints | None = None, *, found: bool = False) -> Page:
    """A response as a Page; ``asked`` is the address that was given or ``found`` in a list, before redirects."""
    headers = {}
    for name in HEADERS:
        values = response.headers.getlist(name)
        if values:
            between = "\n" if name == "x-robots-tag" else ", "  # a crawler's name in one of them doesn't count for the next
            headers[name] = between.join(value.decode("latin-1") for value in values)
    at = clock.now().replace(microsecond=0)
    return Page(asked, response.url, response.status, headers, response.body, at, hints or Hints(), found)


def validators(response: Response) -> tuple[str | None, str | None]:
    """An answer's ETag and Last-Modified (RFC 9110, section 8.8)."""
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    return etag.decode("latin-1") if etag else None, modified.decode("latin-1") if modified else None


def conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask for an answer only if it has changed (RFC 9110, section 13)."""
    return {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}


def not_html(response: Response) -> str | None:
    """What an answer is if it isn't a web page (its content type or what its first bytes are), else None.

    An answer without a type, or of type text/plain, is a page where it begins like one (MIME sniffing standard).
    """
    stated = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    start = response.body[:SNIFF_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_MAGIC):
        return stated if stated and "html" not in stated else "a binary file"
    if "html" in stated or not response.body.strip():
        return None
    if stated in ("", "text/plain", "application/xml", "text/xml", "application/octet-stream", "unknown/unknown") and _MARKUP.search(start):
        return None
    return stated or "of an unknown type"


def explain(failure: Failure, request: Request, tries: int) -> tuple[str, str, str]:
    """(outcome, reason, sentence without the address) for a request that gave no page; ``tries`` is how often it was sent."""
    error = failure.value
    host = urlsplit(request.url).hostname or request.url
    again = "try again later"
    after = f" after {tries} tries" if tries > 1 else ""
    if isinstance(error, HttpError):
        status = error.response.status
        return "failed", f"http-{status}", _status(status, after)
    if isinstance(error, Unasked):
        return error.outcome, error.reason, str(error)
    if isinstance(error, IgnoreRequest):
        if "robots.txt" in str(error):
            return "refused", "Robots", f"robots.txt of {host} doesn't allow it; ask the publisher"
        return (
            "failed",
            "redirects",
            "it redirects more often than REDIRECT_MAX_TIMES allows; open it in a browser and give the last address",
        )
    if isinstance(error, CannotResolveHostError):
        return "failed", "unknown-host", f"the host {host!r} isn't known; check the spelling of the address and your connection"
    if isinstance(error, DownloadConnectionRefusedError):
        return "failed", "connection-refused", f"{host} refused the connection; check the address or {again}"
    if isinstance(error, DownloadTimeoutError):
        return "failed", "timeout", f"no complete answer in time{after}; {again} or raise DOWNLOAD_TIMEOUT"
    if isinstance(error, DownloadCancelledError):
        return "failed", "too-large", "the answer is larger than DOWNLOAD_MAXSIZE allows; raise it if this is an article"
    if isinstance(error, ResponseDataLossError):
        return "failed", "cut-off", f"the answer was cut off{after}; {again}"
    cause = str(error) or type(error).__name__
    if re.search(r"certificate|ssl|tls", cause, re.I):
        return "failed", "tls", f"the connection isn't secure ({_short(cause)}); the site must mend its certificate"
    return "failed", "connection", f"the connection broke{after} ({_short(cause)}); {again}"


def _status(status: int, after: str) -> str:
    if status == 404:
        return "not found (404); check the address"
    if status == 410:
        return "gone (410): the publisher has taken it down; take it off your list"
    if status in (401, 402, 403, 451):
        return f"access refused ({status}): the site doesn't serve this page to crawlers; ask the publisher"
    if status == 429:
        return f"too many requests (429){after}; raise DOWNLOAD_DELAY and try again later"
    if status >= 500:
        return f"server error ({status}){after}; try again later"
    return f"the answer has status {status}, not 200; open the address in a browser to see why"


def _short(cause: str) -> str:
    return re.sub(r"\s+", " ", cause)[:160]
