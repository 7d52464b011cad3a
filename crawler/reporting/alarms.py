"""Checks of a run against what is usual: each a small pure function over a source's history (docs/runs.md)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any, NamedTuple

from crawler.reporting import rhythm

DAY = 24  # hours
FIELDS = ("title", "instant", "excerpt", "authors", "image", "text", "provider")  # of ``tally.FIELDS``, those that a site's change blanks
FORGET = 7 * DAY  # hours without a look after which a source's standing alarms are dropped: it was taken off the list

Limits = Mapping[str, float]

LIMITS: Mapping[str, Limits] = {
    "silent": {"days": 28, "first": 7, "events": 5, "expected": 8, "times": 2},
    "unread": {"runs": 3},
    "dated": {"days": 28, "first": 2, "articles": 10, "change": 0.3, "sigmas": 4},
    "fields": {"days": 28, "first": 2, "articles": 10, "change": 0.4, "sigmas": 4},
    "refused": {"days": 28, "first": 2, "articles": 10, "change": 0.3, "sigmas": 4},
    "failed": {"days": 28, "first": 2, "articles": 10, "change": 0.3, "sigmas": 4},
    "duration": {"runs": 10, "times": 4, "least": 900},
    "memory": {"runs": 10, "times": 3, "least": 2048},
}
"""The checks and their numbers, as config/checks.yaml explains them."""


@dataclass(frozen=True, slots=True)
class Hour:
    """What a source gave in one hour (since 1970); ``fields`` has the count of articles with each field."""

    hour: int
    new: int = 0
    pages: int = 0
    refused: int = 0
    failed: int = 0
    articles: int = 0
    fields: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """A source's hours, oldest first, the current run's among them; ``unread``: runs in a row in which it could not be read."""

    source: str
    hours: Sequence[Hour]
    unread: int = 0
    why: str = ""  # it could not be read in this run


@dataclass(frozen=True, slots=True)
class Past:
    """Seconds and MiB of this run, and of earlier ones of the same spider and arguments."""

    spider: str
    seconds: float
    memory: float
    earlier: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A check that failed; ``source`` is "" for one of the whole run. ``usual`` stays as it was when it first failed."""

    check: str
    source: str
    sentence: str
    measured: float
    usual: float
    since: str = ""
    acknowledged: bool = False


class Verdict(NamedTuple):
    """What a check says of a source; its ``sentence`` is needed where it failed."""

    failed: bool
    measured: float = 0.0
    usual: float = 0.0
    sentence: str = ""


Judge = Callable[[History, int, Limits, float | None], Verdict | None]
"""History, the hour it is, limits, and what was usual when it first failed -> a verdict, or None where it can't be told."""


def silent(history: History, now: int, limits: Limits, usual: float | None) -> Verdict | None:
    """It gives nothing new for longer than its own rhythm explains (``rhythm``)."""
    if history.unread or not history.hours:
        return None
    if history.hours[-1].new:
        return Verdict(False)
    quiet = rhythm.silence([(one.hour, one.new) for one in history.hours], now, round(limits["days"] * DAY))
    if quiet is None or quiet.events < limits["events"] or quiet.known < limits["first"] * DAY:
        return None
    young = 1 + limits["first"] * DAY / quiet.known  # what is learnt from little needs more to go against it
    failed = quiet.expected >= young * limits["expected"] and quiet.lasts >= (young + limits["times"] - 1) * quiet.longest
    rate = f"{quiet.rate:.0f}" if quiet.rate >= 1 else f"{quiet.rate:.1f}"
    return Verdict(
        failed,
        0,
        round(quiet.rate, 2),
        f"{history.source} has given nothing new for {_span(quiet.hours)}; usual are {rate} articles a day, and "
        f"{quiet.expected:.0f} in such a time; open its address, see whether it still has news, and mend its row or take it off the list",
    )


def unread(history: History, now: int, limits: Limits, usual: float | None) -> Verdict | None:
    """It could not be read in several runs in a row."""
    runs = history.unread
    return Verdict(
        runs >= limits["runs"],
        runs,
        0,
        f"{history.source} could not be read in the last {runs} runs ({history.why or 'see the earlier reports'}); usual is none; "
        "open its address, then mend or disable its row",
    )


def _share(part: Callable[[Hour], int], whole: Callable[[Hour], int], sign: int, said: str, cure: str) -> Judge:
    """A check that a share has not fallen (``sign`` -1) or risen (1): the last articles against those before them."""

    def judge(history: History, now: int, limits: Limits, usual: float | None) -> Verdict | None:
        rows = [one for one in history.hours if whole(one) and one.hour > now - limits["days"] * DAY]
        cut, count = len(rows), 0
        while cut and count < limits["articles"]:
            cut -= 1
            count += whole(rows[cut])
        before = sum(whole(one) for one in rows[:cut])
        if count < limits["articles"]:
            return None
        if usual is None:
            if before < 2 * limits["articles"] or now - history.hours[0].hour < limits["first"] * DAY:
                return None
            usual = sum(part(one) for one in rows[:cut]) / before
        recent = sum(part(one) for one in rows[cut:]) / count
        smooth = (usual * before + 1) / (before + 2)
        limit = max(limits["change"], limits["sigmas"] * math.sqrt(smooth * (1 - smooth) / count))
        sentence = f"{history.source}: {recent:.0%} of the last {count} {said}; usual is {usual:.0%}; {cure}"
        return Verdict(sign * (recent - usual) >= limit, round(recent, 3), round(usual, 3), sentence)

    return judge


