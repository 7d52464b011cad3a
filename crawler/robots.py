"""robots.txt by RFC 9309: 4xx allows all, 5xx forbids all for now; a host that can't be reached speaks through the page's own request."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response

logger = logging.getLogger(__name__)

MAX_BYTES = 500 * 1024  # RFC 9309, section 2.5: at least so much must be read
UNAVAILABLE = b"User-agent: *\nDisallow: /"


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's, with the meaning of statuses, a bound on the size, and no traceback for a host that can't be reached."""

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            logger.info("%s: robots.txt answered %d; the host is left alone in this run", netloc, response.status)
            body = UNAVAILABLE
        else:
            body = response.body[:MAX_BYTES] if response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)


def _not_unreachable(record: logging.LogRecord) -> bool:
    """Scrapy logs a traceback where robots.txt can't be had; the page's own request will say the same in a sentence."""
    return not (record.levelno == logging.ERROR and str(record.msg).startswith("Error downloading"))


logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_not_unreachable)
