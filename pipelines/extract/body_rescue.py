"""The second opinion where our own reading finds next to nothing: trafilatura's body as blocks."""

from __future__ import annotations

from copy import deepcopy

import trafilatura
from lxml.html import HtmlElement

from pipelines.extract.blocks import Block, read

MAX_ELEMENTS = 5_000  # trafilatura's time grows faster than the page
_TAGS = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "lb": "br", "row": "tr", "cell": "td", "ref": "a", "code": "pre"}
_LOOKS = {"#b": "b", "#i": "i", "#t": "code"}


def rescue(tree: HtmlElement) -> list[Block]:
    """Blocks of what trafilatura takes for the text; none on a big page. Doesn't change the tree."""
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return []
    copy = deepcopy(tree)
    for script in list(copy.iter("script")):  # its last resort reads JSON-LD, and would read programs too
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    found = trafilatura.bare_extraction(
        copy,
        fast=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        deduplicate=False,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    for element in body.iter():
        name = str(element.tag)
        if name == "hi":
            element.tag = _LOOKS.get(element.get("rend") or "", "span")
        elif name == "ref":
            element.set("href", element.get("target") or "")
        elif name == "list" and element.get("rend") == "ol":
            element.tag = "ol"
            continue
        elif name == "head" and (element.get("rend") or "") in ("h1", "h2", "h3", "h4", "h5", "h6"):
            element.tag = element.get("rend")
            continue
        element.tag = _TAGS.get(str(element.tag), element.tag)
    return read(body, lambda element, tag: tag in ("graphic", "figure", "del"))
