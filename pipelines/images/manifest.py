"""The icons that a web app manifest declares (W3C Web Application Manifest, member ``icons``). Pure."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from crawler.items import Image

MAX_BYTES = 64 * 1024
MAX_ICONS = 20
_SIZE = re.compile(r"^(\d{1,4})x(\d{1,4})$", re.I)


def manifest_icons(body: bytes, address: str, wanted: int) -> tuple[Image, ...]:
    """Bitmap icons with their declared sizes: the one nearest above ``wanted`` pixels first; () for anything that is no manifest."""
    try:
        stated = json.loads(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ()
    entries = stated.get("icons") if isinstance(stated, dict) else None
    found: list[Image] = []
    for entry in entries[:MAX_ICONS] if isinstance(entries, list) else ():
        source = entry.get("src") if isinstance(entry, dict) else None
        if not isinstance(source, str) or "svg" in f"{entry.get('type')} {source}".lower():
            continue
        try:
            url = urljoin(address, source.strip())
        except ValueError:
            continue
        size = _SIZE.match(str(entry.get("sizes") or "").split(" ")[0])
        found.append(Image(url, int(size[1]), int(size[2])) if size else Image(url))
    return tuple(sorted(found, key=lambda icon: (not icon.width, (icon.width or 0) < wanted, abs((icon.width or 0) - wanted))))
