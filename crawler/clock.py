"""The one clock of a run: everything that asks for the time asks here, so that a test can play a month in a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_ahead = timedelta()


def now() -> datetime:
    """The time, aware, UTC."""
    return datetime.now(UTC) + _ahead


def set_to(at: datetime | None) -> None:
    """Let it be another time from here on; None: the machine's own. For tests."""
    global _ahead
    _ahead = timedelta() if at is None else at - datetime.now(UTC)
