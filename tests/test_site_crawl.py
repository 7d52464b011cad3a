"""Crawls of sites without a feed and of sitemaps: which pages are asked for, and which are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import pytest

from tests.crawling import Run, scrapy
from tests.newsroom import newsroom  # noqa: F401
from tests.publisher import SITE, Publisher, Story, on_air

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
SECTIONS = ("politics", "sport", "world/europe")
MENU = "".join(f'<a href="/{name}">{name.rsplit("/", 1)[-1].title()}</a>' for name in SECTIONS)
CALENDAR = (
    '<a href="/calendar?month=1&year=2031">next month</a><a href="/2026/11/">November</a><a href="/politics/politics/politics/">more</a>'
)
FOOT = (
    '<a href="/about-us">About us</a><a href="/impressum">Imprint</a><a href="/login?next=/">Sign in</a><a href="/search?q=">Search</a>'
    '<a href="/tag/harbour">Harbour</a><a href="/author/mara-lindqvist">Mara</a><a href="/app.apk">App</a><a href="/feed/">RSS</a>'
    '<a href="https://shop.tidewater-echo.example/mugs">Shop</a><a href="https://elsewhere.example/2026/11/05/a-story-of-another-site">x</a>'
)


@dataclass
class Site(Publisher):
    """Ten articles a page; the home page shows the newest, sections have older pages, and there is a calendar without end."""

    sitemap_parts: int = 4

    def teasers(self, stories: list[Story]) -> str:
        return "".join(
            f'<article><h2><a href="{story.path}?ref=list">{escape(story.title)}</a></h2><time datetime="{story.published.isoformat()}">'
            f"</time></article>"
            for story in stories
        )

    def listing(self, stories: list[Story], more: str = "") -> str:
        main = f"<main>{self.teasers(stories)}{more}</main><aside>{CALENDAR}</aside>"
        return f"<html><body><nav>{MENU}</nav>{main}<footer>{FOOT}</footer></body></html>"

    def answer(self, path: str) -> tuple[int, str, str]:
        path = path.rstrip("/") or "/"
        found = sorted(self.stories, key=lambda story: story.published, reverse=True)
        if path == "/":
            return 200, "text/html", self.listing(found[:4])
        for at, name in enumerate(SECTIONS):
            own = found[4 + at :: len(SECTIONS)]
            page = path.removeprefix(f"/{name}/page/")
            if path == f"/{name}":
                page = "1"
            if page.isdecimal() and (part := own[int(page) * 4 - 4 : int(page) * 4]):
                return (
                    200,
                    "text/html",
                    self.listing(part, f'<a href="/{name}/page/{int(page) + 1}">Older</a><a href="/{name}/page/99">Last</a>'),
                )
        if path == "/sitemap_index.xml":
            rows = "".join(f"<sitemap><loc>{SITE}/part-{n}.xml</loc></sitemap>" for n in range(self.sitemap_parts))
            return 200, "text/plain", f"<sitemapindex>{rows}</sitemapindex>"
        if path.startswith("/part-"):
            own = found[int(path[6:-4]) :: self.sitemap_parts]
            rows = "".join(f"<url><loc>{one.url}</loc><lastmod>{one.published.isoformat()}</lastmod></url>" for one in own)
            return 200, "application/xml", f"<urlset>{rows}</urlset>"
        return super().answer(path)


@dataclass
class Timer:
    """Crawls of one publisher into one folder."""

    root: Path
    publisher: Site
    proxy: str

    def crawl(self, spider: str, url: str, *arguments: str, **settings: object) -> Run:
        self.publisher.log.clear()
        where = {"OUTPUT_DIR": self.root / "content", "STATE_DIR": self.root / "state", "IMAGES_MEASURE": False}
        return scrapy("crawl", spider, "-a", f"url={SITE}{url}", *arguments, proxy=self.proxy, **{**where, **settings})

    def lists(self) -> list[str]:
        """Asked for besides articles, in the order of the alphabet."""
        return sorted(one.path for one in self.publisher.log if "-story-" not in one.path and one.path != "/robots.txt")


@pytest.fixture
def timer(tmp_path: Path) -> Iterator[Timer]:
    publisher = Site([Story(n, NOW - (n + 1) * DAY) for n in range(20)])
    with on_air(publisher) as proxy:
        yield Timer(tmp_path, publisher, proxy)


ALL_LISTS = ["/", "/politics", "/politics/page/2", "/sport", "/sport/page/2", "/world/europe", "/world/europe/page/2"]


def test_site(timer: Timer) -> None:
    done = timer.crawl("site", "/", MAX_AGE="")
    assert done.status == 0, done.err
    assert timer.lists() == ALL_LISTS
    assert sorted(timer.publisher.articles_asked()) == sorted(story.path for story in timer.publisher.stories), "each once, undecorated"
    assert len(list((timer.root / "content").glob("*.md"))) == 20
    timer.crawl("site", "/", MAX_AGE="")
    assert timer.publisher.articles_asked() == []


@pytest.mark.parametrize(
    ("settings", "lists"),
    [
        ({"SITE_DEPTH": 1}, ["/", "/politics", "/sport", "/world/europe"]),
        ({"SITE_PAGES": 2}, ["/", "/politics"]),
        ({"SITE_SECONDS": 0}, ["/"]),
    ],
)
def test_bounds(timer: Timer, settings: dict[str, object], lists: list[str]) -> None:
    assert timer.crawl("site", "/", "-a", "limit=1", **settings).status == 0
    assert timer.lists() == lists


def test_max_age_of_cards(timer: Timer) -> None:
    timer.crawl("site", "/", "-a", "max_age=3d", SITE_DEPTH=1)
    assert sorted(timer.publisher.articles_asked()) == sorted(story.path for story in timer.publisher.stories[:2])


def test_an_index_of_sitemaps(timer: Timer) -> None:
    done = timer.crawl("sitemaps", "/sitemap_index.xml", "-a", "max_age=7d")
    assert done.status == 0, done.err
    assert timer.lists() == ["/part-0.xml", "/part-1.xml", "/part-2.xml", "/part-3.xml", "/sitemap_index.xml"]
    assert sorted(timer.publisher.articles_asked()) == sorted(story.path for story in timer.publisher.stories[:6])
    timer.publisher.stories.append(Story(77, NOW))
    timer.crawl("sitemaps", "/sitemap_index.xml", "-a", "max_age=7d")
    assert timer.publisher.articles_asked() == [timer.publisher.stories[-1].path]


def test_no_sitemap(timer: Timer) -> None:
    done = timer.crawl("sitemaps", "/")
    assert done.status == 2
    assert "the answer is a web page, so it is no sitemap" in done.err


@pytest.mark.parametrize(
    ("spider", "address", "files"),
    [
        ("site", "http://www.copperwire.example/", 8),
        ("site", "http://www.ahlstedter-anzeiger.example/", 5),
        ("sitemaps", "http://www.kestrel-post.example/sitemap.xml", 7),
        ("sitemaps", "http://www.kestrel-post.example/sitemap-news.xml", 2),
    ],
)
def test_demo(spider: str, address: str, files: int, newsroom: str, tmp_path: Path) -> None:  # noqa: F811
    where = {"OUTPUT_DIR": tmp_path / "content", "STATE_DIR": tmp_path / "state", "IMAGES_MEASURE": False, "MAX_AGE": ""}
    assert scrapy("crawl", spider, "-a", f"url={address}", proxy=newsroom, **where).status == 0
    assert len(list((tmp_path / "content").glob("*.md"))) == files
