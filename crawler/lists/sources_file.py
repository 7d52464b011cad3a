"""Rows appended to a sources file: what stands there stays byte for byte, comments too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from crawler import atomic, tables, yaml_text
from crawler.exceptions import ConfigError
from crawler.lists.sources import KEYS, Source, default_name, load_sources, read_sources

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./,()-]*[A-Za-z0-9)/]|[A-Za-z]")
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?&=%@!$+,;()-]*[A-Za-z0-9/=]")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_ROW = re.compile(r"^( *)- ", re.M)


def row(source: Source, indent: str = "", newline: str = "\n") -> str:
    """A source as YAML: what isn't a default, in the order of the keys."""
    default = Source(default_name(source.url), source.url)
    given = [(key, getattr(source, key)) for key in KEYS if key == "url" or getattr(source, key) != getattr(default, key)]
    lines = [f"{key}: {_spelled(value)}" for key, value in given]
    return "".join(f"{indent}{'  ' if at else '- '}{line}{newline}" for at, line in enumerate(lines))


def append(path: Path, sources: Sequence[Source]) -> None:
    """Add rows at the end of a sources file; one that isn't there is made.

    :raises ConfigError: the file has a mistake, or can't be written, or can't take a row at its end.
    """
    if not path.exists():
        text = "\n".join(row(source) for source in sources)
        read_sources(text, path)
        _write(path, None, text.encode())
        return
    known = load_sources(path)
    old = path.read_bytes()
    newline = "\r\n" if b"\r\n" in old else "\n"
    text = tables.read(path)
    indent = next((found[1] for found in _ROW.finditer(text)), "") if known else ""
    gap = "" if not old or old.endswith(b"\n") else newline
    new = old + (gap + "".join(newline + row(source, indent, newline) for source in sources)).encode()
    try:
        grown = read_sources(new.decode("utf-8-sig"), path)
    except ConfigError as error:
        if len(known) == 0 or "isn't YAML" in str(error):
            raise ConfigError(f"{path}: no row can be put behind what stands there; write its rows one below the other: - url: …") from None
        raise
    if grown != (*known, *sources):
        raise ConfigError(f"{path}: no row can be put behind what stands there; add it by hand:\n{row(sources[0])}")
    _write(path, old, new)


def _write(path: Path, old: bytes | None, new: bytes) -> None:
    try:
        if old is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.create(path, new)
        else:
            atomic.rewrite(path, old, new)
    except OSError as error:
        raise ConfigError(f"{path}: can't be written: {error.strerror or error}") from None


def _spelled(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, timedelta):
        return spelled_span(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_text(one) for one in value)}]"
    return _text(value) if isinstance(value, str) else f"{value:g}"


def _text(text: str) -> str:
    """Plain where that is safe everywhere, also in a list between brackets."""
    safe = _URL.fullmatch(text) if "://" in text else _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if safe and ", " not in text and "," not in text else yaml_text.quoted(text)


def spelled_span(length: timedelta) -> str:
    """A length of time as ``spans.span`` reads it."""
    seconds = int(length.total_seconds())
    for size, unit in ((604_800, "w"), (86_400, "d"), (3_600, "h"), (60, "m")):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
