"""What a site generator wants different from the schema: which keys come and go (docs/consumers.md). Pure data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from crawler.exceptions import ConfigError

Record = Mapping[str, Any]
Value = Callable[[Record], Any]
"""A key's value from the schema's record; None leaves the key out."""


class Preset(NamedTuple):
    """``left_out``: the schema's keys that a file can't have, and how each is read back from those that stand there instead.

    ``folder`` is the content folder's place in a site. Bodies are the same for all: nothing in them acts in any of the four.
    """

    folder: str = ""
    left_out: Mapping[str, Value] = {}
    added: Mapping[str, Value] = {}


def _published_at(record: Record) -> Any:
    return record.get("publishedDateTime")


def _updated_at(record: Record) -> Any:
    return record.get("updatedDateTime")


def _hidden(record: Record) -> bool | None:
    return True if record.get("published") is False else None


def _shown(record: Record) -> bool | None:
    """``published`` of a file that says ``draft`` where it is false; a file without a score says neither."""
    for key, shown in (("published", True), ("draft", False)):
        if isinstance(record.get(key), bool):
            return bool(record[key] is shown)
    return True if "heat" in record else None


def _no_address(record: Record) -> bool | None:
    return False if record.get("published") is False else None


PRESETS: Mapping[str, Preset] = {
    "": Preset(),
    "jekyll": Preset("_news", added={"date": _published_at}),
    # Hugo from 0.135 on takes a boolean `published` for a date and ends the build
    "hugo": Preset("content/news", {"published": _shown}, {"date": _published_at, "lastmod": _updated_at, "draft": _hidden}),
    # the last two keep a page that is not to be seen from being written and listed, without a line of configuration
    "eleventy": Preset("content/news", added={"date": _published_at, "permalink": _no_address, "eleventyExcludeFromCollections": _hidden}),
    "astro": Preset("src/content/news", added={"draft": _hidden}),
}


def named(name: str) -> Preset:
    """:raises ConfigError: no preset is called so."""
    if name not in PRESETS:
        raise ConfigError(f'there is no preset {name!r}; there are {", ".join(filter(None, PRESETS))}, and "" for the schema as it is')
    return PRESETS[name]


def folder(name: str) -> str:
    """Where a site has its content folder; "" for anywhere."""
    return named(name).folder


def apply(name: str, record: Record) -> dict[str, Any]:
    """The schema's record as the generator wants it."""
    new = added(name, record)
    kept = {key: value for key, value in record.items() if key not in named(name).left_out and key not in new}
    return kept | {key: value for key, value in new.items() if value is not None}


def added(name: str, record: Record) -> dict[str, Any]:
    """The keys that the preset adds to the schema's, None for one that this record has not."""
    return {key: value(record) for key, value in named(name).added.items()}


def is_spelled(name: str, record: Record) -> bool:
    """Whether a file's record says what the preset makes of it."""
    said = apply(name, as_schema(name, record))
    return said.keys() == record.keys() and all(record[key] == said[key] for key in named(name).added if key in record)


def as_schema(name: str, record: Record) -> dict[str, Any]:
    """The record of a generator's file with the schema's own keys."""
    read = {key: value(record) for key, value in named(name).left_out.items()}
    return {**record, **{key: value for key, value in read.items() if value is not None}}
