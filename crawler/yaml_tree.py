"""YAML text -> a tree that keeps what a plain load loses: positions, styles, duplicate keys and comments. Bounded in depth and size."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

MAX_DEPTH = 50
MAX_NODES = 100_000  # counted with every alias expanded
MAX_NUMBER = 300  # characters; a longer "number" is kept as text
MAX_KEY = 1000  # YAML itself ends a one-line key at 1024 characters

_CORE = "tag:yaml.org,2002:"
STR, INT, FLOAT, BOOL = _CORE + "str", _CORE + "int", _CORE + "float", _CORE + "bool"
NULL, TIMESTAMP, MERGE = _CORE + "null", _CORE + "timestamp", _CORE + "merge"
CORE_TAGS = frozenset((STR, INT, FLOAT, BOOL, NULL, TIMESTAMP, _CORE + "map", _CORE + "seq"))
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = Resolver()
_CONSTRUCTOR = SafeConstructor()
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")


class TreeError(ValueError):
    """What is wrong with the YAML, and at which character of the text."""

    def __init__(self, problem: str, at: int) -> None:
        super().__init__(problem)
        self.at = at


@dataclass(slots=True, eq=False)
class Node:
    """A value: a scalar's ``text``, or the ``entries`` of a map or list. ``tag`` is resolved; ``start`` and ``end`` are characters."""

    kind: Literal["scalar", "map", "list"]
    start: int = 0
    end: int = 0
    tag: str = STR
    text: str = ""
    style: str = ""  # "", "'", '"', "|", ">" for scalars; "flow" or "block" else
    tagged: bool = False  # the tag is written out and isn't the one the text would get
    entries: list[Entry] = field(default_factory=list)
    size: int = 1
    depth: int = 1


@dataclass(slots=True, eq=False)
class Entry:
    """A key with its value, or a list item (no key), and the comments that belong to it."""

    key: Node | None
    value: Node
    at: int = 0
    alias: bool = False  # the value stands elsewhere, under its anchor, or came by a merge key
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The key's text."""
        return self.key.text if self.key else ""


def parse(text: str) -> Node | None:
    """The one document of the text as a tree, None if it is empty; TreeError says what is wrong where."""
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TreeError(" ".join(part for part in (error.context, error.problem) if part), mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
        at = text.find(chr(code))
        raise TreeError(f"the character U+{code:04X} is not allowed in YAML", max(at, 0)) from None


def _build(text: str) -> Node | None:
    root: Node | None = None
    open_nodes: list[Node] = []
    keys: list[Node | None] = []  # for each open map, the key that waits for its value
    anchors: dict[str, Node] = {}
    count = 0
    event: Any
    for event in yaml.parse(text, _LOADER):
        at, end = event.start_mark.index, event.end_mark.index
        alias = False
        if isinstance(event, yaml.ScalarEvent):
            node = _scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(open_nodes) >= MAX_DEPTH:
                raise TreeError(f"values are nested more than {MAX_DEPTH} deep", at)
            node = Node("map" if isinstance(event, yaml.MappingStartEvent) else "list", at, end)
            node.tag, node.tagged = event.tag or "", event.tag not in (None, "!")
            node.style = "flow" if event.flow_style else "block"
        elif isinstance(event, yaml.CollectionEndEvent):
            done = open_nodes.pop()
            keys.pop()
            done.end = end
            count += _merge(done)
            done.size += sum(entry.value.size for entry in done.entries)
            done.depth += max((entry.value.depth for entry in done.entries), default=0)
            if max(done.size, count) > MAX_NODES:
                raise TreeError(f"the values expand to more than {MAX_NODES} parts", done.start)
            if done.depth > MAX_DEPTH + 1:
                raise TreeError(f"values are nested more than {MAX_DEPTH} deep", done.start)
            continue
        elif isinstance(event, yaml.AliasEvent):
            alias = True
            if event.anchor not in anchors:
                raise TreeError(f"the alias *{event.anchor} has no anchor before it", at)
            node = anchors[event.anchor]
            if node in open_nodes:
                raise TreeError(f"the anchor &{event.anchor} contains itself", at)
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise TreeError("a second YAML document begins inside the front matter", at)
        else:
            continue
        count += 1
        if count > MAX_NODES:
            raise TreeError(f"there are more than {MAX_NODES} values", at)
        if not alias and event.anchor:
            anchors[event.anchor] = node
        _place(node, at, alias, open_nodes, keys)
        root = root or node
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append(node)
            keys.append(None)
    return root


def _scalar(event: Any) -> Node:
    node = Node("scalar", event.start_mark.index, event.end_mark.index, text=event.value, style=event.style or "")
    natural = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)
    node.tag = natural if event.tag in (None, "!") else event.tag
    if event.tag == "!":
        node.tag = STR
    node.tagged = event.tag not in (None, "!", STR) and _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False)) != event.tag
    if node.tag.endswith(":value"):  # a lone "=": text to every reader but PyYAML
        node.tag = STR
    return node


