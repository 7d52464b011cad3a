"""The turnstile: no more requests in progress, to one host and to all, than was promised. Standard library only.

Scrapy counts in a way of its own (docs/politeness.md tells where it miscounts). Here every request is counted, whatever it is
for and whoever sent it, from just before it goes out until its answer is complete.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

STEP = 1.0  # seconds after which a longer wait is looked at anew


@dataclass(frozen=True, slots=True)
class _Lane:
    """One host's: ``seats`` for requests in progress; at the ``door`` one at a time waits for its moment."""

    seats: asyncio.Semaphore
    door: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turnstile:
    """``wait`` tells for how many seconds more a host is not to be asked, or raises what turns a request away;
    ``started`` hears of every request that goes out. ``own`` are limits of single hosts; ``total`` 0 is no limit."""

    def __init__(
        self,
        limit: int,
        total: int,
        wait: Callable[[str], float],
        started: Callable[[str], None],
        own: Mapping[str, int] | None = None,
    ) -> None:
        self.limit = limit
        self.own = own or {}
        self.wait = wait
        self.started = started
        self._all = asyncio.Semaphore(total) if total > 0 else None
        self._lanes: dict[str, _Lane] = {}

    def limit_of(self, host: str) -> int:
        """Requests in progress to a host at most."""
        return max(1, self.own.get(host, self.limit))

    @asynccontextmanager
    async def turn(self, host: str, called: Callable[[], None]) -> AsyncIterator[None]:
        """Wait for a host's turn and hold it; ``called`` is called when only the limit of all hosts may still keep it waiting."""
        lane = self._lanes.get(host)
        if lane is None:
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self.limit_of(host)))
        async with lane.seats:
            async with lane.door:
                await self._moment(host, called)
                self.started(host)
            try:
                yield
            finally:
                if self._all:
                    self._all.release()

    async def _moment(self, host: str, called: Callable[[], None]) -> None:
        """Wait until the host may be asked and there is room among all; takes that room."""
        while True:
            while (seconds := self.wait(host)) > 0:
                await asyncio.sleep(min(seconds, STEP))
            called()
            if self._all is None:
                return
            await self._all.acquire()
            try:
                if self.wait(host) <= 0:
                    return
            except BaseException:
                self._all.release()
                raise
            self._all.release()
