"""The front-matter schema: one row a key. The writer, the lint and the documentation are made from this table."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from crawler.yaml_text import INSTANT_FORM, instant

Type = Literal["text", "url", "host", "instant", "integer", "boolean", "choice", "sealed", "locale", "map", "list"]
Spelling = Literal["quoted", "plain", "bare", ""]
KeyPath = tuple[str | int, ...]

MAX_INTEGER = 2**53  # what a JavaScript reader holds exactly


@dataclass(frozen=True, slots=True)
class Row:
    """One key. ``path`` names it: ``images[].url`` is the key ``url`` of each item of ``images``, ``topics[]`` each item itself.

    ``spelling``: "quoted" always in double quotes; "plain" without them where every reader agrees; "bare" never quoted.
    ``group``: the block of top-level keys that it stands in; blocks are parted by one blank line.
    ``required``: "always", "articles" (of the type article), or "no"; a nested key is required where the map above it stands.
    """

    path: str
    type: Type
    spelling: Spelling
    required: Literal["always", "articles", "no"]
    meaning: str
    group: int = 0
    least: int = 0
    choices: tuple[str, ...] = ()
    extension: bool = False


class Finding(NamedTuple):
    """What is wrong with the value at a path, and what is expected there."""

    path: KeyPath
    wrong: str
    expected: str

    @property
    def key(self) -> str:
        """The path as people write it: ``images[0].url``."""
        return written(self.path)


def written(path: KeyPath) -> str:
    """``("images", 0, "url")`` -> ``images[0].url``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _image(path: str, *, cached: bool = True) -> tuple[Row, ...]:
    sized: Literal["always", "no"] = "no" if cached else "always"  # nobody may know a story picture's size
    rows = (
        Row(f"{path}[].url", "url", "quoted", "always", "Address of the picture, with its query."),
        Row(f"{path}[].width", "integer", "bare", sized, "Width in pixels.", least=1),
        Row(f"{path}[].height", "integer", "bare", sized, "Height in pixels.", least=1),
    )
    if not cached:
        return rows
    return (
        rows[0],
        Row(f"{path}[].title", "text", "quoted", "no", "Caption of the picture.", extension=True),
        Row(f"{path}[].attribution", "text", "quoted", "no", "Who made the picture.", extension=True),
        *rows[1:],
        Row(f"{path}[].isCached", "boolean", "bare", "no", "Whether the site keeps a copy of the picture; readers take false if absent."),
    )


_ARTICLE = (
    Row("category", "text", "plain", "always", "The collection of the site that the file belongs to: `news`.", 1),
    Row("title", "text", "quoted", "always", "Title of the article.", 1),
    Row("excerpt", "text", "quoted", "always", "What the article is about: plain text on one line.", 1),
    Row("publishedDateTime", "instant", "bare", "always", "The instant of publication, in UTC.", 1),
    Row("updatedDateTime", "instant", "bare", "no", "The instant of the last change of substance, in UTC.", 1, extension=True),
    Row("originalUrl", "url", "quoted", "always", "Address as the source gave it: the page to fetch.", 1),
    Row("webUrl", "url", "quoted", "articles", "Address for readers, after redirects and the page's own canonical link.", 1),
    Row("ampWebUrl", "url", "quoted", "no", "The AMP version that the page announces; always with `cdnAmpWebUrl`.", 1),
    Row("cdnAmpWebUrl", "url", "quoted", "no", "The AMP version in the public AMP cache, derived from `ampWebUrl`.", 1),
    Row("type", "choice", "plain", "always", "What the page is.", 1, choices=("article", "video")),
    Row("locale", "locale", "plain", "no", "Language of the article, with its region if known: `en-us`.", 1, extension=True),
    Row("quality", "integer", "bare", "no", "Score of the article on its own; files of 2021 lack it.", 1),
    Row("heat", "integer", "bare", "no", "Quality and coverage together; -1: a better article tells the same story.", 1, least=-1),
    Row("published", "boolean", "bare", "no", "Whether the site shows the article: heat is 70 or more.", 1),
    Row("date", "instant", "bare", "no", "For site generators (docs/consumers.md): the same as `publishedDateTime`.", 1, extension=True),
    Row("lastmod", "instant", "bare", "no", "For site generators: the same as `updatedDateTime`.", 1, extension=True),
    Row("draft", "boolean", "bare", "no", "For site generators: true where `published` is false.", 1, extension=True),
    Row("featuredContent", "text", "quoted", "no", "HTML of an embedded video player.", 2),
    Row("provider", "map", "", "always", "Who publishes the article.", 3),
    Row("provider.name", "text", "plain", "always", "Proper name of the publisher: one a domain."),
    Row("provider.domain", "host", "plain", "always", "Registrable domain, lower case; for a video that of the channel's owner."),
    Row("provider.images", "list", "", "no", "The publisher's logo."),
    *_image("provider.images", cached=False),
    Row("provider.authors", "list", "", "no", "Who wrote the article.", extension=True),
    Row("provider.authors[]", "text", "plain", "always", "Name of one author."),
    Row("topics", "list", "", "no", "Names of the article's topics; absent without a taxonomy.", 4),
    Row("topics[]", "text", "plain", "always", "Name of one topic."),
    Row("images", "list", "", "no", "The article's picture; absent if none is good enough.", 5),
    *_image("images"),
)
_RELATED = (
    *("title", "excerpt", "publishedDateTime", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "type"),
    *("provider", "provider.name", "provider.domain", "provider.images"),
    *("provider.images[].url", "provider.images[].width", "provider.images[].height"),
    *("quality", "images", "images[].url", "images[].title", "images[].attribution"),
    *("images[].width", "images[].height", "images[].isCached"),
)


