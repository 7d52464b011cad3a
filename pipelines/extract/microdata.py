"""Microdata items of a tree (HTML standard, section 5), read in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.html import HtmlElement

_URL_ATTRIBUTES = {"a": "href", "link": "href", "area": "href"} | dict.fromkeys(("img", "audio", "video", "iframe", "source"), "src")


@dataclass(slots=True)
class Item:
    """One itemscope: its types in lower case without the vocabulary, and property -> values in document order."""

    types: set[str]
    element: HtmlElement
    properties: dict[str, list[str | Item]] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The first text of a property, an inner item standing for its name."""
        for value in self.properties.get(name, ()):
            if isinstance(value, Item):
                value = value.text("name") or value.text("url") or ""
            if value.strip():
                return value.strip()
        return None


def read_items(tree: HtmlElement) -> list[Item]:
    """All items of the page in document order, inner ones as values of their owner and in the list too."""
    owners: dict[HtmlElement, Item] = {}
    items: list[Item] = []
    for element in tree.xpath("//*[@itemscope or @itemprop]"):
        item: Item | None = None
        if "itemscope" in element.attrib:
            stated = (element.get("itemtype") or "").split()
            item = Item({name.rstrip("/").rsplit("/", 1)[-1].lower() for name in stated}, element)
            owners[element] = item
            items.append(item)
        names = (element.get("itemprop") or "").split()
        if not names:
            continue
        owner = next((owners[up] for up in element.iterancestors() if up in owners), None)
        if owner is None:
            continue
        value: str | Item = item if item is not None else _value(element)
        for name in names:
            owner.properties.setdefault(name, []).append(value)
    return items


def _value(element: HtmlElement) -> str:
    if element.get("content") is not None:
        return str(element.get("content"))
    if element.tag in _URL_ATTRIBUTES:
        return str(element.get(_URL_ATTRIBUTES[element.tag]) or "")
    if element.tag == "time" and element.get("datetime"):
        return str(element.get("datetime"))
    return str(element.text_content())
