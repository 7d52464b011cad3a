"""What is remembered of earlier runs: each source's hours, how long runs took, and the alarms that stand.

All of it can be made anew from the run reports; the reports in turn may be deleted, and the memory goes on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from crawler.reporting import alarms
from crawler.reporting.alarms import Alarm, History, Hour, Past
from crawler.state import State

TABLES = (
    "CREATE TABLE IF NOT EXISTS runs_hours (source TEXT NOT NULL, hour INTEGER NOT NULL, counts TEXT NOT NULL, "
    "PRIMARY KEY (source, hour)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS runs_sources (source TEXT PRIMARY KEY, seen INTEGER NOT NULL, unread INTEGER NOT NULL, "
    "why TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS runs_past (at TEXT NOT NULL, spider TEXT NOT NULL, seconds REAL NOT NULL, memory REAL NOT NULL, "
    "PRIMARY KEY (spider, at)) WITHOUT ROWID",
    'CREATE TABLE IF NOT EXISTS runs_alarms ("check" TEXT NOT NULL, source TEXT NOT NULL, alarm TEXT NOT NULL, '
    'PRIMARY KEY ("check", source)) WITHOUT ROWID',
)
KEEP_HOURS = 60 * 24  # of a source; twice the look-back and some
KEEP_RUNS = 50  # of a spider and its arguments
READ = ("read", "unchanged")

Report = Mapping[str, Any]
"""A run report as it stands in its JSON file."""


class RunsMemory:
    """The run report's tables of one content folder's state."""

    def __init__(self, state: State) -> None:
        self.state = state

    def is_empty(self) -> bool:
        return self.state.db.execute("SELECT 1 FROM runs_past LIMIT 1").fetchone() is None

    def restore(self, reports: Iterable[Report]) -> None:
        """Make the memory anew from the reports that are left, oldest first."""
        last: Report | None = None
        for report in reports:
            self.remember(report)
            last = report
        if last is not None:
            self.stand(alarms.of_values(row) for row in last.get("checks", ()))

    def remember(self, report: Report) -> None:
        """Add a run to the history; its alarms are left to ``stand``."""
        hour = hour_of(str(report["run"]["started"]))
        with self.state.transaction():
            for source in report["sources"]:
                if source["outcome"]:
                    self._source(source, hour)
            run = report["run"]
            if run["status"] in (0, 2, 3, 5):
                spider = _spider(run)
                row = (run["started"], spider, run["seconds"], report["memory"]["together"])
                self.state.db.execute("INSERT OR REPLACE INTO runs_past VALUES (?, ?, ?, ?)", row)
                newest = "SELECT at FROM runs_past WHERE spider = ? ORDER BY at DESC LIMIT ?"
                self.state.db.execute(f"DELETE FROM runs_past WHERE spider = ? AND at NOT IN ({newest})", (spider, spider, KEEP_RUNS))

    def _source(self, source: Mapping[str, Any], hour: int) -> None:
        name, db = str(source["name"]), self.state.db
        was_read = source["outcome"] in READ
        row = db.execute("SELECT unread FROM runs_sources WHERE source = ?", (name,)).fetchone()
        unread = 0 if was_read else (row[0] if row else 0) + 1
        why = "" if was_read else str(source["reason"])
        db.execute("INSERT OR REPLACE INTO runs_sources VALUES (?, ?, ?, ?)", (name, hour, unread, why))
        if was_read:
            found = db.execute("SELECT counts FROM runs_hours WHERE source = ? AND hour = ?", (name, hour)).fetchone()
            counts = Counter(json.loads(found[0])) if found else Counter[str]()
            counts.update({key: source[key] for key in ("new", "refused", "failed", "articles")})
            counts["pages"] += sum(
                source[key] for key in ("written", "updated", "unchanged", "kept", "removed", "gone", "refused", "failed")
            )
            counts.update({f"fields/{key}": count for key, count in source["fields"].items()})
            text = json.dumps({key: count for key, count in counts.items() if count}, separators=(",", ":"))
            db.execute("INSERT OR REPLACE INTO runs_hours VALUES (?, ?, ?)", (name, hour, text))
        db.execute("DELETE FROM runs_hours WHERE source = ? AND hour < ?", (name, hour - KEEP_HOURS))

    def history(self, source: str) -> History:
        """All that is known of a source."""
        db = self.state.db
        row = db.execute("SELECT unread, why FROM runs_sources WHERE source = ?", (source,)).fetchone()
        found = db.execute("SELECT hour, counts FROM runs_hours WHERE source = ? ORDER BY hour", (source,))
        return History(source, tuple(_hour(*one) for one in found), *(row or (0, "")))

    def past(self, report: Report) -> Past:
        """This run's length and memory, and those of the earlier ones of its kind."""
        run = report["run"]
        spider = _spider(run)
        rows = self.state.db.execute("SELECT seconds, memory FROM runs_past WHERE spider = ? AND at <> ?", (spider, run["started"]))
        return Past(str(run["spider"]), float(run["seconds"]), float(report["memory"]["together"]), rows.fetchall())

    def seen(self) -> dict[str, int]:
        """Each known source and the hour of the last look at it."""
        return dict(self.state.db.execute("SELECT source, seen FROM runs_sources"))

    def standing(self) -> list[Alarm]:
        """The alarms of the last run that had sources."""
        return [alarms.of_values(json.loads(row[0])) for row in self.state.db.execute("SELECT alarm FROM runs_alarms")]

    def stand(self, found: Iterable[Alarm]) -> None:
        """These alarms stand, and no others."""
        rows = [(one.check, one.source, json.dumps(alarms.values(one), ensure_ascii=False)) for one in found]
        with self.state.transaction() as db:
            db.execute("DELETE FROM runs_alarms")
            db.executemany("INSERT INTO runs_alarms VALUES (?, ?, ?)", rows)

    def acknowledge(self, source: str | None) -> int:
        """A source's alarms, or all, are known: how many. Those of the whole run go by the name "run"."""
        standing = self.standing()
        chosen = [one for one in standing if source in (None, one.source or "run")]
        self.stand(replace(one, acknowledged=True) if one in chosen else one for one in standing)
        return len(chosen)


def check(memory: RunsMemory, report: Report, limits: Mapping[str, alarms.Limits]) -> Sequence[Alarm]:
    """The alarms after a run that ``memory`` already remembers."""
    read = [memory.history(str(source["name"])) for source in report["sources"] if source["outcome"]]
    started = str(report["run"]["started"])
    return alarms.judge(read, memory.past(report), memory.standing(), memory.seen(), hour_of(started), started, limits)


def hour_of(at: str) -> int:
    """Hours since 1970 of ``2026-11-22T23:31:42Z``."""
    return int(datetime.fromisoformat(at).timestamp()) // 3600


def _spider(run: Mapping[str, Any]) -> str:
    return json.dumps([run["spider"], run["arguments"]], sort_keys=True, ensure_ascii=False)


def _hour(hour: int, text: str) -> Hour:
    if text == "{}":  # most hours of most sources
        return Hour(hour)
    counts: dict[str, int] = json.loads(text)
    fields = {key.removeprefix("fields/"): counts.pop(key) for key in [key for key in counts if key.startswith("fields/")]}
    return Hour(hour, **counts, fields=fields)
