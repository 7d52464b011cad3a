"""How hosts are treated, seen from their side: requests in progress, pauses, robots.txt, and that all arrives all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import scrapy as scrapy_package

from crawler import frontmatter
from tests.crawling import Run, scrapy
from tests.guest_web import GuestWeb, Reply, story

A, B = "www.ashford-echo.example", "www.birchwood-post.example"
SCRAPYS = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
QUEUE = "scrapy.pqueues.DownloaderAwarePriorityQueue"
SLACK = 0.1  # seconds that a request may come earlier than its pause ends: clocks and threads


def crawl(web: GuestWeb, folder: Path, hosts: tuple[str, ...], pages: int, **settings: object) -> Run:
    urls = "\n".join(f"http://{host}/story/{number}" for host in hosts for number in range(pages))
    values = {"OUTPUT_DIR": folder / "news", "STATE_DIR": folder / "state", "EDITION": False, "CRAWL_DELAY_MAX": 60, "RETRY_TIMES": 2}
    run = scrapy("crawl", "article", "-a", "file=-", "-L", "WARNING", proxy=web.proxy, stdin=urls, **(values | settings))
    assert "Traceback" not in run.err, run.err
    return run


def files(folder: Path) -> int:
    return len(list((folder / "news").glob("*.md"))) if (folder / "news").is_dir() else 0


@pytest.mark.parametrize("polite", [True, False])
def test_no_more_in_progress_than_set(tmp_path: Path, polite: bool) -> None:
    """Pages, pictures and robots.txt together. Without our handler and queue, the same crawl shows what they are for."""
    web = GuestWeb(lambda host, path, nth: story(host, path, 0.1, picture=f"http://{host}/p{path}.jpg") if "/story/" in path else None)
    own = {} if polite else {"DOWNLOAD_HANDLERS": f'{{"http": "{SCRAPYS}"}}', "SCHEDULER_PRIORITY_QUEUE": QUEUE}
    run = crawl(web, tmp_path, (A,), 24, CONCURRENT_REQUESTS_PER_DOMAIN=4, CONCURRENT_REQUESTS=16, **own)
    most = max(row.in_progress for row in web.log)
    assert files(tmp_path) == 24, run.err
    assert most == 4 if polite else most > 4 or scrapy_package.__version__ != "2.19.0"


def test_robots_first_then_its_crawl_delay(tmp_path: Path) -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /story/3\nCrawl-delay: 0.5\n", kind="text/plain", wait=0.3)
    web = GuestWeb(lambda host, path, nth: rules if path == "/robots.txt" else story(host, path))
    run = crawl(web, tmp_path, (A,), 5)
    rows = web.of(A, robots=True)
    assert [row.path for row in rows].count("/robots.txt") == 1 and rows[0].path == "/robots.txt"
    assert rows[1].at >= rows[0].until - SLACK
    assert rows[-1].at - rows[0].at >= 0.5 * (len(rows) - 1) - SLACK
    assert "/story/3" not in [row.path for row in rows] and files(tmp_path) == 4
    assert f"refused  Robots: http://{A}/story/3: robots.txt of {A}" in run.err

    web.log.clear()
    crawl(web, tmp_path, (A,), 2)
    rows = web.of(A, robots=True)
    assert [row.path for row in rows if row.path == "/robots.txt"] == []  # remembered, and so is its Crawl-delay
    assert rows[1].at - rows[0].at >= 0.5 - SLACK


def test_a_long_crawl_delay_is_cut(tmp_path: Path) -> None:
    web = GuestWeb(lambda host, path, nth: Reply(body=b"User-agent: *\nCrawl-delay: 900\n") if path == "/robots.txt" else story(host, path))
    run = crawl(web, tmp_path, (A,), 2, CRAWL_DELAY_MAX=0.4)
    assert f"{A}: robots.txt asks for 900 s between two requests; CRAWL_DELAY_MAX makes it 0.4" in run.err and files(tmp_path) == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_a_pause_has_it(tmp_path: Path, status: int) -> None:
    """Its pages come after the pause; the other host's meanwhile, though all of CONCURRENT_REQUESTS would wait for the first."""

    def answers(host: str, path: str, nth: int) -> Reply | None:
        if "/story/" not in path:
            return None
        if (host, path, nth) == (A, "/story/0", 0):
            return Reply(status, headers={"Retry-After": "3"})
        return story(host, path, 0.05)

    web = GuestWeb(answers)
    crawl(web, tmp_path, (A, B), 8, CONCURRENT_REQUESTS=2, CONCURRENT_REQUESTS_PER_DOMAIN=2, DOWNLOAD_TIMEOUT=1)
    refused = next(row for row in web.of(A) if row.status == status)
    assert not [row for row in web.of(A) if refused.until + SLACK < row.at < refused.until + 3 - SLACK]
    assert len([row for row in web.of(B) if refused.until < row.at < refused.until + 3]) >= 5
    assert files(tmp_path) == 16 and web.of(A)[-1].at < refused.until + 20


def test_a_long_pause_outlasts_the_run(tmp_path: Path) -> None:
    web = GuestWeb(lambda host, path, nth: Reply(429, headers={"Retry-After": "7200"}) if host == A else story(host, path))
    run = crawl(web, tmp_path, (A, B), 4, ROBOTSTXT_OBEY=False, CONCURRENT_REQUESTS_PER_DOMAIN=2)
    assert len(web.of(A)) <= 2  # those that were on their way
    assert run.err.count("failed   host-resting: ") == 4 and f"{A} is left alone until " in run.err
    assert files(tmp_path) == 4

    web.log.clear()
    again = crawl(web, tmp_path, (A,), 4, ROBOTSTXT_OBEY=False)
    assert web.log == [] and again.err.count("failed   host-resting: ") == 4 and again.status == 2


