"""When two addresses are one article."""

from __future__ import annotations

import pytest

from crawler.identity import addresses, article_key, page_address, same_article

PLAIN = "https://www.daily.example/news/2026/a-story-of-note-123"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.daily.example/news/2026/a-story-of-note-123",
        "HTTPS://WWW.Daily.Example/news/2026/a-story-of-note-123",
        "https://daily.example/news/2026/a-story-of-note-123/",
        "https://www.daily.example:443/news/2026/a-story-of-note-123",
        "http://www.daily.example:80/news/2026/a-story-of-note-123#comments",
        "https://www.daily.example/news/2026/a-story-of-note-123?utm_source=feed&fbclid=x",
        "https://m.daily.example/news/2026/a-story-of-note-123",
        "https://mobile.daily.example/news/2026/a-story-of-note-123",
        "https://amp.daily.example/news/2026/a-story-of-note-123",
        "https://www.daily.example/news/2026/a-story-of-note-123/amp",
        "https://www.daily.example/news/2026/a-story-of-note-123/amp/",
        "https://www.daily.example/news/2026/a-story-of-note-123.amp",
        "https://www.daily.example/amp/news/2026/a-story-of-note-123",
        "https://www.daily.example/news/2026/a-story-of-note-123?amp=1",
        "https://www.daily.example/news/2026/a-story-of-note-123?outputType=amp",
        "https://www.daily.example/news/2026/a%2Dstory-of-note-123/index.html",
        "https://www-daily-example.cdn.ampproject.org/c/s/www.daily.example/news/2026/a-story-of-note-123",
        "https://www.google.com/amp/s/www.daily.example/news/2026/a-story-of-note-123",
        "https://web.archive.org/web/20261103/https://www.daily.example/news/2026/a-story-of-note-123",
    ],
)
def test_one_article(other: str) -> None:
    assert article_key(other) == article_key(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAIN, "https://www.daily.example/news/2026/a-story-of-note-124"),
        (PLAIN, PLAIN + "?page=2"),
        (PLAIN, "https://www.other.example/news/2026/a-story-of-note-123"),
        (PLAIN, "https://news.daily.example/news/2026/a-story-of-note-123"),
        (PLAIN, "https://www.daily.example:8080/news/2026/a-story-of-note-123"),
        (PLAIN, "https://www.daily.example/news/2026/A-Story-of-note-123"),
        ("https://daily.example/?id=1", "https://daily.example/?id=2"),
        ("https://shop.example/amp/marshall", "https://shop.example/marshall"),
        ("https://m.co/x", "https://co/x"),
        ("https://daily.example/a/camp", "https://daily.example/a/c"),
    ],
)
def test_two_articles(one: str, other: str) -> None:
    assert article_key(one) != article_key(other)


def test_a_twin_in_front_of_a_name_stays_a_name() -> None:
    assert article_key("https://m.example/x") == "m.example/x"
    assert article_key("https://en.m.wiki.example/x") == article_key("https://en.wiki.example/x") == "en.wiki.example/x"


def test_what_is_no_web_address_has_no_key() -> None:
    assert [article_key(one) for one in ("", "mailto:a@b.example", "javascript:1", "http://[bad/", "no address")] == [""] * 5
    assert addresses("", None, "no address", PLAIN, PLAIN + "#x") == (article_key(PLAIN),)


def test_canonical_and_redirects_join_addresses() -> None:
    short = "https://dly.example/x1"
    assert same_article((short, PLAIN), (PLAIN + "/amp", None))
    assert not same_article((short,), (PLAIN,))


def test_an_archive_that_keeps_no_address() -> None:
    url = "https://web.archive.org/web/20261103/http://[daily"
    assert page_address(url) == url
