"""The queue of requests that wait for a download: a host takes part only while it has a free seat and isn't resting.

So neither a slow host nor one that asked for a pause fills the downloader and keeps the others waiting.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from scrapy import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue

from crawler.politeness.hosts import hosts_of


class _Ready:
    """Scrapy's view of the downloader, of the hosts that may be asked now."""

    def __init__(self, crawler: Any) -> None:
        self.downloader = crawler.engine.downloader
        self.hosts = hosts_of(crawler)

    def stats(self, possible_slots: Any) -> list[tuple[int, str]]:
        active = Counter(self.downloader.get_slot_key(request) for request in self.downloader.active)
        left_out = self.hosts.resting_shortly() | {slot for slot, count in active.items() if count >= self.hosts.turnstile.limit_of(slot)}
        return [(active.get(slot, 0), slot) for slot in possible_slots if slot not in left_out]

    def get_slot_key(self, request: Request) -> str:
        return str(self.downloader.get_slot_key(request))

    def _active_downloads(self, slot: str) -> int:
        return sum(self.get_slot_key(request) == slot for request in self.downloader.active)


class HostsQueue(DownloaderAwarePriorityQueue):
    """Scrapy's queue for many hosts, which picks the host with the fewest requests in progress."""

    def __init__(self, crawler: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(crawler, *args, **kwargs)
        self._downloader_interface = _Ready(crawler)  # type: ignore[assignment]

    def push(self, request: Request) -> None:
        request.meta.pop("download_slot", None)  # a redirect to another host still has the first one's
        super().push(request)
