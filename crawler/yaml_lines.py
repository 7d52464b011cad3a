"""Change single top-level keys of a YAML text and leave every other byte alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.schema import GROUPS, children
from crawler.yaml_emit import block
from crawler.yaml_tree import Entry, Node, attach_comments, parse


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


def edited(front: str, new: Mapping[str, Entry | None], newline: str) -> str | None:
    """The YAML with these keys' lines replaced, added, or (None) removed; None where keys don't have lines of their own."""
    root = parse(front)
    attach_comments(front, root)
    spans = _spans(front, root)
    if spans is None:
        return None
    first = _line_start(front, spans[0].entry.at) if spans else len(front)
    indent = " " * (spans[0].entry.at - first) if spans else ""
    spans.insert(0, _Span(Entry(None, Node("scalar")), "", front[:first]))  # what stands above the first key
    added = dict(new)
    for place in range(len(spans) - 1, 0, -1):
        span = spans[place]
        if span.name not in new:
            continue
        entry = added.pop(span.name, None)  # of a key that stands twice only the last stays
        if entry is None:
            _remove(spans, place)
        else:
            carry(span.entry, entry)
            span.lines = _lines(entry, indent, newline)
    places = {name: place for place, name in enumerate(children(""))}
    for name in sorted(added, key=lambda name: places.get(name, len(places))):
        if entry := added[name]:
            _insert(spans, _Span(entry, _lines(entry, indent, newline), ""), newline, places)
    return "".join(span.lines + span.gap for span in spans)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _lines(entry: Entry, indent: str, newline: str) -> str:
    return "".join(line + newline for line in block(entry, children("").get(entry.name), indent))


def _spans(front: str, root: Node | None) -> list[_Span] | None:
    entries = root.entries if root else []
    if not entries:
        return None if root else []
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
        cut = len(last.gap)
        while cut and last.gap[(start := _line_start(last.gap, cut - 1)) : cut].lstrip().startswith("#"):
            cut = start
        last.gap, new.gap = last.gap[:cut], ("" if spans[1].group == new.group else newline) + last.gap[cut:]
    spans.insert(1, new)


def carry(old: Entry, new: Entry) -> None:
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
