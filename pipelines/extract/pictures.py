"""Candidates for the article's pictures, the lead first, with the sizes that the page declares."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from crawler.items import Found, Image
from crawler.urls import page_key
from pipelines.extract import jsonld
from pipelines.extract.picture_sources import figures, linked_data, open_graph
from pipelines.extract.rules import Rule, candidates, meta, site
from pipelines.extract.view import View

MAX_IMAGES = 50
MIN_SIDE = 100  # pixels; smaller declared pictures are signs, not photographs
# Words that only stand-ins have in their names.
_STAND_IN = re.compile(
    r"(?:^|[^a-z])(?:place-?holders?|fallback|blank|avatars?|gravatar|favicon|apple-touch-icon|sprites?|spacer|pixel|1x1|transparent|dummy"
    r"|no-?(?:image|photo|picture|pic|img|foto|thumb)|missing|lazyload|loading|default-?(?:image|img|share|social|og|thumb\w*)"
    r"|(?:image|img|og|share|social|thumb)-?default|(?:share|sharing|social)-?(?:image|img|default|logo|card|graphic)|og-?logo|logo-?og)(?:$|[^a-z])"
)
# Words that a stand-in's name is made of; with nothing else beside them they tell.
_GENERIC = re.compile(
    r"^(?:logos?|logotype|default|share|sharing|social|icon|og|opengraph|image|img|images|thumb\w*|thumbnail|facebook|fb|twitter|card|generic|site|brand|branding"
    r"|header|banner|square|large|small|big|new|main|preview|meta|media|app|web|online|news|home|homepage|black|white|color|rgb|light|dark|default\w*|v|x|px|w|h"
    r"|www|com|the|a|red|blue|png|jpe?g|standard|wide|full|version|final|size|teaser|post|article|blog|cover)?$"
)
_MARK = re.compile(r"(?:^|[^a-z])(?:logos?|logotype|default|share|sharing|social|icons?|generic|brand(?:ing)?)(?:$|[^a-z])")
_ENDING = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|ashx)$")
_NOT_A_PICTURE = re.compile(r"\.(?:svgz?|ico|mp4|m3u8|webm|mp3|html?)$")


def _plain(*names: str) -> Rule[Image]:
    return Rule(names[0], lambda view: [Image(address) for address in meta(*names)(view)])


def _microdata(view: View) -> list[Image]:
    found: list[Image] = []
    for item in view.microdata_articles[:3]:
        for key in ("image", "thumbnailurl"):
            for value in item.properties.get(key, ()):
                if isinstance(value, str):
                    found.append(Image(value))
                elif address := value.text("url") or value.text("contentUrl"):
                    found.append(Image(address))
    return found


IMAGES: tuple[Rule[Image], ...] = (
    Rule("config/sites", lambda view: [Image(address) for address in site("images")(view)]),
    Rule("og:image", open_graph),
    Rule("json-ld", lambda view: linked_data(view.ld_articles, "image")),
    _plain("twitter:image", "twitter:image:src", "twitter:image0"),
    Rule("microdata", _microdata),
    Rule("link image_src", lambda view: [Image(link.get("href")) for link in view.links.get("image_src", ()) if link.get("href")]),
    _plain("itemprop image", "image", "thumbnailurl", "thumbnail"),
    Rule("json-ld thumbnail", lambda view: linked_data(view.ld_articles, "thumbnailUrl", "thumbnail", "primaryImageOfPage")),
    Rule(
        "json-ld page",
        lambda view: linked_data([n for n in view.ld if jsonld.types(n) & {"webpage", "itempage"}], "primaryImageOfPage", "image"),
    ),
    Rule("json-ld video", lambda view: linked_data(view.ld_videos, "thumbnailUrl", "thumbnail", "image")),
    Rule("figure", figures),
    Rule("poster", lambda view: [Image(video.get("poster")) for video in view.tree.iter("video", "amp-video") if video.get("poster")]),
    Rule("feed", lambda view: Image(view.page.hints.image) if view.page.hints.image else None),
)


def find_images(view: View) -> Found[tuple[Image, ...]] | None:
    """Pictures of the story, best candidate for the lead first, or None. Sizes and credits of one picture are joined."""
    logos = {page_key(address) for node in view.ld for image in linked_data([node], "logo") if (address := view.absolute(image.url))}
    for node in view.ld:
        publishers = [one for one in (node.get("publisher"), node.get("author")) if isinstance(one, dict)]
        logos |= {page_key(address) for image in linked_data(publishers, "logo", "image") if (address := view.absolute(image.url))}
    kept: dict[str, Image] = {}
    by = ""
    for one in candidates(IMAGES, view, lambda image: _believe(view, image, logos)):
        key = page_key(one.value.url)
        if key in kept:
            kept[key] = _joined(kept[key], one.value)
        elif len(kept) < MAX_IMAGES:
            by = by or one.by
            kept[key] = one.value
    return Found(tuple(kept.values()), by) if kept else None


def _believe(view: View, image: Image, logos: set[str]) -> Image | None:
    """A picture with its address made absolute; stand-ins, signs, logos and what isn't a bitmap are none."""
    address = view.absolute(image.url.replace("&amp;", "&"))
    if address is None or page_key(address) in logos or any(side is not None and side < MIN_SIDE for side in (image.width, image.height)):
        return None
    path = unquote(urlsplit(address).path).lower()
    if _NOT_A_PICTURE.search(path) or path in ("", "/") or is_stand_in(address, view.domain):
        return None
    return replace(image, url=address)


def is_stand_in(address: str, domain: str) -> bool:
    """Whether a picture's name says that it stands for any article: logo, default, placeholder, avatar, pixel."""
    parts = urlsplit(address)
    path = unquote(parts.path).lower()
    if "gravatar." in parts.netloc:
        return True
    _folder, _, name = path.rpartition("/")
    name = _ENDING.sub("", name)
    if _STAND_IN.search(re.sub(r"[_ +]", "-", name)):
        return True
    if not _MARK.search(name):
        return False
    own = domain.partition(".")[0]
    words = [word for word in re.split(r"[^a-z]+", name) if word]
    return all(_GENERIC.match(word) or word in own or own in word for word in words)


def _joined(kept: Image, more: Image) -> Image:
    size = (kept.width, kept.height) if (kept.width and kept.height) or not (more.width and more.height) else (more.width, more.height)
    return replace(kept, width=size[0], height=size[1], title=kept.title or more.title, attribution=kept.attribution or more.attribution)