def _place(node: Node, at: int, alias: bool, open_nodes: list[Node], keys: list[Node | None]) -> None:
    """Put a node where it stands: a list item, a map's key, or the value of the key before it."""
    if not open_nodes:
        return
    parent = open_nodes[-1]
    if parent.kind == "list":
        parent.entries.append(Entry(None, node, at, alias))
    elif (key := keys[-1]) is None:
        if node.kind != "scalar":
            raise TreeError("a key is a list or a map; a key must be text", at)
        if len(node.text) > MAX_KEY:
            raise TreeError(f"a key is longer than {MAX_KEY} characters", at)
        if node.tag == NULL:
            node.text = node.text or "null"
        keys[-1] = node if not alias else Node("scalar", at, at, node.tag, node.text, node.style)
    else:
        parent.entries.append(Entry(key, node, key.start, alias))
        keys[-1] = None


def _merge(node: Node) -> int:
    """Replace ``<<`` by the entries that it stands for, and count them; the map's own keys win."""
    if node.kind != "map" or not any(entry.key and entry.key.tag == MERGE for entry in node.entries):
        return 0
    own = [entry for entry in node.entries if not (entry.key and entry.key.tag == MERGE)]
    names = {entry.name for entry in own}
    for entry in node.entries:
        if not (entry.key and entry.key.tag == MERGE):
            continue
        sources = [entry.value] if entry.value.kind == "map" else [item.value for item in entry.value.entries]
        if not sources or any(source.kind != "map" for source in sources):
            raise TreeError("the merge key << needs a map", entry.at)
        for inherited in (inner for source in sources for inner in source.entries):
            if inherited.name not in names:
                names.add(inherited.name)
                own.append(Entry(inherited.key, inherited.value, entry.at, alias=True))
    node.entries = own
    return sum(entry.alias for entry in own)


def value_of(node: Node) -> Any:
    """Plain Python: str, int, float, bool, None, list, dict. Timestamps and unknown tags give their text; of like keys the last counts."""
    if node.kind == "list":
        return [value_of(entry.value) for entry in node.entries]
    if node.kind == "map":
        return {entry.name: value_of(entry.value) for entry in node.entries}
    if len(node.text) > MAX_NUMBER and node.tag in (INT, FLOAT):
        return node.text
    try:
        match node.tag:
            case t if t == STR:
                return node.text
            case t if t == INT:
                return _CONSTRUCTOR.construct_yaml_int(yaml.ScalarNode(INT, node.text))
            case t if t == BOOL:
                return SafeConstructor.bool_values[node.text.lower()]
            case t if t == NULL:
                return None
            case t if t == FLOAT:
                return _CONSTRUCTOR.construct_yaml_float(yaml.ScalarNode(FLOAT, node.text))
    except (ValueError, KeyError, OverflowError, IndexError):
        pass  # `!!int five`, `0b_`, or a number of thousands of digits: its text says what stands there
    return node.text


def walk(node: Node) -> Iterator[Entry]:
    """Every entry where it is written, outermost first; what aliases repeat is left out."""
    for entry in node.entries:
        yield entry
        if not entry.alias:
            yield from walk(entry.value)


def attach_comments(text: str, root: Node | None) -> list[str]:
    """Give each comment to the entry beside or below it; returns those after the last entry."""
    if "#" not in text:
        return []
    entries = sorted(walk(root), key=lambda entry: entry.at) if root else []  # stable: of one place the outer comes first
    places = [entry.at for entry in entries]
    last: list[str] = []
    for at, comment in _comments(text):
        place = bisect_left(places, at)
        line = text.rfind("\n", 0, at) + 1
        line = max(text.rfind("\r", line, at) + 1, line)
        if place and text[line:at].strip():
            entries[place - 1].beside.append(comment)
        elif place < len(entries):
            entries[place].above.append(comment)
        else:
            last.append(comment)
    return last


def _comments(text: str) -> Iterator[tuple[int, str]]:
    end = 0
    for token in yaml.scan(text, _LOADER):
        start = token.start_mark.index
        for match in _COMMENT.finditer(text, end, max(start, end)):
            yield match.start(), match.group().rstrip()
        end = max(end, token.end_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">") and (header := _BLOCK_HEADER.match(text, start)):
            yield header.start(1), header.group(1).rstrip()
    for match in _COMMENT.finditer(text, end):
        yield match.start(), match.group().rstrip()
