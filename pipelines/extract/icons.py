"""The publisher's signs as a page declares them: touch icons, icons with sizes, logos of its JSON-LD."""

from __future__ import annotations

import re

from crawler.items import Image
from pipelines.extract.jsonld import types
from pipelines.extract.picture_sources import linked_data
from pipelines.extract.view import View

MAX_ICONS = 8
WANTED = 50  # pixels a side (schema, section 8)
_SIZES = re.compile(r"^(\d{1,4})x(\d{1,4})$", re.I)
_OWNERS = frozenset(("newsmediaorganization", "organization", "website", "corporation"))


def find_icons(view: View) -> tuple[Image, ...]:
    """Bitmap icons: of touch icons and icons those nearest above the wanted size first, then logos; sizes as declared."""
    links: list[Image] = []
    for rel in ("apple-touch-icon", "apple-touch-icon-precomposed", "icon"):
        for link in view.links.get(rel, ())[:20]:
            match = _SIZES.match((link.get("sizes") or "").split(" ")[0])
            width, height = (int(match[1]), int(match[2])) if match else (180, 180) if rel.startswith("apple") else (None, None)
            links.append(Image(link.get("href") or "", width, height))
    logos = linked_data([node for node in view.ld if types(node) & _OWNERS], "logo")
    owners = [one for node in view.ld_articles if isinstance(one := node.get("publisher"), dict)]
    links.sort(key=_distance)
    found: dict[str, Image] = {}
    for image in (*links, *logos, *linked_data(owners, "logo")):
        address = view.absolute(image.url)
        if address and not re.search(r"\.svgz?(?:$|\?)", address, re.I):
            found.setdefault(address, Image(address, image.width, image.height))
    return tuple(found.values())[:MAX_ICONS]


def find_manifest(view: View) -> str | None:
    """Address of the site's web app manifest, or None."""
    return next((found for link in view.links.get("manifest", ())[:3] if (found := view.absolute(link.get("href")))), None)


def _distance(icon: Image) -> tuple[bool, bool, int]:
    """Unknown sizes and small ones last, else the nearest above the wanted size first."""
    side = min(icon.width or 0, icon.height or 0)
    return side == 0, side < WANTED, abs(side - WANTED)
