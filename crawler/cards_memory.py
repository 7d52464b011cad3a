"""What the edition remembers of a content folder: a card for each file, who holds which term in which week, who is like whom, and which
files it still has to look at.

All of it is a cache: a file is read again when its size or time differs, and everything is read again when the cache is gone.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crawler.frontmatter import FrontMatterError, read
from crawler.state import State
from crawler.walk import content_files

TABLES = (
    "CREATE TABLE IF NOT EXISTS edition_articles (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, "
    "mtime INTEGER NOT NULL, at INTEGER, gist TEXT, card TEXT)",  # without the last three: a file that takes no part
    "CREATE INDEX IF NOT EXISTS edition_articles_at ON edition_articles (at)",
    "CREATE TABLE IF NOT EXISTS edition_weeks (week INTEGER PRIMARY KEY, articles INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS edition_terms (week INTEGER, term TEXT, held INTEGER NOT NULL, holders BLOB NOT NULL, "
    "PRIMARY KEY (week, term)) WITHOUT ROWID",  # by week first: what a look-up reads stands close together, however long the archive
    "CREATE TABLE IF NOT EXISTS edition_likes (number INTEGER, other INTEGER, likeness INTEGER NOT NULL, "
    "PRIMARY KEY (number, other)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS edition_pending (number INTEGER PRIMARY KEY, moved INTEGER NOT NULL, due INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS edition_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_MORE = "ON CONFLICT DO UPDATE SET moved = max(moved, excluded.moved), due = max(due, excluded.due)"


class Gist(NamedTuple):
    """What of a file makes it like another: seconds since 1970, the publisher, terms and their weights."""

    at: int
    provider: str
    terms: Mapping[str, int]


class Made(NamedTuple):
    """A file's gist, and its card as a text."""

    gist: Gist
    card: str


class Moved(NamedTuple):
    """A file whose gist is another than before; None: it takes no part."""

    number: int
    before: Gist | None
    after: Gist | None


Maker = Callable[[str, Mapping[str, Any], str], Made | None]
"""Path below the folder, record and body -> gist and card, or None for a file that takes no part."""


