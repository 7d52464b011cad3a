"""The dates of sitemaps: W3C date and time formats, and what publishers write in their place. Linear, never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST = 64  # characters of a date
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_ZONES = {
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "cet": 1,
    "cest": 2,
    "bst": 1,
    "jst": 9,
}
_CLOCK = (
    r"(?:(?:\s*[t_,]\s*|\s+|utc)(?P<hour>[01]?\d|2[0-4])[:.]?(?P<minute>[0-5]\d)(?:[:.]?(?P<second>[0-5]\d|60))?(?:[.,]\d{1,9})?"
    r"\s*(?P<half>[ap]m\b)?\s*(?P<zone>(?:utc|gmt)?(?P<sign>[-+−]|(?<=\s))(?P<zh>0\d|1[0-4]|\d):?(?P<zm>[0-5]\d)?|z|utc|gmt|[a-z]{3,4})?)?"
)
_YEAR = r"(?P<year>19[89]\d|20\d\d)"
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{_YEAR}[-/.](?P<month>1[0-2]|0?[1-9])(?!\d)(?:[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?!\d){_CLOCK})?",
        rf"{_YEAR}(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])(?!\d){_CLOCK}",
        rf"{_YEAR}(?![\d])",
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<day>\d{{1,2}})[\s-]+(?P<word>[a-z]{{3}})[a-z]{{0,6}}[\s-]+{_YEAR}{_CLOCK}",  # RFC 822
        rf"(?:[a-z]{{3,9}},?\s+)?(?P<word>[a-z]{{3}})[a-z]{{0,6}}\s+(?P<day>\d{{1,2}}),?\s+{_YEAR}{_CLOCK}",
        rf"(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>1[0-2]|0?[1-9])\.{_YEAR}{_CLOCK}",
        rf"(?P<first>\d{{1,2}})/(?P<second_number>\d{{1,2}})/{_YEAR}{_CLOCK}",
    )
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_IN_ADDRESS = re.compile(r"(?<![\d])(19[89]\d|20\d\d)(?:[-_/.]?(1[0-2]|0[1-9])(?:[-_/.]?(3[01]|[12]\d|0[1-9]))?)?(?!\d)")
_IN_QUERY = re.compile(
    r"(?<![a-z])(?:y{1,4}|year)=(20\d\d)&(?:mm?|month)=(1[0-2]|0?[1-9])(?:&(?:dd?|day)=(3[01]|[12]\d|0?[1-9]))?(?!\d)", re.I
)
_DAY = timedelta(days=1)
_ZONES = timedelta(hours=12)  # behind UTC, at most


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time: from ``at`` (aware, UTC) for ``length``, which is none where the instant and its zone are stated."""

    at: datetime
    length: timedelta = timedelta()

    @property
    def hint(self) -> datetime | None:
        """As a hint carries it: the instant; midnight where only the day or a clock without zone is told; nothing for less."""
        if not self.length:
            return self.at
        return self.at.replace(hour=0, minute=0, second=0, microsecond=0) if self.length <= _DAY + _ZONES else None

    def before(self, limit: datetime) -> bool:
        """Whether all of it lies before an instant, in every zone where none is stated."""
        return self.at + self.length < limit


def moment(text: str) -> Moment | None:
    """What a date says, or None: years, months, days, instants.

    >>> moment("2026-11-05T10:00:00+0200").at.isoformat()
    '2026-11-05T08:00:00+00:00'
    """
    text = text.strip()[:LONGEST]
    if len(text) >= 16 and text[10] == "T":  # as it should be, and quickly
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return _instant(at)
    if _EPOCH.fullmatch(text):
        return Moment(datetime.fromtimestamp(int(text[:10]), UTC))
    for form in _FORMS:
        found = form.match(text)
        if found:
            try:
                return _believed(found.groupdict())
            except (ValueError, OverflowError):
                return None
    return None


def _instant(at: datetime) -> Moment | None:
    if not 1980 <= at.year <= 2100:
        return None
    return Moment(at.replace(tzinfo=UTC), _ZONES) if at.tzinfo is None else Moment(at.astimezone(UTC))


def day_in_address(address: str) -> Moment | None:
    """The year, month or day that a sitemap's name tells (``sitemap-2019-05.xml``): weak, a number may look like a year."""
    found = _IN_QUERY.search(address) or max(_IN_ADDRESS.finditer(address[-200:]), key=lambda one: one.end() - one.start(), default=None)
    if found is None:
        return None
    try:
        return _stretch(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        return None


def _believed(parts: dict[str, str | None]) -> Moment | None:
    year, month, day = int(parts["year"] or 0), int(parts.get("month") or 0), int(parts.get("day") or 0)
    if word := parts.get("word"):
        month = _MONTHS.index(word.lower()) + 1
    if first := parts.get("first"):
        one, two = int(first), int(parts["second_number"] or 0)
        if one <= 12 and two <= 12 and one != two:
            return _stretch(year, 0, 0)  # nobody knows which is the month
        day, month = (one, two) if one > 12 else (two, one)
    if not parts.get("hour"):
        return _stretch(year, month, day)
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), min(int(parts["second"] or 0), 59)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    wall = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)
    offset = _offset(parts)
    return Moment(wall, _ZONES) if offset is None else Moment(wall - offset)


def _offset(parts: dict[str, str | None]) -> timedelta | None:
    zone = (parts.get("zone") or "").lower()
    if parts.get("zh"):
        offset = timedelta(hours=int(parts["zh"] or 0), minutes=int(parts["zm"] or 0))
        return -offset if parts["sign"] in ("-", "−") else offset
    if zone in ("z", "utc", "gmt"):
        return timedelta()
    return timedelta(hours=_NAMED_ZONES[zone]) if zone in _NAMED_ZONES else None


def _stretch(year: int, month: int, day: int) -> Moment:
    """A whole day, month or year (0: not told)."""
    start = datetime(year, month or 1, day or 1, tzinfo=UTC)
    if day:
        end = start + _DAY
    elif month:
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    else:
        end = datetime(year + 1, 1, 1, tzinfo=UTC)
    return Moment(start, end - start + _ZONES)
