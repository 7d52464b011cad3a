"""robots.txt from run to run: what each answer means, when it is asked for again, and by whose name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler import clock
from crawler.exceptions import ConfigError, Unasked
from crawler.fetching import explain
from crawler.politeness.agent import UserAgentMiddleware, user_agent
from crawler.politeness.hosts import Hosts
from crawler.politeness.private import Guard, is_private
from crawler.politeness.robots import RobotsMiddleware

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOST = "www.ashford-echo.example"
CLOSED = b"User-agent: *\nDisallow: /closed\n"


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    clock.set_to(NOW)
    yield
    clock.set_to(None)


Answer = Callable[[Request], Response]


class Web:
    """An engine that gives the same answer to every robots.txt; ``asked`` has their headers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[dict[str, str]] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append({name.decode(): values[0].decode() for name, values in request.headers.items()})
        await asyncio.sleep(0)
        return self.answer(request)


def plain(status: int = 200, body: bytes = CLOSED, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: Response(request.url, status=status, headers=named, body=body)


def failing(error: Exception) -> Answer:
    def answer(request: Request) -> Response:
        raise error

    return answer


def outcomes(folder: Path, web: Web, *paths: str) -> list[str]:
    """What becomes of requests for these paths in one run: "", or the name of what stops them."""

    async def run() -> list[str]:
        values = {"STATE_DIR": str(folder), "RETRY_AFTER_WAIT": 60, "RETRY_AFTER_MAX": 86400, "CRAWL_DELAY_MAX": 60}
        crawler: Any = SimpleNamespace(
            settings=Settings(values), stats=SimpleNamespace(inc_value=lambda name: None), engine=web, signals=SignalManager()
        )
        hosts = Hosts(crawler)
        middleware = RobotsMiddleware(crawler, hosts)
        found = await asyncio.gather(
            *(middleware.process_request(Request(f"https://{HOST}{path}")) for path in paths), return_exceptions=True
        )
        hosts.close()
        return ["" if one is None else one.reason if isinstance(one, Unasked) else type(one).__name__ for one in found]

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("answer", "open_page", "closed_page"),
    [
        (plain(), "", "IgnoreRequest"),
        (plain(404, b"User-agent: *\nDisallow: /\n"), "", ""),
        (plain(403), "", ""),
        (plain(401), "", ""),
        (plain(410), "", ""),
        (plain(429), "robots-unavailable", "robots-unavailable"),
        (plain(500), "robots-unavailable", "robots-unavailable"),
        (plain(503), "robots-unavailable", "robots-unavailable"),
        (plain(304, b""), "", ""),
        (failing(IgnoreRequest("max redirections reached")), "", ""),
        (failing(DownloadTimeoutError()), "DownloadTimeoutError", "DownloadTimeoutError"),
        (failing(CannotResolveHostError()), "CannotResolveHostError", "CannotResolveHostError"),
        (failing(Unasked("failed", "host-resting", "…")), "host-resting", "host-resting"),
        (plain(200, b"<!doctype html><title>Welcome</title>"), "", ""),
        (plain(200, b""), "", ""),
    ],
)
def test_what_an_answer_means(tmp_path: Path, answer: Answer, open_page: str, closed_page: str) -> None:
    web = Web(answer)
    assert outcomes(tmp_path, web, "/a", "/closed/b", "/c", "/robots.txt") == [open_page, closed_page, open_page, open_page]
    assert len(web.asked) == 1 or open_page == "host-resting"  # all that come at once wait for one answer


def test_remembered_for_a_day_then_asked_conditionally(tmp_path: Path) -> None:
    first = Web(plain(200, etag='"1"', last_modified="Mon, 02 Nov 2026 11:00:00 GMT"))
    assert outcomes(tmp_path, first, "/closed") == ["IgnoreRequest"] and "If-None-Match" not in first.asked[0]
    clock.set_to(NOW + timedelta(hours=23))
    silent = Web(plain(500))
    assert outcomes(tmp_path, silent, "/closed", "/a") == ["IgnoreRequest", ""] and silent.asked == []
    clock.set_to(NOW + timedelta(hours=25))
    unchanged = Web(plain(304, b""))
    assert outcomes(tmp_path, unchanged, "/closed", "/a") == ["IgnoreRequest", ""]
    assert (unchanged.asked[0]["If-None-Match"], unchanged.asked[0]["If-Modified-Since"]) == ('"1"', "Mon, 02 Nov 2026 11:00:00 GMT")
    clock.set_to(NOW + timedelta(hours=48))
    assert outcomes(tmp_path, silent, "/closed") == ["IgnoreRequest"] and silent.asked == []
    clock.set_to(NOW + timedelta(hours=50))
    opened = Web(plain(200, b"User-agent: *\nAllow: /\n"))
    assert outcomes(tmp_path, opened, "/closed") == [""]


