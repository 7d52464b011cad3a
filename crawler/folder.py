"""The content folder of one run: its lock, state and library, opened when a stage or spider first asks, closed at the end.

Scrapy extension; others reach it by ``crawler.get_extension(Folder)``.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler import clock, fetching, gone, version
from crawler.articles_memory import TABLES, Answer, ArticlesMemory
from crawler.exceptions import ConfigError, OutputError
from crawler.library import Library, make_folder
from crawler.lock import FolderLock
from crawler.reporting.report import SHOWN_LINES
from crawler.signals import page_ended
from crawler.state import VERSION, State, state_path, version_of


class Folder:
    """Lock, memory and library of ``OUTPUT_DIR``."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.dry_run: bool = settings.getbool("DRY_RUN")
        self.resurrect: bool = settings.getbool("RESURRECT")
        self.made_with = f"{version.VERSION} body={settings['BODY']} keys={','.join(sorted(settings.getlist('EXTRA_KEYS')))}"
        if settings["EXPORT_PRESET"]:
            self.made_with += f" preset={settings['EXPORT_PRESET']}"
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        self._library: Library | None = None
        self._held = ExitStack()
        self.interrupted = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Folder:
        folder = cls(crawler)
        crawler.signals.connect(folder.response_received, signals.response_received)
        crawler.signals.connect(folder.page_ended, page_ended)
        crawler.signals.connect(folder.spider_closed, signals.spider_closed)
        crawler.signals.connect(folder.close, signals.engine_stopped)
        return folder

    @property
    def library(self) -> Library:
        """The folder's library; the first use locks the folder and looks it over.

        :raises Locked: another run is writing to it.
        """
        if self._library is None:
            settings = self.crawler.settings
            self.policy = gone.Policy.of(settings["ON_GONE"], settings.get("GONE_CONFIRMATIONS"))
            self._library = self._held.enter_context(library_of(Path(settings["OUTPUT_DIR"]), settings, dry_run=self.dry_run))
        return self._library

    def response_received(self, response: Response, request: Request) -> None:
        """Keep a page's validators until its article is written."""
        asked = request.cb_kwargs.get("asked")
        if asked and response.status == 200:
            self._validators[asked] = fetching.validators(response)

    def answer(self, asked: str) -> Answer:
        """What to remember of how an address answered."""
        return Answer(clock.now().replace(microsecond=0), *self._validators.get(asked, (None, None)), self.made_with)

    def page_ended(self, url: str, **_told: Any) -> None:
        self._validators.pop(url, None)

    def vanished(self, asked: str, status: int) -> str | None:
        """Count an answer 404 or 410 of an article that has its file; what became of it as a sentence, None for any other address."""
        row = self.library.find(asked)
        if row is None or not row.present:
            return None
        try:
            return gone.count(self.library, row, status, clock.now(), self.policy)
        except OutputError as error:
            return f"its page is gone ({status}); {error}"

    def spider_closed(self, reason: str) -> None:
        self.interrupted = reason == "shutdown"

    def close(self) -> None:
        if self._library is not None and self.dry_run:
            sys.stdout.writelines(self._library.diffs())
            sys.stdout.flush()
        if self._library is not None and not self.interrupted:
            self._library.memory.finish()
        self._held.close()


@contextmanager
def library_of(folder: Path, settings: BaseSettings, *, dry_run: bool = False) -> Iterator[Library]:
    """The library of a content folder, which is locked and looked over; what can't be read in it is said.

    :raises Locked: another run is writing to it.
    """
    path = state_path(Path(settings["STATE_DIR"]), folder)
    with ExitStack() as stack:
        if dry_run:
            state = copy_of(path)
        else:
            make_folder(folder)
            stack.callback(FolderLock(folder, path.with_suffix(".lock")).release)
            state = State(path, TABLES)
        stack.callback(state.close)
        for note in state.notes:
            print(f"newsmatter: {note}", file=sys.stderr)
        memory = ArticlesMemory(state)
        library = Library(folder, memory, clock.now(), preset=settings["EXPORT_PRESET"], dry_run=dry_run)
        broken = memory.broken()
        for sentence in broken[:SHOWN_LINES]:
            print(f"newsmatter: {sentence}", file=sys.stderr)
        if len(broken) > SHOWN_LINES:
            print(f"newsmatter: and {len(broken) - SHOWN_LINES} more files can't be read; scrapy lint names them", file=sys.stderr)
        yield library


def content_folder(path: Path, settings: BaseSettings) -> Path:
    """The content folder that a file or folder belongs to: the nearest around it that is remembered, OUTPUT_DIR, or itself."""
    own, output = path if path.is_dir() else path.parent, Path(settings["OUTPUT_DIR"])
    whole = own.resolve()
    for level, folder in enumerate((whole, *whole.parents)):
        if folder == output.resolve():
            return output
        if state_path(Path(settings["STATE_DIR"]), folder).exists():
            return folder if level else own
    return own


def copy_of(path: Path) -> State:
    """A copy of a state in memory, for a run that writes nothing; an older one counts as none."""
    state = State(Path(":memory:"), TABLES)
    if path.exists():
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as source:
            if version_of(source, path) == VERSION:
                source.backup(state.db)
        state.db.executescript("".join(f"{table};" for table in TABLES))
    return state


def folder_of(crawler: Crawler) -> Folder:
    """The run's folder.

    :raises ConfigError: EXTENSIONS doesn't name it.
    """
    folder = crawler.get_extension(Folder)
    if folder is None:
        raise ConfigError("EXTENSIONS must name crawler.folder.Folder: the export stage writes through it")
    return folder
