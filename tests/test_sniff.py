"""What an answer is, and what a site offers."""

from __future__ import annotations

import gzip
import random
import time

import pytest

from crawler.lists.sniff import sitemaps_of, sniff

HOME = "https://www.heron.example/"
STORY = "https://www.heron.example/news/otters-return-to-the-sluice"
WORDS = "<p>" + "The miller opened the sluice by hand and looked at the water for a while. " * 3 + "</p>"
HEADLINES = "".join(
    f'<h3><a href="/news/{n}">A headline of five words {n}</a></h3><p>One line that says a little of it here.</p>' for n in range(30)
)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>The Heron</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "url", "sort"),
    [
        (b"<rss version='2.0'><channel/></rss>", HOME, "feed"),
        (b"\n<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", HOME, "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', HOME, "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16"), HOME, "feed"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", HOME, "feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", HOME, "sitemap"),
        (b"<sitemapindex/>", HOME, "sitemap"),
        (gzip.compress(b"<urlset/>", mtime=0), HOME + "sitemap.xml.gz", "sitemap"),
        (gzip.compress(b"x", mtime=0), HOME + "file.gz", "nothing"),
        (b"https://www.heron.example/a\nhttps://www.heron.example/b\n", HOME + "sitemap.txt", "sitemap"),
        (b"<opml version='2.0'/>", HOME, "opml"),
        (b"", HOME, "nothing"),
        (b"Hello", HOME, "nothing"),
        (b'{"error": 404}', HOME, "nothing"),
        (b"%PDF-1.7", HOME, "nothing"),
        (b"\x89PNG\x00\x00", HOME, "nothing"),
        (page(WORDS * 20), HOME, "page"),
        (page(WORDS * 20), STORY, "article"),
        (page(WORDS * 3), STORY, "page"),
        (page(WORDS * 3, '<meta property="og:type" content="article">'), STORY, "article"),
        (page(WORDS * 3, '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'), STORY, "article"),
        (page(HEADLINES), HOME + "news/", "page"),
        (page(HEADLINES * 2, '<meta property="og:type" content="article">'), HOME + "topic/mills", "page"),
        (b"<?xml version='1.0' encoding='utf-8'?>" + page(WORDS * 20), STORY, "article"),
    ],
)
def test_what_an_answer_is(body: bytes, url: str, sort: str) -> None:
    assert sniff(body, url).sort == sort


ROBOTS = """User-agent: *
Disallow: /x
Sitemap: https://www.heron.example/sitemap-video.xml
sitemap: https://www.heron.example/sitemap.xml
Sitemap:/news-sitemap.xml
Sitemap: ftp://www.heron.example/sitemap.xml
"""


def test_sitemaps_of_robots_news_first() -> None:
    assert [one.rpartition("/")[2] for one in sitemaps_of(ROBOTS, HOME + "robots.txt")] == [
        "news-sitemap.xml",
        "sitemap.xml",
        "sitemap-video.xml",
    ]


def test_offers_stand_in_the_order_of_their_use() -> None:
    head = """<base href="https://www.heron.example/base/">
    <link rel="alternate" type="application/rss+xml" title="The Heron &raquo; Comments Feed" href="/comments/feed/">
    <link rel='ALTERNATE' type='application/rss+xml; charset=utf-8' title='The Heron' href='feed.xml'>
    <link rel="alternate" type="application/json" href="https://www.heron.example/wp-json/wp/v2/pages/2">
    <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
    <link rel="alternate" type="text/html" hreflang="de" href="/de/">
    <link rel="alternate" type="application/feed+json" href="https://www.heron.example/feed.json">"""
    body = """<a href="/rss/local">Local</a> <a href="https://other.example/rss">Elsewhere</a> <a href="/newsfeedback">No feed</a>
    <a href="feed.xml">RSS</a> <a href="javascript:rss()">RSS</a>"""
    found = sniff(page(body, head), HOME, "", ROBOTS)
    assert [(one.kind, one.url.removeprefix(HOME), one.title) for one in found.offers] == [
        ("feed", "base/feed.xml", "The Heron"),
        ("feed", "feed.json", None),
        ("sitemap", "news-sitemap.xml", None),
        ("feed", "rss/local", "Local"),
        ("sitemap", "sitemap.xml", None),
        ("sitemap", "sitemap-video.xml", None),
        ("feed", "comments/feed/", "The Heron » Comments Feed"),
    ]
    assert all(one.stated and one.why for one in found.offers)


def test_where_nothing_is_stated_common_addresses_are_offered() -> None:
    offers = sniff(page("<p>Hello</p>"), HOME + "news/").offers
    assert not any(one.stated for one in offers)
    assert offers[0].url == HOME + "feed/"
    assert {one.kind for one in offers} == {"feed", "sitemap"}


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/feed'>" * 100_000,
        "<p>" * 200_000,
        "<div>" * 100_000 + WORDS,
        "<link rel=alternate type=application/rss+xml href=/f?" * 20_000,
    ],
)
def test_hostile_pages_take_no_time(body: str) -> None:
    started = time.process_time()
    assert len(sniff(page(body), HOME).offers) <= 30
    assert time.process_time() - started < 5


def test_noise_raises_nothing() -> None:
    chance = random.Random(5)
    seeds = [
        page(HEADLINES, '<link rel="alternate" type="application/rss+xml" href="/f">'),
        ROBOTS.encode(),
        b"<rss><channel>",
        b'{"items": [',
    ]
    for _ in range(400):
        body = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 9)] = chance.choice(
                [b"<", b"&", b'"', b"\x00", b"\xff", b"<a href='http://['>rss", b"<base href='//'>"]
            )
        assert sniff(bytes(body), HOME, "text/html; charset=nonsense", bytes(body).decode("latin-1")).why
