"""Back-off: what each answer says of its host's patience (docs/politeness.md)."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response

from crawler.politeness.hosts import Hosts, hosts_of

REFUSALS = (429, 503)
TROUBLES = (DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError, ResponseDataLossError)


class BackOffMiddleware:
    """Stands next to the downloader, so that it hears of every answer before a retry or a redirect is made of it."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackOffMiddleware:
        return cls(hosts_of(crawler))

    def process_request(self, request: Request) -> None:
        """:raises Unasked: the host is to be left alone for longer than this run waits."""
        self.hosts.admit(_host(request))

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in REFUSALS:
            stated = response.headers.get("Retry-After")
            self.hosts.refused(_host(request), response.status, stated.decode("latin-1") if stated else None)
        elif response.status < 500:
            self.hosts.answered(_host(request))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, TROUBLES):
            self.hosts.troubled(_host(request))


def _host(request: Request) -> str:
    return (urlsplit(request.url).hostname or "").lower()
