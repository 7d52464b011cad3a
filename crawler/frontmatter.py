"""Text <-> record: a Markdown file with YAML front matter is read, written, and changed key by key. Pure: no files here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.schema import GROUPS, KeyPath, children, row_of
from crawler.yaml_emit import block, document, tree
from crawler.yaml_text import instant
from crawler.yaml_tree import TIMESTAMP, Entry, Node, TreeError, attach_comments, parse, value_of

FENCE = "---"
MAX_BYTES = 10 * 1024 * 1024
_FENCE_LINE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)
_BOM = "\ufeff"


class FrontMatterError(ValueError):
    """Why a text can't be read as front matter, at which line, and what to do."""

    def __init__(self, wrong: str, line: int, advice: str) -> None:
        super().__init__(f"line {line}: {wrong}; {advice}")
        self.wrong, self.line, self.advice = wrong, line, advice


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file as it was read. ``record`` is plain Python; ``text`` the file as it stands; ``start``/``end`` bound the front matter in it."""

    text: str = field(repr=False)
    record: dict[str, Any]
    body: str = field(repr=False)
    root: Node | None = field(repr=False)
    start: int
    end: int

    def line(self, path: KeyPath) -> int:
        """The line (from 1) on which the value at a path begins; where there is none, that of the nearest map or list around it."""
        node, at = self.root, 0
        for part in path:
            if node is None or not node.entries:
                break
            entries = node.entries
            if isinstance(part, int):
                found = entries[part] if part < len(entries) and node.kind == "list" else None
            else:
                found = next((entry for entry in reversed(entries) if entry.key and entry.name == part), None)
            if found is None:
                break
            node, at = found.value, found.at
        else:
            return self.line_at(at)
        return self.line_at(at) if at else 1

    def line_at(self, at: int) -> int:
        """The line of a character of the front matter."""
        return line_of(self.text, self.start + at)

    @property
    def front(self) -> str:
        """The YAML between the fences."""
        return self.text[self.start : self.end]


def line_of(text: str, at: int) -> int:
    """The line (from 1) of a character."""
    return text.count("\n", 0, at) + 1


def read(source: str | bytes) -> Document:
    """A whole file as a Document; FrontMatterError says what can't be read and why."""
    text = _decoded(source)
    start, end, rest = _bounds(text)
    try:
        root = parse(text[start:end])
        if root is not None and root.kind != "map":
            raise TreeError("the front matter is not a map of keys and values", root.start)
    except TreeError as error:
        wrong, advice = str(error), "mend the YAML there, or quote the value"
        raise FrontMatterError(wrong, line_of(text, start + error.at), advice) from None
    record = value_of(root) if root else {}
    if root:
        _normalise(root, record, ())
    return Document(text, record, _body(text[rest:]), root, start, end)


def _decoded(source: str | bytes) -> str:
    if len(source) > MAX_BYTES:
        raise FrontMatterError(
            f"the file has more than {MAX_BYTES // 1024**2} MB", 1, "a front-matter file is never that long; split or shorten it"
        )
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise FrontMatterError(f"the byte 0x{source[error.start]:02X} is not UTF-8", line, "save the file as UTF-8") from None


def _bounds(text: str) -> tuple[int, int, int]:
    """Where the front matter begins and ends, and where the rest begins."""
    begin = len(_BOM) if text.startswith(_BOM) else 0
    first = text[begin : text.find("\n", begin) if "\n" in text else len(text)]
    if first.rstrip(" \t\r") != FENCE:
        wrong = "the file doesn't begin with YAML front matter"
        if first.startswith(("+++", "{")):
            wrong = f"the front matter is {'TOML' if first.startswith('+') else 'JSON'}, not YAML"
        raise FrontMatterError(wrong, 1, f"begin the file with a line {FENCE}, YAML keys, and another line {FENCE}")
    start = min(begin + len(first) + 1, len(text))
    close = _FENCE_LINE.search(text, start)
    conflict = _CONFLICT.search(text, start, close.start() if close else len(text))
    if conflict:
        raise FrontMatterError("a merge conflict stands in the front matter", line_of(text, conflict.start()), "resolve it first")
    if not close:
        raise FrontMatterError("the front matter has no end", 1, f"close it with a line {FENCE}")
    return start, close.start(), min(close.end() + 1, len(text))


def _body(rest: str) -> str:
    """The text after the front matter, without the blank lines around it; ends with one newline if there is any."""
    kept = re.sub(r"\A(?:[ \t]*(?:\r?\n|\Z))+", "", rest)
    return kept.rstrip("\r\n") + "\n" if kept else ""


