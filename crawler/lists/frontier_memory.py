"""The articles that lists named: when each is to be fetched next, and how it ended last. A killed run goes on from here.

``offer`` is the one place that decides whether an address is known; ``plan`` the one that says when to look again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from crawler.identity import article_key
from crawler.items import Hints, Listed
from crawler.state import State

TABLES = (
    """CREATE TABLE IF NOT EXISTS frontier (
        key TEXT PRIMARY KEY,                  -- identity.article_key of the address
        url TEXT NOT NULL, host TEXT NOT NULL, source TEXT NOT NULL, hints TEXT NOT NULL,
        at TEXT NOT NULL,                      -- when it was published, or first listed: the newest are fetched first
        due TEXT,                              -- when to fetch it; NULL: never again, unless a list says that it changed
        first TEXT, last TEXT,                 -- the first and the last time that it was answered
        fails INTEGER NOT NULL DEFAULT 0,      -- in a row
        outcome TEXT, reason TEXT              -- of the last fetch
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS frontier_ready ON frontier (host, at DESC, due) WHERE due IS NOT NULL",
    """CREATE TABLE IF NOT EXISTS listing (
        key TEXT NOT NULL, source TEXT NOT NULL,
        said TEXT NOT NULL,                    -- a digest of what the source said of the article last
        PRIMARY KEY (key, source)
    ) WITHOUT ROWID""",
)

HAS_FILE = frozenset(("written", "updated", "unchanged", "kept", "waiting"))
# Refusals that may be another page's tomorrow: walls and soft errors. The others are what the address is.
PASSING = frozenset(("BotChallenge", "ConsentWall", "EmptyPage", "JavaScriptShell", "LoginPage", "Robots", "SoftNotFound", "Paywalled"))
VANISHED = frozenset(("http-404", "http-410"))
RESTING = "host-resting"  # the host asked to be left alone: no failure of the page
FIRST_RETRY, LAST_RETRY = timedelta(hours=1), timedelta(days=1)
MAX_FAILS = 10
MAX_VANISHED = 4

