"""What is remembered of pictures: their measured sizes, which articles show them, and what each article was given.

A picture is known by its address, a page by ``page_key`` of its own address, a publisher by its domain.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TABLES = (
    """CREATE TABLE IF NOT EXISTS picture (
        url TEXT PRIMARY KEY, format TEXT, width INTEGER, height INTEGER,
        reason TEXT, stored TEXT, expires INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS picture_sighting (
        publisher TEXT NOT NULL, picture TEXT NOT NULL, article TEXT NOT NULL, story TEXT NOT NULL,
        PRIMARY KEY (publisher, picture, article)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS picture_choice (
        article TEXT PRIMARY KEY, web TEXT NOT NULL, publisher TEXT NOT NULL, story TEXT NOT NULL,
        candidates TEXT NOT NULL, chosen TEXT NOT NULL, told TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS site_manifest (url TEXT PRIMARY KEY, icons TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A picture's measure, or the ``reason`` why it has none; ``stored``: the path of our copy, "-" where there can't be one."""

    format: str = ""
    width: int = 0
    height: int = 0
    reason: str = ""
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an article could have shown, what it is to show, and what the last writer was told (lists of addresses).

    ``web``: ``page_key`` of the address under which readers find the page.
    """

    article: str
    web: str
    publisher: str
    story: str
    candidates: tuple[str, ...]
    chosen: tuple[str, ...]
    told: tuple[str, ...]


class ImageMemory:
    """Queries over the tables above; times are Unix seconds."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def find(self, url: str, now: float) -> Known | None:
        """What is known of a picture and has not expired."""
        row = self.db.execute(
            "SELECT format, width, height, reason, stored FROM picture WHERE url = ? AND expires > ?", (url, int(now))
        ).fetchone()
        return Known(*(value or kind() for value, kind in zip(row, (str, int, int, str, str), strict=True))) if row else None

    def keep(self, url: str, known: Known, expires: float) -> None:
        """Remember a measure or a failure until ``expires``."""
        row = (url, known.format, known.width, known.height, known.reason, known.stored, int(expires))
        self.db.execute("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def manifest(self, url: str, now: float) -> list[str] | None:
        """The icons of a site's manifest that was read and has not expired."""
        row = self.db.execute("SELECT icons FROM site_manifest WHERE url = ? AND expires > ?", (url, int(now))).fetchone()
        return list(json.loads(row[0])) if row else None

    def keep_manifest(self, url: str, icons: Iterable[str], expires: float) -> None:
        """Remember a manifest's icons, none for one that can't be had, until ``expires``."""
        self.db.execute("INSERT OR REPLACE INTO site_manifest VALUES (?, ?, ?)", (url, json.dumps(list(icons)), int(expires)))

    def sweep(self, now: float) -> None:
        """Forget what has expired."""
        self.db.execute("DELETE FROM picture WHERE expires <= ?", (int(now),))
        self.db.execute("DELETE FROM site_manifest WHERE expires <= ?", (int(now),))

    def see(self, publisher: str, picture: str, article: str, story: str) -> None:
        """Note that an article shows a picture; ``story``: what tells it from others, whatever its address."""
        self.db.execute("INSERT OR REPLACE INTO picture_sighting VALUES (?, ?, ?, ?)", (publisher, picture, article, story))

    def stories(self, publisher: str, picture: str, most: int) -> int:
        """On how many stories of a publisher a picture was seen; counts no further than ``most``."""
        query = "SELECT count(*) FROM (SELECT DISTINCT story FROM picture_sighting WHERE publisher = ? AND picture = ? LIMIT ?)"
        return int(self.db.execute(query, (publisher, picture, most)).fetchone()[0])

    def showing(self, publisher: str, picture: str) -> list[str]:
        """The articles of a publisher on which a picture was seen."""
        query = "SELECT article FROM picture_sighting WHERE publisher = ? AND picture = ? ORDER BY article"
        return [article for (article,) in self.db.execute(query, (publisher, picture))]

    def choose(self, choice: Choice) -> None:
        """Remember what an article could show, is to show, and was told."""
        lists = (json.dumps(part) for part in (choice.candidates, choice.chosen, choice.told))
        values = (choice.article, choice.web, choice.publisher, choice.story, *lists)
        self.db.execute("INSERT OR REPLACE INTO picture_choice VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def choice(self, article: str) -> Choice | None:
        """What was chosen for an article."""
        found = self.db.execute("SELECT * FROM picture_choice WHERE article = ?", (article,))
        return next(_choices(found), None)

    def untold(self) -> list[Choice]:
        """Choices that changed after their article was written."""
        return list(_choices(self.db.execute("SELECT * FROM picture_choice WHERE chosen != told ORDER BY article")))


def _choices(rows: Iterable[tuple[str, str, str, str, str, str, str]]) -> Iterator[Choice]:
    for article, web, publisher, story, candidates, chosen, told in rows:
        yield Choice(article, web, publisher, story, *(tuple(json.loads(part)) for part in (candidates, chosen, told)))
