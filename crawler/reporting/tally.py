"""What a run counts, for all of it and for each of its sources and hosts; plain numbers in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
"""An article's row in the feed (docs/feed.md)."""

OUTCOMES = ("written", "updated", "unchanged", "kept", "removed", "gone", "refused", "failed")  # docs/commands.md
WITH_REASON = ("refused", "failed")
_NO_TIME = "T00:00:00Z"


def _instant(row: Row) -> bool:
    """A date alone becomes midnight UTC; hardly an article is published on its very second."""
    return bool(row.get("publishedDateTime")) and not str(row["publishedDateTime"]).endswith(_NO_TIME)


def _has(key: str) -> Callable[[Row], bool]:
    return lambda row: bool(row.get(key))


FIELDS: Mapping[str, Callable[[Row], bool]] = {
    "title": _has("title"),
    "date": _has("publishedDateTime"),
    "instant": _instant,
    "excerpt": _has("excerpt"),
    "authors": _has("authors"),
    "image": _has("images"),
    "text": _has("text"),
    "provider": _has("provider"),
    "locale": _has("locale"),
    "topics": _has("topics"),
}
"""What an article's row is looked at for."""


@dataclass(slots=True)
class Tally:
    """Counts of a run, a source or a host; ``seconds`` is time spent waiting for answers."""

    found: int = 0  # articles listed by sources
    new: int = 0  # of those, not known before
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in WITH_REASON})
    articles: int = 0  # that were read to the end, whether or not their file changed
    fields: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    conditional: int = 0  # requests that ask for what has changed only
    not_modified: int = 0  # answers 304
    bytes: int = 0  # of bodies as they came over the wire
    seconds: float = 0.0

    def page(self, outcome: str, reason: str) -> None:
        """A page ended."""
        self.outcomes[outcome] += 1
        if outcome in self.reasons:
            self.reasons[outcome][reason] += 1

    def article(self, row: Row) -> None:
        """An article was read."""
        self.articles += 1
        self.fields.update(name for name, has in FIELDS.items() if has(row))

    def values(self) -> dict[str, Any]:
        """For the report: every number; ``coverage`` is the share (0-1) of articles with each field."""
        return {
            "found": self.found,
            "new": self.new,
            **{name: self.outcomes[name] for name in OUTCOMES},
            "reasons": {name: dict(counts.most_common()) for name, counts in self.reasons.items() if counts},
            "articles": self.articles,
            "fields": {name: self.fields[name] for name in FIELDS} if self.articles else {},
            "coverage": {name: round(self.fields[name] / self.articles, 3) for name in FIELDS} if self.articles else {},
            "requests": self.requests,
            "conditional": self.conditional,
            "notModified": self.not_modified,
            "bytes": self.bytes,
            "waited": round(self.seconds, 3),
        }
