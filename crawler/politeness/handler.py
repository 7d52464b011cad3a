"""The download handler: Scrapy's own, behind the turnstile. Every request that leaves this program passes here."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.politeness.hosts import hosts_of
from crawler.politeness.private import Guard


class PoliteHandler:
    """Waits for the host's turn, then lets Scrapy's handler do the rest; waiting counts towards no timeout."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.hosts = hosts_of(crawler)
        self.guard = Guard(crawler.settings.getbool("ALLOW_PRIVATE_HOSTS"))
        self.inner = self._inner()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PoliteHandler:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        host = (urlsplit(request.url).hostname or "").lower()
        await self.guard.check(host, proxied=bool(request.meta.get("proxy")))
        place = _Place(self.crawler)
        try:
            async with self.hosts.turnstile.turn(host, place.give_back):
                return await self._download(request)
        finally:
            place.give_back()

    def _inner(self) -> BaseDownloadHandler:
        handler = HTTP11DownloadHandler(self.crawler)
        # Twisted sends a request again by itself where a kept connection breaks: at once, unseen, whatever the host asked for.
        handler._pool.retryAutomatically = False
        return handler

    async def _download(self, request: Request) -> Response:
        return await self.inner.download_request(request)

    async def close(self) -> None:
        await self.inner.close()


class SecureHandler(PoliteHandler):
    """For https: with HTTP2 on, HTTP/2 where the server speaks it, else HTTP/1.1."""

    def _inner(self) -> BaseDownloadHandler:
        if not self.crawler.settings.getbool("HTTP2"):
            return super()._inner()
        from scrapy.core.downloader.handlers._httpx import HttpxDownloadHandler  # needs the extra http2

        return HttpxDownloadHandler(self.crawler)

    async def _download(self, request: Request) -> Response:
        """That handler's timeout is for each read, so that an answer that drips in has no end: ours is for the whole."""
        seconds = request.meta.get("download_timeout") or None
        try:
            async with asyncio.timeout(seconds):
                return await super()._download(request)
        except TimeoutError:
            raise DownloadTimeoutError(f"Getting {request.url} took longer than {seconds} seconds.") from None


class _Place:
    """One of CONCURRENT_REQUESTS, lent to other hosts while a request waits for its own host's turn."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.engine
        self.downloader = crawler.engine.downloader
        self.lent = self.downloader.total_concurrency > 0
        if self.lent:
            self.downloader.total_concurrency += 1

    def give_back(self) -> None:
        if self.lent:
            self.lent = False
            self.downloader.total_concurrency -= 1
