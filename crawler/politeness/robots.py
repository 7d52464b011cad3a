"""robots.txt by RFC 9309: asked for before a host's first page, remembered from run to run, obeyed for every kind of request.

4xx allows all; a server error forbids all for now, unless a copy of at most 30 days is known; a host that can't be reached
fails its pages for the reason why. docs/politeness.md has the whole table.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import clock, fetching
from crawler.exceptions import Unasked
from crawler.politeness.hosts import Hosts, hosts_of
from crawler.politeness.hosts_memory import Robots
from crawler.politeness.robots_text import MAX_BYTES, Rules, life

logger = logging.getLogger(__name__)

FALL_BACK = timedelta(days=30)  # RFC 9309, section 2.3.1.4: for so long an old copy speaks for a host that can't be asked
ASK_AGAIN = timedelta(minutes=10)  # after an answer that says nothing
_SIZE = "robots_bytes"


@dataclass(frozen=True, slots=True)
class _Known:
    """An origin's rules, or why it may not be asked for anything; good ``until`` then."""

    rules: Rules | None
    error: Exception | None
    until: datetime


class RobotsMiddleware:
    """Holds a request back until its host's robots.txt is known, and lets it pass or not."""

    def __init__(self, crawler: Crawler, hosts: Hosts) -> None:
        self.crawler = crawler
        self.hosts = hosts
        self._known: dict[str, _Known] = {}
        self._asked: dict[str, asyncio.Future[_Known]] = {}  # origin -> its answer on the way
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler, hosts_of(crawler))

    async def process_request(self, request: Request) -> None:
        """:raises IgnoreRequest: robots.txt doesn't allow it.
        :raises Unasked: the host is left alone for now.
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlsplit(request.url)
        known = await self._of(f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}")
        if known.error is not None:
            request.meta["dont_retry"] = True  # robots.txt was asked for as often as it makes sense
            raise known.error.with_traceback(None)
        assert known.rules and self.crawler.stats
        if not known.rules.allows(request.url):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")

    async def _of(self, origin: str) -> _Known:
        """What is known of an origin; many that ask at once wait for the same answer."""
        known = self._known.get(origin)
        if known is not None and known.until > clock.now():
            return known
        if origin in self._asked:
            return await asyncio.shield(self._asked[origin])
        asked = self._asked[origin] = asyncio.get_running_loop().create_future()
        try:
            known = await self._learn(origin)
        except BaseException:  # the run is being stopped
            known = _Known(None, Unasked("failed", "interrupted", "the run was stopped before it was asked for; run again"), clock.now())
            raise
        finally:
            asked.set_result(known)
            del self._asked[origin]
        self._known[origin] = known
        if known.rules is not None and known.rules.delay:
            self.hosts.crawl_delay(urlsplit(origin).hostname or "", known.rules.delay)
        return known

    async def _learn(self, origin: str) -> _Known:
        """An origin's rules from memory, or from the origin."""
        memory, now = self.hosts.memory, clock.now()
        kept = memory.robots(origin)
        if kept is not None and kept.expires > now:
            self._count("remembered")
            return _Known(Rules(kept.body), None, kept.expires)
        self._count("request_count")
        try:
            response = await self._ask(origin, kept)
        except IgnoreRequest:  # redirects without an end, or a body that can't be unpacked: there is none (RFC 9309, 2.3.1.2)
            return self._keep(Robots(origin, 404, b"", now, now + ASK_AGAIN))
        except Unasked as unasked:
            return _Known(None, unasked, now)
        except Exception as error:
            return self._unreachable(kept, error)
        self._count(f"response_status_count/{response.status}")
        headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
        if response.status == 304 and kept is not None:
            return self._keep(replace(kept, fetched=now, expires=now + life(headers)))
        if response.status >= 500 or response.status == 429:
            host = urlsplit(origin).hostname
            sentence = f"robots.txt of {host} answered {response.status}: the host is left alone for now; try again later"
            return self._unreachable(kept, Unasked("failed", "robots-unavailable", sentence))
        validators = (headers.get("etag", ""), headers.get("last-modified", ""))
        if response.status >= 300:
            return self._keep(Robots(origin, response.status, b"", now, now + life(headers)))
        return self._keep(Robots(origin, response.status, response.body[:MAX_BYTES], now, now + life(headers), *validators))

    async def _ask(self, origin: str, kept: Robots | None) -> Response:
        conditions = fetching.conditions(kept.etag, kept.modified) if kept is not None else {}
        request = Request(
            f"{origin}/robots.txt",
            headers={"Accept": "text/plain,*/*;q=0.5", **conditions},
            meta={"dont_obey_robotstxt": True, "download_maxsize": 0, _SIZE: [0]},
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine
        return await self.crawler.engine.download_async(request)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """No more of a robots.txt is taken than is read."""
        size = request.meta.get(_SIZE)
        if size is not None:
            size[0] += len(data)
            if size[0] > MAX_BYTES:
                raise StopDownload(fail=False)

    def _keep(self, robots: Robots) -> _Known:
        self.hosts.memory.keep_robots(robots)
        return _Known(Rules(robots.body), None, robots.expires)

    def _unreachable(self, kept: Robots | None, error: Exception) -> _Known:
        now = clock.now()
        if kept is not None and now - kept.fetched <= FALL_BACK:
            logger.info("%s: robots.txt can't be had (%s); the copy of %s counts", kept.origin, error, f"{kept.fetched:%Y-%m-%d}")
            return _Known(Rules(kept.body), None, now + ASK_AGAIN)
        return _Known(None, error, now + ASK_AGAIN)

    def _count(self, what: str) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"robotstxt/{what}")
