"""Blocks -> plain text and CommonMark (0.31, tables as in GFM). Both say the same words.

The Markdown is read by site generators: no word of a page may act there as a template tag (Liquid, Nunjucks), a shortcode
(Hugo), an attribute list or a table (kramdown), or raw HTML. So the characters that open one are written as entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from pipelines.extract.blocks import Block, ListItem, Run

Absolute = Callable[[str], str | None]

MAX_COLUMNS = 50
_SPECIAL = re.compile(r"[\\`*_\[\]<&{|]|~~|\$\$")
_ENTITIES = {"&": "&amp;", "<": "&lt;", "{": "&#123;", "[": "&#91;", "|": "&#124;", "$": "&#36;"}
_LINE_START = re.compile(r"^(?:[#>+=~:-]|\d{1,9}(?=[.)]))")
_TEMPLATE = re.compile(r"\{[{%#]")  # acts inside code too
_TICKS = re.compile(r"`+")
_URL_UNSAFE = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20", '"': "%22", "`": "%60", "*": "%2A", "|": "%7C"}
_URL_UNSAFE |= {"{": "%7B", "}": "%7D", "[": "%5B", "]": "%5D"}
_URL_CHARS = re.compile(r"[()<>\\ \"`*|{}\[\]]|[\x00-\x1f]")
_MAIL = re.compile(r"mailto:[^\s<>()]+@[^\s<>()]+$", re.I)


def to_plain(blocks: Sequence[Block]) -> str:
    """One paragraph a line; code keeps its own lines."""
    return "\n".join(block.text for block in blocks)


def to_markdown(blocks: Sequence[Block], absolute: Absolute) -> str:
    """CommonMark. ``absolute`` makes a link's address http(s), or refuses it with None: its words then stand alone."""
    writer = _Writer(absolute)
    for _, group in groupby(blocks, key=lambda block: ("row", id(block.element)) if block.kind == "row" else ("", id(block))):
        writer.write(list(group))
    return "\n".join(writer.lines)


def escape(text: str) -> str:
    """Text whose characters all mean themselves, anywhere but at the start of a line."""
    return _SPECIAL.sub(lambda match: "".join(_ENTITIES.get(char) or "\\" + char for char in match.group()), text)


def escape_start(line: str) -> str:
    """A line that opens neither heading, quote, list, table nor rule."""
    match = _LINE_START.match(line)
    if not match:
        return line
    at = match.end() if match.group()[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


class _Writer:
    """Lines so far, and which list items are open."""

    def __init__(self, absolute: Absolute) -> None:
        self.absolute = absolute
        self.lines: list[str] = []
        self.open: tuple[ListItem, ...] = ()
        self.quotes = 0
        self.markers: dict[int, str] = {}  # item -> "- ", "2. "
        self.counts: dict[int, int] = {}  # list -> items so far
        self.bullets: dict[int, str] = {}  # list -> "-" or "*", so that neighbours stay apart
        self.last_list = 0

    def write(self, group: list[Block]) -> None:
        block = group[0]
        items = block.items
        known = 0
        if block.quotes == self.quotes:
            while known < min(len(items), len(self.open)) and items[known] == self.open[known]:
                known += 1
        first, rest = self._prefixes(items, known)
        if self.lines:
            tight = known < len(items) and bool(self.open) and items[0].list_id == self.open[0].list_id and block.quotes == self.quotes
            if not tight:
                self.lines.append(("> " * min(block.quotes, self.quotes)).rstrip())
        quote = "> " * block.quotes
        for at, line in enumerate(self._lines(group)):
            self.lines.append((quote + (first if at == 0 else rest) + line).rstrip())
        self.open, self.quotes = items, block.quotes

    def _prefixes(self, items: tuple[ListItem, ...], known: int) -> tuple[str, str]:
        first = rest = ""
        for depth, item in enumerate(items):
            if item.item not in self.markers:
                if depth == 0 and item.list_id not in self.bullets:
                    neighbour = self.open[0].list_id if self.open else 0
                    self.bullets[item.list_id] = "*" if self.bullets.get(neighbour) == "-" else "-"
                bullet = self.bullets.setdefault(item.list_id, "-")
                count = self.counts[item.list_id] = self.counts.get(item.list_id, 0) + 1
                self.markers[item.item] = f"{count}{'.' if bullet == '-' else ')'} " if item.ordered else f"{bullet} "
            marker = self.markers[item.item]
            blank = " " * len(marker)
            first += blank if depth < known else marker
            rest += blank
        return first, rest

    def _lines(self, group: list[Block]) -> list[str]:
        block = group[0]
        if block.kind == "row":
            return self._table(group)
        if block.kind == "code" and not _TEMPLATE.search(block.text):
            fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(block.text)), default=0))
            return [fence, *block.text.splitlines(), fence]
        if block.kind == "heading":
            runs = [run._replace(bold=False) if run.text != "\n" else Run(" ") for run in block.runs]
            text = inline(runs, self.absolute)
            return ["#" * block.level + " " + (text[:-1] + "\\#" if text.endswith("#") else text)]
        text = escape(block.text) if block.kind == "code" else inline(block.runs, self.absolute)
        lines = [escape_start(line) for line in text.split("\n")]
        return [*(line + "\\" for line in lines[:-1]), lines[-1]]

    def _table(self, rows: list[Block]) -> list[str]:
        width = min(MAX_COLUMNS, max(len(row.cells) for row in rows))
        lines = []
        for row in rows:
            cells = [inline(cell, self.absolute).replace("\n", " ").replace("|", "\\|") for cell in row.cells]
            cells = [*cells[: width - 1], " ".join(cells[width - 1 :])] if len(cells) > width else cells + [""] * (width - len(cells))
            lines.append("| " + " | ".join(cells) + " |")
            if len(lines) == 1:
                lines.append("|" + " --- |" * width)
        return lines


