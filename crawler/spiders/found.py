"""The half of a scheduled crawl that fetches: articles from the frontier, the newest first, a bounded number of each host at once.

What lists name goes to the frontier first and requests come from there, so a run that is killed goes on where it was, and
a list of millions costs no memory (docs/crawling.md).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler import clock, fetching
from crawler.identity import article_key
from crawler.items import Page
from crawler.lists.frontier_memory import FrontierMemory, Waiting
from crawler.politeness.hosts import hosts_of
from crawler.spiders.known import KnownArticles

FORGOTTEN = timedelta(days=60)  # after the last look at an article that the plan is through with
QUEUED_PER_HOST = 8  # requests of a host that are handed to Scrapy at once


class FoundArticles(KnownArticles):
    """Fetches what the frontier holds of ``names`` (of sources) and is due at ``started``, for as long as lists are being read."""

    name = ""
    frontier: FrontierMemory
    started: datetime

    def begin(self, frontier: FrontierMemory, names: list[str]) -> None:
        """Take up what an earlier run left, and what is to be looked at again."""
        self.frontier = frontier
        frontier.forget_old(self.started - FORGOTTEN)
        self._names = names
        self._wake = asyncio.Event()
        self.hosts = hosts_of(self.crawler)
        self._flying: dict[str, Waiting] = {}  # asked for and not yet ended, by address
        self._flying_at: Counter[str] = Counter()  # of each host
        self._taken: Counter[str] = Counter()  # of each source
        self._of: dict[str, str] = {}  # article's address -> its source
        self._to_fill = set(frontier.hosts(self.started))  # hosts that may have articles and room for them

    def reading(self) -> bool:
        """Whether lists are being read, so that more may come."""
        raise NotImplementedError

    def limit_of(self, source: str) -> int | None:
        """How many articles of a source a run fetches at most."""
        raise NotImplementedError

    def delay_of(self, source: str) -> float:
        """Seconds between two requests to the hosts of a source, at least."""
        raise NotImplementedError

    def came(self, host: str = "") -> None:
        """Something has come: articles of a host, or the end of a list."""
        if host:
            self._to_fill.add(host)
        else:
            self._wake.set()

    async def articles(self) -> AsyncIterator[Request]:
        """Requests from the frontier while lists are being read or articles are to be fetched."""
        while True:
            self._wake.clear()
            for waiting in self._ready():
                self._flying[waiting.url] = waiting
                self._flying_at[waiting.host] += 1
                self._of[waiting.url] = waiting.source
                yield self.request(waiting.url, self.folder.library.find(waiting.url))
            if not self._flying and not self.reading():
                return
            await self._wake.wait()

    def _ready(self) -> Iterator[Waiting]:
        """Articles to ask for now: of each host as many as it has room for."""
        for host in sorted(self._to_fill):
            if self._flying_at[host] > QUEUED_PER_HOST // 2:
                continue
            self._to_fill.discard(host)
            if self.hosts.resting(host) and not self.hosts.rests_shortly(host):
                continue  # left to a later run; nothing of it is lost
            names = [name for name in self._names if not self._is_full(name)]
            for waiting in self.frontier.ready(host, self.started, QUEUED_PER_HOST, names):
                if waiting.url in self._of or self._is_full(waiting.source) or self._was_removed(waiting):
                    continue
                self._taken[waiting.source] += 1
                self.hosts.at_least(waiting.host, self.delay_of(waiting.source))
                yield waiting

    def _is_full(self, source: str) -> bool:
        limit = self.limit_of(source)
        return limit is not None and self._taken[source] >= limit

    def _was_removed(self, waiting: Waiting) -> bool:
        """Whether a person took the article's file away: it isn't fetched, unless --resurrect asks for it."""
        row = self.folder.library.find(waiting.url)
        if row is None or not row.removed or self.folder.resurrect:
            return False
        self.frontier.ended(waiting.key, "removed", "Tombstone", clock.now())
        return True

    def as_page(self, response: Response, asked: str) -> Page:
        """The Page of an answer, with what the list said of it."""
        return fetching.page(response, asked, self._flying[asked].hints, found=True)

    def source_of(self, url: str) -> str | None:
        """The name of the source whose list named an article of this run."""
        return self._of.get(url)

    def page_has_ended(self, url: str, outcome: str, reason: str, **_told: Any) -> None:
        """Remember how a fetch ended, and make room for the next."""
        if url not in self._of:
            return
        row, key = self.folder.library.find(url), article_key(url)
        own = article_key(row.original) if row is not None and row.original else key
        once, again = own != key and self.frontier.row(own) is not None, self.hosts.resting(urlsplit(url).hostname or "")
        self.frontier.ended(key, outcome, reason, clock.now(), again=again, once=once)
        self._land(url)

    def item_went_through(self, response: Response | None, **_told: Any) -> None:
        """An article that waits until the run's end for a better address has no end of its own yet."""
        asked = response.request.cb_kwargs.get("asked") if response is not None and response.request else None
        if asked in self._flying:
            self.frontier.ended(article_key(asked), "waiting", "", clock.now())
            self._land(asked)

    def _land(self, url: str) -> None:
        if waiting := self._flying.pop(url, None):
            self._flying_at[waiting.host] -= 1
            self._to_fill.add(waiting.host)
            self._wake.set()
