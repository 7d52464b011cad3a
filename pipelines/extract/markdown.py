"""Blocks -> plain text and CommonMark (0.31, tables as in GFM). Both say the same words.

The Markdown is read by site generators: no word of a page may act there as a template tag (Liquid, Nunjucks), a shortcode
(Hugo), an attribute list or a table (kramdown), or raw HTML. So the characters that open one are written as entities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from urllib.parse import quote

from pipelines.extract.blocks import Block, ListItem, Run

Absolute = Callable[[str], str | None]

MAX_COLUMNS = 50
# Only what acts in one of the tools is escaped, so that people can read and edit the text. Where a text ends, another may follow.
_SPECIAL = re.compile(
    r"""\{ | \| | \$\$                     # templates, shortcodes, attribute lists; tables and formulas of kramdown
      | < (?![ \d=-])                      # raw HTML
      | & (?= [\#\w:][\w:.-]*; | $ )       # what would be an entity
      | (?:^|(?<=\^)) \[ | \[ (?= [\[\]^] | [ xX]\])  # definitions, notes, tasks
      | \] (?= [(\[:{] )                   # the end of a link's text
      | \\ (?![A-Za-z0-9 ]) | ` | ~~ | (?<!\s)~
      | (?<!\s)\* | \*(?!\s)
      | (?<![^\W\d_])_ | _(?![^\W\d_])     # within a word it marks nothing""",
    re.M | re.X,
)
_IN_LINK = re.compile(rf"[\[\]]|^\^|{_SPECIAL.pattern}", re.M | re.X)
_ENTITIES = {"&": "&amp;", "<": "&lt;", "{": "&#123;", "[": "&#91;", "]": "&#93;", "|": "&#124;", "$": "&#36;", "^": "&#94;", "`": "&#96;"}
_LINE_START = re.compile(r"^(?:[#>=~:]|[-+](?=[\s+-]|$)|\d{1,9}(?=[.)]))")
_BLOCK_END = re.compile(r"\^[ \t]*$")  # kramdown's
_ACTS = re.compile(r"\{[{%#]|<!--\s*more", re.I)  # in code too
_AUTOLINK = re.compile(r"((?:https?|ftp)(?=://)|www(?=\.))", re.I)  # such words become links in which no escape counts
_ESCAPED = re.compile(r"\\|&(?:amp|lt|#\d+);")
_WORD = re.compile(r"\S+")
_TABLE_CODE = re.compile(r"[|`]")
_BRACKET = re.compile(r"[\[\]]")
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TICKS = re.compile(r"`+")
_URL_CHARS = re.compile(r"[()<>\\\"`*|{}\[\]\s\x00-\x1f]")
_ENTITY = re.compile(r"&(?=[#\w:][\w:.-]*;)")
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


def escape(text: str, *, in_link: bool = False, goes_on: bool = False) -> str:
    """Text whose characters all mean themselves, anywhere but at the start of a line.

    ``goes_on``: something follows its last word without a space.
    """
    special = _IN_LINK if in_link else _SPECIAL
    escaped = special.sub(_meant, text)
    if goes_on and escaped.endswith("]"):
        escaped = escaped[:-1] + _ENTITIES["]"]
    if not _AUTOLINK.search(escaped):
        return escaped
    return _WORD.sub(
        lambda word: _unlinked(word.group(), escaped.startswith("\n", word.end()) or (goes_on and word.end() == len(escaped))), escaped
    )


def _meant(match: re.Match[str]) -> str:
    found = match.group()
    if found == "\\" and match.string[match.end() : match.end() + 1] in ("", "\n"):
        return "&#92;"  # before a line break
    return "".join(_ENTITIES.get(char) or "\\" + char for char in found)


def _unlinked(word: str, goes_on: bool) -> str:
    """An address with escapes is kept from becoming a link before they are read; some readers link it after that."""
    start = _AUTOLINK.search(word)
    if start and (goes_on or _ESCAPED.search(word, start.end())):
        return _AUTOLINK.sub(r"\1\\", word)
    return word


def escape_start(line: str) -> str:
    """A line that opens neither heading, quote, list, table nor rule."""
    if _BLOCK_END.match(line):
        return _ENTITIES["^"] + line[1:]
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
        if block.kind == "code" and not _ACTS.search(block.text):
            fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(block.text)), default=0))
            return [fence, *block.text.splitlines(), fence]
        if block.kind == "heading":
            runs = [run._replace(bold=False) if run.text != "\n" else Run(" ") for run in block.runs]
            text = inline(runs, self.absolute)
            return ["#" * block.level + " " + (text[:-1] + "\\#" if text.endswith("#") else text)]
        if block.kind == "code":
            return [
                line for part in _BLANK.split(block.text) for line in ("", *_broken(escape("\n".join(map(str.strip, part.splitlines())))))
            ][1:]
        return _broken(inline(block.runs, self.absolute))

    def _table(self, rows: list[Block]) -> list[str]:
        width = min(MAX_COLUMNS, max(len(row.cells) for row in rows))
        lines = []
        for row in rows:
            cells = [inline(_table_runs(cell), self.absolute).replace("\n", " ") for cell in row.cells]
            cells = [*cells[: width - 1], " ".join(cells[width - 1 :])] if len(cells) > width else cells + [""] * (width - len(cells))
            lines.append("| " + " | ".join(cells) + " |")
            if len(lines) == 1:
                lines.append("|" + " --- |" * width)
        return lines


def _broken(text: str) -> list[str]:
    """The lines of one paragraph."""
    lines = [escape_start(line) for line in text.split("\n")]
    return [*(line + "\\" for line in lines[:-1]), lines[-1]]


def _table_runs(runs: Sequence[Run]) -> list[Run]:
    """A table's readers disagree on bars and backticks in code: such code becomes text."""
    return [run._replace(code=run.code and not _TABLE_CODE.search(run.text)) for run in runs]


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
        text = _styled(part, "[", "]", in_link=True).replace("\n", " ")
        bare = text.strip()
        if out.endswith("!"):
            out = out[:-1] + "\\!"
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        out += f"{lead}[{bare}]({address}){trail}" if bare else text
    return out


def _styled(runs: list[Run], before: str, after: str, *, in_link: bool = False) -> str:
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
        glued_mail = "@" in core and bool(left.strip())  # marks before a mail address would belong to it
        if run.code and not _unfit(core, in_link) and not glued_mail:
            ticks = "``" if "`" in core else "`"
            pad = " " if core[0] == "`" or core[-1] == "`" else ""
            out += f"{lead}{ticks}{pad}{core}{pad}{ticks}{trail}"
            continue
        mark = "*" * (run.italic + 2 * run.bold)
        if mark and (glued_mail or not _can_mark(core, left, right)):
            mark = ""
        goes_on = not trail and bool(mark or right.strip(" "))
        out += f"{lead}{mark}{escape(core, in_link=in_link, goes_on=goes_on)}{mark}{trail}"
    return out


def _unfit(code: str, in_link: bool) -> bool:
    """Whether code in a line has to stand as text: part of it would act, end a link, or open a block (three backticks)."""
    return bool(_ACTS.search(code)) or "``" in code or (in_link and bool(_BRACKET.search(code)))


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
    return _ENTITY.sub("&amp;", _URL_CHARS.sub(lambda match: quote(match.group()) if match.group() >= " " else "", address))
