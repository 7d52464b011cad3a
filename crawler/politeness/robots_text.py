"""What a robots.txt says (RFC 9309): its rules for us, how far apart requests must be, how long it is good for. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime

from protego import Protego

TOKEN = "Newsmatter"  # the product token that publishers write into robots.txt
MAX_BYTES = 500 * 1024  # RFC 9309, section 2.5: at least so much must be read
LONGEST = timedelta(hours=24)  # section 2.4: a copy is good for so long at most
SHORTEST = timedelta(minutes=5)  # whatever the answer's headers say: not asked for with every page

_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|script|\?xml|!--)", re.I)
_NAMED = re.compile(rf"^\s*user-?agent\s*:\s*{TOKEN}\s*(?:[*/#].*)?$", re.I | re.M)
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:max-age\s*=\s*\"?(\d{1,9})|(no-store|no-cache))", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Rules:
    """The rules of one robots.txt for our product token, or for ``*`` where it has no group of its own."""

    def __init__(self, body: bytes) -> None:
        text = decoded(body)
        self._parsed = Protego.parse(text)
        # A group for "news" is none of ours: the parser takes the beginning of a token for the token.
        self._agent = TOKEN if _NAMED.search(text) else "*"

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return bool(self._parsed.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Seconds that it wants between two requests (Crawl-delay, or Request-rate); 0 where it says nothing."""
        rate = self._parsed.request_rate(self._agent)
        stated = self._parsed.crawl_delay(self._agent) or 0.0
        return max(float(stated), rate.seconds / rate.requests if rate and rate.requests > 0 else 0.0, 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self._parsed.sitemaps)


def decoded(body: bytes) -> str:
    """The text of a robots.txt; "" where it is a web page, as servers send one in place of what they don't have.

    UTF-8 by RFC 9309; what isn't keeps all its ASCII, and so its rules.
    """
    body = body[:MAX_BYTES]
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            break
    else:
        text = body.decode("utf-8", "replace")
    text = text.replace("\0", "")
    return "" if _MARKUP.match(text) else text


def life(headers: Mapping[str, str]) -> timedelta:
    """How long an answer is good for: ``Cache-Control``, else ``Expires``, never more than 24 h."""
    found = [(age, never) for age, never in _MAX_AGE.findall(headers.get("cache-control", ""))]
    if found:
        stated = timedelta(0) if any(never for _, never in found) else timedelta(seconds=min(int(age) for age, _ in found))
    else:
        stated = _until_expiry(headers)
    return min(max(stated, SHORTEST), LONGEST)


def _until_expiry(headers: Mapping[str, str]) -> timedelta:
    try:
        return parsedate_to_datetime(headers["expires"]) - parsedate_to_datetime(headers["date"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return LONGEST
