"""What is remembered of hosts, and how one that refuses is left alone."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.settings import Settings

from crawler import clock
from crawler.exceptions import ConfigError, Unasked
from crawler.politeness.hosts import FIRST_REST, TROUBLES, Hosts, seconds_of
from crawler.politeness.hosts_memory import NAME, HostsMemory, Robots, copy_of_hosts, open_hosts
from crawler.politeness.turnstile import Turnstile

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOST = "www.ashford-echo.example"


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    clock.set_to(NOW)
    yield
    clock.set_to(None)


def later(seconds: float) -> None:
    clock.set_to(NOW + timedelta(seconds=seconds))


def hosts_in(folder: Path, **settings: object) -> Hosts:
    values = {"STATE_DIR": str(folder), "RETRY_AFTER_WAIT": 60, "RETRY_AFTER_MAX": 86400, "CRAWL_DELAY_MAX": 60, **settings}
    return Hosts(SimpleNamespace(settings=Settings(values), stats=SimpleNamespace(inc_value=lambda name: None), engine=None))  # type: ignore[arg-type]


def rest_of(hosts: Hosts) -> float:
    until = hosts.resting(HOST)
    return round((until - clock.now()).total_seconds(), 1) if until else 0


def test_memory(tmp_path: Path) -> None:
    state = open_hosts(tmp_path)
    memory, other = HostsMemory(state.db), HostsMemory(state.db, "http://proxy.example:8080")
    robots = Robots(f"https://{HOST}", 200, b"User-agent: *", NOW, NOW + timedelta(hours=1), '"1"', "yesterday")
    memory.keep_robots(robots)
    assert memory.robots(robots.origin) == robots and other.robots(robots.origin) is None and memory.robots("https://x.example") is None
    memory.rest(HOST, NOW + timedelta(seconds=30.5), "http-429", 2)
    memory.rest(HOST, NOW + timedelta(seconds=10), "http-503", 3)  # a shorter one takes nothing back
    assert memory.resting(HOST, NOW) == NOW + timedelta(seconds=30.5) and memory.times(HOST) == 3
    assert memory.resting(HOST, NOW + timedelta(seconds=31)) is None and other.resting(HOST, NOW) is None
    memory.sweep(NOW + timedelta(minutes=30))
    assert memory.robots(robots.origin) is not None and memory.times(HOST) == 0
    memory.rest(HOST, NOW + timedelta(seconds=10), "http-429", 1)
    memory.recovered(HOST)
    assert memory.resting(HOST, NOW) is None


def test_a_damaged_file_is_set_aside_and_a_copy_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database at all, but long enough to be one" * 50)
    before = (tmp_path / NAME).read_bytes()
    assert HostsMemory(copy_of_hosts(tmp_path).db).resting(HOST, NOW) is None
    assert (tmp_path / NAME).read_bytes() == before
    state = open_hosts(tmp_path)
    assert state.notes and (tmp_path / f"{NAME}.aside-1").read_bytes() == before
    HostsMemory(state.db).rest(HOST, NOW + timedelta(hours=1), "http-429", 1)
    copy = copy_of_hosts(tmp_path)
    assert HostsMemory(copy.db).resting(HOST, NOW) == NOW + timedelta(hours=1)
    HostsMemory(copy.db).recovered(HOST)
    assert HostsMemory(state.db).resting(HOST, NOW) is not None


def _write(folder: Path, number: int) -> int:
    state = open_hosts(folder)
    memory = HostsMemory(state.db)
    for nth in range(40):
        memory.rest(f"{number}-{nth}.example", NOW + timedelta(hours=1), "http-429", 1)
    return len(state.notes)


def test_several_crawls_share_it(tmp_path: Path) -> None:
    """All begin at once on a file that isn't there yet: nobody takes another's lock for damage, nothing is lost."""
    with multiprocessing.get_context("fork").Pool(4) as pool:
        notes = pool.starmap(_write, [(tmp_path, number) for number in range(4)])
    assert notes == [0] * 4
    memory = HostsMemory(open_hosts(tmp_path).db)
    assert all(memory.resting(f"{number}-{nth}.example", NOW) for number in range(4) for nth in range(40))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        ("Tue, 03 Nov 2026 12:00:30 GMT", 30),
        ("Tue, 03 Nov 2026 11:00:00 GMT", 0),
        ("Tuesday, 03-Nov-26 12:01:00 GMT", 60),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        ("9" * 40, 999999999999),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert seconds_of(text, NOW) == seconds


def test_rests(tmp_path: Path) -> None:
    async def run() -> None:
        hosts = hosts_in(tmp_path)
        hosts.refused(HOST, 429, "30")
        assert rest_of(hosts) == 30 and hosts.rests_shortly(HOST)
        hosts.refused(HOST, 429, None)  # an answer that was on its way
        assert rest_of(hosts) == 30
        hosts.refused(HOST, 503, "40")
        assert rest_of(hosts) == 40 and hosts.memory.times(HOST) == 1
        later(41)
        assert rest_of(hosts) == 0
        hosts.refused(HOST, 503, None)
        assert rest_of(hosts) == 2 * FIRST_REST
        later(60)
        hosts.refused(HOST, 503, None)
        assert rest_of(hosts) == 4 * FIRST_REST
        later(100)
        hosts.answered(HOST)
        hosts.refused(HOST, 503, None)
        assert rest_of(hosts) == FIRST_REST
        hosts.refused(HOST, 429, "999999999")
        assert rest_of(hosts) == 86400 and not hosts.rests_shortly(HOST)
        with pytest.raises(Unasked, match=f"{HOST} is left alone until 2026-11-04 12:01:40 UTC"):
            hosts.wait(HOST)
        hosts.close()

        other = hosts_in(tmp_path)  # a later run
        assert rest_of(other) == 86400
        with pytest.raises(Unasked) as caught:
            other.admit(HOST)
        assert (caught.value.outcome, caught.value.reason) == ("failed", "host-resting")
        other.close()

    asyncio.run(run())


def test_what_another_run_learns_counts_here(tmp_path: Path) -> None:
    async def run() -> None:
        one, other = hosts_in(tmp_path), hosts_in(tmp_path)
        one.admit(HOST)
        other.refused(HOST, 429, "3600")
        with pytest.raises(Unasked):
            one.admit(HOST)

    asyncio.run(run())


def test_troubles_in_a_row_are_a_refusal(tmp_path: Path) -> None:
    async def run() -> None:
        hosts = hosts_in(tmp_path)
        for _ in range(TROUBLES - 1):
            hosts.troubled(HOST)
        hosts.answered(HOST)
        for _ in range(TROUBLES - 1):
            hosts.troubled(HOST)
        assert rest_of(hosts) == 0
        hosts.troubled(HOST)
        assert rest_of(hosts) == FIRST_REST

    asyncio.run(run())


def test_a_host_that_says_too_many_is_asked_more_slowly(tmp_path: Path) -> None:
    async def run() -> None:
        hosts = hosts_in(tmp_path, DOWNLOAD_DELAY=2, AUTOTHROTTLE_MAX_DELAY=10)
        gaps = []
        for nth in range(4):
            later(1000 * nth)
            hosts.refused(HOST, 429, "1")
            gaps.append(hosts.host(HOST).slowed)
        assert gaps == [4, 8, 10, 10]
        later(9000)
        for answers in range(50):  # noqa: B007
            hosts.answered(HOST)
            if not hosts.host(HOST).slowed:
                break
        assert 10 < answers < 20

    asyncio.run(run())


@pytest.mark.parametrize("wrong", [{"RETRY_AFTER_WAIT": -1}, {"CRAWL_DELAY_MAX": "slow"}, {"HTTP2": True}])
def test_settings_that_make_no_sense(tmp_path: Path, wrong: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.politeness.hosts.find_spec", lambda name: None)
    with pytest.raises(ConfigError):
        hosts_in(tmp_path, **wrong)


def test_turnstile() -> None:
    """However many come at once: never more of a host, never more of all, none forgotten, first come first served."""
    busy: dict[str, int] = {}
    most: dict[str, int] = {}
    order: list[int] = []
    all_most = 0

    async def one(turnstile: Turnstile, host: str, number: int) -> None:
        nonlocal all_most
        async with turnstile.turn(host, lambda: None):
            busy[host] = busy.get(host, 0) + 1
            most[host] = max(most.get(host, 0), busy[host])
            all_most = max(all_most, sum(busy.values()))
            if host == "a":
                order.append(number)
            await asyncio.sleep(0.002)
            busy[host] -= 1
            if number % 7 == 0:
                raise ValueError

    async def run() -> None:
        turnstile = Turnstile(3, 5, lambda host: 0.0, lambda host: None, {"c": 1})
        await asyncio.gather(*(one(turnstile, host, number) for host in "abc" for number in range(30)), return_exceptions=True)

    asyncio.run(run())
    assert most["a"] == 3 and most["b"] <= 3 and most["c"] == 1 and all_most == 5 and order == list(range(30)) and not any(busy.values())
