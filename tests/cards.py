"""Cards and records of made-up articles, for tests of the edition."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

from benchmarks.stories import event, tell
from pipelines.edition.cards import DAY, Card, card_of

NOON = 1_730_000_000 // DAY * DAY + DAY // 2


def instant(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def record(title: str, excerpt: str, at: int, provider: str, quality: int | None = 40, **more: Any) -> dict[str, Any]:
    """A file's front matter as a crawl writes it."""
    url = more.pop("url", f"https://www.{provider}.example/{abs(hash_of(title))}")
    score = {} if quality is None else {"quality": quality, "heat": quality, "published": quality >= 70}
    return {
        "category": "news",
        "title": title,
        "excerpt": excerpt,
        "publishedDateTime": instant(at),
        "originalUrl": url,
        "webUrl": url,
        "type": "article",
        **score,
        "provider": {"name": provider.title(), "domain": f"{provider}.example"},
        **more,
    }


def hash_of(text: str) -> int:
    return sum(ord(letter) * 31**place for place, letter in enumerate(text)) % 10**8


def card(name: str, title: str, excerpt: str, at: int, provider: str, quality: int | None = 40, body: str = "", **more: Any) -> Card:
    made = card_of(f"{name}.md", record(title, excerpt, at, provider, quality, **more), body)
    assert made is not None
    return made


def story(*qualities: int, providers: str = "abcdefgh", gap: int = 3600) -> list[Card]:
    """Tellings of one event by publishers a, b, c … with these qualities, an hour apart."""
    draw = random.Random(3)
    told = event(draw)
    texts = [tell(draw, told) for _ in qualities]
    return [
        card(f"{n}{providers[n]}", t.title, t.excerpt, NOON + n * gap, providers[n], quality, t.body)
        for n, (t, quality) in enumerate(zip(texts, qualities, strict=True))
    ]
