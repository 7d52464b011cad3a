"""Feeds: a table of files with every format and every trouble that feeds are known for, what else they may be, and noise."""

from __future__ import annotations

import dataclasses
import random
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.items import Follow
from crawler.lists.feed_dates import instant, stamped
from crawler.lists.feed_links import article
from crawler.lists.feed_text import excerpt, people, title
from crawler.lists.feeds import MAX_ENTRIES, Feed, NotAFeed, parse

FOLDER = Path(__file__).parent / "feeds"
TABLE: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://www.heron.example/feed"
ITEM = "<item><title>Story {0}</title><link>https://www.heron.example/news/{0}</link><description>{1}</description></item>"


def rss(items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>The Heron</title>{items}</channel></rss>".encode()


def shown(feed: Feed) -> dict[str, Any]:
    """A feed as a row of the table: what isn't there is left out."""
    row = {name: getattr(feed, name) for name in ("kind", "title", "language", "home", "left_out")}
    row["ttl"] = int(feed.ttl / timedelta(minutes=1)) if feed.ttl else None
    row["follow"] = [one.url for one in feed.follow]
    row = {name: value for name, value in row.items() if value}
    row["entries"] = [{"url": one.url} | _stated(dataclasses.asdict(one.hints)) for one in feed.entries]
    return row


def _stated(hints: dict[str, Any]) -> dict[str, Any]:
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in hints.items() if value}
    return {name: f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value for name, value in plain.items()}


def test_every_file_has_its_row() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*TABLE, "expected.yaml"}
    assert len(TABLE) >= 40


@pytest.mark.parametrize("name", TABLE)
def test_feed(name: str) -> None:
    row = dict(TABLE[name])
    content_type = row.pop("content_type", "")
    assert shown(parse((FOLDER / name).read_bytes(), URL, content_type, AT)) == row


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"<!DOCTYPE html><html><body><item>", "a web page"),
        (b"<html><head><title>rss</title></head><body><rss></rss></body></html>", "a web page"),
        (b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "a sitemap"),
        (b"<sitemapindex/>", "a sitemap index"),
        (b'<opml version="2.0"><body/></opml>', "a list of feeds (OPML)"),
        (b'{"items": "none"}', "no JSON Feed"),
        (b'{"items": [{"name": "x"}]}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "can't be read as JSON"),
        (b"[" * 100_000, "can't be read as JSON"),
        (b"Not found", "neither RSS nor Atom nor a JSON Feed"),
        (b"\x00\x01\x02\xff\xfe", "neither RSS nor Atom nor a JSON Feed"),
        (b"<!-- <rss> --><svg xmlns='http://www.w3.org/2000/svg'/>", "neither RSS nor Atom nor a JSON Feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, said: str) -> None:
    with pytest.raises(NotAFeed) as error:
        parse(body, URL, "", AT)
    assert said in str(error.value)


def test_the_first_entries_of_a_huge_feed_count() -> None:
    feed = parse(rss("".join(ITEM.format(n, "") for n in range(MAX_ENTRIES + 500))), URL, "", AT)
    assert (len(feed.entries), feed.left_out, feed.entries[-1].hints.title) == (MAX_ENTRIES, 500, f"Story {MAX_ENTRIES - 1}")
    assert len(parse(rss("".join(ITEM.format(n, "") for n in range(9))), URL, "", AT, most=3).entries) == 3


def test_the_next_page_is_followed_and_never_the_feed_itself() -> None:
    link = '<atom:link rel="next" href="{}"/>'
    assert parse(rss(link.format("?paged=2")), URL, "", AT).follow == (Follow(f"{URL}?paged=2", "feed"),)
    assert parse(rss(link.format(URL)), URL, "", AT).follow == ()
    assert parse(rss(link.format("file:///etc/passwd")), URL, "", AT).follow == ()


@pytest.mark.parametrize("ttl", ["0", "-5", "99999999999999999999", "soon", "٣"])
def test_a_silly_time_to_live_is_none(ttl: str) -> None:
    assert parse(rss(f"<ttl>{ttl}</ttl>"), URL, "", AT).ttl is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Mon, 06 Jul 2026 09:05:00 IST", "en-IN", "2026-07-06T03:35:00+00:00"),
        ("Mon, 06 Jul 2026 09:05:00 EST", "en-AU", "2026-07-05T23:05:00+00:00"),
        ("Mon, 06 Jul 2026 09:05:00 +0200 CEST", "", "2026-07-06T07:05:00+00:00"),
        ("2026-07-06 09:05:00 UTC", "", "2026-07-06T09:05:00+00:00"),
        ("2026-07-06T09:05:00+02", "", "2026-07-06T07:05:00+00:00"),
        ("Monday 06-Jul-2026 09:05:00 MSK", "", "2026-07-06T06:05:00+00:00"),
        ("12 lis 2025 09:05:00 GMT", "pl", "2025-11-12T09:05:00+00:00"),
        ("12 lis 2025 09:05:00 GMT", "hr", "2025-10-12T09:05:00+00:00"),
        ("Mon, 06 Jul 2026 13:05 AM GMT", "", None),
        ("2026-07-06T24:30:00Z", "", None),
        ("Mon, 06 Jul 2026 09:05:00 +9900", "", "2026-07-06T00:00:00+00:00"),
        ("Tue, 24 Nov 2026 00:01:00 GMT", "", None),  # 36 hours and no more
        ("Mon, 23 Nov 2026 23:00:00 GMT", "", "2026-11-23T23:00:00+00:00"),
        ("1" * 119, "", None),
        ("9999-12-31T23:59:59-14:00", "", None),
    ],
)
def test_date(text: str, language: str, expected: str | None) -> None:
    found = instant(text, AT, language)
    assert (found.isoformat() if found else None) == expected


