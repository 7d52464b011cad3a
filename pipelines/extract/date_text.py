"""A text into the moment it names: believing for the two dates.

Knows ISO 8601 and its careless forms, epochs, RFC 822, and dates as newsrooms print them. Every pattern is
linear; a text longer than ``LONGEST`` is cut.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.date_words import (
    AM,
    MONTHS,
    MONTHS_OF_LANGUAGE,
    PM,
    REGIONS,
    SOLAR_MONTHS,
    VIETNAMESE_MONTHS,
    ZONES,
    ZONES_OF_COUNTRY,
)

LONGEST = 60_000  # characters of visible text that are searched
_DIGITS = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(0x80, min(sys.maxunicode, 0xFFFF) + 1)
    if unicodedata.category(chr(code)) == "Nd"
} | {
    0x200E: "",
    0x200F: "",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    0x2011: "-",
    0xFF1A: ":",
    0xFF0F: "/",
    0xFF08: "(",
    0xFF09: ")",
    0x2013: "-",
    0x060C: ",",
    0xFF0C: ",",
    0x202A: "",
    0x202B: "",
    0x202C: "",
}

_ODD = re.compile(f"[{''.join(map(chr, _DIGITS))}]")

# A month's name: two words in the Levant, an abbreviation with dots in Thai and Lao, else one word.
_WORD = (
    r"(?:(?:كانون|تشرين)\s?(?:ال)?(?:أول|اول|ثاني)|[\u0e01-\u0ecd]{1,4}\.\s?[\u0e01-\u0ecd]{1,3}\."
    r"|[^\W\d_][^\s\d,;:|()<>/\-–—.\"“”·•]{1,13})"
)
_HALF = r"[ap](?:\.\s?|)m\b\.?|PTG\b|[πμ]\.?μ\.?|CH\b|SA\b|[مص]\b|[بق]\.?ظ"
_TIME = (
    r"(?:(?P<{0}half1>오전|오후|上午|下午|午前|午後|晚上|早上|凌晨|[ap]m)\s?)?(?P<{0}hour>[01]?\d|2[0-4])"
    r"(?:\s?(?:[:.h]|時|时|點|点|시|ч\.?)\s?(?P<{0}minute>[0-5]\d|\d(?=分|분))(?!\d)(?:\s?(?:[:.]|分|분)\s?(?P<{0}second>[0-5]\d)(?!\d))?(?:[.,]\d{{1,9}})?[分분]?"
    r"|(?=\s?[ap](?:\.\s?|)m\b)|(?=\s?Uhr\b))"
    r"(?:\s?(?P<{0}half2>" + _HALF + r"))?(?:\s?(?:Uhr|hrs|heures|uur|Hrs|h|ч)\b\.?)?"
)
_ZONE = (
    r"(?:\s?[(\[,-]?\s?(?P<{0}zone>(?:UTC|GMT)?\s?[+\-−]\s?(?:0\d|1[0-4]|\d(?=\D|$)):?(?:[0-5]\d)?(?!\d)"
    r"|[A-Z]{{2,5}}\b|Z(?!\w)|МСК|мск|Eastern|Central|Pacific))?"
)


def _clock(prefix: str) -> str:
    return _TIME.format(prefix) + _ZONE.format(prefix)


# What stands between a day and its time: marks and "at" in many languages.
_BETWEEN = (
    r"(?:\.(?=\s))?(?:\s*(?:[,|•·T@(\]/–—-]"
    r"|\b(?:at|um|à|a las|las|ore|alle|kl|klo|kello|o|в|о|а|às|om|godz|saat|v|pukul|jam|h|ora|ob|u|lúc|vào)\b\.?:?"
    r"|\((?:[^\W\d_]{1,12}\.?)\)|(?!오전|오후|上午|下午|午前|午後|晚上|早上|凌晨|[ap]m\b)[^\W\d_]{1,12}\.?,?)){0,3}\s*"
)
_AFTER = re.compile(_BETWEEN + _clock(""), re.I)
_BEFORE = re.compile(
    _clock("") + r"(?:\s*[,|•·)\]–—-]|\s+(?:on|am|le|el|il|em|den|on)\b|\s*[^\W\d_]{2,10}\.?,?)?(?:\s*[^\W\d_]{2,10}\.?,?)?\s*$", re.I
)

_YEAR = r"(?:19[89]\d|20\d\d|25[3-9]\d|13[7-9]\d|14[0-1]\d)"
_ISO = re.compile(
    rf"(?<![\d.])(?P<y>{_YEAR})(?:\s?[-/.]\s?(?P<m>\d{{1,2}})\s?[-/.]\s?(?P<d>\d{{1,2}})\.?(?!\d)|(?P<cm>0[1-9]|1[0-2])(?P<cd>[0-2]\d|3[01])|\s?[年년]\s?(?P<jm>\d{{1,2}})\s?[月월]"
    r"\s?(?P<jd>\d{1,2})(?:\s?[日일])?)"
)
_ISO_TIME = re.compile(
    r"(?:[T\s:,_-]{0,3}(?P<H>[01]?\d|2[0-4])(?P<sep>[:.h]?)(?P<M>[0-5]\d)(?:[:.]?(?P<S>[0-5]\d|60))?(?:[.,:]\d{1,9})?"
    rf"\s?(?P<half>{_HALF})?"
    r"(?:\s?[\[(]?(?P<zone>(?:Europe|America|Asia|Africa|Australia|Pacific|Atlantic)/\w{3,20}|Z(?!\w)|(?:UTC|GMT)?\s?[+\-−]\s?\d{1,2}(?::?[0-5]\d)?(?!\d)|[A-Z]{2,5}\b))?)(?!\d)",
    re.I,
)
_DMY_WORD = re.compile(
    rf"(?<![\d.,:/])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª|η|-?го|\.?\s?(?:de|of)\b|\s?d[’']|-|/|,)?[\s\-./]{{0,3}}(?:de\s|of\s|d[’'])?(?P<w>{_WORD})[.,]{{0,2}}"
    rf"(?:\s?/\s?[\u0620-\u064a]{{2,12}})?(?:\s?,?\s?(?:(?:de|del|of)\b|[พค]\.\s?ศ\.))?[\s\-./,’']{{0,3}}(?P<y>{_YEAR}|(?<=-)\d\d(?=[\s,]|$)|(?<=[’'])\d\d(?!\d))(?!\d)",
    re.I,
)
_MDY_WORD = re.compile(
    rf"(?<!\w)(?P<w>{_WORD})[.,]?[\s\-./]{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,|\.|\s|-|/){{1,3}}[’']?(?P<y>{_YEAR}|(?<=[’'])\d\d)(?!\d)",
    re.I,
)
_YMD_WORD = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})(?:\(?e?\)?ko\s|\.?\s?(?:m\.|г\.|թ\.|,|-|/)?\s?)(?P<w>{_WORD})[.,]?[\s\-]{{0,2}}(?P<d>\d{{1,2}})\.?(?!\d)", re.I
)
_YDM_WORD = re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?:\.\s?gada|\s?ж\.)\s?(?P<d>\d{{1,2}})\.?\s?(?P<w>{_WORD})", re.I)
_NUMBERED_MONTH = re.compile(
    rf"(?<!\d)(?:(?P<m>\d{{1,2}})\s?[月월]\s?(?P<d>\d{{1,2}})|(?P<cd>\d{{1,2}})\s(?P<cm>\d{{1,2}})\s?[月월])\s?,?\s(?P<y>{_YEAR})(?!\d|\s?[年년])"
)  # 12月 26, 2021 and 26 12月 2021: an English order with local months
_NUMERIC = re.compile(rf"(?<![\d.,:/\-])(?P<a>\d{{1,2}})(?P<sep>\s?[./-]\s?)(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_YEAR}|\d\d)(?![\d%])(?![.,]\d)")
_VIETNAMESE_MONTHS = "|".join((r"\d{1,2}", *sorted(VIETNAMESE_MONTHS, key=len, reverse=True)))
_CTIME = re.compile(
    rf"(?P<w>{_WORD})\s{{1,2}}(?P<d>\d{{1,2}})\s(?P<H>[01]?\d|2[0-3]):(?P<M>[0-5]\d)(?::(?P<S>[0-5]\d))?"
    rf"(?:\s(?P<zone>[A-Z]{{1,5}}|(?:UTC|GMT)?[+-]\d\d:?\d\d))?\s(?P<y>{_YEAR})(?!\d)"
)  # Fri Mar 13 21:30:09 EST 2015
_VIETNAMESE = re.compile(
    rf"(?<!\d)(?:(?P<d>\d{{1,2}})[\s,-]{{0,2}}(?:tháng\s|thg\s?|th(?=\d))(?P<m>{_VIETNAMESE_MONTHS})"
    rf"|(?:tháng\s|thg\s?|th(?=\d))(?P<cm>{_VIETNAMESE_MONTHS})\s(?P<cd>\d{{1,2}}))(?:\s?,|\snăm)?\s?(?P<y>{_YEAR})(?!\d)",
    re.I,
)
_EPOCH = re.compile(r"(?P<s>\d{9,10})(?P<rest>\d{3}|\d{6}|\.\d+)?$")
_PATTERNS = (_CTIME, _ISO, _DMY_WORD, _MDY_WORD, _YMD_WORD, _YDM_WORD, _NUMBERED_MONTH, _VIETNAMESE, _NUMERIC)
_NOT_IN_MONTHS = re.compile(r"[.\s׳॰]|^['’]|['’]$")
_REACH = 40  # characters from a year to its day
_RELATIVE_ZERO = re.compile(r"^0{4}")
_DOTNET = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/$")
_HAS_YEAR = re.compile(rf"(?<!\d){_YEAR}|\d[./-]\d\d(?!\d)|-\d\d\b|[’']\d\d")
_SOLAR_EPOCH = 355_668 + 365  # days from the count of solar years to 1 January of the year 1
_UNDECIDED_COUNTRIES = frozenset(("", "ca"))


@dataclass(frozen=True, slots=True)
class Habits:
    """How a page's publisher writes dates: language and country in lower case ("" unknown); month first, day first or unknown."""

    language: str = ""
    country: str = ""
    month_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a text says: the wall clock, its offset from UTC where stated, and the other reading of an undecided 3/4/2021."""

    wall: datetime
    offset: timedelta | None = None
    precision: Literal["instant", "day"] = "instant"
    swapped: datetime | None = None

    @property
    def at(self) -> datetime:
        """The instant in UTC; a wall clock without offset is taken for UTC."""
        return (self.wall - (self.offset or timedelta())).replace(tzinfo=UTC)

    @property
    def day(self) -> date:
        """The calendar day as the publisher prints it."""
        return self.wall.date()


def plain_digits(text: str) -> str:
    """Any script's digits as ASCII, odd blanks, colons and dashes as plain ones."""
    return text if text.isascii() else _ODD.sub(lambda match: _DIGITS[ord(match[0])], text)