@pytest.mark.parametrize("trouble", [plain(500), plain(429), failing(DownloadTimeoutError())])
def test_an_old_copy_speaks_for_a_host_that_fails(tmp_path: Path, trouble: Answer) -> None:
    outcomes(tmp_path, Web(plain()), "/a")
    clock.set_to(NOW + timedelta(days=29))
    assert outcomes(tmp_path, Web(trouble), "/closed", "/a") == ["IgnoreRequest", ""]
    clock.set_to(NOW + timedelta(days=31))
    assert "" not in outcomes(tmp_path, Web(trouble), "/closed", "/a")


def test_its_own_word_on_how_long_it_is_good_for(tmp_path: Path) -> None:
    outcomes(tmp_path, Web(plain(cache_control="max-age=3600")), "/a")
    clock.set_to(NOW + timedelta(minutes=50))
    again = Web(plain())
    assert outcomes(tmp_path, again, "/a") == [""] and again.asked == []
    clock.set_to(NOW + timedelta(minutes=70))
    assert outcomes(tmp_path, again, "/a") == [""] and len(again.asked) == 1


def test_how_a_page_that_is_not_asked_for_ends() -> None:
    failure: Any = SimpleNamespace(value=Unasked("refused", "PrivateHost", "it is private"))
    assert explain(failure, Request("http://10.0.0.1/"), 1) == ("refused", "PrivateHost", "it is private")


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("", "Newsmatter/0.1"),
        ("https://desk.example/crawler", "Newsmatter/0.1 (+https://desk.example/crawler)"),
        ("crawler@desk.example", "Newsmatter/0.1 (+crawler@desk.example)"),
        ("mailto:crawler@desk.example", "Newsmatter/0.1 (+mailto:crawler@desk.example)"),
        ("the desk", None),
        ("desk.example", None),
        ("a@b.example\r\nX-Evil: 1", None),
        ("https://desk.example/(x", None),
    ],
)
def test_user_agent(contact: str, agent: str | None) -> None:
    settings = Settings({"USER_AGENT": "Newsmatter/0.1", "CONTACT": contact})
    if agent is None:
        with pytest.raises(ConfigError, match="CONTACT is "):
            user_agent(settings)
    else:
        assert user_agent(settings) == agent


@pytest.mark.parametrize(
    ("spider", "agent", "said"),
    [("feeds", "Newsmatter/0.1", True), ("article", "Newsmatter/0.1", False), ("site", "X (a@b.example)", False)],
)
def test_a_scheduled_crawl_without_a_contact_is_told(spider: str, agent: str, said: bool, capsys: pytest.CaptureFixture[str]) -> None:
    UserAgentMiddleware(agent).spider_closed(SimpleNamespace(name=spider))  # type: ignore[arg-type]
    assert ("set CONTACT" in capsys.readouterr().err) is said


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "::1", "[::1]", "2130706433", "db.internal", "0.0.0.0"]
)
@pytest.mark.parametrize("proxied", [True, False])
def test_private_hosts(host: str, proxied: bool) -> None:
    with pytest.raises(Unasked, match="set ALLOW_PRIVATE_HOSTS"):
        asyncio.run(Guard(False).check(host, proxied=proxied))
    asyncio.run(Guard(True).check(host, proxied=proxied))


def test_a_name_that_resolves_to_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolved(host: str) -> str:
        return {"inside.example": "192.168.1.7", "outside.example": "93.184.216.34"}.get(host, "")

    monkeypatch.setattr("crawler.politeness.private._resolved", resolved)
    guard = Guard(False)
    with pytest.raises(Unasked) as caught:
        asyncio.run(guard.check("inside.example", proxied=False))
    assert (caught.value.outcome, caught.value.reason) == ("refused", "PrivateHost")
    for host, proxied in (("inside.example", True), ("outside.example", False), ("unknown.example", False)):
        asyncio.run(guard.check(host, proxied=proxied))
    assert not is_private("inside.example")
