"""Where a page keeps its pictures: one function for each place, all giving ``Image`` with the address as written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from crawler.items import Image
from pipelines.extract import jsonld
from pipelines.extract.jsonld import Node
from pipelines.extract.story import is_foreign, story
from pipelines.extract.view import View, one_line

MAX_SEEN = 500  # pictures of one place that are looked at
MAX_SIDE = 20_000  # pixels; more is a mistake of the page
_NUMBER = re.compile(r"^\s*(\d{1,5})(?:\.0*)?\s*(?:px)?\s*$", re.I)
_OG_ADDRESSES = ("", ":url", ":secure_url")
_LAZY_SRCSET = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset")
_LAZY_SRC = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-full-src", "data-image", "data-url", "src")
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|fotograf|attribution|(?:^|[\s_-])source(?:$|[\s_-])|quelle|agency|author", re.I)
_CREDIT_WORD = re.compile(
    r"(?:©|\(c\)|photos?(?: by)?|images?|foto(?:graf)?|bild|credit|crédits?|source|quelle|fonte|beeld|kuva)\s*[:/]?\s*(\S.{1,80})$", re.I
)


def pixels(value: Any) -> int | None:
    """A size as publishers write it: 1200, "1200", "1200px", {"value": 1200}; None for anything else."""
    if isinstance(value, dict):
        value = value.get("value") or value.get("@value") or value.get("name")
    if isinstance(value, float) and value == value and abs(value) < MAX_SIDE:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    match = _NUMBER.match(str(value))
    return int(match[1]) if match and 0 < int(match[1]) <= MAX_SIDE else None


def open_graph(view: View) -> list[Image]:
    """og:image with the width, height and alt that follow each (ogp.me, structured properties)."""
    rows: list[dict[str, str]] = []
    for element in view.tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if not content or not name.startswith("og:image"):
            continue
        part = name[8:]
        if part in _OG_ADDRESSES and (
            not rows or part in rows[-1] or (part != ":secure_url" and "" in rows[-1] and rows[-1][""] != content)
        ):
            rows.append({})
        if rows:
            rows[-1].setdefault(part, content)
    return [
        Image(address, pixels(row.get(":width")), pixels(row.get(":height")), one_line(row.get(":alt")) or None)
        for row in rows[:MAX_SEEN]
        if (address := _https_of(row.get("") or row.get(":url"), row.get(":secure_url")))
    ]


def _https_of(plain: str | None, secure: str | None) -> str | None:
    return secure if secure and (not plain or plain.startswith("http:")) and secure.startswith("https:") else plain or secure


def linked_data(nodes: list[Node], *keys: str) -> list[Image]:
    """The pictures of JSON-LD nodes under these keys, the largest first of those that are crops of one list."""
    found: list[Image] = []
    for node in nodes:
        for key in keys:
            found.extend(_largest_first(list(_ld_images(node.get(key), 0))))
            if len(found) >= MAX_SEEN:
                return found[:MAX_SEEN]
    return found


def _ld_images(value: Any, depth: int) -> Iterator[Image]:
    if isinstance(value, str):
        yield Image(value)
    elif isinstance(value, list) and depth < 4:
        for one in value[:50]:
            yield from _ld_images(one, depth + 1)
    elif isinstance(value, dict):
        address = next(
            (text for key in ("url", "contentUrl", "@id", "@list") for text in jsonld.strings(value.get(key), "url", "@id")), None
        )
        if address:
            yield Image(
                address,
                pixels(value.get("width")),
                pixels(value.get("height")),
                next(
                    (one_line(text) for key in ("caption", "description", "name") for text in jsonld.strings(value.get(key), "name")), None
                ),
                next(
                    (
                        one_line(text)
                        for key in ("creditText", "creator", "author", "copyrightHolder")
                        for text in jsonld.strings(value.get(key), "name")
                    ),
                    None,
                ),
            )


def _largest_first(images: list[Image]) -> list[Image]:
    """By declared area where all declare one; else as they stand."""
    if len(images) > 1 and all(image.width and image.height for image in images):
        return sorted(images, key=lambda image: -(image.width or 0) * (image.height or 0))
    return images


def parse_srcset(text: str) -> list[tuple[str, float, str]]:
    """(address, number, "w" or "x") of each candidate (HTML standard, "parse a srcset attribute"); linear."""
    found: list[tuple[str, float, str]] = []
    at, end = 0, len(text)
    while at < end:
        while at < end and (text[at].isspace() or text[at] == ","):
            at += 1
        start = at
        while at < end and not text[at].isspace():
            at += 1
        address = text[start:at]
        bare = address.rstrip(",")
        descriptor = ""
        if bare == address:
            start = at
            while at < end and text[at] != ",":
                at += 1
            descriptor = text[start:at].strip().split(" ")[0]
        if bare:
            try:
                number = float(descriptor[:-1]) if descriptor[-1:] in ("w", "x") else 1.0
            except ValueError:
                number = 1.0
            found.append((bare, number, "w" if descriptor.endswith("w") else "x"))
    return found


def largest(text: str) -> tuple[str, int | None] | None:
    """The largest candidate of a srcset and its declared width, or None."""
    many = [one for one in parse_srcset(text) if not one[0].startswith("data:")]
    if not many:
        return None
    address, number, unit = max(many, key=lambda one: (one[2] == "w", one[1]))
    return address, int(number) if unit == "w" and 0 < number <= MAX_SIDE else None


def figures(view: View) -> list[Image]:
    """The pictures inside the story, in document order."""
    within = story(view)
    if within is None:
        parts = [*view.tree.iter("article"), *view.tree.iter("main")]
        within = parts[0] if len(parts) == 1 else None
    if within is None:
        return []
    found: list[Image] = []
    captions: dict[HtmlElement, tuple[str | None, str | None]] = {}
    for seen, element in enumerate(within.iter("img", "amp-img")):
        if seen >= MAX_SEEN:
            break
        owner = element.getparent() if element.getparent() is not None and element.getparent().tag == "noscript" else element
        if owner is not element:
            owner = owner.getparent()
        if owner is not None and not is_foreign(owner, within):
            image = of_element(element, captions)
            if image:
                found.append(image)
    return found


def of_element(element: HtmlElement, captions: dict[HtmlElement, tuple[str | None, str | None]]) -> Image | None:
    """An img element's largest version: srcset, its ``<picture>``, lazy-loading attributes, src.

    ``captions``: figure -> title and credit, filled here, so that a figure of many pictures is read once.
    """
    stated = pixels(element.get("width")), pixels(element.get("height"))
    if any(side is not None and side < 100 for side in stated):
        return None
    best: tuple[str, int | None] | None = None
    # The parser nests what follows a <source> into it, so the picture isn't always the parent.
    picture = next(element.iterancestors("picture"), None)
    holders = [element, *(islice(picture.iter("source"), 20) if picture is not None else ())]
    for holder in holders:
        for name in _LAZY_SRCSET:
            one = largest(holder.get(name) or "")
            if one and (best is None or (one[1] or 0) > (best[1] or 0)):
                best = one
    if best is None or best[1] is None:
        plain = next((src for name in _LAZY_SRC if (src := (element.get(name) or "").strip()) and not src.startswith("data:")), None)
        best = (plain, None) if plain else best
    if best is None:
        return None
    figure = next(element.iterancestors("figure"), None)
    if figure is not None and figure not in captions:
        captions[figure] = _caption(figure)
    caption, credit = captions[figure] if figure is not None else (None, None)
    return Image(best[0], best[1], None, caption or one_line(element.get("alt")) or None, credit)


def _caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    """Title and credit from a figure's figcaption."""
    caption = next(iter(figure.iter("figcaption")), None)
    if caption is None:
        return None, None
    whole = one_line(caption.text_content())[:1000]
    for inner in caption.iterdescendants():
        if isinstance(inner.tag, str) and _CREDIT_CLASS.search(inner.get("class") or ""):
            credit = one_line(inner.text_content())
            if credit and len(credit) <= 120:
                title = one_line(whole.replace(credit, " ", 1))
                return title or None, _plain_credit(credit)
    match = _CREDIT_WORD.search(whole[-100:])
    return whole or None, match[1].strip(" )]") if match else None


def _plain_credit(text: str) -> str:
    return re.sub(r"^(?:©|\(c\)|photo(?: by)?|foto|bild|credit|source|quelle)\s*:?\s*", "", text, flags=re.I).strip() or text