def _normalise(node: Node, value: Any, path: KeyPath) -> None:
    """Bring timestamps at date keys to the schema's form."""
    for place, entry in enumerate(node.entries):
        part = place if node.kind == "list" else entry.name
        inner = (*path, part)
        if entry.value.kind != "scalar":
            _normalise(entry.value, value[part], inner)
        elif entry.value.tag == TIMESTAMP and (row := row_of(inner)) and row.type == "instant":
            value[part] = instant(entry.value.text) or entry.value.text


def write(record: Mapping[str, Any], body: str = "") -> str:
    """The canonical file: schema order and spelling; keys that are None are left out."""
    root = tree({key: value for key, value in record.items() if value is not None})
    return _file(document(root.entries, []), body)


def _file(front: str, body: str) -> str:
    body = _body(body.replace("\r\n", "\n"))
    return f"{FENCE}\n{front}{FENCE}\n\n{body}"


def canonical(source: Document) -> str:
    """The document in canonical form, with its comments, unknown keys and body."""
    return _canonical(source, {})


def _canonical(source: Document, changes: Mapping[str, Any]) -> str:
    root = parse(source.front)  # a tree of its own: comments are attached to it
    last = attach_comments(source.front, root)
    entries = [entry for entry in (root.entries if root else []) if entry.name not in changes]
    entries += [Entry(key, value) for key, value in _pairs(changes)]
    return _file(document(entries, last), source.body)


def _pairs(changes: Mapping[str, Any]) -> list[tuple[Node, Node]]:
    root = tree({key: value for key, value in changes.items() if value is not None})
    return [(entry.key, entry.value) for entry in root.entries if entry.key]


def replace(source: Document, changes: Mapping[str, Any]) -> str:
    """The file's text with only these top-level keys' lines rewritten; None removes a key, an equal value leaves its bytes alone.

    Where that can't be done line by line (the front matter is one `{...}`, or another key uses an anchor of a changed one),
    the whole front matter is written anew in canonical form.
    """
    wanted = {key: value for key, value in changes.items() if not _stands(source.record, key, value)}
    if not wanted:
        return source.text
    expected = {key: value for key, value in source.record.items() if key not in wanted}
    expected |= {key: _plain(key, value) for key, value in wanted.items() if value is not None}
    result = _edited(source, wanted)
    if result is not None:
        try:
            check = read(result)
        except FrontMatterError:
            check = None
        if check and same(check.record, expected) and check.body == source.body:
            return result
    return _canonical(source, wanted)


def _plain(key: str, value: Any) -> Any:
    """A value as it will be read back."""
    root = tree({key: value})
    record = value_of(root)
    _normalise(root, record, ())
    return record[key]


def _stands(record: Mapping[str, Any], key: str, value: Any) -> bool:
    if value is None:
        return key not in record
    return key in record and same(record[key], _plain(key, value))


