"""The addresses in a feed: absolute, as they are given, taken out of what counts clicks. Pure."""

from __future__ import annotations

import base64
import html
import re
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from crawler.identity import page_address
from crawler.urls import UrlError, is_http_url, parse_input_url

MAX_CHARS = 4096
_TARGETS = ("url", "u", "q", "target", "dest", "destination", "redirect", "redirect_url", "redirect_to", "goto", "to", "link", "out", "r")
# Words of a path that only leads elsewhere.
_COUNTER = re.compile(
    r"(?:^|[/_.-])(?:apiclick|click|clicks|clickthru|count|exit|external|go|goto|l|link|leave|out|outbound|r|rd|redir|redirect|redirector|rss|tracker"
    r"|track|tr|url)(?:\.\w{2,5})?(?:/|$)",
    re.I,
)
_INSIDE = re.compile(r"https?(?:://?|%3A%2F%2F)", re.I)
_CODED = re.compile(r"[A-Za-z0-9_-]{40,2048}={0,2}")
_PLAIN = re.compile(rb"https?://[\x21-\x7e]{4,2000}")
_FILE = re.compile(r"\.(?:mp3|m4a|aac|ogg|wav|mp4|m4v|mov|webm|pdf|jpe?g|png|gif|webp|zip|epub|docx?|xlsx?|pptx?)$", re.I)
_NO_HOST = re.compile(r"https?:(?!//[^/])", re.I)
_ARCHIVE = re.compile(r"/web/\d{4,14}")


def absolute(raw: str | None, base: str) -> str | None:
    """A link as it stands in a feed as an http(s) address, its query whole; None for what is none."""
    text = (raw or "").strip()[: MAX_CHARS + 1]
    if not text or len(text) > MAX_CHARS or _NO_HOST.match(text):
        return None
    if "&amp;" in text or "&#" in text:  # encoded once too often
        text = html.unescape(text)
    text = re.sub(r"[\t\r\n]\s*", "", text)
    if text.startswith("www."):
        text = f"https://{text}"
    try:
        url = urljoin(base, text)
    except ValueError:
        return None
    try:
        return parse_input_url(url)
    except UrlError:
        return None


def article(raw: str | None, base: str) -> str | None:
    """A link as the address of an article: as it is given, or where a click counter or copy would lead; None for a file."""
    url = absolute(raw, base)
    if url is None:
        return None
    for _ in range(3):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    found = page_address(url)
    if urlsplit(found).hostname == urlsplit(url).hostname:
        found = urldefrag(url)[0]  # what tells where readers came from is the publisher's, and stays
    return found if is_http_url(found) and not _FILE.search(urlsplit(found).path) else None


def _inner(url: str) -> str | None:
    """The address that one carries in itself and leads to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    inside = None if _ARCHIVE.match(parts.path) else _INSIDE.search(parts.path, 1)
    if inside:
        start = url.find(parts.path) + inside.start()
        target = url[start:] if "%" not in inside[0] else unquote(url[start:])
        target = re.sub(r"^(https?):/{1,2}", r"\1://", target)
        return target if is_http_url(target) and "." in (urlsplit(target).hostname or "") else None
    if coded := _coded(parts.path.rpartition("/")[2]):
        return coded
    if not parts.query or not (parts.path in ("", "/") or _COUNTER.search(parts.path)):
        return None
    values = dict(reversed(parse_qsl(parts.query, max_num_fields=100) if parts.query.count("&") < 100 else []))
    for name in _TARGETS:
        target = values.get(name, "").strip()
        if re.match(r"https?://", target, re.I) and is_http_url(target):
            return target
        if target and (coded := _coded(target)):
            return coded
    return None


def _coded(text: str) -> str | None:
    """The address in a piece of base64, as aggregators write it."""
    if not _CODED.fullmatch(text):
        return None
    start = max(text.find("aHR0c"), 0)  # "http"
    body = text[start:].rstrip("=")
    try:
        plain = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except ValueError:
        return None
    found = _PLAIN.search(plain)
    target = found[0].decode("ascii") if found else ""
    return target if is_http_url(target) and "." in (urlsplit(target).hostname or "") else None
