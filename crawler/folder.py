"""The content folder of one run: its lock, state and library, opened when a stage or spider first asks, closed at the end.

Scrapy extension; others reach it by ``crawler.get_extension(Folder)``.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler import clock, gone
from crawler.articles_memory import TABLES, Answer, ArticlesMemory
from crawler.exceptions import ConfigError, OutputError
from crawler.library import Library, make_folder
from crawler.lock import FolderLock
from crawler.signals import page_ended
from crawler.state import State, state_path
from crawler.version import VERSION


class Folder:
    """Lock, memory and library of ``OUTPUT_DIR``."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        self.dry_run: bool = settings.getbool("DRY_RUN")
        self.resurrect: bool = settings.getbool("RESURRECT")
        self.made_with = f"{VERSION} body={settings['BODY']} keys={','.join(sorted(settings.getlist('EXTRA_KEYS')))}"
        self._validators: dict[str, tuple[str | None, str | None]] = {}
        self._library: Library | None = None
        self._lock: FolderLock | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Folder:
        folder = cls(crawler)
        crawler.signals.connect(folder.response_received, signals.response_received)
        crawler.signals.connect(folder.page_ended, page_ended)
        crawler.signals.connect(folder.close, signals.engine_stopped)
        return folder

    @property
    def library(self) -> Library:
        """The folder's library; the first use locks the folder and looks it over.

        :raises Locked: another run is writing to it.
        """
        if self._library is None:
            self._library = self._open()
        return self._library

    def _open(self) -> Library:
        settings = self.crawler.settings
        folder = Path(settings["OUTPUT_DIR"])
        self.policy = gone.Policy.of(settings["ON_GONE"], settings.get("GONE_CONFIRMATIONS"))
        path = state_path(Path(settings["STATE_DIR"]), folder)
        if self.dry_run:
            state = copy_of(path)
        else:
            make_folder(folder)
            self._lock = FolderLock(folder, path.with_suffix(".lock"))
            state = State(path, TABLES)
        for note in state.notes:
            print(f"newsmatter: {note}", file=sys.stderr)
        return Library(folder, ArticlesMemory(state), clock.now(), dry_run=self.dry_run)

    def response_received(self, response: Response, request: Request) -> None:
        """Keep a page's validators until its article is written."""
        asked = request.cb_kwargs.get("asked")
        if asked and response.status == 200:
            etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
            self._validators[asked] = (etag.decode("latin-1") if etag else None, modified.decode("latin-1") if modified else None)

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

    def close(self) -> None:
        if self._library is not None:
            if self.dry_run:
                sys.stdout.writelines(self._library.diffs())
                sys.stdout.flush()
            self._library.memory.state.close()
        if self._lock is not None:
            self._lock.release()


def copy_of(path: Path) -> State:
    """A copy of a state in memory, for a run that writes nothing."""
    state = State(Path(":memory:"), TABLES)
    if path.exists():
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)) as source:
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
