"""A tree as a flat list of blocks in reading order: paragraphs, headings, list items, quotes, code and table rows.

Everything that follows (choosing, cleaning, writing) works on blocks, so that plain text and Markdown say the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

Kind = Literal["paragraph", "heading", "code", "row"]

MAX_ELEMENTS, MAX_BLOCKS = 60_000, 10_000  # a page of more is read up to here
MAX_QUOTES, MAX_LISTS = 4, 6  # nesting that is kept; deeper stands at the last level

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
        *("label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr", "br", "img", "picture", "source"),
        *("math", "semantics", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mtable", "mtr", "mtd", "mfenced", "menclose"),
    )
)
_NEUTRAL = frozenset(
    ("script", "style", "svg", "noscript", "template", "button", "iframe", "object", "input", "annotation", "annotation-xml", "canvas")
)  # left out, they end no paragraph
_BOLD, _ITALIC, _CODE = frozenset(("b", "strong")), frozenset(("i", "em", "cite", "dfn", "var")), frozenset(("code", "kbd", "samp", "tt"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NEW_WINDOW = re.compile(
    r",?\s?\(?(?:opens (?:in )?(?:a )?new (?:tab|window)|(?:wird )?(?:öffnet )?(?:sich )?(?:im|in einem) neuen (?:fenster|tab)"
    r"(?: geöffnet)?"
    r"|s'ouvre dans (?:une nouvelle fenêtre|un nouvel onglet)|se abre en (?:una )?nueva (?:ventana|pestaña))\)?",
    re.I,
)
MAX_CELL_CHARS = 400  # a table with a longer cell is layout


class Run(NamedTuple):
    """Text of one look. ``text`` "\\n" is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None