def parse(text: object, habits: Habits = Habits()) -> Stamp | None:
    """The moment a machine-written value names (attribute, meta, JSON), or None.

    >>> parse("2021-09-14T10:00:00+0200").at.isoformat()
    '2021-09-14T08:00:00+00:00'
    """
    if isinstance(text, bool):
        return None
    if isinstance(text, (int, float)):
        text = str(int(text))
    if not isinstance(text, str):
        return None
    text = plain_digits(text.strip()[:200]).strip("\"' ")
    if not text or _RELATIVE_ZERO.match(text):
        return None
    dotnet = _DOTNET.match(text)
    text = dotnet[1] if dotnet else text
    epoch = _EPOCH.match(text)
    if epoch and not (len(text) == 12 and text.startswith(("19", "20"))):
        return _from_epoch(epoch)
    return next((stamp for stamp, _ in stamps(text, habits)), None)


def stamps(text: str, habits: Habits = Habits()) -> Iterator[tuple[Stamp, int]]:
    """Every moment a text names and where, in order of the text."""
    text = plain_digits(text[:LONGEST])
    found: list[tuple[int, int, Stamp]] = []
    for start, end in _windows(text):
        for pattern in _PATTERNS:
            for match in pattern.finditer(text, start, end):
                day = _day(match, pattern, habits)
                if day is not None:
                    found.append((match.start(), match.end(), day))
    found.sort(key=lambda one: (one[0], -one[1]))
    reached = -1
    for at, (start, end, stamp) in enumerate(found):
        if start < reached:
            continue
        reached = end
        following = next((later for later, *_ in islice(found, at + 1, None) if later >= end), len(text))
        if stamp.precision == "instant":
            yield stamp, start
            continue
        yield _with_time(text, start, end, max(following, end), stamp, habits), start