def inline(runs: Sequence[Run], absolute: Absolute) -> str:
    """Runs as Markdown; line breaks stay bare newlines."""
    out = ""
    runs = list(runs)
    ends = [index for index, run in enumerate(runs) if index + 1 == len(runs) or runs[index + 1].href != run.href]
    start = 0
    for end in ends:
        part, start = runs[start : end + 1], end + 1
        after = runs[start].text[:1] if start < len(runs) else ""
        address = _address(part[0].href, absolute)
        if address is None:
            out += _styled(part, out[-1:], after)
            continue
        text = _styled(part, "[", "]").replace("\n", " ")
        bare = text.strip()
        if out.endswith("!"):
            out = out[:-1] + "\\!"
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        out += f"{lead}[{bare}]({address}){trail}" if bare else text
    return out


def _styled(runs: list[Run], before: str, after: str) -> str:
    out = ""
    for index, run in enumerate(runs):
        core = run.text.strip()
        if not core or run.text == "\n":
            out += run.text
            continue
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(run.text.rstrip()) :]
        left = lead or (out or before)[-1:]
        right = trail or (runs[index + 1].text[:1] if index + 1 < len(runs) else after)
        if run.code and not _TEMPLATE.search(core):
            ticks = "`" * (1 + max((len(found) for found in _TICKS.findall(core)), default=0))
            pad = " " if core[0] == "`" or core[-1] == "`" else ""
            out += f"{lead}{ticks}{pad}{core}{pad}{ticks}{trail}"
            continue
        mark = "*" * (run.italic + 2 * run.bold)
        if mark and not _can_mark(core, left, right):
            mark = ""
        out += f"{lead}{mark}{escape(core)}{mark}{trail}"
    return out


def _can_mark(core: str, left: str, right: str) -> bool:
    """Whether ``*`` around the text opens and closes (CommonMark: left- and right-flanking runs)."""
    if left[-1:] == "*" or right[:1] == "*":
        return False
    opens = core[0].isalnum() or not left or not left[-1].isalnum()
    closes = core[-1].isalnum() or not right or not right[0].isalnum()
    return opens and closes


def _address(href: str | None, absolute: Absolute) -> str | None:
    if not href:
        return None
    if _MAIL.match(href.strip()):
        address: str | None = href.strip()
    else:
        address = absolute(href)
    if not address:
        return None
    return _URL_CHARS.sub(lambda match: _URL_UNSAFE.get(match.group(), ""), address)
