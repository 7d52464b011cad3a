"""Which pictures are worth asking for and worth showing; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from crawler.politeness.private import is_private

MAX_URL = 4096  # characters
LINK_LIFE = 30 * 86400  # seconds that a signed address must still be good for
MAX_ICON_RATIO = 1.1
ICON_SIDE = 50  # pixels, the side of a publisher's picture in the schema

_SIGNED = re.compile(r"signature|sig|token|hmac|hdnts|hash|key-pair-id|policy|oh|_nc_oh|st|s", re.I)
_DEADLINE = re.compile(r"expires?|expiry|exp|oe|e|se|ttl", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least sides in pixels and the most that the longer side may be of the shorter."""

    min_width: int
    min_height: int
    max_ratio: float


def unfit(width: int, height: int, limits: Limits) -> str:
    """Why a picture of this size is none to show: "too-small", "ratio", or ""."""
    if width < limits.min_width or height < limits.min_height:
        return "too-small"
    return "ratio" if max(width, height) > limits.max_ratio * min(width, height) else ""


def unaskable(url: str, allow_private: bool) -> str:
    """Why an address is never asked for: "scheme", "private", or ""."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return "scheme"
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc or len(url) > MAX_URL:
        return "scheme"
    return "private" if not allow_private and is_private(host) else ""


def is_expiring(url: str, now: float) -> bool:
    """Whether a signed address states that it soon shows nothing any more (S3, GCS, CloudFront, Azure and Facebook forms)."""
    query = urlsplit(url).query
    if not query:
        return False
    pairs = (
        {name.lower(): value for name, value in parse_qsl(query[:MAX_URL], max_num_fields=100) if value} if query.count("&") < 100 else {}
    )
    for vendor in ("x-amz", "x-goog"):
        if f"{vendor}-expires" in pairs:
            return _vendor_end(pairs.get(f"{vendor}-date", ""), pairs[f"{vendor}-expires"]) < now + LINK_LIFE
    if not any(_SIGNED.fullmatch(name) for name in pairs):
        return False
    return any(_DEADLINE.fullmatch(name) and 0 < _instant(name, value) < now + LINK_LIFE for name, value in pairs.items())


def _vendor_end(date: str, seconds: str) -> float:
    try:
        return datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp() + int(seconds)
    except (ValueError, OverflowError):
        return 0.0


def _instant(name: str, value: str) -> float:
    """A deadline as Unix seconds, 0 for what is none: 1700000000, 6553f100 (``oe``), 2026-11-01T00:00:00Z (``se``)."""
    if re.fullmatch(r"1\d{9}", value):
        return float(value)
    if name == "oe" and re.fullmatch(r"[0-9a-fA-F]{8}", value):
        return float(int(value, 16))
    if name == "se":
        try:
            return datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()
        except (ValueError, OverflowError, OSError):
            pass
    return 0.0
