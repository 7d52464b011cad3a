"""What is remembered of hosts, for all crawls together: their robots.txt, and which of them asked to be left alone.

``hosts.sqlite`` in STATE_DIR, a cache: it may be deleted at any time. Times are aware; the tables hold Unix seconds. What was
answered through one proxy says nothing of another (``via``): limits are set to the address that asks.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.state import State

logger = logging.getLogger(__name__)

NAME = "hosts.sqlite"
TABLES = (
    """CREATE TABLE IF NOT EXISTS robots (
        via TEXT NOT NULL, origin TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
        fetched INTEGER NOT NULL, expires INTEGER NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
        PRIMARY KEY (via, origin)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS rest (
        via TEXT NOT NULL, host TEXT NOT NULL, until REAL NOT NULL, reason TEXT NOT NULL, times INTEGER NOT NULL,
        PRIMARY KEY (via, host)
    ) WITHOUT ROWID""",
)


@dataclass(frozen=True, slots=True)
class Robots:
    """The last robots.txt that an origin (scheme, host, port) gave: ``status`` 200 with its ``body``, or a 4xx without one."""

    origin: str
    status: int
    body: bytes = field(repr=False)
    fetched: datetime
    expires: datetime
    etag: str = ""
    modified: str = ""


class HostsMemory:
    """Queries over the tables above."""

    def __init__(self, db: sqlite3.Connection, via: str = "") -> None:
        self.db = db
        self.via = via

    def robots(self, origin: str) -> Robots | None:
        """The last robots.txt of an origin, however old."""
        query = "SELECT status, body, fetched, expires, etag, modified FROM robots WHERE via = ? AND origin = ?"
        row = self.db.execute(query, (self.via, origin)).fetchone()
        if row is None:
            return None
        status, body, fetched, expires, etag, modified = row
        return Robots(origin, status, body, _at(fetched), _at(expires), etag, modified)

    def keep_robots(self, robots: Robots) -> None:
        """Remember an origin's robots.txt in place of the one before."""
        times = (int(robots.fetched.timestamp()), int(robots.expires.timestamp()))
        row = (self.via, robots.origin, robots.status, robots.body, *times, robots.etag, robots.modified)
        self._write("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def resting(self, host: str, now: datetime) -> datetime | None:
        """Until when a host is to be left alone; None where it may be asked."""
        row = self.db.execute("SELECT until FROM rest WHERE via = ? AND host = ?", (self.via, host)).fetchone()
        return _at(row[0]) if row and row[0] > now.timestamp() else None

    def times(self, host: str) -> int:
        """How often in a row a host has asked to be left alone."""
        row = self.db.execute("SELECT times FROM rest WHERE via = ? AND host = ?", (self.via, host)).fetchone()
        return int(row[0]) if row else 0

    def rest(self, host: str, until: datetime, reason: str, times: int) -> None:
        """Leave a host alone until then, or longer where it asked for longer before."""
        query = """INSERT INTO rest VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
            SET until = max(until, excluded.until), reason = excluded.reason, times = excluded.times"""
        self._write(query, (self.via, host, until.timestamp(), reason, times))

    def recovered(self, host: str) -> None:
        """The host answers again."""
        self._write("DELETE FROM rest WHERE via = ? AND host = ?", (self.via, host))

    def sweep(self, before: datetime) -> None:
        """Forget what was last of use before then."""
        seconds = int(before.timestamp())
        self._write("DELETE FROM robots WHERE fetched < ? AND expires < ?", (seconds, seconds))
        self._write("DELETE FROM rest WHERE until < ?", (seconds,))

    def _write(self, query: str, values: tuple[object, ...]) -> None:
        """A full disk or a lock that is never given up costs what is remembered, not the page."""
        try:
            self.db.execute(query, values)
        except sqlite3.OperationalError as error:
            logger.warning("what is known of hosts can't be kept (%s)", error)


def open_hosts(state_dir: Path) -> State:
    """The file of the hosts, for a run that writes to it."""
    return State(state_dir / NAME, TABLES)


def copy_of_hosts(state_dir: Path) -> State:
    """A copy in memory, for a run that writes nothing; empty where the file can't be read."""
    state, path = State(Path(":memory:"), TABLES), state_dir / NAME
    if path.exists():
        try:
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source:
                source.backup(state.db)
            state.db.executescript("".join(f"{table};" for table in TABLES))
        except sqlite3.DatabaseError:
            state.close()
            return State(Path(":memory:"), TABLES)
    return state


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
