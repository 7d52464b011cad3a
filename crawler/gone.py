"""Articles whose page is gone: counted, never deleted; ``published: false`` after repeated confirmation where ON_GONE says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.articles_memory import Remembered
from crawler.exceptions import ConfigError
from crawler.library import Library

STATUSES = (404, 410)


@dataclass(frozen=True, slots=True)
class Policy:
    """What to do after so many confirmations, each on another day."""

    on_gone: str
    confirmations: int

    @classmethod
    def of(cls, on_gone: Any, confirmations: Any) -> Policy:
        """From the settings ON_GONE and GONE_CONFIRMATIONS.

        :raises ConfigError: they can't be used.
        """
        if on_gone not in ("keep", "unpublish"):
            raise ConfigError(f"ON_GONE is {on_gone!r}; it takes keep or unpublish")
        try:
            number = int(confirmations)
        except (TypeError, ValueError):
            number = 0
        if number < 1:
            raise ConfigError(f"GONE_CONFIRMATIONS is {confirmations!r}; it takes a number of days from 1 on")
        return cls(on_gone, number)


def count(library: Library, row: Remembered, status: int, now: datetime, policy: Policy) -> str:
    """Count one more day on which the page was gone, and do what the policy says; the report's sentence."""
    days = library.memory.vanished(row.id, status, now.date().isoformat())
    seen = f"its page is gone ({status}), confirmed {days} of {policy.confirmations} times"
    if days < policy.confirmations or policy.on_gone == "keep":
        return f"{seen}; {row.path} stays as it is"
    if library.revise(row.path, {}, gone=True).kept:
        return f"{seen}; {row.path} stays published, as a person decided"
    return f"{seen}; {row.path} is not published any more (published: false)"
