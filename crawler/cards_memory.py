"""What the edition remembers of a content folder: a card for each file, and which days it still has to look at.

The cards are a cache: a file is read again when its size or time differs, and everything is read again when the cache is gone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crawler.frontmatter import FrontMatterError, read
from crawler.state import State
from crawler.walk import content_files

TABLES = (
    "CREATE TABLE IF NOT EXISTS edition_cards (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, "
    "day INTEGER, card TEXT) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS edition_cards_day ON edition_cards (day)",
    "CREATE TABLE IF NOT EXISTS edition_touched (day INTEGER PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS edition_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
NOWHERE = -1  # the day of a file that has no card


class Made(NamedTuple):
    """A file's card as a text, and the day (since 1970) it is filed under."""

    day: int
    card: str


Maker = Callable[[str, Mapping[str, Any], str], Made | None]
"""Path below the folder, record and body -> card, or None for a file that takes no part."""


class CardsMemory:
    """The edition's tables of one content folder's state."""

    def __init__(self, state: State, folder: Path, make: Maker) -> None:
        self.state = state
        self.folder = folder
        self.make = make
        state.db.executescript("".join(f"{table};" for table in TABLES))

    def refresh(self) -> int:
        """Bring the cards up to date with the folder; how many files were read. Days with a new, changed or lost card are touched."""
        known = {path: (size, mtime) for path, size, mtime in self.state.db.execute("SELECT path, size, mtime FROM edition_cards")}
        number = 0
        with self.state.transaction():
            for file in content_files(self.folder) if self.folder.is_dir() else ():
                path = file.relative_to(self.folder).as_posix()
                try:
                    status = file.stat()
                except OSError:
                    continue
                if known.pop(path, None) != (status.st_size, status.st_mtime_ns):
                    self._look(path, file, status)
                    number += 1
            for path in known:
                self._touch(self._day(path))
                self.state.db.execute("DELETE FROM edition_cards WHERE path = ?", (path,))
        return number

    def look(self, path: str) -> None:
        """Read one file again after it was written; its day isn't touched."""
        file = self.folder / path
        self._look(path, file, file.stat(), touch=False)

    def _look(self, path: str, file: Path, status: os.stat_result, *, touch: bool = True) -> None:
        made = self._made(path, file)
        before = self.state.db.execute("SELECT day, card FROM edition_cards WHERE path = ?", (path,)).fetchone()
        after = made or Made(NOWHERE, "")
        if touch and before != tuple(after):
            self._touch(before[0] if before else NOWHERE)
            self._touch(after.day)
        self.state.db.execute(
            "INSERT OR REPLACE INTO edition_cards VALUES (?, ?, ?, ?, ?)", (path, status.st_size, status.st_mtime_ns, after.day, after.card)
        )

    def _made(self, path: str, file: Path) -> Made | None:
        try:
            document = read(file.read_bytes())
        except (OSError, FrontMatterError):
            return None
        return self.make(path, document.record, document.body)

    def _day(self, path: str) -> int:
        found = self.state.db.execute("SELECT day FROM edition_cards WHERE path = ?", (path,)).fetchone()
        return int(found[0]) if found else NOWHERE

    def _touch(self, day: int) -> None:
        if day != NOWHERE:
            self.state.db.execute("INSERT OR IGNORE INTO edition_touched VALUES (?)", (day,))

    def touch(self, since: int | None = None) -> None:
        """Touch every day from one on, or all."""
        least = NOWHERE if since is None else since - 1
        self.state.db.execute("INSERT OR IGNORE INTO edition_touched SELECT DISTINCT day FROM edition_cards WHERE day > ?", (least,))

    def touched(self) -> set[int]:
        """Days that a finished edition has not seen as they are now."""
        return {int(row[0]) for row in self.state.db.execute("SELECT day FROM edition_touched")}

    def settle(self, days: Iterable[int]) -> None:
        """These days are done."""
        self.state.db.executemany("DELETE FROM edition_touched WHERE day = ?", [(day,) for day in days])

    def cards(self, ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
        """The cards of days from the first to the second of each pair, in the order of paths within a pair."""
        for first, last in ranges:
            query = "SELECT card FROM edition_cards WHERE day BETWEEN ? AND ? ORDER BY path"
            yield from (row[0] for row in self.state.db.execute(query, (max(first, 0), last)))

    def fact(self, name: str) -> str | None:
        found = self.state.db.execute("SELECT value FROM edition_facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_fact(self, name: str, value: str) -> None:
        self.state.db.execute("INSERT OR REPLACE INTO edition_facts VALUES (?, ?)", (name, value))

    def forget_cards(self) -> None:
        """Read every file again."""
        self.state.db.execute("DELETE FROM edition_cards")