def _windows(text: str) -> list[tuple[int, int]]:
    """The parts of a text around what may be a year: only these are worth a closer look."""
    found: list[tuple[int, int]] = []
    for match in _HAS_YEAR.finditer(text):
        start, end = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _day(match: re.Match[str], pattern: re.Pattern[str], habits: Habits) -> Stamp | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    elif year >= 2530:  # Thai Buddhist era
        year -= 543
    elif year < 1900:
        return _solar_day(year, groups, habits)
    swapped = None
    if pattern is _NUMERIC:
        a, b = int(groups["a"]), int(groups["b"])
        if len(groups["y"]) == 2 and groups["sep"].strip() == "." and "." in match.group().rstrip(".")[-1:]:
            return None
        month_first = _month_first(groups["sep"].strip(), habits)
        if a > 12 or b > 12 or a == b:
            month, day = (a, b) if b > 12 else (b, a)
        else:
            month, day = (a, b) if month_first else (b, a)
            if month_first is None:
                swapped = _date(year, a, b)
    else:
        day = int(groups.get("d") or groups.get("cd") or groups.get("jd") or 0)
        if "w" in groups:
            word = _NOT_IN_MONTHS.sub("", groups["w"].casefold())
            month = MONTHS_OF_LANGUAGE.get(habits.language, {}).get(word) or MONTHS.get(word) or 0
        else:
            number = groups.get("m") or groups.get("cm") or groups.get("jm") or "0"
            month = int(number) if number.isdecimal() else VIETNAMESE_MONTHS.get(number.casefold(), 0)
    wall = _date(year, month, day)
    if wall is not None and pattern is _CTIME:
        return _at(Stamp(wall), groups["H"], groups["M"], groups["S"], None, groups["zone"], habits)
    return Stamp(wall, precision="day", swapped=swapped) if wall else None


