"""Lengths of time as people write them, and the run's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler import clock
from crawler.spans import span

SPANS = (("90s", 90), ("15m", 900), ("6h", 21600), (" 1 D ", 86400), ("4w", 4 * 7 * 86400), ("0h", 0))


@pytest.mark.parametrize(("text", "seconds"), SPANS)
def test_span(text: str, seconds: int) -> None:
    assert span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ("", "6", "h", "6 hours", "-1h", "1.5h", "6hh"))
def test_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="such as 6h"):
        span(text)


def test_clock() -> None:
    there = datetime(2030, 1, 1, tzinfo=UTC)
    try:
        clock.set_to(there)
        assert timedelta() <= clock.now() - there < timedelta(minutes=1)
    finally:
        clock.set_to(None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
