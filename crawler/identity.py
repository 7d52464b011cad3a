"""When two addresses are one article. Pure: no network, no disk.

Two addresses are one article when they share a key (``article_key``), or when each shares one with an address that is
known of the same article: its canonical link, where its redirects led, its AMP version (``addresses``). What was once
known stays known: the memory keeps every key beside the article (``articles_memory``).

A key leaves out what never selects another article: scheme, letter case of the host, ``www.``, ``m.``, ``mobile.`` and
``amp.`` in front of the registrable domain, default ports, fragments, tracking parameters, a slash at the end,
``index.html``, the AMP form of the path or query, and the wrapping of an AMP cache or web archive. Everything else counts,
the letter case of the path and the order of its parameters too: one file too many can be mended, two articles in one
file can't.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.urls import canonical_form, registered_domain

AMP_CACHE = "cdn.ampproject.org"
TWINS = frozenset(("www", "m", "mobile", "amp"))
_CACHED = re.compile(r"^/(?:[a-z]/)?(?:v/)?(s/)?([^/]+\.[^/]+/.*)$")
_VIEWER = re.compile(r"^/amp/(s/)?([^/]+\.[^/]+/.*)$")
_ARCHIVED = re.compile(r"^/web/\d{4,14}[a-z_]{0,4}/(https?:/{1,2}[^/].*)$")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.I)
_AMP_FORM = re.compile(r"\.amp(?=\.html?$)|(?:/amp|/amp\.html?|\.amp)$", re.I)
_AMP_QUERY = re.compile(r"(?:amp|amp=(?:1|true|yes)|outputtype=(?:amp|amp-type)|_amp=true|mode=amp|output=amp)", re.I)


def page_address(url: str) -> str:
    """An address in its canonical form, taken out of an AMP cache or a web archive where these keep a web address."""
    parts = urlsplit(url)
    whole = parts.path + (f"?{parts.query}" if parts.query else "")
    host = (parts.hostname or "").lower()
    cached = _CACHED.match(whole) if host.endswith("." + AMP_CACHE) else _VIEWER.match(whole) if _is_google(host) else None
    archived = _ARCHIVED.match(whole)
    kept = url
    if cached:
        kept = f"http{'s' if cached[1] else ''}://{cached[2]}"
    elif archived:
        kept = re.sub(r"^(https?):/{1,2}", r"\1://", archived[1])
    try:
        urlsplit(kept)
    except ValueError:
        kept = url
    return canonical_form(kept)


def _is_google(host: str) -> bool:
    return host.startswith(("www.google.", "google."))


@lru_cache(maxsize=65536)
def article_key(url: str) -> str:
    """What all addresses of one article share by their spelling alone; "" for what is no web address."""
    try:
        parts = urlsplit(page_address(url))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    port_text = f":{port}" if port not in (None, 80, 443) else ""
    path = _path(unquote(parts.path))
    query = "&".join(one for one in parts.query.split("&") if one and not _AMP_QUERY.fullmatch(one))
    return f"{_host(host)}{port_text}{path}" + (f"?{query}" if query else "")


def _host(host: str) -> str:
    """The host without the labels that name a form of the site, as far as they stand before the registrable domain."""
    domain = registered_domain(f"http://{host}/")
    labels = host.removesuffix(domain).split(".") if host.endswith("." + domain) else []
    return ".".join([label for label in labels if label and label not in TWINS] + [domain]) if labels else host


def _path(path: str) -> str:
    path = _AMP_FORM.sub("", _INDEX.sub("", path.rstrip("/")))
    head, _, rest = path.lstrip("/").partition("/")
    if head.lower() == "amp" and (rest.count("-") >= 3 or rest.count("/") >= 2):  # not a shop's shelf of amplifiers
        path = f"/{rest}"
    return path.rstrip("/")


def addresses(*urls: str | None) -> tuple[str, ...]:
    """The keys of an article's known addresses (asked, final, canonical, AMP), each once, in their order."""
    return tuple(dict.fromkeys(key for url in urls if url and (key := article_key(url))))


def same_article(one: Iterable[str | None], other: Iterable[str | None]) -> bool:
    """Whether two sets of addresses, each known of one article, are of the same article."""
    return not set(addresses(*one)).isdisjoint(addresses(*other))
