"""How feeds, sitemaps and list pages answered: their validators for the next request, and when a source is due again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.state import State

TABLES = (
    """CREATE TABLE IF NOT EXISTS lists (
        url TEXT PRIMARY KEY,
        source TEXT NOT NULL, kind TEXT NOT NULL,  -- what its last answer was: feed, sitemap, page
        asked TEXT NOT NULL, status INTEGER NOT NULL,
        etag TEXT, modified TEXT,
        made_with TEXT NOT NULL,               -- of what the answer was read with: another reader asks anew
        parent TEXT, changed TEXT,             -- the list that names it, and when it says that it changed
        found INTEGER NOT NULL DEFAULT 0,      -- articles in its last answer of status 200
        fails INTEGER NOT NULL DEFAULT 0       -- in a row
    ) WITHOUT ROWID""",
)


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """The last answer of a list."""

    kind: str
    asked: datetime
    status: int
    etag: str | None
    modified: str | None
    made_with: str
    parent: str | None = None
    changed: str | None = None
    found: int = 0
    fails: int = 0


class ListsMemory:
    """Queries on the table above."""

    def __init__(self, state: State) -> None:
        self._db = state.db
        self._db.executescript("".join(f"{table};" for table in TABLES))

    def get(self, url: str) -> ListAnswer | None:
        row = self._db.execute(
            "SELECT kind, asked, status, etag, modified, made_with, parent, changed, found, fails FROM lists WHERE url = ?", (url,)
        ).fetchone()
        return ListAnswer(row[0], datetime.fromisoformat(row[1]), *row[2:]) if row else None

    def read(self, url: str, source: str, answer: ListAnswer) -> None:
        """The list was read."""
        validators = (answer.etag, answer.modified, answer.made_with)
        self._db.execute(
            "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (url, source, answer.kind, _text(answer.asked), answer.status, *validators, answer.parent, answer.changed, answer.found, 0),
        )

    def children(self, parent: str) -> list[tuple[str, str]]:
        """(address, kind) of the lists that a list named without saying when they changed: it may be the same and they are not."""
        return self._db.execute("SELECT url, kind FROM lists WHERE parent = ? AND changed IS NULL ORDER BY url", (parent,)).fetchall()

    def unchanged(self, url: str, asked: datetime) -> None:
        """It answered "not modified"."""
        self._db.execute("UPDATE lists SET asked = ?, status = 304, fails = 0 WHERE url = ?", (_text(asked), url))

    def failed(self, url: str, source: str, kind: str, status: int, asked: datetime) -> None:
        """It gave nothing; its validators stay, so that a passing fault costs nothing."""
        self._db.execute(
            "INSERT INTO lists (url, source, kind, asked, status, made_with, fails) VALUES (?, ?, ?, ?, ?, '', 1) "
            "ON CONFLICT (url) DO UPDATE SET asked = excluded.asked, status = excluded.status, fails = fails + 1",
            (url, source, kind, _text(asked), status),
        )


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
