"""Crawls of lists as a timer starts them: new articles once, corrections, conditional requests, what a person decided, what fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import Run, scrapy
from tests.publisher import SITE, Publisher, Story, on_air

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


@dataclass
class Timer:
    """Crawls of one publisher into one folder."""

    root: Path
    publisher: Publisher
    proxy: str

    def crawl(self, spider: str = "feeds", *arguments: str, url: str | None = f"{SITE}/feed.xml", **settings: object) -> Run:
        """One run; the publisher's log holds its requests alone."""
        self.publisher.log.clear()
        where = {"OUTPUT_DIR": self.root / "content", "STATE_DIR": self.root / "state", "IMAGES_MEASURE": False}
        address = ("-a", f"url={url}") if url else ()
        return scrapy("crawl", spider, *address, *arguments, proxy=self.proxy, **{**where, **settings})

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.root / "content").glob("*.md"))}


@pytest.fixture
def timer(tmp_path: Path) -> Iterator[Timer]:
    publisher = Publisher([Story(n, NOW - (n + 1) * HOUR) for n in range(8)])
    with on_air(publisher) as proxy:
        yield Timer(tmp_path, publisher, proxy)


def test_each_article_once_and_corrections(timer: Timer) -> None:
    publisher = timer.publisher
    assert timer.crawl().status == 0
    assert len(timer.files()) == 8
    assert sorted(publisher.articles_asked()) == sorted(story.path for story in publisher.stories), "each once"

    before = timer.files()
    assert timer.crawl().status == 0
    assert timer.files() == before
    assert [asked.path for asked in publisher.log if asked.path != "/robots.txt"] == ["/feed.xml"]
    assert all(asked.conditional for asked in publisher.log if asked.path != "/robots.txt")

    new = [Story(100 + n, NOW - timedelta(minutes=n)) for n in range(5)]
    publisher.stories += new
    corrected = publisher.stories[1:3]
    for story in corrected:
        story.correction, story.updated = 1, datetime.now(UTC) + timedelta(seconds=2)
    done = timer.crawl()
    assert done.status == 0
    assert sorted(publisher.articles_asked()) == sorted(story.path for story in (*new, *corrected))
    after = timer.files()
    changed = {name for name in after if after[name] != before.get(name)}
    assert len(after) == 13 and len(changed) == 7
    assert "5 written, 2 updated" in done.err


def test_status_tells_when_it_is_looked_at_next(timer: Timer) -> None:
    timer.publisher.stories = timer.publisher.stories[:2]
    timer.publisher.answers[timer.publisher.stories[1].path] = 500
    timer.crawl()
    where = {"OUTPUT_DIR": timer.root / "content", "STATE_DIR": timer.root / "state"}
    written, failed = (scrapy("status", story.url, **where).out for story in timer.publisher.stories)
    assert f"listed by {SITE}/feed.xml" in written and "last fetch: written on" in written and "next fetch: from" in written
    assert "last fetch: failed (http-500)" in failed and "1 failures in a row" in failed and "nothing is known" in failed


def test_limit_leaves_the_rest_to_the_next_run(timer: Timer) -> None:
    timer.crawl("feeds", "-a", "limit=3")
    assert set(timer.publisher.articles_asked()) == {story.path for story in timer.publisher.newest()[:3]}
    timer.crawl("feeds", "-a", "limit=3")
    assert set(timer.publisher.articles_asked()) == {story.path for story in timer.publisher.newest()[3:6]}, (
        "though the feed has not changed"
    )
    timer.crawl()
    assert len(timer.files()) == 8


def test_max_age(timer: Timer) -> None:
    timer.crawl("feeds", "-a", "max_age=210m")
    assert len(timer.files()) == 3


def test_a_file_that_a_person_took_away_is_not_fetched(timer: Timer) -> None:
    timer.crawl()
    story = timer.publisher.newest()[0]
    next(path for path in (timer.root / "content").glob("*.md") if story.url in path.read_text()).unlink()
    story.correction, story.updated = 1, datetime.now(UTC) + timedelta(seconds=2)
    assert timer.crawl().status == 0
    assert timer.publisher.articles_asked() == []
    assert len(timer.files()) == 7


def test_a_lost_state_fetches_nothing_anew(timer: Timer) -> None:
    timer.crawl()
    before = timer.files()
    done = timer.crawl(STATE_DIR=timer.root / "another")
    assert timer.publisher.articles_asked() == []
    assert timer.files() == before
    assert "8 listed, 0 new" in done.err


def test_a_failed_article_is_tried_again_later_not_at_once(timer: Timer) -> None:
    story = timer.publisher.stories[4]
    timer.publisher.answers[story.path] = 500
    assert timer.crawl().status == 0, "one of eight"
    assert len(timer.files()) == 7
    del timer.publisher.answers[story.path]
    timer.crawl()
    assert timer.publisher.articles_asked() == [], "in an hour"


def test_a_feed_that_is_not_there(timer: Timer) -> None:
    done = timer.crawl(url=f"{SITE}/nothing.xml")
    assert done.status == 2
    assert "nothing.xml: not found (404)" in done.err


def test_a_feed_that_is_none(timer: Timer) -> None:
    done = timer.crawl(url=timer.publisher.stories[0].url)
    assert done.status == 2
    assert "no-list" in done.err and "Traceback" not in done.err


def test_dry_run_writes_nothing(timer: Timer) -> None:
    done = timer.crawl("feeds", "--dry-run")
    assert done.status == 0 and "+title:" in done.out
    assert not (timer.root / "content").exists()
    timer.crawl()
    assert len(timer.files()) == 8


@pytest.mark.parametrize(
    ("arguments", "said"),
    (
        (("-a", "url=nonsense"), "nonsense"),
        (("-a", "file=x"), "the spider takes"),
        (("-a", "url=http://a.example/feed", "-a", "source=b"), "not both"),
        (("-a", "url=http://a.example/feed", "-a", "max_age=soon"), "such as 6h"),
        (("-a", "url=http://a.example/feed", "-a", "limit=0"), "from 1 on"),
        (("-a", "sources=/nowhere/sources.yaml"), "sources.yaml"),
    ),
)
def test_bad_arguments(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = scrapy("crawl", "feeds", *arguments, OUTPUT_DIR=tmp_path / "out", STATE_DIR=tmp_path / "state")
    assert done.status == 1
    assert said in done.err and "Traceback" not in done.err
