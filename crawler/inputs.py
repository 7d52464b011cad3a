"""Spider arguments -> the addresses to fetch, or one sentence that says why not."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.exceptions import InputError
from crawler.urls import UrlError, parse_input_url


@dataclass(frozen=True, slots=True)
class Inputs:
    """Addresses to fetch, each once and in the order given, and the entries that are none as (entry, sentence)."""

    urls: tuple[str, ...]
    bad: tuple[tuple[str, str], ...] = ()


def read_inputs(url: str | None = None, urls: str | None = None, file: str | None = None) -> Inputs:
    """The addresses of exactly one of: an address, a comma-separated list, a file with one address a line ("-": standard input).

    In a file, blank lines and lines that begin with ``#`` are skipped; a line that is no address is reported
    with its number and the others go on.

    :raises InputError: none or several arguments, an unreadable or empty list, a single address that is none.
    """
    given = {name: value for name, value in (("url", url), ("urls", urls), ("file", file)) if value is not None}
    if len(given) != 1:
        raise InputError(
            f"give one of -a url=ADDRESS, -a urls=ADDRESS,ADDRESS or -a file=PATH (- is standard input); got {', '.join(given) or 'none'}"
        )
    if url is not None:
        try:
            return Inputs((parse_input_url(url),))
        except UrlError as error:
            raise InputError(str(error)) from None
    if urls is not None:
        return _collect(((f"urls, entry {n}", entry) for n, entry in enumerate(_split(urls), 1)), "urls")
    assert file is not None
    name = "standard input" if file == "-" else file
    lines = enumerate(_read_lines(file, name), 1)
    return _collect(((f"{name}, line {n}", line) for n, line in lines if line.strip() and not line.lstrip().startswith("#")), name)


def _split(urls: str) -> list[str]:
    """A comma-separated list; a comma inside an address is kept where what follows it isn't an address."""
    entries: list[str] = []
    for part in urls.split(","):
        if entries and part and "://" not in part and "://" in entries[-1] and not part[:1].isspace():
            entries[-1] += f",{part}"
        else:
            entries.append(part)
    return [entry for entry in entries if entry.strip()]


def _read_lines(file: str, name: str) -> list[str]:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: the list can't be read ({error.strerror or error}); check the path of -a file=") from None
    return raw.decode("utf-8-sig", "replace").splitlines()


def _collect(entries: Iterable[tuple[str, str]], name: str) -> Inputs:
    urls: dict[str, None] = {}
    bad: list[tuple[str, str]] = []
    for where, entry in entries:
        try:
            urls[parse_input_url(entry.strip())] = None
        except UrlError as error:
            bad.append((entry.strip()[:200], f"{where}: {error}"))
    if not urls and not bad:
        raise InputError(f"{name}: the list has no address; put one a line")
    return Inputs(tuple(urls), tuple(bad))