def test_a_failing_robots_txt_keeps_us_away(tmp_path: Path) -> None:
    web = GuestWeb(lambda host, path, nth: Reply(500) if path == "/robots.txt" else story(host, path))
    run = crawl(web, tmp_path, (A,), 3)
    assert web.of(A) == [] and run.status == 2
    assert run.err.count(f"failed   robots-unavailable: http://{A}/story/") == 3


def test_everything_arrives_in_spite_of_faults(tmp_path: Path) -> None:
    """A third of the pages fail on their first attempt, in one of four ways."""
    faults = (Reply(fault="reset"), Reply(503, headers={"Retry-After": "1"}), Reply(fault="stall", wait=2), None)

    def answers(host: str, path: str, nth: int) -> Reply | None:
        if "/story/" not in path:
            return None
        number = int(path.rpartition("/")[2])
        if nth == 0 and number % 3 == 0:
            whole = story(host, path)
            return faults[number // 3 % 4] or Reply(body=whole.body, fault="truncate")
        return story(host, path, 0.02)

    web = GuestWeb(answers)
    run = crawl(web, tmp_path, (A, B), 24, CONCURRENT_REQUESTS_PER_DOMAIN=3, DOWNLOAD_TIMEOUT=1)
    assert run.err.splitlines()[-1].startswith("48 written, 0 unchanged, 0 refused, 0 failed"), run.err
    assert files(tmp_path) == 48
    assert max(row.in_progress for row in web.log if row.status == 200) <= 4  # a stalled one counts here until it ends by itself


def test_private_hosts_are_not_asked(tmp_path: Path) -> None:
    web = GuestWeb(lambda host, path, nth: story(host, path))
    port = web.server_address[1]
    urls = f"http://127.0.0.1:{port}/a\nhttp://localhost:{port}/b\nhttp://2130706433:{port}/c"
    settings = {"OUTPUT_DIR": tmp_path / "news", "STATE_DIR": tmp_path / "state", "RETRY_TIMES": 1}
    run = scrapy("crawl", "article", "-a", "file=-", stdin=urls, **settings)
    assert web.log == [] and run.status == 2
    assert run.err.count("refused  PrivateHost: ") == 3
    run = scrapy("crawl", "article", "-a", "file=-", stdin=urls, ALLOW_PRIVATE_HOSTS=True, **settings)
    assert run.status == 0 and {row.path for row in web.of("")} == {"/a", "/b", "/c"}


def test_a_source_may_ask_for_a_delay_and_pages_it_names_are_bound_by_what_they_ask(tmp_path: Path) -> None:
    heads = {0: "noindex", 1: "nosnippet", 2: "noai", 3: "nofollow"}
    items = "".join(f"<item><title>Plan {n}</title><link>http://{A}/story/{n}</link></item>" for n in heads)
    feed = Reply(body=f'<rss version="2.0"><channel><title>Echo</title>{items}</channel></rss>'.encode(), kind="application/rss+xml")

    def answers(host: str, path: str, nth: int) -> Reply | None:
        if path == "/feed.xml":
            return feed
        return story(host, path, head=f'<meta name="robots" content="{heads[int(path[-1])]}">') if "/story/" in path else None

    web = GuestWeb(answers)
    (tmp_path / "sources.yaml").write_text(f"- name: echo\n  url: http://{A}/feed.xml\n  kind: feed\n  delay: 0.4\n", encoding="utf-8")
    settings = {"OUTPUT_DIR": tmp_path / "news", "STATE_DIR": tmp_path / "state", "EDITION": False}
    run = scrapy("crawl", "feeds", "-a", f"sources={tmp_path / 'sources.yaml'}", proxy=web.proxy, **settings)
    rows = web.of(A)
    assert len(rows) == 5 and rows[-1].at - rows[0].at >= 0.4 * 4 - SLACK
    assert f"NoIndex: http://{A}/story/0 was not written" in run.err and f"Reserved: http://{A}/story/2 was not written" in run.err
    found = {frontmatter.read(path.read_bytes()).record["originalUrl"][-1]: path.read_bytes() for path in (tmp_path / "news").glob("*.md")}
    assert set(found) == {"1", "3"}
    assert (b"excerpt:" in found["1"], frontmatter.read(found["1"]).body.strip()) == (False, "")
    assert b"excerpt:" in found["3"] and frontmatter.read(found["3"]).body.strip()
    assert "set CONTACT to a web or mail address of yours" in run.err


def test_nothing_is_sent_again_behind_our_back(tmp_path: Path) -> None:
    """Where a kept connection breaks, the second try waits for its turn like any request."""

    def answers(host: str, path: str, nth: int) -> Reply | None:
        if path == "/robots.txt":
            return Reply(body=b"User-agent: *\nCrawl-delay: 1\n", kind="text/plain")
        return Reply(fault="reset") if nth == 0 else story(host, path)

    web = GuestWeb(answers)
    crawl(web, tmp_path, (A,), 2)
    assert files(tmp_path) == 2
    rows = web.of(A)
    assert len(rows) == 4 and rows[-1].at - rows[0].at >= 3 - SLACK
