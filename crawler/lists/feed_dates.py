"""The dates of lists (feeds, sitemaps) as instants in UTC. Pure; a wrong date is worse than none.

Reads RFC 822 and its careless forms, ISO 8601, ctime, epochs, and month names in the languages of the press. An instant
without a zone, or with the name of a zone that nobody knows, is believed to the day only: it comes back as midnight UTC.
A day whose month can't be told from its number (3/4/2026) is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.date_words import AM, MONTHS, MONTHS_OF_LANGUAGE, PM, REGIONS, ZONES, ZONES_OF_COUNTRY

SLACK = timedelta(hours=36)  # nothing is published later than this after the list was fetched
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the Web: a default value
ONE_MOMENT = timedelta(minutes=1)  # a list whose dates all fall into it wrote its own time on them
MOMENT_ENTRIES = 3  # dated entries, from which that is told

# What feeds write beside the zones of ``date_words``: military letters other than Z are ambiguous by RFC 2822 and unknown here.
_MORE_ZONES = {"ut": 0, "mest": 2, "mewt": 1, "met": 1, "mst7mdt": -7, "fst": 2, "fwt": 1, "swt": 1, "sst": 2, "hadt": -9, "hast": -10,
               "cot": -5, "pet": -5, "vet": -4, "brst": -2, "uyt": -3, "irst": 3.5, "uzt": 5, "almt": 5, "bdt": 6, "mmt": 6.5, "cdt7": -5,
               "sgt": 8, "chst": 10, "fjt": 12, "yekt": 5, "omst": 6, "krat": 7, "irkt": 8, "vlat": 10}  # fmt: skip
_AMBIGUOUS = frozenset(("ist", "ast", "gst", "cat", "wit", "art", "nst"))  # more than one zone of the world; numbers tell, names don't
_OFFSET = re.compile(r"(?:utc|gmt|ut)?\s?([+-])\s?(\d{1,2}):?([0-5]\d)?$")
_AREA = re.compile(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[A-Za-z_+\-]{2,24}(?:/[A-Za-z_]{2,24})?$", re.I)

_CLOCK = (
    r"(?P<H>[01]?\d|2[0-4])[:.h](?P<M>[0-5]\d)(?:[:.](?P<S>[0-5]\d|60))?(?:[.,]\d{1,9})?\s?(?P<half>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
    r"\s?(?P<zone>[^\s\d(][^\s(]{0,32}|[+-]\s?\d[\d:]{0,5})?"
)
_YEAR = r"(?P<y>\d{4})"
_ISO = re.compile(
    rf"{_YEAR}(?:-(?P<m>\d\d?)-(?P<d>\d\d?)|/(?P<m2>\d\d?)/(?P<d2>\d\d?)|\.(?P<m3>\d\d?)\.(?P<d3>\d\d?)|(?P<m4>\d\d)(?P<d4>\d\d))"
    rf"(?:(?:[T_]|,?\s)?\s?(?:{_CLOCK}|(?P<H2>[01]\d|2[0-4])(?P<M2>[0-5]\d)(?P<S2>[0-5]\d)(?P<zone2>Z|[+-]\d\d:?\d\d)?)?)?",
    re.I,
)
_WORD = r"(?P<w>[^\W\d_][^\s\d,./-]{1,14})"
_RFC822 = re.compile(
    rf"(?P<d>\d\d?)(?:st|nd|rd|th|\.|º)?[\s-](?:de\s)?{_WORD}[.,]?[\s-](?:de\s)?(?P<y>\d{{4}}|\d\d)(?:,?\s(?:at\s)?{_CLOCK})?", re.I
)
_AMERICAN = re.compile(rf"{_WORD}\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s{_YEAR}(?:,?\s(?:at\s)?{_CLOCK})?", re.I)
_CTIME = re.compile(
    rf"{_WORD}\s(?P<d>\d\d?)\s(?P<H>[01]?\d|2[0-3]):(?P<M>[0-5]\d)(?::(?P<S>[0-5]\d))?(?:\s(?P<zone>[A-Za-z]{{1,5}}|[+-]\d{{4}}))?\s{_YEAR}",
    re.I,
)
_NUMBERS = re.compile(rf"(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep){_YEAR}(?:,?[\sT](?:{_CLOCK}))?")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,15}(?:-[^\W\d_]{2,10})?(?:\.?,\s?|\.\s|\s(?=\d))")
_CTIME_WEEKDAY = re.compile(r"^[A-Za-z]{3}\s(?=[A-Za-z]{3}\s\d)")
_DASH = re.compile(r"\s[-–—|]\s")
_TWICE = re.compile(r"(?<=[+-]\d{4})\s[A-Za-z]{1,5}$")  # +0100 CET
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d{1,6})?$")
_COMMENT = re.compile(r"\s?\([^()]{0,40}\)\s?$")
_PATTERNS = (_ISO, _RFC822, _CTIME, _AMERICAN, _NUMBERS)


def instant(text: str | None, at: datetime, language: str | None = None) -> datetime | None:
    """The moment that a list names, or None: nothing that is later than 36 hours after ``at``, nor older than the Web.

    >>> from datetime import datetime, UTC
    >>> instant("Mon, 06 Jul 2026 9:05 MEST", datetime(2026, 7, 7, tzinfo=UTC)).isoformat()
    '2026-07-06T07:05:00+00:00'
    """
    found = _read(" ".join((text or "")[:120].split()), (language or "").lower())
    return found if found is not None and EARLIEST <= found <= at + SLACK else None


def stamped(dates: Sequence[datetime]) -> bool:
    """Whether the dates of one list are the moment at which it was made rather than those of its entries."""
    if len(dates) < MOMENT_ENTRIES or max(dates) - min(dates) >= ONE_MOMENT:
        return False
    return any(date.hour or date.minute for date in dates)  # a paper of one day, known to the day, is believed


def _read(text: str, language: str) -> datetime | None:
    if epoch := _EPOCH.match(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    text = _TWICE.sub("", _DASH.sub(" ", _COMMENT.sub("", text)))
    for start in (text, _WEEKDAY.sub("", text, count=1), _CTIME_WEEKDAY.sub("", text, count=1)):
        for pattern in _PATTERNS:
            if match := pattern.fullmatch(start):
                return _moment(match, language)
    return None


def _moment(match: re.Match[str], language: str) -> datetime | None:
    groups = match.groupdict()
    day = _day(groups, language)
    hour, minute = groups.get("H") or groups.get("H2"), groups.get("M") or groups.get("M2")
    if day is None or hour is None:
        return day
    hours = _hours(int(hour), (groups.get("half") or "").lower())
    if hours is None or (hours == 24 and int(minute or 0)):
        return None
    second = min(int(groups.get("S") or groups.get("S2") or 0), 59)
    wall = day + timedelta(hours=hours, minutes=int(minute or 0), seconds=second)
    offset = _offset(groups.get("zone") or groups.get("zone2"), wall, language[3:5])
    if offset is None:
        return day
    try:
        return wall - offset
    except OverflowError:
        return None


def _hours(hour: int, half: str) -> int | None:
    """The hour on a clock of 24; None for 13 am. A careless 22:00 PM is 22."""
    if half in PM:
        return hour + 12 if hour < 12 else hour
    if half in AM:
        return None if hour > 12 else hour % 12
    return hour


def _day(groups: dict[str, str | None], language: str) -> datetime | None:
    year = int(groups["y"] or 0)
    if len(groups["y"] or "") == 2:
        year += 2000 if year < 70 else 1900
    if groups.get("sep"):
        first, second = int(groups["a"] or 0), int(groups["b"] or 0)
        if groups["sep"] != "." and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if second > 12 else (first, second)
    elif word := groups.get("w"):
        name = word.casefold().strip("'’")
        month = MONTHS_OF_LANGUAGE.get(language[:2], {}).get(name) or MONTHS.get(name) or 0
        day = int(groups["d"] or 0)
    else:
        month, day = (int(next(filter(None, (groups[part + n] for n in ("", "2", "3", "4"))), "0")) for part in ("m", "d"))
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _offset(zone: str | None, wall: datetime, country: str) -> timedelta | None:
    """A stated zone's distance from UTC; None where none is stated, or one that can't be told."""
    name = (zone or "").strip().rstrip(".,").replace("−", "-").replace("\u2013", "-").lower()
    if match := _OFFSET.match(name):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours > 14:
            return None
        return timedelta(hours=hours, minutes=minutes) * (-1 if match[1] == "-" else 1)
    if local := ZONES_OF_COUNTRY.get(country, {}).get(name):
        return local
    if name in _AMBIGUOUS:
        return ZONES[name] if name == "ist" and country == "in" else None
    if name in _MORE_ZONES:
        return timedelta(hours=_MORE_ZONES[name])
    if name in ZONES:
        return ZONES[name]
    area = REGIONS.get(name) or (zone if zone and _AREA.match(zone) else None)
    try:
        return wall.replace(tzinfo=ZoneInfo(area)).utcoffset() if area else None
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None