def _solar_day(year: int, groups: dict[str, str | None], habits: Habits) -> Stamp | None:
    """A day of the solar calendar of Iran: 2 تیر 1399, or 1399/4/2 on a Persian page."""
    if groups.get("w"):
        month = SOLAR_MONTHS.get(str(groups["w"]).casefold(), 0)
    else:
        month = int(groups.get("m") or groups.get("cm") or 0) if habits.language == "fa" or habits.country == "ir" else 0
    day = int(groups.get("d") or groups.get("cd") or 0)
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    leaps = (year + 1595) // 33 * 8 + ((year + 1595) % 33 + 3) // 4  # eight leap years in 33
    before = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return Stamp(datetime.fromordinal(365 * (year + 1595) + leaps + before + day - _SOLAR_EPOCH), precision="day")


def _month_first(separator: str, habits: Habits) -> bool | None:
    """Which number of 3/4/2021 is the month; None where nothing tells."""
    if separator == ".":
        return None if (habits.language, habits.country) == ("en", "us") else False
    if habits.month_first is not None:
        return habits.month_first
    if habits.country in ("us", "ph"):
        return True
    if habits.language and habits.language != "en":
        return False
    return False if habits.country not in _UNDECIDED_COUNTRIES else None


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, start: int, end: int, following: int, stamp: Stamp, habits: Habits) -> Stamp:
    """The day with the time of day that stands right after it, or else right before it."""
    after = text[end : min(end + 60, following)]
    match = _ISO_TIME.match(after) if after[:1] in ("T", "t", " ", ":", ",", "_", "-") or after[:1].isdigit() else None
    if match and (match["sep"] or match["S"] or after[:1] in "Tt" or after[:1].isdigit()) and _plausible(match["H"], match["M"]):
        return _at(stamp, match["H"], match["M"], match["S"], match["half"], match["zone"], habits)
    match = _AFTER.match(after)
    if not match and start:
        match = _BEFORE.search(text[max(0, start - 48) : start])
    if not match:
        return stamp
    return _at(stamp, match["hour"], match["minute"], match["second"], match["half1"] or match["half2"], match["zone"], habits)


def _plausible(hour: str, minute: str) -> bool:
    return int(hour) < 24 or minute == "00"


def _at(stamp: Stamp, hour: str, minute: str | None, second: str | None, half: str | None, zone: str | None, habits: Habits) -> Stamp:
    hours = int(hour)
    mark = (half or "").casefold().replace(" ", "")
    if mark in PM and hours < 12:
        hours += 12
    elif mark in AM and hours == 12:
        hours = 0
    shift = timedelta(hours=hours, minutes=int(minute or 0), seconds=min(int(second or 0), 59))
    wall = stamp.wall + shift
    return replace(
        stamp,
        wall=wall,
        offset=offset_of(zone, wall, habits) if zone else None,
        precision="instant",
        swapped=stamp.swapped + shift if stamp.swapped else None,
    )


def offset_of(zone: str, wall: datetime, habits: Habits) -> timedelta | None:
    """A stated zone's offset from UTC at a wall clock time; None for a name nobody knows."""
    name = zone.strip().casefold().replace("−", "-")
    if name in ZONES:
        return ZONES_OF_COUNTRY.get(habits.country, {}).get(name, ZONES[name])
    if "/" in name:
        return zone_offset(zone.strip(), wall)
    if name in REGIONS:
        return zone_offset(REGIONS[name], wall)
    match = re.fullmatch(r"(?:utc|gmt)?\s?([+-])\s?(\d{1,2}):?(\d\d)?", name)
    if not match or int(match[2]) > 14:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return -offset if match[1] == "-" else offset


def zone_offset(name: str, wall: datetime) -> timedelta | None:
    """The offset of a tz database zone at a wall clock time."""
    try:
        return wall.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def _from_epoch(match: re.Match[str]) -> Stamp | None:
    try:
        wall = datetime.fromtimestamp(int(match["s"]), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return Stamp(wall, timedelta())
