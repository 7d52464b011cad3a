"""Addresses: the registrable domain, and when two spellings are one page. No network, no disk."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote, urlsplit

import tldextract

# The public suffix list that ships with the package: never fetched, never cached on disk.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    return _SUFFIXES(host).top_domain_under_public_suffix or host


def registered_domain(url: str) -> str:
    """The registrable domain of an address in lower case (public suffix list): ``news.bbc.co.uk`` -> ``bbc.co.uk``.

    A host without a public suffix (``localhost``, an IP address) stands for itself; "" where there is no host.
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return _registered(host)


def page_key(url: str) -> str:
    """What two spellings of one page's address share: no scheme, ``www.``, default port, fragment or slash at the end."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return url.strip()
    path = unquote(parts.path).rstrip("/")
    return f"{host}{port}{path}" + (f"?{parts.query}" if parts.query else "")


def same_page(left: str, right: str) -> bool:
    """Whether two addresses are spellings of one page."""
    return page_key(left) == page_key(right)
