"""What a site generator wants different from the schema: where files lie, and which keys come and go. Pure data (docs/consumers.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from crawler.exceptions import ConfigError

Record = Mapping[str, Any]
Value = Callable[[Record], Any]
"""A key's value from the schema's record; None leaves the key out."""


class Preset(NamedTuple):
    """``folder`` stands below the site's own folder. Bodies are the same for all: nothing in them acts in any of the four."""

    folder: str = ""
    left_out: frozenset[str] = frozenset()
    added: Mapping[str, Value] = {}


def _published_at(record: Record) -> Any:
    return record.get("publishedDateTime")


def _updated_at(record: Record) -> Any:
    return record.get("updatedDateTime")


def _hidden(record: Record) -> bool | None:
    return True if record.get("published") is False else None


def _no_address(record: Record) -> bool | None:
    return False if record.get("published") is False else None


PRESETS: Mapping[str, Preset] = {
    "": Preset(),
    "jekyll": Preset("_news", added={"date": _published_at}),
    # Hugo from 0.135 on takes a boolean `published` for a date and ends the build
    "hugo": Preset("content/news", frozenset(("published",)), {"date": _published_at, "lastmod": _updated_at, "draft": _hidden}),
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
    """Where the preset's files lie below the site's folder; "" for the folder itself."""
    return named(name).folder


def apply(name: str, record: Record) -> dict[str, Any]:
    """The schema's record as the generator wants it. Doing it twice changes nothing more where no key was left out."""
    preset = named(name)
    added = {key: value(record) for key, value in preset.added.items()}
    kept = {key: value for key, value in record.items() if key not in preset.left_out and key not in added}
    return kept | {key: value for key, value in added.items() if value is not None}


def decides(name: str) -> frozenset[str]:
    """The keys that the preset alone answers for: where its record has none, a file needs none."""
    preset = named(name)
    return preset.left_out | frozenset(preset.added)