class ListItem(NamedTuple):
    """One level of list around a block: which list and item, and how the item is marked."""

    list_id: int
    item: int
    ordered: bool


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph or the like. ``element`` is the innermost block-level element around its text."""

    kind: Kind
    element: HtmlElement
    runs: list[Run]
    level: int = 0  # of a heading, 1-6
    quotes: int = 0
    items: tuple[ListItem, ...] = ()
    cells: list[list[Run]] = field(default_factory=list)  # of a row
    text: str = ""  # plain, one line except for code
    size: int = 0  # bytes of the text in UTF-8: an ideograph says more than a letter
    linked: int = 0  # characters of the text inside links
    order: int = 0


class _Style(NamedTuple):
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None


class _Walk:
    """The state of one pass over a tree."""

    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.styles: list[_Style] = [_Style()]
        self.around: list[HtmlElement] = [root]  # block-level elements
        self.quotes = 0
        self.lists: list[tuple[int, bool]] = []
        self.items: list[ListItem] = []
        self.serial = 0
        self.heading = 0
        self.pre = 0
        self.table: HtmlElement | None = None  # of data; layout tables are walked as plain blocks
        self.cells: list[list[Run]] = []

    def add(self, text: str | None) -> None:
        if text and not (self.styles[-1].href and _NEW_WINDOW.fullmatch(text.strip())):
            self.runs.append(Run(text, *self.styles[-1]))

    def flush(self) -> None:
        """The runs so far become one block, or several where two line breaks stand in a row."""
        if not self.runs:
            return
        if self.table is not None:  # inside a cell
            self.runs.append(Run(" "))
            return
        runs, self.runs = self.runs, []
        if self.pre:
            text = "".join(run.text for run in runs).strip("\n")
            if text.strip():
                self.append(Block("code", self.around[-1], [Run(text)], text=text))
            return
        part: list[Run] = []
        breaks = 0
        for run in runs:
            if run.text == "\n":
                breaks += 1
            elif run.text.strip():
                if breaks > 1:
                    self.paragraph(part)
                    part = []
                elif breaks and part:
                    part.append(Run("\n"))
                breaks = 0
                part.append(run)
            elif not breaks:
                part.append(run)
        self.paragraph(part)

    def paragraph(self, runs: list[Run]) -> None:
        runs = tidy(runs)
        if not runs:
            return
        block = Block("heading" if self.heading else "paragraph", self.around[-1], runs, level=self.heading)
        block.text = plain(runs)
        own_page = "#" if self.heading else None  # an anchor for the heading itself
        block.linked = sum(len(run.text.strip()) for run in runs if run.href and run.href[0] != own_page)
        self.append(block)

    def append(self, block: Block) -> None:
        block.quotes = min(self.quotes, MAX_QUOTES)
        block.items = tuple(self.items[:MAX_LISTS])
        block.size = len(block.text.encode("utf-8", "ignore"))
        block.order = len(self.blocks)
        self.blocks.append(block)

    def row(self, element: HtmlElement) -> None:
        cells = [tidy([run if run.text != "\n" else Run(" ") for run in cell]) for cell in self.cells]
        self.cells = []
        if any(cells):
            block = Block("row", self.table if self.table is not None else element, [], cells=cells)
            block.text = " | ".join(plain(cell) for cell in cells if cell)
            block.linked = sum(len(run.text.strip()) for cell in cells for run in cell if run.href)
            self.append(block)

    def enter(self, element: HtmlElement, tag: str) -> None:
        if is_inline(tag):
            if tag == "br":
                self.runs.append(Run("\n"))
                return
            bold, italic, code, href = self.styles[-1]
            if tag == "a":
                href = element.get("href") or href
            self.styles.append(_Style(bold or tag in _BOLD, italic or tag in _ITALIC, code or tag in _CODE, href))
            return
        self.flush()
        self.around.append(element)
        self.styles.append(_Style(href=self.styles[-1].href))
        if tag in _HEADINGS:
            self.heading = _HEADINGS[tag]
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in ("ul", "ol"):
            self.serial += 1
            self.lists.append((self.serial, tag == "ol"))
        elif tag == "li" and self.lists:
            self.serial += 1
            self.items.append(ListItem(self.lists[-1][0], self.serial, self.lists[-1][1]))
        elif tag == "pre":
            self.pre += 1
        elif tag == "table" and self.table is None and is_data_table(element):
            self.table = element

    def leave(self, element: HtmlElement, tag: str) -> None:
        if is_inline(tag):
            if tag != "br":
                self.styles.pop()
            return
        if self.table is not None and tag in ("td", "th"):
            self.cells.append(self.runs)
            self.runs = []
        elif self.table is not None and tag == "tr":
            self.row(element)
        elif self.table is not None and tag == "caption":
            runs, self.runs = self.runs, []
            self.paragraph(runs)
        else:
            self.flush()
        if tag == "table" and element is self.table:
            if self.cells:
                self.row(element)
            self.table, self.runs = None, []
        self.around.pop()
        self.styles.pop()
        if tag in _HEADINGS:
            self.heading = 0
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "li" and self.items and self.lists:
            self.items.pop()
        elif tag == "pre":
            self.pre -= 1


def is_inline(tag: str) -> bool:
    """Whether an element flows with the text around it; custom elements do, and what stands in them decides."""
    return tag in INLINE or "-" in tag


def _goes_on(tail: str | None) -> bool:
    """Whether what follows a left-out part is the rest of a sentence begun before it."""
    rest = (tail or "").lstrip()[:1]
    return rest.islower() or rest in tuple(",.;:!?)»”")


def read(root: HtmlElement, skip: Callable[[HtmlElement, str], bool]) -> list[Block]:
    """The blocks under an element, without the parts that ``skip(element, tag)`` refuses. Linear; no recursion."""
    walk = _Walk(root)
    skipped: HtmlElement | None = None
    context = etree.iterwalk(root, events=("start", "end"))
    seen = 0
    for event, element in context:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            seen += 1
            if element is not root and (seen > MAX_ELEMENTS or len(walk.blocks) > MAX_BLOCKS or skip(element, tag)):
                skipped = element
                context.skip_subtree()
                if not is_inline(tag) and tag not in _NEUTRAL and not _goes_on(element.tail):
                    walk.flush()
                continue
            walk.enter(element, tag)
            walk.add(element.text)
        else:
            if element is skipped:
                skipped = None
            else:
                walk.leave(element, tag)
            if element is not root:
                walk.add(element.tail)
    walk.flush()
    return walk.blocks


def tidy(runs: list[Run]) -> list[Run]:
    """White space folded across runs, trimmed at both ends and around line breaks; neighbours of one look joined."""
    out: list[Run] = []
    space = True  # the text so far ends in white space (or is empty)
    for run in runs:
        if run.text == "\n":
            if out:
                out[-1] = out[-1]._replace(text=out[-1].text.rstrip())
                out.append(run)
            space = True
            continue
        text = _SPACE.sub(" ", run.text if run.text.isascii() else _INVISIBLE.sub("", run.text))
        if space:
            text = text.lstrip()
        if not text:
            continue
        space = text[-1] == " "
        if out and out[-1][1:] == run[1:] and out[-1].text != "\n":
            out[-1] = out[-1]._replace(text=out[-1].text + text)
        else:
            out.append(run._replace(text=text))
    while out and not out[-1].text.strip():
        out.pop()
    if out:
        out[-1] = out[-1]._replace(text=out[-1].text.rstrip())
    return out


def plain(runs: list[Run]) -> str:
    """The runs as one line of text."""
    return "".join(" " if run.text == "\n" else run.text for run in runs)


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds data, not the page's layout: no table inside, two columns and rows or more, short cells."""
    if table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None:
        return False
    rows = wide = 0
    for row in table.iterdescendants("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if any(len("".join(cell.itertext())) > MAX_CELL_CHARS for cell in cells):
            return False
        rows += 1
        wide += len(cells) > 1
    return wide > 1 and wide * 2 >= rows
