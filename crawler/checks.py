"""Everything wrong with a document: the schema's findings, and spellings that readers disagree on; each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.frontmatter import FENCE, Document
from crawler.schema import Finding, KeyPath, row_of, validate
from crawler.yaml_text import INSTANT_FORM, ambiguous, instant
from crawler.yaml_tree import BOOL, CORE_TAGS, INT, STR, TIMESTAMP, Node

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")


class Placed(NamedTuple):
    """A finding and the line (from 1) that it stands on."""

    line: int
    finding: Finding


def check(document: Document) -> list[Placed]:
    """The findings in the order of the file."""
    found = [Placed(document.line(finding.path), finding) for finding in validate(document.record)]
    found += _text(document)
    if document.root:
        found += _spelling(document, document.root, ())
    return sorted(found, key=lambda placed: placed.line)


def not_canonical(text: str, canonical: str) -> int | None:
    """The first line on which a file differs from its canonical form; None if it doesn't."""
    if text == canonical:
        return None
    lines = zip(text.split("\n"), canonical.split("\n"), strict=False)
    return next((number for number, (one, other) in enumerate(lines, 1) if one != other), text.count("\n") + 1)


def _text(document: Document) -> Iterator[Placed]:
    if document.text.startswith("\ufeff"):
        yield Placed(1, Finding((), "begins with a byte-order mark", "none: some readers then see no front matter"))
    if document.text[: document.start].rstrip("\r\n").endswith((" ", "\t")):
        yield Placed(1, Finding((), "opens with blanks after the fence", f"{FENCE} alone: some readers then see no front matter"))
    for number, line in enumerate(document.front.split("\n"), document.line_at(0)):
        comment = _COMMENT.search(line)
        if "\t" in line[: comment.start() if comment else len(line)]:
            yield Placed(number, Finding((), "holds a tab", "a blank, or \\t in double quotes"))


def _spelling(document: Document, node: Node, path: KeyPath) -> Iterator[Placed]:
    first: dict[str, int] = {}
    for place, entry in enumerate(node.entries):
        line = document.line_at(entry.at)
        inner = (*path, place if entry.key is None else entry.name)
        if entry.key is not None:
            if entry.name in first:
                yield Placed(line, Finding(inner, f"stands twice (line {first[entry.name]} too)", "each key once"))
            first.setdefault(entry.name, line)
            if entry.key.tag != STR:
                yield Placed(line, Finding(inner, "is a key that isn't text", "double quotes around it"))
        if entry.value.tagged and entry.value.tag not in CORE_TAGS:
            yield Placed(line, Finding(inner, f"has the tag {entry.value.tag}", "no tag: many readers stop there"))
        if entry.alias:
            continue
        if entry.value.kind != "scalar":
            yield from _spelling(document, entry.value, inner)
        elif finding := _scalar(entry.value, inner):
            yield Placed(line, finding)


def _scalar(node: Node, path: KeyPath) -> Finding | None:
    """A value that is right for one reader and something else for another."""
    row = row_of(path)
    if row is None:
        return None
    if row.type == "instant":
        if node.tag == STR and instant(node.text) == node.text:
            return Finding(path, "is a date in quotes", f"{INSTANT_FORM} without them")
        if node.tag == TIMESTAMP and re.search(r"\.\d*[1-9]", node.text):
            return Finding(path, "has a fraction of a second", INSTANT_FORM)
    elif row.type == "boolean" and node.tag == BOOL and node.text.lower() not in ("true", "false"):
        return Finding(path, f"is {node.text}, which is text to some readers", "true or false")
    elif row.type == "integer" and node.tag == INT and not _DECIMAL.fullmatch(node.text):
        return Finding(path, f"is {node.text}, which readers count differently", "decimal digits")
    elif node.tag == STR and not node.style and not node.tagged and ambiguous(node.text):
        return Finding(path, f"is {node.text} without quotes, which some readers take for no text", "double quotes around it")
    return None
