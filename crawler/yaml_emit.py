"""A tree of values -> the lines of canonical front matter, spelled and ordered by the schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from crawler.schema import GROUPS, Row, children
from crawler.yaml_text import instant, plain, plain_safe, quoted, sound, stamp
from crawler.yaml_tree import BOOL, FLOAT, INT, NULL, STR, TIMESTAMP, Entry, Node, value_of

INDENT = "  "


def tree(value: Any) -> Node:
    """Plain Python values as a tree; TypeError names a value that YAML has no form for."""
    match value:
        case Mapping():
            return Node("map", entries=[Entry(_key(key), tree(inner)) for key, inner in value.items()])
        case list() | tuple():
            return Node("list", entries=[Entry(None, tree(inner)) for inner in value])
        case str():
            return Node("scalar", text=sound(value))
        case None:
            return Node("scalar", tag=NULL, text="null")
        case bool():
            return Node("scalar", tag=BOOL, text=str(value).lower())
        case int():
            return Node("scalar", tag=INT, text=str(int(value)))
        case float():
            return Node("scalar", tag=FLOAT, text=_float(value))
        case datetime():
            return Node("scalar", tag=TIMESTAMP, text=stamp(value))
        case date():
            return Node("scalar", tag=TIMESTAMP, text=value.isoformat())
    raise TypeError(f"front matter can't hold a {type(value).__name__}: {value!r:.80}")


def _key(key: Any) -> Node:
    if not isinstance(key, str):
        raise TypeError(f"a front-matter key must be text, not {type(key).__name__}: {key!r:.80}")
    return Node("scalar", text=sound(key))


def _float(value: float) -> str:
    text = repr(value).lower()
    if text in ("inf", "-inf", "nan"):
        return text.replace("inf", ".inf").replace("nan", ".nan")
    return text if "." in text or "e" not in text else text.replace("e", ".0e")  # YAML 1.1 wants the point


def document(entries: list[Entry], last: list[str]) -> str:
    """The canonical front matter between its fences; ``last`` are the comments after the last entry."""
    groups: list[list[str]] = [[] for _ in range(GROUPS)]
    rows = children("")
    for entry in _ordered(entries, rows):
        row = rows.get(entry.name)
        groups[row.group - 1 if row else -1] += block(entry, row, "")
    blocks = ["".join(f"{line}\n" for line in lines) for lines in (*groups, last) if lines]
    return "\n".join(blocks)


def block(entry: Entry, row: Row | None, indent: str, *, comments: bool = True) -> list[str]:
    """The lines of a key and its value."""
    assert entry.key is not None
    beside = "".join(f" {comment}" for comment in entry.beside) if comments else ""
    lines = [indent + comment for comment in entry.above] if comments else []
    value, comments = entry.value, comments and not entry.alias
    path = row.path if row else None
    tag = f" {_tag(value.tag)}" if value.tagged else ""
    head = f"{indent}{_key_text(entry.key)}:{tag}"
    if value.kind == "scalar":
        lines.append(f"{head} {scalar(value, row)}{beside}")
    elif not value.entries:
        lines.append(f"{head} {'{}' if value.kind == 'map' else '[]'}{beside}")
    else:
        lines += [f"{head}{beside}", *_inner(value, path, indent + INDENT, comments)]
    return lines


def _inner(node: Node, path: str | None, indent: str, comments: bool) -> list[str]:
    rows = children(path) if path is not None else {}
    if node.kind == "map":
        return [line for entry in _ordered(node.entries, rows) for line in block(entry, rows.get(entry.name), indent, comments=comments)]
    lines: list[str] = []
    for entry in node.entries:
        lines += _item(entry, rows.get("[]"), f"{path}[]" if path is not None else None, indent, comments)
    return lines


def _item(entry: Entry, row: Row | None, path: str | None, indent: str, comments: bool) -> list[str]:
    beside = "".join(f" {comment}" for comment in entry.beside) if comments else ""
    lines = [indent + comment for comment in entry.above] if comments else []
    value = entry.value
    tag = f"{_tag(value.tag)} " if value.tagged else ""
    if value.kind == "scalar":
        return [*lines, f"{indent}- {tag}{scalar(value, row)}{beside}"]
    if not value.entries:
        return [*lines, f"{indent}- {tag}{'{}' if value.kind == 'map' else '[]'}{beside}"]
    inner = _inner(value, path, indent + INDENT, comments and not entry.alias)
    while inner[0].startswith("#", len(indent) + 2):  # a comment can't follow the dash
        lines.append(indent + inner.pop(0).lstrip(" "))
    if tag or beside:
        return [*lines, f"{indent}- {tag}".rstrip() + beside, *inner]
    return [*lines, f"{indent}- {inner[0][len(indent) + 2 :]}", *inner[1:]]


def scalar(node: Node, row: Row | None) -> str:
    """The spelling of a scalar at a row; a value of another type than the row's keeps its own."""
    text = node.text
    kind = row.type if row else ""
    if node.tagged and node.tag not in (STR, INT, FLOAT, BOOL, NULL, TIMESTAMP):
        return quoted(text)
    if kind == "instant" and node.tag in (STR, TIMESTAMP) and (moment := instant(text)):
        return moment
    if node.tag == STR:
        return quoted(text) if row and row.spelling == "quoted" else plain(text)
    if (kind == "integer" and node.tag == INT) or (kind == "boolean" and node.tag == BOOL):
        value = value_of(node)
        return text if isinstance(value, str) else str(value).lower()
    return text or "null"


def _key_text(node: Node) -> str:
    if node.tag != STR:
        return node.text or "null"
    return node.text if plain_safe(node.text) else quoted(node.text)


def _tag(tag: str) -> str:
    if tag.startswith("tag:yaml.org,2002:"):
        return f"!!{tag.removeprefix('tag:yaml.org,2002:')}"
    return tag if tag.startswith("!") else f"!<{tag}>"


def _ordered(entries: list[Entry], rows: Mapping[str, Row]) -> list[Entry]:
    """Known keys in the schema's order, then the others in their own."""
    places = {name: place for place, name in enumerate(rows)}
    return sorted(entries, key=lambda entry: places.get(entry.name, len(places)))