def same(one: Any, other: Any) -> bool:
    """Whether two records hold the same values of the same types."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)  # unlike ==, 1 isn't True and nan is nan


@dataclass(slots=True)
class _Span:
    """The lines of a top-level key, and those between them and the next key: blank lines and comments."""

    entry: Entry
    lines: str
    gap: str

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def group(self) -> int:
        return _group(self.name)


def _group(name: str) -> int:
    row = children("").get(name)
    return row.group if row else GROUPS


def _edited(source: Document, changes: Mapping[str, Any]) -> str | None:
    """The text with the keys' lines replaced, added or removed; None where keys don't have lines of their own."""
    front = source.front
    root = parse(front)
    attach_comments(front, root)
    spans = _spans(front, root)
    if spans is None:
        return None
    first = source.text[: source.start]
    newline = "\r\n" if first.endswith("\r\n") else "\n"
    indent = " " * (root.entries[0].at - _line_start(front, root.entries[0].at)) if root and root.entries else ""
    head = front if not spans else front[: _line_start(front, spans[0].entry.at)]
    top = _Span(Entry(None, Node("scalar")), "", head)  # what stands above the first key
    spans.insert(0, top)
    new = {entry.name: entry for entry in (Entry(key, value) for key, value in _pairs(changes))}
    for place in range(len(spans) - 1, 0, -1):
        name = spans[place].name
        if name in changes:
            entry = new.pop(name, None)
            if entry is None:
                _remove(spans, place)
            else:
                _carry(spans[place].entry, entry)
                spans[place].lines = _lines(entry, indent, newline)
    places = {name: place for place, name in enumerate(children(""))}
    for name in sorted(new, key=lambda name: places.get(name, len(places))):
        _insert(spans, _Span(new[name], _lines(new[name], indent, newline), ""), newline, places)
    return first + "".join(span.lines + span.gap for span in spans) + source.text[source.end :]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _lines(entry: Entry, indent: str, newline: str) -> str:
    return "".join(line + newline for line in block(entry, children("").get(entry.name), indent))


def _spans(front: str, root: Node | None) -> list[_Span] | None:
    entries = root.entries if root else []
    if root and (root.style == "flow" or root.tagged):
        return None
    begins = [_line_start(front, entry.at) for entry in entries]
    if len(set(begins)) < len(begins) or any(front[begin : entry.at].strip(" ") for begin, entry in zip(begins, entries, strict=True)):
        return None
    spans = []
    for begin, limit, entry in zip(begins, [*begins[1:], len(front)], entries, strict=True):
        floor, end = max(_last_character(front, entry), entry.at), limit
        while (start := _line_start(front, end - 1)) > floor and re.match(r"[ \t]*(?:#|\r?$)", front[start:end]):
            end = start
        spans.append(_Span(entry, front[begin:end], front[end:limit]))
    return spans


def _last_character(front: str, entry: Entry) -> int:
    """Where the value's last line is; the blank lines that a block scalar keeps (`|+`) are its own."""
    node = entry.value
    if entry.alias:
        return entry.at
    if node.kind != "scalar" and node.style == "block":
        return max(_last_character(front, inner) for inner in node.entries)
    text = front[node.start : node.end]
    kept = node.style in ("|", ">") and "+" in text.split("\n", 1)[0].split("#")[0]
    return node.start + len(text if kept else text.rstrip()) - 1


_BLANK_FIRST = re.compile(r"\A[ \t]*\r?\n")
_BLANK_LAST = re.compile(r"(?:\A|(?<=\n))[ \t]*\r?\n\Z")
_COMMENTS_LAST = re.compile(r"(?:^[ \t]*#.*\n)*\Z", re.MULTILINE)


def _remove(spans: list[_Span], place: int) -> None:
    """Take a key out with its lines, and the blank line that would be left over."""
    before, gone = spans[place - 1], spans.pop(place)
    at_top = place == 1 and not before.gap
    if _BLANK_FIRST.match(gone.gap) and (at_top or _BLANK_LAST.search(before.gap)):
        gone.gap = _BLANK_FIRST.sub("", gone.gap)
    elif not gone.gap and place == len(spans):
        before.gap = _BLANK_LAST.sub("", before.gap)
    before.gap += gone.gap


def _insert(spans: list[_Span], new: _Span, newline: str, places: Mapping[str, int]) -> None:
    """Put a key behind the last one that the schema puts before it, else above the first one that comes after it."""
    own = places.get(new.name, len(places))
    before = [place for place, span in enumerate(spans) if place and places.get(span.name, len(places)) <= own]
    if before:
        place = max(before, key=lambda place: (places.get(spans[place].name, len(places)), place))
        span = spans[place]
        new.gap, span.gap = span.gap, "" if span.group == new.group else newline
        spans.insert(place + 1, new)
        return
    last = spans[0]
    if len(spans) > 1:
        comments = _COMMENTS_LAST.search(last.gap)
        cut = comments.start() if comments else len(last.gap)
        last.gap, new.gap = last.gap[:cut], ("" if spans[1].group == new.group else newline) + last.gap[cut:]
    spans.insert(1, new)


def _carry(old: Entry, new: Entry) -> None:
    """Hand the comments inside a key's lines to its new value; what has no place there any more goes above the key."""
    new.beside = old.beside
    lost = list(_hand_over(old.value, new.value))
    new.above = lost


def _hand_over(old: Node, new: Node) -> Iterator[str]:
    for place, entry in enumerate(old.entries):
        same = (
            next((inner for inner in new.entries if inner.name == entry.name), None)
            if new.kind == "map"
            else new.entries[place]
            if place < len(new.entries)
            else None
        )
        if same is None or old.kind != new.kind:
            yield from entry.above
            yield from entry.beside
            yield from _hand_over(entry.value, Node("scalar"))
        else:
            same.above, same.beside = entry.above, entry.beside
            yield from _hand_over(entry.value, same.value)
