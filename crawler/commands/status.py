"""``scrapy status URL-or-FILE``: what is known of an article, whose each of its values is, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler import clock, presets
from crawler.articles_memory import ArticlesMemory, Remembered
from crawler.exceptions import NewsmatterError
from crawler.folder import content_folder, copy_of
from crawler.frontmatter import same
from crawler.identity import article_key
from crawler.library import Library, Unreadable, body_hash
from crawler.lists.frontier_memory import FrontierMemory
from crawler.state import state_path
from crawler.urls import UrlError, parse_input_url
from pipelines.edition.decide import KEYS

WIDTH = 90  # characters of a value that are shown


class Command(ScrapyCommand):
    """Looks only: neither the folder nor the memory is changed."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "<URL-or-FILE>"

    def short_desc(self) -> str:
        return "Show what is known of an article, and whose each of its values is"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            if len(args) != 1:
                raise NewsmatterError("name one address or file: scrapy status https://… or scrapy status output/file.md")
            file = Path(args[0])
            folder = content_folder(file, self.settings) if file.is_file() else Path(self.settings["OUTPUT_DIR"])
            print("\n".join(status(args[0], folder, Path(self.settings["STATE_DIR"]), self.settings["EXPORT_PRESET"])))
        except (NewsmatterError, UrlError) as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = 1


def status(given: str, folder: Path, state_dir: Path, preset: str = "") -> Iterator[str]:
    """The lines of the answer."""
    file = Path(given)
    state = copy_of(state_path(state_dir, folder))
    library = Library(folder, ArticlesMemory(state), clock.now(), preset=preset, dry_run=True)
    try:
        if file.is_file():
            row = library.memory.at(file.resolve().relative_to(folder.resolve()).as_posix())
        else:
            url = parse_input_url(given)
            row = library.find(url)
            yield f"{url} is known by the key {article_key(url)}"
            yield from _listed(FrontierMemory(state, ()).row(article_key(url)))
        if row is None:
            yield f"nothing is known of it in {folder}: a crawl would write a new file"
        else:
            yield from _article(library, row)
    finally:
        state.close()


def _listed(found: dict[str, Any] | None) -> Iterator[str]:
    """What scheduled crawls know of an address."""
    if found is None:
        return
    yield f"  listed by {found['source']}, dated {found['at']}"
    if found["last"]:
        fails = f", {found['fails']} failures in a row" if found["fails"] else ""
        reason = f" ({found['reason']})" if found["reason"] and found["reason"].lower() != found["outcome"] else ""
        yield f"  last fetch: {found['outcome']}{reason} on {found['last']}{fails}"
    yield f"  next fetch: {'from ' + found['due'] + ' on' if found['due'] else 'when a list says that it has changed'}"


def _article(library: Library, row: Remembered) -> Iterator[str]:
    if row.removed:
        yield f"{row.path}: a person took the file away (seen on {row.removed}); it stays away until a crawl with --resurrect"
    elif not row.present:
        yield f"{row.path}: the file isn't there, and nothing shows that a person took it away; a crawl would write it anew"
    else:
        yield str(library.folder / row.path)
    for key, how in library.memory.addresses(row.id):
        yield f"  address: {key} ({'stands in the file' if how == 'file' else 'a page was found there'})"
    if row.fetched:
        yield f"  last answer: {row.status} on {row.fetched}"
    if row.gone:
        yield f"  gone: its page answered {row.status}, confirmed {row.gone} times, last on {row.gone_day}"
    if row.unpublished is not None:
        yield f"  held back by ON_GONE; published would be {row.unpublished}"
    if row.broken:
        yield f"  {row.broken}"
    validators = [f"{name} {value}" for name, value in (("ETag", row.etag), ("Last-Modified", row.modified)) if value]
    if validators:
        yield f"  next request: only if it has changed since ({', '.join(validators)})"
    if row.present:
        yield from _owners(library, row)


def _owners(library: Library, row: Remembered) -> Iterator[str]:
    """Whose each value is."""
    try:
        document = library.document(row.path)
    except Unreadable as error:
        yield f"  {error}"
        return
    if row.written is None:
        yield "  nothing is remembered of what was written: each value counts as a person's unless it equals the publisher's"
        return
    record = library.standing(row, document.record)
    for key in dict.fromkeys((*record, *row.written)):
        ours, follows = _ours(key, row.preset)
        if key not in row.written:
            yield f"  {key}: a person's: {_shown(record[key])}"
        elif key not in record:
            yield f"  {key}: taken out by a person; {ours} was {_shown(row.written[key])}"
        elif same(record[key], row.written[key]):
            yield f"  {key}: {ours}, follows {follows}"
        else:
            yield f"  {key}: a person's: {_shown(record[key])}; {ours} is {_shown(row.written[key])}"
    if document.body:
        yield f"  body: {'from the page, follows it' if body_hash(document.body) == row.body else 'a person’s'}"


def _ours(key: str, preset: str) -> tuple[str, str]:
    """Whose a value is that no person set, and what it follows."""
    if key in KEYS:
        return "the edition's", "its story"
    if key in presets.named(preset).added:
        return "the preset's", "the other keys"
    return "the publisher's", "its page"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