def test_two_entries_of_one_minute_are_news_three_are_a_stamp() -> None:
    assert not stamped([AT, AT])
    assert stamped([AT, AT, AT])
    assert not stamped([AT, AT, AT - timedelta(hours=1)])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://web.archive.org/web/20260101000000/https://www.heron.example/a", "https://www.heron.example/a"),
        ("https://www-heron-example.cdn.ampproject.org/c/s/www.heron.example/amp/a", "https://www.heron.example/amp/a"),
        ("https://r.example/click/https%3A%2F%2Fwww.heron.example%2Fa%3Fb%3D1", "https://www.heron.example/a?b=1"),
        ("https://r.example/go?url=https://s.example/out?u=https://www.heron.example/a", "https://www.heron.example/a"),
        ("https://r.example/go?url=javascript:alert(1)", "https://r.example/go?url=javascript:alert(1)"),
        (
            "https://news.search.example/rss/articles/CBMiP2h0dHBzOi8vd3d3Lmhlcm9uLmV4YW1wbGUvbmV3cy9vdHRlcnMtcmV0dXJuLXRvLXRoZS1zbHVpY2U_aWQ9N9IBAA?oc=5",
            "https://www.heron.example/news/otters-return-to-the-sluice?id=7",
        ),
        (
            "https://www.search.example/ck/link?p=1&u=a1aHR0cHM6Ly93d3cuaGVyb24uZXhhbXBsZS9uZXdzL290dGVycy1yZXR1cm4tdG8tdGhlLXNsdWljZT9pZD03",
            "https://www.heron.example/news/otters-return-to-the-sluice?id=7",
        ),
        (
            "https://www.heron.example/a-slug-of-many-words-which-is-long-enough-here",
            "https://www.heron.example/a-slug-of-many-words-which-is-long-enough-here",
        ),
        ("https://cdn.heron.example/episode-7.MP3?x=1", None),
        ("https://ada:secret@www.heron.example/a", None),
        ("x" * 5000, None),
        ("", None),
    ],
)
def test_article_address(raw: str, expected: str | None) -> None:
    assert article(raw, URL) == expected