class CardsMemory:
    """The edition's tables of one content folder's state. Files have numbers here, which mean nothing elsewhere."""

    def __init__(self, state: State, folder: Path, make: Maker) -> None:
        self.state = state
        self.folder = folder
        self.make = make
        self.read = 0  # files that were new or changed
        state.db.executescript("".join(f"{table};" for table in TABLES))

    # ---- files

    def refresh(self) -> Iterator[Moved]:
        """Bring the cards up to date with the folder; every file with another card is pending then. Within a transaction."""
        db = self.state.db
        known = {path: (size, mtime) for path, size, mtime in db.execute("SELECT path, size, mtime FROM edition_articles")}
        for file in content_files(self.folder) if self.folder.is_dir() else ():
            path = file.relative_to(self.folder).as_posix()
            try:
                status = file.stat()
            except OSError:
                continue
            if known.pop(path, None) != (status.st_size, status.st_mtime_ns):
                self.read += 1
                yield from self._look(path, status)
        for path in known:
            number, before, _ = self._stands(path)
            if before is not None:
                yield Moved(number, before, None)
            db.execute("DELETE FROM edition_articles WHERE number = ?", (number,))

    def _look(self, path: str, status: os.stat_result) -> Iterator[Moved]:
        made = self._made(path)
        number, before, card = self._stands(path)
        after, text = made or (None, None)
        if not number:
            query = "INSERT INTO edition_articles (path, size, mtime) VALUES (?, 0, 0) RETURNING number"
            number = int(self.state.db.execute(query, (path,)).fetchone()[0])
        self._put(number, status, made)
        if before != after:
            yield Moved(number, before, after)
        if made is not None and (before, card) != (after, text):
            self.pend([number], moved=before != after)

    def look(self, path: str) -> None:
        """Read one file again after it was written; it isn't pending for that. Another gist is left to the next ``refresh``."""
        status = (self.folder / path).stat()
        made = self._made(path)
        number, before, _ = self._stands(path)
        if made is not None and made.gist == before:
            self._put(number, status, made)

    def _put(self, number: int, status: os.stat_result, made: Made | None) -> None:
        gist = _dumped((made.gist.provider, made.gist.terms)) if made else None
        values = (status.st_size, status.st_mtime_ns, made.gist.at if made else None, gist, made.card if made else None, number)
        self.state.db.execute("UPDATE edition_articles SET size = ?, mtime = ?, at = ?, gist = ?, card = ? WHERE number = ?", values)

    def _made(self, path: str) -> Made | None:
        try:
            document = read((self.folder / path).read_bytes())
        except (OSError, FrontMatterError):
            return None
        return self.make(path, document.record, document.body)

    def _stands(self, path: str) -> tuple[int, Gist | None, str | None]:
        """A file's number (0: unknown), gist and card as we last saw it."""
        found = self.state.db.execute("SELECT number, at, gist, card FROM edition_articles WHERE path = ?", (path,)).fetchone()
        return (found[0], _gist(found[1], found[2]), found[3]) if found else (0, None, None)

    def card(self, number: int) -> str:
        return str(self.state.db.execute("SELECT card FROM edition_articles WHERE number = ?", (number,)).fetchone()[0])

    def gist(self, number: int) -> Gist:
        found = _gist(*self.state.db.execute("SELECT at, gist FROM edition_articles WHERE number = ?", (number,)).fetchone())
        assert found is not None
        return found

    def between(self, first: int, last: int) -> list[int]:
        """The files of the seconds from the first until before the last."""
        return [row[0] for row in self.state.db.execute("SELECT number FROM edition_articles WHERE at >= ? AND at < ?", (first, last))]

    # ---- terms

    def articles(self, week: int) -> int:
        found = self.state.db.execute("SELECT articles FROM edition_weeks WHERE week = ?", (week,)).fetchone()
        return int(found[0]) if found else 0

    def count(self, week: int, articles: int) -> None:
        self.state.db.execute("INSERT OR REPLACE INTO edition_weeks VALUES (?, ?)", (week, articles))

    def held(self, week: int, term: str, most: int) -> tuple[int, Sequence[int] | None]:
        """How many of a week's files hold a term; and which, where they are not more than ``most``."""
        query = "SELECT held, CASE WHEN held <= ? THEN holders END FROM edition_terms WHERE week = ? AND term = ?"
        found = self.state.db.execute(query, (most, week, term)).fetchone()
        return (0, ()) if found is None else (found[0], None if found[1] is None else array("I", found[1]))

    def hold(self, week: int, term: str, holders: array[int]) -> None:
        query = "INSERT OR REPLACE INTO edition_terms VALUES (?, ?, ?, ?)"
        if not holders:
            query = "DELETE FROM edition_terms WHERE week = ? AND term = ?"
        self.state.db.execute(query, (week, term, len(holders), holders.tobytes()) if holders else (week, term))

    # ---- likes

    def likes(self, number: int) -> dict[int, int]:
        """The fellows of a file and how alike they are."""
        return dict(self.state.db.execute("SELECT other, likeness FROM edition_likes WHERE number = ?", (number,)))

    def like(self, number: int, likes: Mapping[int, int]) -> None:
        """These are a file's fellows, and it is theirs; whoever has or had one is due."""
        before = self.likes(number)
        if before or likes:
            self.pend([number, *before], moved=False)
        if likes == before:
            return
        gone = before.keys() - likes.keys()
        self.state.db.executemany("DELETE FROM edition_likes WHERE number = ? AND other = ?", _both((number, other) for other in gone))
        rows = [row for other, like in likes.items() for row in ((number, other, like), (other, number, like))]
        self.state.db.executemany("INSERT OR REPLACE INTO edition_likes VALUES (?, ?, ?)", rows)

    # ---- what is still to do

    def pend(self, numbers: Iterable[int], *, moved: bool, due: bool = True) -> None:
        """Mark files: ``moved``: whom they are like has to be seen anew; ``due``: a finished edition has not seen them as they are."""
        query = f"INSERT INTO edition_pending VALUES (?, ?, ?) {_MORE}"
        self.state.db.executemany(query, ((number, moved, due) for number in numbers))

    def pend_all(self, since: int = 0, *, moved: bool) -> None:
        """All files from an instant on."""
        query = f"INSERT INTO edition_pending SELECT number, ?, 1 FROM edition_articles WHERE at >= ? {_MORE}"
        self.state.db.execute(query, (moved, since))

    def moved(self) -> list[int]:
        """In the order of time."""
        return self._pending("moved")

    def due(self) -> list[int]:
        """In the order of time."""
        return self._pending("due")

    def _pending(self, which: str) -> list[int]:
        query = f"SELECT number FROM edition_pending JOIN edition_articles USING (number) WHERE {which} ORDER BY at, path"
        return [row[0] for row in self.state.db.execute(query)]

    def placed(self) -> None:
        """Whom they are like is known of all."""
        self.state.db.execute("DELETE FROM edition_pending WHERE NOT due")
        self.state.db.execute("UPDATE edition_pending SET moved = 0 WHERE moved")

    def settle(self, numbers: Iterable[int]) -> None:
        """These files are done."""
        self.state.db.executemany("DELETE FROM edition_pending WHERE number = ?", ((number,) for number in numbers))

    # ---- the whole

    def fact(self, name: str) -> str | None:
        found = self.state.db.execute("SELECT value FROM edition_facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_fact(self, name: str, value: str) -> None:
        self.state.db.execute("INSERT OR REPLACE INTO edition_facts VALUES (?, ?)", (name, value))

    def forget_cards(self) -> None:
        """Read every file again."""
        for table in ("articles", "weeks", "terms", "likes", "pending"):
            self.state.db.execute(f"DELETE FROM edition_{table}")


def _both(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for one, other in pairs:
        yield from ((one, other), (other, one))


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _gist(at: int | None, text: str | None) -> Gist | None:
    return None if at is None or text is None else Gist(at, *json.loads(text))
