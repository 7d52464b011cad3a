"""The frontier: which articles are fetched, when they are looked at again, and what a killed run leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.identity import article_key
from crawler.items import Hints, Listed
from crawler.lists.frontier_memory import MAX_FAILS, MAX_VANISHED, FrontierMemory
from crawler.spans import span
from crawler.state import State

T = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://www.kestrel-post.example/a-story"
KEY = article_key(URL)
SOURCES = ("feed", "other", "a", "b")


@pytest.fixture
def frontier(tmp_path: Path) -> FrontierMemory:
    return FrontierMemory(State(tmp_path / "s.sqlite"), [span(text) for text in ("1h", "6h", "1d", "7d")])


def listed(title: str = "A story", published: datetime | None = T, updated: datetime | None = None, url: str = URL) -> Listed:
    return Listed(url, Hints(title=title, published=published, updated=updated, authors=("Mara Lindqvist",), topics=("Sea",)))


def due(frontier: FrontierMemory, now: datetime) -> list[str]:
    return [one.url for host in frontier.hosts(now) for one in frontier.ready(host, now, 10, SOURCES)]


def test_new_known_changed(frontier: FrontierMemory) -> None:
    assert frontier.offer(listed(), "feed", T) == "new"
    assert due(frontier, T) == [URL]
    assert frontier.offer(listed(), "feed", T) == "known"
    frontier.ended(KEY, "written", "", T)
    assert due(frontier, T) == []
    assert frontier.offer(listed(), "feed", T + timedelta(minutes=5)) == "known"
    assert frontier.offer(listed("A better headline"), "feed", T + timedelta(minutes=6)) == "changed"
    assert due(frontier, T + timedelta(minutes=6)) == [URL]


def test_a_change_that_was_there_at_our_last_look_is_none(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    frontier.ended(KEY, "written", "", T + HOUR / 2)
    assert frontier.offer(listed(updated=T + HOUR / 4), "feed", T + HOUR / 2) == "known"
    assert frontier.offer(listed(updated=T + 3 * HOUR / 4), "feed", T + HOUR) == "changed"


def test_two_lists_that_word_it_differently_do_not_call_it_changed(frontier: FrontierMemory) -> None:
    assert frontier.offer(listed("One"), "a", T) == "new"
    frontier.ended(KEY, "written", "", T)
    assert [frontier.offer(listed(title), source, T + HOUR / 2) for title, source in (("Two", "b"), ("One", "a"), ("Two", "b"))] == [
        "known"
    ] * 3


def test_hints_come_back_as_they_went(frontier: FrontierMemory) -> None:
    entry = listed(updated=T + HOUR)
    frontier.offer(entry, "feed", T)
    assert frontier.ready("www.kestrel-post.example", T, 1, SOURCES)[0].hints == entry.hints


def test_decaying_plan(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    looks, now = [], T
    while now < T + 30 * DAY:
        if due(frontier, now):
            looks.append(now - T)
            frontier.ended(KEY, "unchanged", "NotModified", now)
        now += HOUR
    assert looks == [timedelta(), HOUR, 6 * HOUR, DAY, 7 * DAY]


def test_a_late_look_skips_what_has_passed(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    frontier.ended(KEY, "written", "", T)
    frontier.ended(KEY, "unchanged", "", T + 2 * DAY)
    row = frontier.row(KEY)
    assert row and row["due"] == (T + 7 * DAY).isoformat()


def test_failures_are_tried_later_and_later(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    waits, now = [], T
    while (row := frontier.row(KEY)) and row["due"]:
        waits.append(datetime.fromisoformat(row["due"]) - now)
        now = datetime.fromisoformat(row["due"])
        frontier.ended(KEY, "failed", "timeout", now)
    assert waits == [timedelta(), HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, *[DAY] * (MAX_FAILS - 6)]


def test_gone_is_confirmed_on_several_days_then_left(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    days = 0
    while (row := frontier.row(KEY)) and row["due"]:
        frontier.ended(KEY, "failed", "http-404", datetime.fromisoformat(row["due"]))
        days += 1
    assert days == MAX_VANISHED


@pytest.mark.parametrize(("reason", "again"), (("ConsentWall", True), ("SectionPage", False)))
def test_refused(frontier: FrontierMemory, reason: str, again: bool) -> None:
    frontier.offer(listed(), "feed", T)
    frontier.ended(KEY, "refused", reason, T)
    row = frontier.row(KEY)
    assert row and bool(row["due"]) is again
    assert frontier.offer(listed(updated=T + 2 * HOUR), "feed", T + 2 * HOUR) == "changed", "a list may say that it is another page now"


def test_a_resting_host_is_no_failure(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    frontier.ended(KEY, "failed", "host-resting", T, again=T + timedelta(minutes=3))
    row = frontier.row(KEY)
    assert row and (row["due"], row["fails"]) == ((T + timedelta(minutes=3)).isoformat(), 0)


def test_an_article_that_has_its_file_is_known(frontier: FrontierMemory) -> None:
    assert frontier.offer(listed(published=T - 3 * HOUR), "feed", T, has_file=True) == "known"
    row = frontier.row(KEY)
    assert due(frontier, T) == [] and row and row["due"] == (T + 3 * HOUR).isoformat(), "its plan counts from its publication"


def test_newest_first_and_by_host(frontier: FrontierMemory) -> None:
    for n in (3, 1, 2):
        frontier.offer(listed(published=T - n * HOUR, url=f"https://a.example/{n}"), "feed", T)
    frontier.offer(listed(published=None, url="https://a.example/undated"), "other", T)
    frontier.offer(listed(url="https://b.example/1"), "feed", T)
    assert frontier.hosts(T) == ["a.example", "b.example"]
    assert [one.url[-1] for one in frontier.ready("a.example", T, 3, SOURCES)] == ["d", "1", "2"]
    assert [one.url[-1] for one in frontier.ready("a.example", T, 3, ["feed"])] == ["1", "2", "3"]
    assert frontier.waiting("feed", T) == 4


def test_old_rows_are_forgotten(frontier: FrontierMemory) -> None:
    frontier.offer(listed(), "feed", T)
    frontier.ended(KEY, "refused", "SectionPage", T)
    frontier.forget_old(T)
    assert frontier.row(KEY)
    frontier.forget_old(T + DAY)
    assert frontier.row(KEY) is None
