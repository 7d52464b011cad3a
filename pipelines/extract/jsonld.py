"""JSON-LD as publishers really write it: comments, stray semicolons, entities and raw newlines forgiven.

One bad block never voids the others (JSON-LD 1.1, schema.org).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

Node = dict[str, Any]

MAX_BLOCK_CHARS = 1_000_000  # a longer script is data, not a description of the page
MAX_DEPTH = 12
_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+"
    r"|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)+[;\s]*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"^\s*//.*$|/\*.*?\*/", re.M | re.S)
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_DECODER = json.JSONDecoder(strict=False)


def parse_block(text: str) -> list[Any]:
    """The JSON values of one script element; [] where nothing can be read."""
    if len(text) > MAX_BLOCK_CHARS:
        return []
    text = _WRAPPER.sub("", text.strip()).strip().rstrip(";")
    if not text:
        return []
    mended = _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", _COMMENT.sub("", text)))
    for attempt in (text, mended, html.unescape(mended)):
        values = _values(attempt)
        if values:
            return values
    return []


def _values(text: str) -> list[Any]:
    """One JSON value after another, up to the first that is broken."""
    values, at = [], 0
    try:
        while at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at] in " \t\r\n;,":
                at += 1
    except (ValueError, RecursionError):
        pass
    return values


def nodes(blocks: Iterable[str]) -> list[Node]:
    """The top-level nodes of all blocks in order: lists, ``@graph`` and ``mainEntity`` opened, references by ``@id`` resolved."""
    found: list[Node] = []
    for block in blocks:
        for value in parse_block(block):
            found.extend(_open(value, 0))
    by_id: dict[str, Node] = {}
    for node in found:
        identity = node.get("@id")
        if isinstance(identity, str) and len(node) > 1:
            by_id.setdefault(identity, node)
    return [_resolve(node, by_id) for node in found]


def _open(value: Any, depth: int) -> Iterator[Node]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _open(one, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type") or "@graph" not in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            inner = value.get(key)
            if isinstance(inner, (dict, list)):
                yield from _open(inner, depth + 1)


def _resolve(node: Node, by_id: dict[str, Node]) -> Node:
    """``{"@id": x}`` values replaced by the node x, one level deep."""

    def one(value: Any) -> Any:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return by_id.get(value["@id"], value)
        return value

    return {key: [one(v) for v in value] if isinstance(value, list) else one(value) for key, value in node.items()}


def types(node: Node) -> set[str]:
    """The node's types in lower case, without ``schema.org/`` before them."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return {name.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names if isinstance(name, str)}


def strings(value: Any, *keys: str) -> Iterator[str]:
    """The texts in a value: itself, those of a list, or the first of ``keys`` that an object has."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one, *keys)
    elif isinstance(value, dict):
        for key in (*keys, "@value"):
            if value.get(key):
                yield from strings(value[key], *keys)
                return
