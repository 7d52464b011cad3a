"""What we remember between runs: one SQLite file for each content folder, a cache that may be deleted at any time.

This room opens, versions and rescues the file. What is remembered stands in rooms of its own (``*_memory.py``),
each with its tables and queries; ``TABLES`` lists their definitions.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.exceptions import NewsmatterError

VERSION = 2  # of the tables; a file of another version is set aside (older) or refused (newer)
BUSY_SECONDS = 30
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class StateError(NewsmatterError):
    """The state can't be used; one sentence with the file and the remedy."""


class State:
    """The open state of one content folder; ``notes`` says what was set aside on the way.

    :raises StateError: the file is of a newer version, or its folder can't be written.
    """

    def __init__(self, path: Path, tables: tuple[str, ...] = ()) -> None:
        self.path = path
        self.notes: list[str] = []
        self.is_new = not path.exists()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = self._open(tables)
        except OSError as error:
            raise StateError(f"{path.parent}: the state can't be kept there ({error.strerror or error}); change STATE_DIR") from None

    def _open(self, tables: tuple[str, ...]) -> sqlite3.Connection:
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._connect(tables)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _BUSY:  # ours has no code
                    self._set_aside(f"it is damaged ({error})")
                    return self._connect(tables)
                if time.monotonic() > deadline:  # another process makes or mends it: the wait of a lock doesn't cover that
                    raise StateError(f"{self.path}: another process keeps it locked; try again later") from None
                time.sleep(0.05)

    def _connect(self, tables: tuple[str, ...]) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            found = version_of(db, self.path)
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("quick_check")
            if 0 < found < VERSION:
                db.close()
                self._set_aside(f"it is of version {found}, ours is {VERSION}")
                return self._connect(tables)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript("".join(f"{table};" for table in tables))
            db.execute(f"PRAGMA user_version = {VERSION}")
        except BaseException:
            db.close()
            raise
        return db

    def _set_aside(self, why: str) -> None:
        """Move the file and its journals out of the way; nothing is deleted."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.aside-{number}")).exists():
            number += 1
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self.path}{ending}").rename(f"{aside}{ending}")
        self.is_new = True
        self.notes.append(f"{self.path}: the state was set aside as {aside.name} and is made anew from the folder: {why}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; takes the write lock at once."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def close(self) -> None:
        self.db.close()


def version_of(db: sqlite3.Connection, path: Path) -> int:
    """Of an open state's tables; 0 where there are none.

    :raises StateError: a newer version.
    """
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        wrote = f"a newer Newsmatter wrote this state (version {found}, ours {VERSION})"
        raise StateError(f"{path}: {wrote}; update, or delete the file")
    return found


def state_path(state_dir: Path, content_folder: Path) -> Path:
    """The state file of a content folder: its name, and a hash of where it is."""
    where = content_folder.resolve()
    return state_dir / f"{where.name or 'root'}-{hashlib.sha256(str(where).encode()).hexdigest()[:10]}.sqlite"