def _field(name: str, word: str) -> Judge:
    return _share(
        lambda one: one.fields.get(name, 0),
        lambda one: one.articles,
        -1,
        f"articles have {word}",
        "the site may have changed its pages: look at one with `scrapy explain`, and give the site a row in config/sites.yaml",
    )


_REASONS = "the reasons stand in the report under its pages: look at one with `scrapy explain`"
_WORDS = {
    "title": "a title",
    "instant": "a time of day",
    "excerpt": "an excerpt",
    "authors": "an author",
    "image": "a picture",
    "text": "a text",
    "provider": "a publisher's name",
}
CHECKS: Mapping[str, Judge] = {
    "silent": silent,
    "unread": unread,
    "dated": _field("date", "a date"),
    "refused": _share(lambda one: one.refused, lambda one: one.pages, 1, "pages were refused", _REASONS),
    "failed": _share(lambda one: one.failed, lambda one: one.pages, 1, "pages failed", _REASONS),
    **{f"fields/{name}": _field(name, _WORDS[name]) for name in FIELDS},
}
"""A name and its judge; the limits are those of the name's first part."""


def judge(
    histories: Iterable[History],
    past: Past,
    standing: Iterable[Alarm],
    seen: Mapping[str, int],
    now: int,
    since: str,
    limits: Mapping[str, Limits],
) -> list[Alarm]:
    """The alarms after a run: those that failed now, and those that still stand since nothing told that they are well again.

    ``seen``: the hour of the last look at each known source; ``since``: the run's own time, for new alarms.
    """
    before = {(one.check, one.source): one for one in standing}
    found: dict[tuple[str, str], Alarm] = {key: one for key, one in before.items() if one.source and now - seen.get(one.source, 0) < FORGET}
    verdicts: list[tuple[str, str, Verdict | None]] = []
    for history in histories:
        for check, one in CHECKS.items():
            if numbers := limits.get(check.partition("/")[0]):
                was = before.get((check, history.source))
                verdicts.append((check, history.source, one(history, now, numbers, was.usual if was else None)))
    verdicts += [(check, "", verdict) for check, verdict in _of_the_run(past, limits)]
    for check, source, verdict in verdicts:
        if verdict is None:
            continue
        found.pop((check, source), None)
        if verdict.failed:
            alarm = Alarm(check, source, verdict.sentence, verdict.measured, verdict.usual, since)
            was = before.get((check, source))
            found[check, source] = replace(alarm, since=was.since, acknowledged=was.acknowledged) if was else alarm
    kept = {check.partition("/")[0] for check in limits}
    return sorted((one for one in found.values() if one.check.partition("/")[0] in kept), key=lambda one: (one.source, one.check))


def _of_the_run(past: Past, limits: Mapping[str, Limits]) -> Iterable[tuple[str, Verdict]]:
    cures = {
        "duration": "see which hosts it waited for; `-s LOG_LEVEL=INFO` tells more",
        "memory": "lower EXTRACT_WORKERS or CONCURRENT_REQUESTS, and see whether one source lists far more than before",
    }
    for place, (check, measured, unit) in enumerate((("duration", past.seconds, "s"), ("memory", past.memory, "MiB"))):
        numbers = limits.get(check)
        if not numbers or len(past.earlier) < numbers["runs"]:
            continue
        usual = median(one[place] for one in past.earlier)
        word = "took" if check == "duration" else "used"
        sentence = f"{past.spider}: the run {word} {measured:.0f} {unit}; usual is {usual:.0f} {unit}; {cures[check]}"
        yield check, Verdict(measured >= numbers["least"] and measured >= numbers["times"] * usual, round(measured, 1), usual, sentence)


def _span(hours: float) -> str:
    if hours < 1.5:
        return "an hour"
    return f"{hours:.0f} hours" if hours < 3 * DAY else f"{hours / DAY:.0f} days"


def values(alarm: Alarm) -> dict[str, Any]:
    """For the report."""
    return {name: getattr(alarm, name) for name in ("check", "source", "sentence", "measured", "usual", "since", "acknowledged")}


def of_values(row: Mapping[str, Any]) -> Alarm:
    """From a report."""
    return Alarm(
        str(row["check"]),
        str(row["source"]),
        str(row["sentence"]),
        float(row["measured"]),
        float(row["usual"]),
        str(row.get("since", "")),
        bool(row.get("acknowledged")),
    )
