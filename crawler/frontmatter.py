"""Text <-> record: a Markdown file with YAML front matter is read, written, and changed key by key. Pure: no files here."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.schema import KeyPath, row_of
from crawler.yaml_emit import document, tree
from crawler.yaml_lines import carry, edited
from crawler.yaml_text import SURROGATE, instant
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
    breaks: list[int] = field(repr=False)  # where the lines up to the end of the front matter end

    def line(self, path: KeyPath) -> int:
        """The line (from 1) on which the value at a path begins; where there is none, that of the nearest map or list around it."""
        node, at = self.root, -1
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
        return self.line_at(at) if at >= 0 else 1

    def line_at(self, at: int) -> int:
        """The line of a character of the front matter."""
        return bisect_left(self.breaks, self.start + at) + 1

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
    breaks = [match.start() for match in re.finditer("\n", text[:end])]
    return Document(text, record, _body(text[rest:]), root, start, end, breaks)


def _decoded(source: str | bytes) -> str:
    if len(source) > MAX_BYTES:
        raise FrontMatterError(
            f"the file has more than {MAX_BYTES // 1024**2} MB", 1, "a front-matter file is never that long; split or shorten it"
        )
    if isinstance(source, str):
        if lone := SURROGATE.search(source):
            line = line_of(source, lone.start())
            raise FrontMatterError("a lone surrogate is not a character", line, "write the character itself")
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
    entries = {place if node.kind == "list" else entry.name: entry for place, entry in enumerate(node.entries)}  # of like keys the last
    for part, entry in entries.items():
        inner = (*path, part)
        if entry.value.kind != "scalar":
            _normalise(entry.value, value[part], inner)
        elif entry.value.tag == TIMESTAMP and (row := row_of(inner)) and row.type == "instant":
            value[part] = instant(entry.value.text) or entry.value.text


def body_of(body: str) -> str:
    """A body as it will be read back from its file."""
    return _body(body.replace("\r\n", "\n"))


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
    new = _entries(changes)
    entries = list(root.entries) if root else []
    for place, entry in reversed(list(enumerate(entries))):
        if entry.name in changes:
            other = new.pop(entry.name, None)  # of a key that stands twice only the last stays
            entries[place : place + 1] = [other] if other else []
            if other:
                carry(entry, other)
                other.above += entry.above
    entries += [entry for entry in new.values() if entry]
    return _file(document(entries, last), source.body)


def _entries(changes: Mapping[str, Any]) -> dict[str, Entry | None]:
    """A new entry for each changed key, None for one to remove."""
    made = {entry.name: entry for entry in tree({key: value for key, value in changes.items() if value is not None}).entries}
    return {key: made.get(key) for key in changes}


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
    newline = "\r\n" if source.text[: source.start].endswith("\r\n") else "\n"
    front = edited(source.front, _entries(wanted), newline)
    if front is not None:
        result = source.text[: source.start] + front + source.text[source.end :]
        try:
            check = read(result)
        except FrontMatterError:
            check = None
        if check and same(check.record, expected) and check.body == source.body:
            return result
    return _canonical(source, wanted)


def as_read(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it will be read back from its file; keys that are None are left out."""
    root = tree({key: value for key, value in record.items() if value is not None})
    plain: dict[str, Any] = value_of(root)
    _normalise(root, plain, ())
    return plain


def _plain(key: str, value: Any) -> Any:
    """A value as it will be read back."""
    root = tree({key: value})
    record = value_of(root)
    _normalise(root, record, ())
    return record[key]


def with_body(text: str, body: str) -> str:
    """The text of a file that can be read, with another body; its front matter and line ends stay as they are."""
    source = read(text)
    close = text.find("\n", source.end)
    newline = "\r\n" if text[: source.start].endswith("\r\n") else "\n"
    head = text if close < 0 else text[: close + 1].removesuffix("\n").removesuffix("\r")
    return head + newline * 2 + _body(body.replace("\r\n", "\n")).replace("\n", newline)


def _stands(record: Mapping[str, Any], key: str, value: Any) -> bool:
    if value is None:
        return key not in record
    return key in record and same(record[key], _plain(key, value))


def same(one: Any, other: Any) -> bool:
    """Whether two records hold the same values of the same types."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)  # unlike ==, 1 isn't True and nan is nan
