"""The hosts of one run: who asked to be left alone and until when, how far apart requests must be, and whose turn it is.

Scrapy extension; middlewares, the queue and the download handler reach it by ``hosts_of(crawler)``.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.request import getproxies

from scrapy import signals
from scrapy.crawler import Crawler

from crawler import clock
from crawler.exceptions import ConfigError, Unasked
from crawler.politeness.hosts_memory import HostsMemory, copy_of_hosts, open_hosts
from crawler.politeness.turnstile import Turnstile

logger = logging.getLogger(__name__)

FIRST_REST = 5  # seconds after a refusal that names no time; doubled with each further one in a row
LONGEST_REST = 3600  # seconds of such a rest at most
TROUBLES = 3  # connection failures and timeouts in a row that are taken for a refusal
SLOWED = 1.0  # seconds between two requests after a first refusal 429; doubled with each further one
RECOVERY = 0.9  # of that, after each answer
PATIENCE = 5  # seconds that a run which is being stopped still waits for a host
MEMORY = timedelta(days=60)  # what is older is forgotten


@dataclass(slots=True)
class Host:
    """What this run knows of one host; ``gap`` is what it asks for between two requests, ``slowed`` what we add, in seconds."""

    until: datetime | None = None
    times: int = 0
    troubles: int = 0
    gap: float = 0.0
    slowed: float = 0.0
    last: float = float("-inf")  # monotonic time of the last request


class Hosts:
    """Politeness of one run over ``hosts.sqlite``."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.crawler = crawler
        try:
            self.rest_wait = settings.getfloat("RETRY_AFTER_WAIT")
            self.rest_max = settings.getfloat("RETRY_AFTER_MAX")
            self.gap_max = settings.getfloat("CRAWL_DELAY_MAX")
            self.slowest = max(SLOWED, settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))
            self.delay = settings.getfloat("DOWNLOAD_DELAY")
            limit, total = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"), settings.getint("CONCURRENT_REQUESTS")
        except (TypeError, ValueError) as error:
            raise ConfigError(
                f"RETRY_AFTER_WAIT, RETRY_AFTER_MAX, CRAWL_DELAY_MAX and the limits of requests take numbers ({error})"
            ) from None
        if min(self.rest_wait, self.rest_max, self.gap_max) < 0:
            raise ConfigError("RETRY_AFTER_WAIT, RETRY_AFTER_MAX and CRAWL_DELAY_MAX must be 0 or more seconds")
        if settings.getbool("HTTP2") and find_spec("httpx2") is None:
            raise ConfigError("HTTP2 needs a package that isn't here: pip install 'newsmatter[http2]', or leave HTTP2 off")
        own = {name: int(slot["concurrency"]) for name, slot in settings.getdict("DOWNLOAD_SLOTS").items() if "concurrency" in slot}
        self.turnstile = Turnstile(limit, total, self.wait, self.started, own)
        directory = Path(settings["STATE_DIR"])
        self.state = copy_of_hosts(directory) if settings.getbool("DRY_RUN") else open_hosts(directory)
        for note in self.state.notes:
            print(f"newsmatter: {note}", file=sys.stderr)
        proxies = getproxies()
        self.memory = HostsMemory(self.state.db, " ".join(filter(None, (proxies.get("http"), proxies.get("https")))))
        self.memory.sweep(clock.now() - MEMORY)
        self._hosts: dict[str, Host] = {}
        self._rested: set[str] = set()  # those that may be resting

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Hosts:
        hosts = cls(crawler)
        crawler.signals.connect(hosts.close, signals.engine_stopped)
        return hosts

    def close(self) -> None:
        self.state.close()

    def host(self, name: str) -> Host:
        """What is known of a host, from earlier runs too."""
        known = self._hosts.get(name)
        if known is None:
            times = self.memory.times(name)
            known = self._hosts[name] = Host(self.memory.resting(name, clock.now()) if times else None, times)
        return known

    def resting(self, name: str) -> datetime | None:
        """Until when a host is to be left alone; None where it may be asked."""
        until = self.host(name).until
        return until if until is not None and until > clock.now() else None

    def rests_shortly(self, name: str) -> bool:
        """Whether a host is to be left alone for so little time that this run waits for it."""
        until = self.resting(name)
        return until is not None and (until - clock.now()).total_seconds() <= self.rest_wait

    def resting_shortly(self) -> set[str]:
        """All hosts that rest so; asked for with every request that is handed out, so it looks at few."""
        self._rested = {name for name in self._rested if self.resting(name)}
        return {name for name in self._rested if self.rests_shortly(name)}

    def admit(self, name: str) -> None:
        """Look at what other runs have learned of a host.

        :raises Unasked: it is to be left alone for longer than this run waits.
        """
        known, now = self.host(name), clock.now()
        until = self.memory.resting(name, now)
        if until is not None and (known.until is None or until > known.until):
            known.until = until
            self._rested.add(name)
        self._turn_away(name)

    def wait(self, name: str) -> float:
        """For how many seconds more a host is not to be asked.

        :raises Unasked: for longer than this run waits, or the run is being stopped.
        """
        self._turn_away(name)
        known = self.host(name)
        rest = (known.until - clock.now()).total_seconds() if known.until is not None else 0.0
        gap = max(known.gap, known.slowed)
        seconds = max(rest, known.last + gap - time.monotonic() if gap else 0.0)
        if seconds > PATIENCE and self.crawler.engine is not None and not self.crawler.engine.running:
            raise Unasked("failed", "interrupted", "the run was stopped before it was asked for; run again")
        return seconds

    def started(self, name: str) -> None:
        """A request goes out."""
        self.host(name).last = time.monotonic()

    def at_least(self, name: str, seconds: float) -> None:
        """Keep two requests to a host so far apart."""
        known = self.host(name)
        known.gap = max(known.gap, seconds)

    def crawl_delay(self, name: str, seconds: float) -> None:
        """Keep a host's Crawl-delay, as far as CRAWL_DELAY_MAX allows."""
        if seconds > self.gap_max > 0 and self.host(name).gap < self.gap_max:
            logger.warning("%s: robots.txt asks for %g s between two requests; CRAWL_DELAY_MAX makes it %g", name, seconds, self.gap_max)
        self.at_least(name, min(seconds, self.gap_max))

    def refused(self, name: str, status: int, retry_after: str | None) -> None:
        """A host answered 429 or 503: leave it alone for as long as it says, else for twice as long as the last time."""
        stated = seconds_of(retry_after, clock.now()) if retry_after else None
        self._rest(name, f"http-{status}", None if stated is None else min(max(stated, 1.0), self.rest_max), slow=status == 429)

    def troubled(self, name: str) -> None:
        """A connection failed or timed out."""
        known = self.host(name)
        known.troubles += 1
        if known.troubles >= TROUBLES:
            known.troubles = 0
            self._rest(name, "connection", None, slow=False)

    def answered(self, name: str) -> None:
        """A host gave a sound answer."""
        known = self.host(name)
        known.troubles = 0
        known.slowed = known.slowed * RECOVERY if known.slowed * RECOVERY > self.delay + 0.1 else 0.0
        if known.times and self.resting(name) is None:
            known.times, known.until = 0, None
            self.memory.recovered(name)

    def _rest(self, name: str, reason: str, stated: float | None, *, slow: bool) -> None:
        known, now = self.host(name), clock.now()
        already = self.resting(name)
        if already is None:  # answers to requests that were on their way count once
            known.times += 1
            if slow:
                known.slowed = min(max(2 * known.slowed, 2 * self.delay, SLOWED), self.slowest)
        elif stated is None:
            return
        seconds = stated if stated is not None else min(FIRST_REST * 2.0 ** min(known.times - 1, 20), LONGEST_REST, self.rest_max)
        until = now + timedelta(seconds=seconds)
        if already is not None and already >= until:
            return
        known.until = until
        self._rested.add(name)
        self.memory.rest(name, until, reason, known.times)
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"host/rests/{reason}")
        logger.info("%s: left alone for %.0f s (%s)", name, seconds, reason)
        if seconds <= self.rest_wait:
            asyncio.get_running_loop().call_later(seconds, self._go_on)

    def _turn_away(self, name: str) -> None:
        until = self.resting(name)
        if until is not None and (until - clock.now()).total_seconds() > self.rest_wait:
            sentence = f"{name} is left alone until {until:%Y-%m-%d %H:%M:%S} UTC, as it asked or kept failing; run again after that"
            raise Unasked("failed", "host-resting", sentence)

    def _go_on(self) -> None:
        """Tell the engine that a host may be asked again; without this it would find out within five seconds."""
        slot = getattr(self.crawler.engine, "_slot", None)
        if slot is not None:
            slot.nextcall.schedule()


def hosts_of(crawler: Crawler) -> Hosts:
    """The run's hosts.

    :raises ConfigError: EXTENSIONS doesn't name them.
    """
    hosts = crawler.get_extension(Hosts)
    if hosts is None:
        raise ConfigError("EXTENSIONS must name crawler.politeness.hosts.Hosts: every request asks it for its turn")
    return hosts


def seconds_of(retry_after: str, now: datetime) -> float | None:
    """``Retry-After`` (RFC 9110, 10.2.3): a number of seconds, or the seconds until a date; None where it says neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return None
