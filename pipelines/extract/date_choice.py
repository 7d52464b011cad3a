"""Which of a page's stamps is believed, and in which zone it was written.

Habits behind it: a day never beats an instant of the same day; a zone that one field leaves out is often stated
by another; 3/4/2021 is settled by whatever else the page says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from crawler.date_words import ZONE_OF_COUNTRY
from crawler.items import Found, Published
from pipelines.extract.date_text import Habits, Stamp, zone_offset

EARLIEST = datetime(1990, 1, 1)
SLACK = timedelta(hours=36)  # clocks and zones differ; nothing is published later than this after the fetch
_DAY = timedelta(days=1)


def believable(stamp: Stamp | None, now: datetime) -> Stamp | None:
    """The stamp, in its only possible reading; None for the future and for the years before the Web."""
    if stamp is None:
        return None
    latest = now.replace(tzinfo=None) + SLACK
    if not EARLIEST <= stamp.wall <= latest:
        return believable(replace(stamp, wall=stamp.swapped, swapped=None), now) if stamp.swapped else None
    if stamp.swapped is not None and not EARLIEST <= stamp.swapped <= latest:
        stamp = replace(stamp, swapped=None)
    if stamp.precision == "instant" and stamp.wall.time() == time() and not stamp.offset:
        stamp = replace(stamp, precision="day", offset=None)
    return stamp


def settled(stamps: Sequence[Found[Stamp]]) -> list[Found[Stamp]]:
    """The stamps with every undecided day and month read as the others say; those that nothing decides are left out."""
    known = {one.value.day for one in stamps if one.value.swapped is None}
    result = []
    for one in stamps:
        stamp = one.value
        if stamp.swapped is not None:
            if _near(stamp.swapped, known):
                stamp = replace(stamp, wall=stamp.swapped, swapped=None)
            elif _near(stamp.wall, known):
                stamp = replace(stamp, swapped=None)
            else:
                continue
        result.append(Found(stamp, one.by))
    return result


def _near(wall: datetime, days: set[date]) -> bool:
    return any((wall + shift * _DAY).date() in days for shift in (0, -1, 1))


def not_modified(told: Sequence[Found[Stamp]], modified: Sequence[Stamp]) -> list[Found[Stamp]]:
    """The stamps with an earlier one in front where the first merely repeats the time of the last change.

    Some publishers write that time as ``datePublished`` too, and the true one in another field.
    """
    if len(told) < 2 or not any(told[0].value.at == one.at for one in modified):
        return list(told)
    first = told[0].value.at
    earlier = [one for one in told if one.by == "meta/published" and one.value.offset is not None and one.value.at < first]
    return [*(one for one in earlier[:1] if not _same_minute(first - one.value.at)), *told]


def most_exact(stamps: Sequence[Found[Stamp]]) -> Found[Stamp] | None:
    """The first stamp, or an instant of its day that comes later, one with a zone rather than one without."""
    if not stamps:
        return None
    best = stamps[0]
    if best.value.precision == "day":
        days = {best.value.day + shift * _DAY for shift in (0, -1, 1)} if best.by == "address" else {best.value.day}
        same = [one for one in stamps if one.value.precision == "instant" and days & {one.value.day, one.value.at.date()}]
        zoned = [one for one in same if one.value.offset is not None]
        best = next(iter((*zoned, *same)), best)
    return best


def in_utc(best: Stamp, others: Sequence[Stamp], habits: Habits, assumed_country: str) -> Published:
    """The chosen stamp as an instant in UTC, its zone stated, inferred from the other stamps or the country, or none."""
    if best.precision == "day":
        return Published(replace(best, offset=None, wall=datetime.combine(best.day, time())).at, "day", "none")
    if best.offset is not None:
        return Published(best.at, "instant", "stated")
    offset = _offset_from(best, others)
    if offset is None and assumed_country in ZONE_OF_COUNTRY:
        offset = zone_offset(ZONE_OF_COUNTRY[assumed_country], best.wall)
    zone: Literal["inferred", "none"] = "none" if offset is None else "inferred"
    return Published(replace(best, offset=offset).at, "instant", zone)


def _offset_from(best: Stamp, others: Sequence[Stamp]) -> timedelta | None:
    """The offset of a stamp with the same wall clock, or the difference to the same instant in UTC, or any offset that the page states."""
    zoned = [one for one in others if one.offset is not None and one.precision == "instant"]
    for one in zoned:
        if abs(one.wall - best.wall) < timedelta(minutes=1) and one.offset:
            return one.offset
    for one in zoned:  # the same minute of another hour: one instant on two clocks
        gap = best.wall - one.at.replace(tzinfo=None)
        if best.wall.minute not in (0, 30) and _same_minute(gap):
            return timedelta(minutes=round(gap / timedelta(minutes=1)))
    for one in zoned:
        if one.offset and abs(one.wall - best.wall) < timedelta(days=60):
            return one.offset
    return None


def _same_minute(gap: timedelta) -> bool:
    """Whether two times differ as two clocks in different zones do: by whole or half hours, at most 14."""
    return abs(gap) <= timedelta(hours=14, seconds=59) and (abs(gap).seconds + 59) % 1800 < 119
