"""What one article shows the others: its card, made from a file's front matter and text. Pure; a card goes into a text and back."""

from __future__ import annotations

import calendar
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pipelines.edition.terms import weigh

FORM = 2  # of cards and of the law of likeness: another number makes all anew from the files
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
DAY = 86400  # seconds
PROJECTED = ("title", "excerpt", "publishedDateTime", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "type", "provider", "quality", "images")


@dataclass(frozen=True, slots=True)
class Card:
    """``at`` is the publication in seconds since 1970 (UTC); ``shown`` what a related entry repeats, in the schema's order.

    ``heat``, ``published`` and ``related`` are what stands in the file; they are no evidence of what is related.
    """

    path: str  # below the content folder, with /
    at: int
    url: str
    provider: str  # registrable domain
    quality: int | None
    shown: Mapping[str, Any] = field(repr=False)
    terms: Mapping[str, int] = field(repr=False)  # heaviest first (pipelines/edition/terms.py)
    heat: int | None = None
    published: bool | None = None
    related: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Who leads a story: the best, of equals the earlier, then the lexically smaller address."""
        return (-(self.quality or 0), self.at, self.url, self.path)


def card_of(path: str, record: Mapping[str, Any], body: str) -> Card | None:
    """The card of a file, None where the file is no dated article."""
    provider, title = record.get("provider"), record.get("title")
    at = seconds(record.get("publishedDateTime"))
    if at is None or not isinstance(provider, Mapping) or not isinstance(title, str):
        return None
    shown = {key: record[key] for key in PROJECTED if record.get(key) is not None}
    shown["provider"] = {key: provider[key] for key in ("name", "domain") if key in provider}
    quality, heat, published, related = (record.get(key) for key in ("quality", "heat", "published", "related"))
    return Card(
        path=path,
        at=at,
        url=str(record.get("webUrl") or record.get("originalUrl") or ""),
        provider=str(provider.get("domain") or provider.get("name") or ""),
        quality=quality if _whole(quality) else None,
        shown=shown,
        terms=weigh(title, str(record.get("excerpt") or ""), body),
        heat=heat if _whole(heat) else None,
        published=published if isinstance(published, bool) else None,
        related=tuple(one for one in related if isinstance(one, Mapping)) if isinstance(related, list) else (),
    )


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def seconds(instant: Any) -> int | None:
    """``2026-11-02T07:15:00Z`` in seconds since 1970; None for what is no such text."""
    try:
        return calendar.timegm(time.strptime(instant, INSTANT))
    except (TypeError, ValueError, OverflowError):
        return None


def dump(card: Card) -> str:
    """The card as a text, without its terms."""
    values = {one.name: getattr(card, one.name) for one in fields(Card) if one.name != "terms"}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Card:
    values = json.loads(text)
    return Card(**{**values, "related": tuple(values["related"]), "terms": {}})
