"""Which of a page's blocks are the article: the part of the tree where its paragraphs stand together."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipelines.extract.blocks import Block
from pipelines.extract.body_strays import is_heap

SHARE = 0.8  # a child that holds this share of its parent's text is looked into
MARKED_SHARE = 0.4  # a part that calls itself the article's body, the same
MIN_SIZE = 25  # bytes; less text in one place says nothing about where the text stands
CHUNK_SHARE = 0.1  # a twin that holds this share of the best part's text is another piece of the story
REST_SHARE = 0.5  # of the text around a part that is named as beside the article
MAX_DEPTH = 100  # levels above a block that are looked at
_BODY = re.compile(
    r"(?:^|\s|[a-z]+__|[a-z]+-)(?:article|entry|post|story|news|blog|single|main|detail|content|body)[-_]*(?:body"
    r"|content|text|main"
    r"|copy|inner|full|entry)(?:$|\s)"
    r"|(?:^|\s)(?:story|prose|rich-?text|text-content|field-name-body)(?:$|\s)",
    re.I,
)
_RECIPE = re.compile(
    r"(?:^|[\s_/-])(?:recipe|rezept|recette|receta|receita|ricetta|recept|przepis|resepti|oppskrift|opskrift|recepty?|рецепт)(?:[\s_-](?:detail|page|content|main|container)|\s|$)",
    re.I,
)
_LEAF_TAGS = frozenset(("p", "ul", "ol", "dl", "table", "tbody", "blockquote", "li", "tr", "pre"))


def weight(block: Block) -> float:
    """How much a block speaks for its place being the article's: characters outside links."""
    if block.kind == "heading" or is_heap(block):
        return 0.0
    free = len(block.text) - 2 * block.linked
    if free <= 0:
        return 0.0
    return free * (0.5 if block.items or block.kind == "row" else 1.0)


def choose(root: HtmlElement, blocks: list[Block]) -> tuple[HtmlElement, list[Block]]:
    """The element that holds the article, and its blocks."""
    sums: dict[HtmlElement, float] = {}
    together: dict[HtmlElement, int] = {}
    for block in blocks:
        together[block.element] = together.get(block.element, 0) + block.size
    for block in blocks:
        worth = weight(block)
        if not worth or together[block.element] < MIN_SIZE:
            continue
        for up in path(block, root):
            sums[up] = sums.get(up, 0.0) + worth
    top = root if root in sums else max(sums, key=lambda element: sums[element], default=root)
    here = _descend(top, sums)
    while (marked := _marked(here, sums)) is not None:
        here = _descend(marked, sums)
    here = _whole_recipe(here, root)
    return here, [block for block in blocks if here in path(block, root)]


def without_neighbours(blocks: list[Block], named: list[HtmlElement], root: HtmlElement) -> list[Block]:
    """The blocks without those in parts named as beside the article, where the others are at least as much text."""
    if not named:
        return blocks
    beside = set(named)
    rest = [block for block in blocks if beside.isdisjoint(path(block, root))]
    return rest if sum(map(weight, rest)) >= REST_SHARE * sum(map(weight, blocks)) else blocks


def path(block: Block, root: HtmlElement) -> list[HtmlElement]:
    """The elements around a block, innermost first, up to ``root``."""
    found: list[HtmlElement] = []
    up: HtmlElement | None = block.element
    while up is not None and len(found) < MAX_DEPTH:
        found.append(up)
        if up is root:
            break
        up = up.getparent()
    return found


def _whole_recipe(here: HtmlElement, root: HtmlElement) -> HtmlElement:
    """The recipe around its preparation, so that what goes into it isn't lost."""
    found = here
    for up in islice(here.iterancestors(), MAX_DEPTH):
        if up is root:
            break
        if up.tag in ("div", "section", "article") and _RECIPE.search(f"{up.get('class') or ''} {up.get('itemtype') or ''}"):
            found = up
    return found


def _descend(here: HtmlElement, sums: dict[HtmlElement, float]) -> HtmlElement:
    while True:
        if is_marked(here):
            return here
        child = max((c for c in here if c in sums), key=lambda c: sums[c], default=None)
        if child is None or sums[child] < SHARE * sums[here] or child.tag in _LEAF_TAGS:
            return here
        if any(c is not child and sums.get(c, 0) > CHUNK_SHARE * sums[child] and _alike(c, child) for c in here):
            return here  # a story in several pieces
        here = child


def _marked(here: HtmlElement, sums: dict[HtmlElement, float]) -> HtmlElement | None:
    """The part inside ``here`` that calls itself the article and holds enough of the text."""
    if is_marked(here) or here not in sums:
        return None
    least = MARKED_SHARE * sums[here]
    found = [
        e
        for e, worth in sums.items()
        if worth >= least and e is not here and (is_marked(e) or e.tag == "article") and here in e.iterancestors()
    ]
    best = max(found, key=lambda e: sums[e], default=None)
    if best is not None and any(e is not best and sums[e] > CHUNK_SHARE * sums[best] and _alike(e, best) for e in sums):
        return None  # a story in several pieces
    return best


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    if one.get("itemprop") and one.get("itemprop") == other.get("itemprop"):
        return True
    names = (one.get("class") or "").split()
    return one.tag == other.tag and bool(names) and names[:1] == (other.get("class") or "").split()[:1]


def is_marked(element: HtmlElement) -> bool:
    """Whether an element is named as the article's body."""
    if element.tag in _LEAF_TAGS:
        return False
    if "articlebody" in (element.get("itemprop") or "").lower():
        return True
    if element.tag not in ("div", "section"):
        return False
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_BODY.search(marks))