def _related() -> Iterator[Row]:
    """Each entry of ``related`` repeats keys of the other article's own file."""
    rows = {row.path: row for row in _ARTICLE}
    for path in _RELATED:
        yield replace(rows[path], path=f"related[].{path}", group=0)


ROWS: tuple[Row, ...] = (
    *_ARTICLE,
    Row("related", "list", "", "no", "Articles that tell the same story, best first; each entry repeats keys of that article's file.", 6),
    *_related(),
    Row("secured", "sealed", "quoted", "no", "Sealed facts, as two base64 texts: ciphertext and initialisation vector.", 7),
)
GROUPS = max(row.group for row in ROWS) + 1  # unknown keys come last, as a group of their own

# Each breaks, or is taken for its own by, a generator that reads the folder.
RESERVED = frozenset(
    ("aliases", "categories", "collections", "content", "lang", "layout", "markup", "outputs", "page", "pagination", "params", "sitemap")
)


def _children() -> dict[str, dict[str, Row]]:
    table: dict[str, dict[str, Row]] = {}
    for row in ROWS:
        parent, _, name = row.path.rpartition(".")
        if name.endswith("[]"):
            parent, name = row.path[:-2], "[]"
        table.setdefault(parent, {})[name] = row
    return table


_CHILDREN = _children()


def children(path: str) -> Mapping[str, Row]:
    """The rows below a path, in their order: "" -> top level, "images[]" -> keys of an image, "topics" -> {"[]": row}."""
    return _CHILDREN.get(path, {})


def row_of(path: KeyPath) -> Row | None:
    """The row of a value's path, None for a key the schema doesn't know."""
    row, prefix = None, ""
    for part in path:
        row = children(prefix).get("[]" if isinstance(part, int) else part)
        prefix += "[]" if isinstance(part, int) else f".{part}" if prefix else part
    return row


def validate(record: Mapping[str, Any]) -> list[Finding]:
    """Everything in the record that the schema forbids; unknown keys are nobody's business."""
    findings = [*_map(record, "", (), record.get("type") == "article")]
    findings += [
        Finding((key,), "is reserved by site generators", "another name") for key in record if key in RESERVED or not isinstance(key, str)
    ]
    return findings


def _map(values: Mapping[str, Any], schema_path: str, path: KeyPath, article: bool) -> Iterator[Finding]:
    for name, row in children(schema_path).items():
        if name in values:
            yield from _value(values[name], row, (*path, name))
        elif row.required == "always" or (row.required == "articles" and article):
            yield Finding((*path, name), "is missing", _expected(row))
    for one, other in (("ampWebUrl", "cdnAmpWebUrl"), ("cdnAmpWebUrl", "ampWebUrl")):
        if one in values and other not in values and one in children(schema_path):
            yield Finding((*path, other), f"is missing beside {one}", "both or neither")


def _value(value: Any, row: Row, path: KeyPath) -> Iterator[Finding]:
    if value is None:
        yield Finding(path, "is null", f"{_expected(row)}, or leave the key out")
    elif row.type == "map":
        if isinstance(value, Mapping):
            article = value.get("type") == "article"
            yield from _map(value, row.path, path, article)
        else:
            yield Finding(path, f"is {_kind(value)}", _expected(row))
    elif row.type == "list":
        if not isinstance(value, list | tuple):
            yield Finding(path, f"is {_kind(value)}", _expected(row))
        elif not value:
            yield Finding(path, "is an empty list", "at least one item, or leave the key out")
        else:
            yield from _items(value, row, path)
    elif wrong := _wrong(value, row):
        yield Finding(path, wrong, _expected(row))


