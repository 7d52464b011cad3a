"""How one scalar is spelled in YAML: double-quoted, or plain where every reader of YAML 1.1 and 1.2 agrees."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# Escaped because some reader rejects, folds or hides the raw character. U+00A0 and U+00AD stay raw, as in existing files.
_HIDDEN = "\x00-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
_SYMBOL = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_SPECIAL = re.compile(rf'["\\{_HIDDEN}]|(?<!{_SYMBOL})\u200d|\u200d(?!{_SYMBOL})')  # a joiner is raw between two emoji only
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
SURROGATE = re.compile("[\ud800-\udfff]")

_WORDS = frozenset(["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "+.inf", "-.inf", ".nan", "=", "<<"])
_NUMBER = re.compile(
    r"""[-+]?(?:
        0[xX][0-9a-fA-F_,]* | 0[oO][0-7_,]* | 0[bB][01_,]*
      | [0-9][0-9_,]*(?:\.[0-9_,]*)?(?:[eE][-+]?[0-9_]*)?
      | \.[0-9_,]*(?:[eE][-+]?[0-9_]*)?
      | [0-9][0-9_,]*(?::[0-9_]+)+(?:\.[0-9_]*)?
    )""",
    re.VERBOSE,
)
_DATE = re.compile(r"[-+]?[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?", re.DOTALL)
_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d\d?-\d\d?)(?:[Tt]|[ \t]+)(?P<h>\d\d?):(?P<m>\d\d):(?P<s>\d\d)(?:\.\d*)?[ \t]*(?P<zone>[Zz]|[-+]\d\d?(?::?\d\d)?)"
)
INSTANT_FORM = "YYYY-MM-DDTHH:MM:SSZ"


def sound(text: str) -> str:
    """The text with each lone surrogate, which no UTF-8 file can hold, replaced by U+FFFD (a pair becomes its character)."""
    if not SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    return '"' + _SPECIAL.sub(_escape, sound(text)) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def ambiguous(text: str) -> bool:
    """Whether some reader takes this plain text for a number, a date, a truth value or nothing."""
    return text == "" or text.lower() in _WORDS or bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))


def plain_safe(text: str) -> bool:
    """Whether every reader reads this text back from a block context when it stands without quotes."""
    return not (
        text != text.strip()
        or ambiguous(text)
        or text[0] in "-?:,[]{}#&*!|>'\"%@`"
        or ": " in text
        or " #" in text
        or text.endswith(":")
        or text.startswith("...")
        or any(found.group() not in '"\\' for found in _SPECIAL.finditer(text))
        or SURROGATE.search(text)
    )


def plain(text: str) -> str:
    """The text without quotes where that is safe, else quoted."""
    return text if plain_safe(text) else quoted(text)


def instant(text: str) -> str | None:
    """``YYYY-MM-DDTHH:MM:SSZ`` of a timestamp with a zone, in UTC, fractions dropped; None for anything else."""
    match = _INSTANT.fullmatch(text)
    if not match:
        return None
    year, month, day = match["day"].split("-")
    zone = match["zone"].upper()
    if zone != "Z":
        hours, _, minutes = zone[1:].partition(":")
        if len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        zone = f"{zone[0]}{hours:0>2}:{minutes or '00'}"
    try:
        return stamp(datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{match['h']:0>2}:{match['m']}:{match['s']}{zone}"))
    except (ValueError, OverflowError):  # 30 February, hour 25, or an offset that leaves the calendar
        return None


def stamp(moment: datetime) -> str:
    """An aware datetime as ``YYYY-MM-DDTHH:MM:SSZ``; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"the date {moment.isoformat()} has no time zone: give an aware datetime")
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