Offer = Literal["new", "changed", "known"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article to fetch."""

    key: str
    url: str
    host: str
    source: str
    hints: Hints


class FrontierMemory:
    """Queries on the tables above; every change is committed at once unless it stands in ``state.transaction()``."""

    def __init__(self, state: State, revisits: Sequence[timedelta]) -> None:
        self._db = state.db
        self._db.executescript("".join(f"{table};" for table in TABLES))
        self.revisits = tuple(revisits)

    # --- lists ------------------------------------------------------------------
    def offer(self, listed: Listed, source: str, now: datetime, *, has_file: bool = False) -> Offer:
        """Take note of what a list says of an article, and whether it is to be fetched for it.

        New ones are; known ones are when the list says something else of them
        than before, later than our last look. ``now`` is the run's beginning: what this run has looked at is known.
        ``has_file``: the folder has, or rightly lacks, a file of that address which no list has named before.
        """
        key, said = article_key(listed.url), _digest(listed.hints)
        before = self._db.execute("SELECT said FROM listing WHERE key = ? AND source = ?", (key, source)).fetchone()
        row = self._db.execute("SELECT last FROM frontier WHERE key = ?", (key,)).fetchone()
        if before is None or before[0] != said:
            self._db.execute("INSERT OR REPLACE INTO listing VALUES (?, ?, ?)", (key, source, said))
        if row is None:
            self._add(key, listed, source, now, has_file=has_file)
            return "known" if has_file else "new"
        updated = listed.hints.updated
        if before is None or before[0] == said or row[0] is None or row[0] >= _text(min(updated or now, now)):
            return "known"
        self._db.execute(
            "UPDATE frontier SET source = ?, hints = ?, due = ?, fails = 0 WHERE key = ?", (source, _dumped(listed.hints), _text(now), key)
        )
        return "changed"

    def _add(self, key: str, listed: Listed, source: str, now: datetime, *, has_file: bool) -> None:
        published = listed.hints.published or listed.hints.updated
        at = min(published, now) if published else now
        due = self.plan(at, now) if has_file else now
        past = (_text(at), _text(now), "known") if has_file else (None, None, None)
        of = (listed.url, urlsplit(listed.url).hostname or "", source, _dumped(listed.hints))
        self._db.execute(
            "INSERT INTO frontier (key, url, host, source, hints, at, due, first, last, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, *of, _text(at), _text(due) if due else None, *past),
        )

    # --- fetching ---------------------------------------------------------------
    def hosts(self, now: datetime) -> list[str]:
        """The hosts that have an article to fetch."""
        return [host for (host,) in self._db.execute("SELECT DISTINCT host FROM frontier WHERE due <= ? ORDER BY host", (_text(now),))]

    def ready(self, host: str, now: datetime, limit: int, sources: Collection[str]) -> list[Waiting]:
        """The articles to fetch of a host that some sources named, the newest first."""
        rows = self._db.execute(
            "SELECT key, url, host, source, hints FROM frontier WHERE host = ? AND due <= ?"
            f" AND source IN ({', '.join('?' * len(sources))}) ORDER BY at DESC, key LIMIT ?",
            (host, _text(now), *sources, limit),
        )
        return [Waiting(key, url, host, source, _hints(hints)) for key, url, host, source, hints in rows]

    def waiting(self, source: str, now: datetime) -> int:
        """How many articles of a source are to be fetched."""
        return int(self._db.execute("SELECT count(*) FROM frontier WHERE source = ? AND due <= ?", (source, _text(now))).fetchone()[0])

    def ended(self, key: str, outcome: str, reason: str, now: datetime, *, again: datetime | None = None, once: bool = False) -> None:
        """A fetch has ended; ``again``: when its host may be asked next, if that is why; ``once``: another address is looked at again."""
        row = self._db.execute("SELECT first, fails FROM frontier WHERE key = ?", (key,)).fetchone()
        if row is None:
            return
        first, fails = datetime.fromisoformat(row[0]) if row[0] else None, int(row[1])
        due: datetime | None
        if reason == RESTING:
            due = again or now + FIRST_RETRY
        elif outcome == "failed" or outcome == "gone":
            fails += 1
            due = _retry(fails, now, vanished=outcome == "gone" or reason in VANISHED)
        else:
            first, fails = first or now, 0
            due = self.plan(first, now) if (outcome in HAS_FILE and not once) or reason in PASSING else None
        self._db.execute(
            "UPDATE frontier SET due = ?, first = ?, last = ?, fails = ?, outcome = ?, reason = ? WHERE key = ?",
            (_text(due) if due else None, _text(first) if first else None, _text(now), fails, outcome, reason, key),
        )

    def plan(self, first: datetime, now: datetime) -> datetime | None:
        """When an article that was first read then is to be looked at next; None: the plan is over.

        A look that was due just now is not made up for.
        """
        soon = now + (self.revisits[0] / 2 if self.revisits else timedelta())
        return next((first + after for after in self.revisits if first + after > soon), None)

    def row(self, key: str) -> dict[str, Any] | None:
        """Everything that is known of an address, for ``scrapy status``."""
        names = ("source", "at", "due", "first", "last", "fails", "outcome", "reason")
        found = self._db.execute(f"SELECT {', '.join(names)} FROM frontier WHERE key = ?", (key,)).fetchone()
        return dict(zip(names, found, strict=True)) if found else None

    def forget_old(self, before: datetime) -> None:
        """Forget articles that were looked at for the last time before then: those that have their file are known by it."""
        if self._db.execute("DELETE FROM frontier WHERE due IS NULL AND last < ?", (_text(before),)).rowcount:
            self._db.execute("DELETE FROM listing WHERE key NOT IN (SELECT key FROM frontier)")


def _retry(fails: int, now: datetime, *, vanished: bool) -> datetime | None:
    """After 1, 2, 4 … 24 hours; a page that is not there once a day (what is gone is confirmed on several days)."""
    if vanished:
        return now + LAST_RETRY if fails < MAX_VANISHED else None
    return now + min(FIRST_RETRY * 2 ** (fails - 1), LAST_RETRY) if fails < MAX_FAILS else None


def _digest(hints: Hints) -> str:
    """Of what a correction would change: the headline, and the time of the last change."""
    changed = hints.updated or hints.published
    text = f"{hints.title or ''}\n{changed.isoformat() if changed else ''}"
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _dumped(hints: Hints) -> str:
    values = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(hints).items() if value}
    return json.dumps(values, ensure_ascii=False)


def _hints(text: str) -> Hints:
    values = json.loads(text)
    for key in ("published", "updated"):
        if key in values:
            values[key] = datetime.fromisoformat(values[key])
    for key in ("authors", "topics"):
        if key in values:
            values[key] = tuple(values[key])
    return replace(Hints(), **values)