def test_texts_are_plain() -> None:
    assert title("“Why?” &amp; other <b>questions</b>") == "“Why?” & other questions"
    assert excerpt("Words enough for a summary. Weiterlesen »") == "Words enough for a summary."
    assert excerpt("Too short.") is None
    assert (
        excerpt("<p>Weather</p><p><a href='/'>Get the newsletter of the day</a></p><p>It rains in the fen.</p>")
        == "Weather It rains in the fen."
    )
    assert excerpt("<a href='/x'>All of this summary is one link.</a>") == "All of this summary is one link."
    assert excerpt("A gap is to be closed. (<a href='/a'>Chips</a>, <a href='/b'>Fen</a>) <img src='p.gif'>") == "A gap is to be closed."
    assert excerpt("<a href='/x'>New mill opens</a>&nbsp;<font>The Heron</font>", "New mill opens - The Heron") is None
    assert excerpt("New mill opens in the fen. The Heron", "New mill opens in the fen") is None
    assert excerpt("The mill opens, and the miller was there.", "The mill") == "The mill opens, and the miller was there."
    assert people(["jane.doe", "/u/someone", "Ada Poole (now) and Piet de Groot (earlier)"]) == ("Ada Poole", "Piet de Groot")
    assert people(["The Heron", "Ada Poole"], "The Heron - Technology") == ("Ada Poole",)
    assert people(["Science and Health", "van den Berg, Jan"]) == ("Science and Health", "van den Berg, Jan")


def test_a_pixel_is_no_picture() -> None:
    pixel = '<media:thumbnail url="/pixel.gif" width="1" height="1"/>'
    picture = '<media:thumbnail url="/picture.jpg"/>'
    first, second = parse(rss(f"<item><link>/a</link>{pixel}{picture}</item><item><link>/b</link>{pixel}</item>"), URL, "", AT).entries
    assert (first.hints.image, second.hints.image) == ("https://www.heron.example/picture.jpg", None)


HOSTILE = {
    "open tags": b"<rss><channel><item><title>" + b"<b" * 300_000,
    "nested": b"<rss><channel><item>" + b"<a>" * 100_000 + b"</a>" * 100_000,
    "references": rss(ITEM.format(1, "&amp;lt;p&amp;gt;" * 100_000)),
    "stray": rss(ITEM.format(1, "& < " * 300_000)),
    "cdata": b"<rss><channel><item><title>" + b"<![CDATA[x" * 200_000,
    "comments": b"<!--" * 300_000 + b"<rss>",
    "read more": rss(ITEM.format(1, "Read more. " * 100_000)),
    "mail": rss(f"<item><link>/x</link><author>{'a.' * 200_000}@</author></item>"),
    "empty items": b"<rss><channel>" + b"<item/>" * 300_000,
    "media": rss("<item><link>/x</link>" + '<media:content url="/i.jpg" width="1"/>' * 50_000 + "</item>"),
    "one line of json": b'{"items": [{"id": ' + b"9" * 100_000 + b"}]}",
    "wrapped": rss(f"<item><link>https://r.example/go?url={'https://r.example/go?url=' * 150}</link></item>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_take_no_time(name: str) -> None:
    started = time.process_time()
    with suppress(NotAFeed):
        parse(HOSTILE[name], URL, "", AT)
    assert time.process_time() - started < 8


def test_noise_raises_nothing_else() -> None:
    chance = random.Random(7)
    bodies = [(FOLDER / name).read_bytes() for name in TABLE]
    pieces = [
        b"<",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"\x00",
        b"\xff",
        b"</item>",
        b"<item>",
        b'"',
        b"xml:base='http://['",
        b"&#x110000;",
        b"{",
        b"[",
    ]
    started = time.process_time()
    for _ in range(1500):
        body = bytearray(chance.choice(bodies))
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(body) + 1)
            match chance.randint(0, 3):
                case 0:
                    body[at : at + 1] = bytes([chance.randrange(256)])
                case 1:
                    del body[at : at + chance.randint(1, 60)]
                case 2:
                    body[at:at] = chance.choice(pieces)
                case _:
                    body[at:at] = body[chance.randrange(len(body) + 1) :][:200]
        content_type = chance.choice(["", "text/xml; charset=utf-16", "application/rss+xml; charset=nonsense", "text/xml; charset=gb2312"])
        try:
            feed = parse(bytes(body), URL, content_type, AT)
        except NotAFeed as error:
            assert str(error)
        else:
            assert all(one.url.startswith(("http://", "https://")) for one in feed.entries)
    assert time.process_time() - started < 60
