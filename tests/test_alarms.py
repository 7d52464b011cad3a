"""What is usual for a source, and what is an alarm."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from crawler.reporting.alarms import CHECKS, FORGET, LIMITS, Alarm, History, Hour, Past, judge
from crawler.reporting.rhythm import silence

MONDAY = 24 * 20_458  # an hour that begins a Monday (UTC)
QUIET = Past("feeds", 10, 100)
Rate = Callable[[int], float]
"""Articles an hour that a source gives, by the hour since 1970."""


def weekday(hour: int) -> int:
    return (hour // 24 + 3) % 7


def looks(rate: Rate, days: int, every: int = 1, dies: float = 1e9, seed: int = 1) -> list[tuple[int, int]]:
    """Looks at a source whose articles come by chance; the first finds 30 that were there."""
    chance, found, waiting = random.Random(seed), [], 30
    for hour in range(MONDAY, MONDAY + days * 24):
        length = chance.expovariate(1) if hour - MONDAY < dies * 24 else 1e9
        while length < rate(hour):
            waiting, length = waiting + 1, length + chance.expovariate(1)
        if (hour - MONDAY) % every == 0:
            found.append((hour, waiting))
            waiting = 0
    return found


def first_alarm(found: list[tuple[int, int]]) -> float | None:
    """Days from the first look to the first alarm of a source that is judged after each."""
    hours = [Hour(hour, new=new) for hour, new in found]
    for place, one in enumerate(hours):
        verdict = CHECKS["silent"](History("desk", hours[: place + 1]), one.hour, LIMITS["silent"], None)
        if verdict and verdict.failed:
            return (one.hour - MONDAY) / 24
    return None


OFFICE: Rate = lambda hour: (0.1 if weekday(hour) > 4 else 1) * (0 if hour % 24 < 6 else 28 / 24)  # noqa: E731
SILENCES: dict[str, tuple[Rate, int, float]] = {  # articles an hour, hours between looks, days until the alarm at most
    "20 a day": (lambda hour: 20 / 24, 1, 1),
    "20 a day, read every six hours": (lambda hour: 20 / 24, 6, 1),
    "20 a day, read once a day": (lambda hour: 20 / 24, 24, 1.1),
    "20 a day, few at weekends, none at night": (OFFICE, 1, 1.6),
    "100 a day, Monday to Friday only": (lambda hour: 0 if weekday(hour) > 4 else 100 / 24, 1, 1),
    "two a day": (lambda hour: 2 / 24, 1, 8),
}


@pytest.mark.parametrize("name", SILENCES)
def test_a_source_that_dies_raises_an_alarm_in_its_usual_time(name: str) -> None:
    rate, every, most = SILENCES[name]
    assert first_alarm(looks(rate, 30, every)) is None
    alarm = first_alarm(looks(rate, 32, every, dies=22))
    assert alarm is not None and 22 <= alarm <= 22 + most


def test_a_source_that_publishes_twice_a_week_is_left_alone() -> None:
    assert first_alarm(looks(lambda hour: 2 / 168, 60)) is None
    tuesdays_and_fridays = [(hour, int(hour % 24 == 9 and weekday(hour) in (1, 4))) for hour in range(MONDAY, MONDAY + 60 * 24)]
    assert first_alarm(tuesdays_and_fridays) is None


def test_no_alarm_in_the_first_days() -> None:
    assert first_alarm(looks(lambda hour: 20 / 24, 9, dies=3)) is None


def test_a_backlog_does_not_count_to_the_rate() -> None:
    found = [(MONDAY, 500), *((MONDAY + hour, 1 if hour % 4 == 0 else 0) for hour in range(1, 240)), (MONDAY + 240, 300)]
    quiet = silence(found, MONDAY + 250, 28 * 24)
    assert quiet and 5.5 < quiet.rate < 7


def test_nothing_was_ever_found() -> None:
    assert silence([(MONDAY, 0), (MONDAY + 1, 0)], MONDAY + 1, 672) is None


def month(usual: dict[str, int], recent: dict[str, int], days: int = 20) -> History:
    """A source of one hour a day that gives 10 articles, of which so many are such; the last day differs."""
    rows = [hour_of(MONDAY + day * 24, usual) for day in range(days)]
    return History("desk", [*rows, hour_of(MONDAY + days * 24, recent)])


def hour_of(hour: int, counts: dict[str, int]) -> Hour:
    fields = {"title": 10, "date": 10, "instant": 10, "excerpt": 10, "authors": 10, "image": 10, "text": 10, "provider": 10}
    fields |= {name: count for name, count in counts.items() if name in fields}
    rest = {name: count for name, count in counts.items() if name not in fields}
    return Hour(hour, **{"new": 10, "pages": 10, "articles": 10, **rest}, fields=fields)


SHARES: dict[str, tuple[dict[str, int], dict[str, int], list[str]]] = {
    "as ever": ({}, {}, []),
    "dates are gone": ({}, {"date": 0, "instant": 0}, ["dated", "fields/instant"]),
    "times of day are gone": ({}, {"instant": 0}, ["fields/instant"]),
    "few have pictures, as ever": ({"image": 2}, {"image": 1}, []),
    "authors are gone where half had one": ({"authors": 5}, {"authors": 0}, []),  # ten articles can't tell
    "authors are gone where most had one": ({"authors": 9}, {"authors": 2}, ["fields/authors"]),
    "half are refused": ({}, {"refused": 6}, ["refused"]),
    "half are refused, as ever": ({"refused": 5}, {"refused": 7}, []),
    "all fail": ({"failed": 1}, {"failed": 10, "articles": 0}, ["failed"]),
}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_that_falls_or_rises(name: str) -> None:
    usual, recent, expected = SHARES[name]
    history = month(usual, recent)
    found = judge([history], QUIET, [], {"desk": history.hours[-1].hour}, history.hours[-1].hour, "now", LIMITS)
    assert [one.check for one in found] == expected


def test_too_few_to_tell() -> None:
    history = month({}, {"date": 0, "instant": 0}, days=1)
    assert not judge([history], QUIET, [], {}, history.hours[-1].hour, "now", LIMITS)


@pytest.mark.parametrize(("runs", "alarmed"), [(0, False), (2, False), (3, True), (9, True)])
def test_a_source_that_can_not_be_read(runs: int, alarmed: bool) -> None:
    found = judge([History("desk", (), runs, "http-503")], QUIET, [], {"desk": MONDAY}, MONDAY, "now", LIMITS)
    assert [(one.check, one.measured) for one in found] == ([("unread", runs)] if alarmed else [])
    assert not alarmed or f"in the last {runs} runs (http-503)" in found[0].sentence


STANDS = Alarm("dated", "desk", "…", 0.0, 1.0, "2026-11-01T00:00:00Z")


@pytest.mark.parametrize("known", [False, True])
def test_an_alarm_stands_until_it_is_well(known: bool) -> None:
    stands = replace(STANDS, acknowledged=known)
    bad, good = month({"date": 0}, {"date": 0}), month({"date": 0}, {"date": 9})
    now = bad.hours[-1].hour
    others = {name: numbers for name, numbers in LIMITS.items() if name != "fields"}
    # what is usual has long become what was the alarm; it is measured against what it was
    (after,) = judge([bad], QUIET, [stands], {"desk": now}, now, "now", others)
    assert (after.check, after.usual, after.since, after.acknowledged) == ("dated", 1.0, STANDS.since, known)
    assert judge([], QUIET, [stands], {"desk": now}, now, "now", others) == [stands]  # it was not due
    assert judge([good], QUIET, [stands], {"desk": now}, now, "now", others) == []


def test_alarms_of_a_source_that_is_gone_or_of_a_check_that_is_off_end() -> None:
    assert judge([], QUIET, [STANDS], {"desk": MONDAY}, MONDAY + FORGET, "now", LIMITS) == []
    off = {name: numbers for name, numbers in LIMITS.items() if name != "dated"}
    assert judge([], QUIET, [STANDS], {"desk": MONDAY}, MONDAY, "now", off) == []


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        (Past("feeds", 5000, 100, [(60.0, 100.0)] * 9), []),  # too few runs before it
        (Past("feeds", 5000, 100, [(60.0, 100.0)] * 10), ["duration"]),
        (Past("feeds", 5000, 100, [(4000.0, 100.0)] * 10), []),
        (Past("feeds", 800, 100, [(60.0, 100.0)] * 10), []),  # long for it, and still short
        (Past("feeds", 60, 4000, [(60.0, 900.0)] * 10), ["memory"]),
    ],
)
def test_length_and_memory_of_the_run(past: Past, expected: list[str]) -> None:
    assert [one.check for one in judge([], past, [], {}, MONDAY, "now", LIMITS)] == expected