def _items(values: list[Any] | tuple[Any, ...], row: Row, path: KeyPath) -> Iterator[Finding]:
    item = children(row.path).get("[]")
    for index, value in enumerate(values):
        if item:
            yield from _value(value, item, (*path, index))
        elif isinstance(value, Mapping):
            yield from _map(value, f"{row.path}[]", (*path, index), value.get("type") == "article")
        else:
            yield Finding((*path, index), f"is {_kind(value)}", "a map of keys and values")


def _wrong(value: Any, row: Row) -> str | None:
    """What is wrong with a scalar, as the predicate of a sentence."""
    if row.type == "integer":
        if not isinstance(value, int) or isinstance(value, bool):
            return f"is {_kind(value)}"
        return f"is {value}" if not row.least <= value <= MAX_INTEGER else None
    if row.type == "boolean":
        return None if isinstance(value, bool) else f"is {_kind(value)}"
    if not isinstance(value, str):
        return f"is {_kind(value)}"
    if not value.strip():
        return "is empty"
    return _TEXT_CHECKS.get(row.type, lambda _value, _row: None)(value, row)


def _wrong_url(value: str, _row: Row) -> str | None:
    if bad := re.search(r'["\\\x00-\x1f\x7f]', value):
        return f"holds {bad.group()!r}"
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    return None if good else f"is {_shown(value)}"


def _wrong_host(value: str, _row: Row) -> str | None:
    return None if re.fullmatch(r"[^\s./:@?#\\\"A-Z]+(\.[^\s./:@?#\\\"A-Z]+)+", value) else f"is {_shown(value)}"


def _wrong_instant(value: str, _row: Row) -> str | None:
    return None if instant(value) == value else f"is {_shown(value)}"


def _wrong_choice(value: str, row: Row) -> str | None:
    return None if value in row.choices else f"is {_shown(value)}"


def _wrong_seal(value: str, _row: Row) -> str | None:
    return None if re.fullmatch(r"[A-Za-z0-9+/]+={0,2};[A-Za-z0-9+/]+={0,2}", value) else f"is {_shown(value)}"


def _wrong_locale(value: str, _row: Row) -> str | None:
    return None if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) else f"is {_shown(value)}"


_TEXT_CHECKS = {
    "url": _wrong_url,
    "host": _wrong_host,
    "instant": _wrong_instant,
    "choice": _wrong_choice,
    "sealed": _wrong_seal,
    "locale": _wrong_locale,
}


def _expected(row: Row) -> str:
    match row.type:
        case "integer":
            return f"a whole number from {row.least} on, without quotes"
        case "choice":
            return f"one of {', '.join(row.choices)}"
    return {
        "text": "text",
        "url": 'an http or https address with `"` as %22 and `\\` as %5C',
        "host": "a domain in lower case, such as example.com",
        "instant": f"a date as {INSTANT_FORM}, in UTC, without quotes",
        "boolean": "true or false, without quotes",
        "sealed": "two base64 texts joined by `;`",
        "locale": "a language tag such as en-us",
        "map": "a map of keys and values",
        "list": "a list",
    }[row.type]


def _kind(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {_shown(value)}"
        case Mapping():
            return "a map"
        case list() | tuple():
            return "a list"
    return f"a {type(value).__name__}"


def _shown(text: str) -> str:
    return (
        ascii(text if len(text) <= 60 else text[:57] + "...")
        if not text.isprintable()
        else f'"{text if len(text) <= 60 else text[:57] + "..."}"'
    )


_SPELLINGS = {"quoted": "in double quotes", "plain": "without quotes where every reader agrees", "bare": "without quotes", "": ""}
_HEAD = """# Front-matter keys

Made from the table in `crawler/schema.py` by `python -m crawler.schema > docs/schema.md`; change the table, not this page.

Keys stand in the order of this page. Top-level keys form groups that are parted by one blank line; an absent key or group leaves
nothing behind, and no value is empty or null. Keys that the table doesn't know are kept as they are, after the known ones of their level.
Extensions are off until `EXTRA_KEYS` names them; those for site generators come with [`EXPORT_PRESET`](consumers.md), which for Hugo
writes `draft` instead of `published`.
"""


def page() -> str:
    """docs/schema.md."""
    lines = [_HEAD]
    lines += ["| key | group | type | spelling | required | meaning |", "| --- | --- | --- | --- | --- | --- |"]
    for row in ROWS:
        kind = " or ".join(f"`{choice}`" for choice in row.choices) or row.type
        if row.type == "integer":
            kind = f"integer, {row.least} or more"
        meaning = row.meaning + (" Extension." if row.extension else "")
        lines.append(f"| `{row.path}` | {row.group or ''} | {kind} | {_SPELLINGS[row.spelling]} | {row.required} | {meaning} |")
    lines += ["", "Names to stay away from at the top level, because a generator takes them for its own: "]
    lines[-1] += ", ".join(f"`{name}`" for name in sorted(RESERVED)) + "."
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
