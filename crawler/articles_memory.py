"""What is remembered of each article: its file, its addresses, what we last wrote, how its page answered.

A row is one article of the content folder. ``path`` is relative to the folder, with ``/``. ``present``: the file stood there
when the folder was last looked at. ``removed``: the day on which we saw that a person had taken the file away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from crawler.state import State

TABLES = (
    """CREATE TABLE IF NOT EXISTS articles (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        present INTEGER NOT NULL DEFAULT 0,
        size INTEGER, mtime INTEGER,           -- of the file when its head was last read; nanoseconds
        removed TEXT,                          -- tombstone: the day
        original TEXT, published TEXT,         -- originalUrl and publishedDateTime as they stand in the file
        written TEXT, body TEXT,               -- what we last wrote: the record as JSON, a hash of the body
        pending TEXT, pending_body TEXT,       -- what we are about to write; left over only by a killed run
        rank TEXT,                             -- of the address whose answer was written last (library.rank_of)
        etag TEXT, modified TEXT, fetched TEXT, made_with TEXT,
        status INTEGER, gone INTEGER NOT NULL DEFAULT 0, gone_day TEXT,
        unpublished TEXT,                      -- what `published` would say if ON_GONE did not hold it, as JSON
        preset TEXT NOT NULL DEFAULT '',       -- with which the file was last written
        broken TEXT                            -- why the file can't be read, as a sentence
    )""",
    "CREATE INDEX IF NOT EXISTS articles_path ON articles (path)",
    """CREATE TABLE IF NOT EXISTS addresses (
        key TEXT NOT NULL,                     -- identity.article_key
        article INTEGER NOT NULL,
        how TEXT NOT NULL,                     -- "file": stands in its front matter; "seen": a page of it was found there
        PRIMARY KEY (key, article)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS addresses_article ON addresses (article)",
    """CREATE TABLE IF NOT EXISTS made (
        article INTEGER PRIMARY KEY,           -- whose file a run made that has not come to its end
        stem TEXT NOT NULL,                    -- the name that it would have alone
        rank TEXT NOT NULL                     -- of its address, whole
    )""",
    "CREATE TABLE IF NOT EXISTS folder (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """One article, as it is remembered."""

    id: int
    path: str
    present: bool
    size: int | None
    mtime: int | None
    removed: str | None
    original: str | None
    published: str | None
    written: dict[str, Any] | None
    body: str | None
    pending: dict[str, Any] | None
    pending_body: str | None
    rank: tuple[bool, str] | None
    etag: str | None
    modified: str | None
    fetched: str | None
    made_with: str | None
    status: int | None
    gone: int
    gone_day: str | None
    unpublished: str | None
    preset: str
    broken: str | None


class Seen(NamedTuple):
    """A file as it was when its head was last read."""

    id: int
    size: int
    mtime: int


class Answer(NamedTuple):
    """How a page answered: its validators for the next request, and what the record was made with."""

    at: datetime
    etag: str | None = None
    modified: str | None = None
    made_with: str = ""


CACHE_KIB = 32 * 1024  # SQLite's own 2 MiB make a survey of many files crawl through the disk
_COLUMNS = ", ".join(Remembered.__slots__)
_JSON = ("written", "pending", "rank")


class ArticlesMemory:
    """Queries on the tables above; every change is committed at once unless it stands in ``state.transaction()``."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._db = state.db
        self._db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    # --- finding ---------------------------------------------------------------
    def files(self) -> dict[str, Seen]:
        """The present files by their path."""
        rows = self._db.execute("SELECT path, id, size, mtime FROM articles WHERE present = 1 AND size IS NOT NULL")
        return {path: Seen(*seen) for path, *seen in rows}

    def of_address(self, key: str) -> Remembered | None:
        """The article of an address: one that has its file before one that has none."""
        found = self._db.execute(
            "SELECT article FROM addresses JOIN articles ON articles.id = article WHERE key = ? ORDER BY present DESC, removed IS NULL, article LIMIT 1",  # noqa: E501
            (key,),
        ).fetchone()
        return self.get(found[0]) if found else None

    def at(self, path: str) -> Remembered | None:
        """The article whose file is, or last was, at a path."""
        return self._one("path = ? ORDER BY present DESC, id DESC LIMIT 1", path)

    def get(self, article: int) -> Remembered | None:
        return self._one("id = ?", article)

    def _one(self, where: str, value: object) -> Remembered | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM articles WHERE {where}", (value,)).fetchone()
        return _remembered(row) if row else None

    def present(self) -> Iterator[Remembered]:
        """Every article that has its file, by path; a row at a time."""
        for (path,) in self._db.execute("SELECT path FROM articles WHERE present = 1 ORDER BY path").fetchall():
            if row := self.at(path):
                yield row

    def unlike(self, preset: str) -> set[str]:
        """The paths of files that were written with another preset, or that ON_GONE holds."""
        found = "SELECT path FROM articles WHERE present = 1 AND written IS NOT NULL AND (preset != ? OR unpublished IS NOT NULL)"
        return {path for (path,) in self._db.execute(found, (preset,))}

    def missing_from(self, key: str, gone: Mapping[int, str]) -> int | None:
        """The article among ``gone`` that has this address."""
        rows = self._db.execute("SELECT article FROM addresses WHERE key = ? ORDER BY how, article", (key,))
        return next((article for (article,) in rows if article in gone), None)

    def addresses(self, article: int) -> list[tuple[str, str]]:
        """(key, how) of an article's addresses."""
        return self._db.execute("SELECT key, how FROM addresses WHERE article = ? ORDER BY how, key", (article,)).fetchall()

    def counts(self) -> dict[str, int]:
        """How many articles there are, by what became of their file."""
        row = self._db.execute(
            "SELECT count(*), coalesce(sum(present), 0), count(removed), coalesce(sum(gone > 0), 0) FROM articles"
        ).fetchone()
        return dict(zip(("articles", "present", "removed", "gone"), row, strict=True))

    # --- files -----------------------------------------------------------------
    def add(self, path: str) -> int:
        """A new row for a path."""
        return int(self._db.execute("INSERT INTO articles (path) VALUES (?) RETURNING id", (path,)).fetchone()[0])

    def move(self, article: int, path: str) -> None:
        """The article's file is at another path now."""
        self._db.execute("UPDATE articles SET path = ? WHERE id = ?", (path, article))

    def look(self, article: int, size: int, mtime: int, original: str | None, published: str | None, keys: Iterable[str]) -> None:
        """What a file's head says; a file that is there again has no tombstone any more."""
        self._db.execute(
            "UPDATE articles SET present = 1, removed = NULL, size = ?, mtime = ?, original = ?, published = ? WHERE id = ?",
            (size, mtime, original, published, article),
        )
        self._db.execute("UPDATE addresses SET how = 'seen' WHERE article = ? AND how = 'file'", (article,))
        self._db.executemany("INSERT OR REPLACE INTO addresses VALUES (?, ?, 'file')", [(key, article) for key in keys])

    def learn(self, article: int, keys: Iterable[str]) -> None:
        """Remember addresses at which a page of the article was found."""
        known = self._db.execute("SELECT key FROM addresses WHERE article = ?", (article,)).fetchall()
        if new := [key for key in keys if (key,) not in known]:
            self._db.executemany("INSERT OR IGNORE INTO addresses VALUES (?, ?, 'seen')", [(key, article) for key in new])

    def lose(self, article: int, removed: str | None) -> None:
        """The file isn't there; ``removed`` is the day if a person took it away."""
        self._db.execute("UPDATE articles SET present = 0, removed = ? WHERE id = ?", (removed, article))

    def resurrect(self, article: int) -> None:
        """The article may have a file again."""
        self._db.execute("UPDATE articles SET removed = NULL WHERE id = ?", (article,))

    def find_broken(self, article: int, sentence: str | None) -> None:
        """Why the file can't be read, None if it can."""
        self._db.execute("UPDATE articles SET broken = ? WHERE id = ?", (sentence, article))

    def broken(self) -> list[str]:
        """A sentence for each file that can't be read, by its path."""
        rows = self._db.execute("SELECT broken FROM articles WHERE present = 1 AND broken IS NOT NULL ORDER BY path")
        return [sentence for (sentence,) in rows]

    # --- what we write ------------------------------------------------------------
    def intend(self, article: int, written: Mapping[str, Any], body: str | None, unpublished: str | None = None) -> None:
        """What is about to be written, so that a killed run's file is known as ours."""
        self._db.execute(
            "UPDATE articles SET pending = ?, pending_body = ?, unpublished = coalesce(?, unpublished) WHERE id = ?",
            (_dumped(written), body, unpublished, article),
        )

    def settle(
        self,
        article: int,
        written: Mapping[str, Any],
        body: str | None,
        rank: tuple[bool, str] | None,
        preset: str = "",
        unpublished: str | None = None,
    ) -> None:
        """What stands in the file now of ours."""
        self._db.execute(
            "UPDATE articles SET written = ?, body = ?, pending = NULL, pending_body = NULL, rank = coalesce(?, rank), preset = ?, "
            "unpublished = ? WHERE id = ?",
            (_dumped(written), body, json.dumps(rank) if rank else None, preset, unpublished, article),
        )

    # --- files of a run that has not come to its end -----------------------------------
    def make(self, article: int, stem: str, rank: tuple[bool, str, str]) -> None:
        """A run made the article's file."""
        self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", (article, stem, json.dumps(rank)))

    def made(self) -> list[tuple[int, str, str, tuple[bool, str, str]]]:
        """(article, path, stem, rank) of the files that a killed run made and that are still there."""
        rows = self._db.execute("SELECT id, path, stem, made.rank FROM made JOIN articles ON articles.id = article WHERE present = 1")
        return [(article, path, stem, tuple(json.loads(rank))) for article, path, stem, rank in rows]

    def finish(self) -> None:
        """The run has come to its end: what it made keeps its name."""
        self._db.execute("DELETE FROM made")

    # --- how pages answered ---------------------------------------------------------
    def answered(self, article: int, status: int, answer: Answer) -> None:
        """A page was there; 304 leaves the validators as they are."""
        self._db.execute(
            "UPDATE articles SET status = ?, fetched = ?, gone = 0, gone_day = NULL WHERE id = ?", (status, answer.at.isoformat(), article)
        )
        if status != 304:
            self._db.execute(
                "UPDATE articles SET etag = ?, modified = ?, made_with = ? WHERE id = ?",
                (answer.etag, answer.modified, answer.made_with, article),
            )

    def vanished(self, article: int, status: int, day: str) -> int:
        """A page was gone (404, 410); on how many days in a row that was seen."""
        self._db.execute(
            "UPDATE articles SET status = ?, gone = gone + (gone_day IS NOT ?), gone_day = ? WHERE id = ?", (status, day, day, article)
        )
        return int(self._db.execute("SELECT gone FROM articles WHERE id = ?", (article,)).fetchone()[0])

    # --- the folder --------------------------------------------------------------------
    def fact(self, name: str) -> str | None:
        """Something remembered of the whole folder."""
        row = self._db.execute("SELECT value FROM folder WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (name, value))

    def forget(self) -> None:
        """Forget every article."""
        with self.state.transaction() as db:
            for table in ("articles", "addresses", "folder", "made"):
                db.execute(f"DELETE FROM {table}")


def _dumped(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _remembered(row: tuple[Any, ...]) -> Remembered:
    values = dict(zip(Remembered.__slots__, row, strict=True))
    values["present"] = bool(values["present"])
    for name in _JSON:
        if values[name] is not None:
            values[name] = json.loads(values[name])
    if values["rank"] is not None:
        values["rank"] = (bool(values["rank"][0]), str(values["rank"][1]))
    return Remembered(**values)
