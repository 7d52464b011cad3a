"""What the scheduled crawls visit: the rows of ``config/sources.yaml`` (docs/sources.md)."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from crawler import tables
from crawler.exceptions import ConfigError
from crawler.lists.feed_text import language
from crawler.spans import span
from crawler.urls import UrlError, page_key, parse_input_url

Kind = Literal["auto", "feed", "sitemap", "page"]
KINDS: tuple[str, ...] = get_args(Kind)
INTERVALS = (timedelta(minutes=1), timedelta(weeks=52))
MAX_DEPTH = 10
MAX_DELAY = 3600


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or list page; ``auto`` is told from what it answers. None: as the settings say."""

    name: str
    url: str
    kind: Kind = "auto"
    topics: tuple[str, ...] = ()  # given to its articles beside those that are matched
    provider: str | None = None  # the publisher's name, where a page's own is not wanted
    language: str | None = None  # BCP 47, where a page states none
    interval: timedelta | None = None  # between two looks at the source
    max_age: timedelta | None = None  # of an article that is fetched
    limit: int | None = None  # new articles fetched in one run
    depth: int | None = None  # of a page: links followed from it
    pages: int | None = None  # of a page: list pages fetched in one run
    only: tuple[str, ...] = ()  # globs; an article's address must match one
    skip: tuple[str, ...] = ()  # globs; an article's address must match none
    delay: float | None = None  # seconds between two requests to its hosts, at least
    enabled: bool = True


KEYS = tuple(field.name for field in fields(Source))


def load_sources(path: Path | str, topics: Collection[str] | None = None) -> tuple[Source, ...]:
    """The rows of a sources file in their order; no path ("") has none. ``topics``: those that there are, to check the rows' against.

    :raises ConfigError: a mistake, with file, row, line, key and what to do.
    """
    if not path:
        return ()
    path = Path(path)
    return read_sources(tables.read(path), path, topics)


def read_sources(text: str, path: Path, topics: Collection[str] | None = None) -> tuple[Source, ...]:
    """The same of the text of a file."""
    rows = tables.value(text, path)
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise ConfigError(f"{path}: must be a list of sources: begin each with a line `- url: https://…`")
    found: list[Source] = []
    names: dict[str, str] = {}
    urls: dict[str, str] = {}
    for number, (row, (line, twice)) in enumerate(zip(rows, tables.places(text), strict=True), 1):
        where = f"{path}, row {number} (line {line})"
        if twice:
            raise ConfigError(f"{where}: the key {twice!r} stands there twice: keep one")
        source = _source(row, where, topics)
        if other := urls.get(page_key(source.url)):
            raise ConfigError(f"{where}: url: {source.url} is the address of {other} already: keep one of them")
        if other := names.get(source.name.casefold()):
            raise ConfigError(f"{where}: name: {source.name!r} is taken by {other}: give each source a name of its own")
        urls[page_key(source.url)] = names[source.name.casefold()] = f"row {number}"
        found.append(source)
    return tuple(found)


def default_name(url: str) -> str:
    """What a source without a name is called: its address without what all addresses share."""
    parts = urlsplit(url)
    return ((parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")) or url


def _source(value: Any, where: str, topics: Collection[str] | None) -> Source:
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: must have keys such as `url: https://…`, not {value!r}")
    tables.known(value, KEYS, where)
    row = {key: given for key, given in value.items() if given is not None}
    given = _text(row, "url", where)
    if given is None:
        raise ConfigError(f"{where}: url: is missing: write the address of a feed, sitemap or list page")
    try:
        url = parse_input_url(given)
    except UrlError as error:
        raise ConfigError(f"{where}: url: {error}") from None
    name = _text(row, "name", where) or default_name(url)
    where = f"{where}, {name}"
    spoken = _text(row, "language", where)
    if spoken is not None and language(spoken) is None:
        raise ConfigError(f"{where}: language: {spoken!r} is no language tag: write one such as en or pt-BR")
    enabled = row.get("enabled", True)
    if not isinstance(enabled, bool):
        raise ConfigError(f"{where}: enabled: {enabled!r} is neither true nor false")
    return Source(
        name,
        url,
        _kind(row, where),
        _topics(row, where, topics),
        _text(row, "provider", where),
        language(spoken),
        _span(row, "interval", where),
        _span(row, "max_age", where),
        _count(row, "limit", 1, 1_000_000, where),
        _count(row, "depth", 0, MAX_DEPTH, where),
        _count(row, "pages", 1, 1_000_000, where),
        _texts(row, "only", where),
        _texts(row, "skip", where),
        _delay(row, where),
        enabled,
    )


def _kind(row: Mapping[str, Any], where: str) -> Kind:
    kind = row.get("kind", "auto")
    if kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS, 1)
        raise ConfigError(
            f"{where}: kind: {kind!r} is none: " + (f"did you mean {near[0]!r}?" if near else f"write one of {', '.join(KINDS)}")
        )
    return kind  # type: ignore[no-any-return]


def _text(row: Mapping[str, Any], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConfigError(f"{where}: {key}: {value!r} isn't text: put it between quotes")
    if not value.strip() or "\n" in value.strip():
        raise ConfigError(f"{where}: {key}: must be a line of text: write one or leave the key out")
    return value.strip()


def _texts(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = row.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list):
        raise ConfigError(f"{where}: {key}: must be a list, an entry a line after `- `")
    for one in values:
        if not isinstance(one, str) or not one.strip():
            raise ConfigError(f"{where}: {key}: {one!r} isn't text: put it between quotes")
    return tuple(dict.fromkeys(one.strip() for one in values))


def _topics(row: Mapping[str, Any], where: str, known: Collection[str] | None) -> tuple[str, ...]:
    found = _texts(row, "topics", where)
    for topic in found:
        if known is not None and topic not in known:
            near = difflib.get_close_matches(topic, known, 1)
            advice = f"did you mean {near[0]!r}?" if near else "add its file to TOPICS_DIR, or take it out"
            raise ConfigError(f"{where}: topics: there is no topic {topic!r}: {advice}")
    return found


def _span(row: Mapping[str, Any], key: str, where: str) -> timedelta | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        length = span(value if isinstance(value, str) else str(value))
    except ValueError as error:
        raise ConfigError(f"{where}: {key}: {error}") from None
    least, most = INTERVALS
    if key == "interval" and not least <= length <= most:
        raise ConfigError(f"{where}: interval: {value} is out of bounds: write something from 1m to 52w, such as 1h")
    if not length:
        raise ConfigError(f"{where}: {key}: {value} lets nothing through: write a length such as 7d, or leave the key out")
    return length


def _count(row: Mapping[str, Any], key: str, least: int, most: int, where: str) -> int | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ConfigError(f"{where}: {key}: {value!r} isn't a whole number from {least} to {most}")
    return value


def _delay(row: Mapping[str, Any], where: str) -> float | None:
    value = row.get("delay")
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MAX_DELAY:
        raise ConfigError(f"{where}: delay: {value!r} isn't a number of seconds from 0 to {MAX_DELAY}")
    return float(value)
