"""robots.txt as RFC 9309 reads it: the examples of its own text, statuses, ages, odd bytes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.politeness.robots_text import LONGEST, MAX_BYTES, SHORTEST, Rules, decoded, life

SITE = "https://www.ashford-echo.example"

# RFC 9309, section 5.1, with our token in the place of its crawlers'
SIMPLE = b"""\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: newsmatter
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""
OTHERS = SIMPLE.replace(b"newsmatter", b"foobot")
LONGEST_MATCH = b"User-Agent: newsmatter\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"  # section 5.2


def group(*lines: str) -> bytes:
    return "\n".join(("User-agent: *", *lines)).encode()


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        (SIMPLE, "/", False),
        (SIMPLE, "/example/page.html", True),
        (SIMPLE, "/example/allowed.gif", True),
        (SIMPLE, "/publications/a", False),
        (OTHERS, "/", True),
        (OTHERS, "/example/page.html", False),
        (OTHERS, "/pictures/a.gif", False),
        (OTHERS, "/pictures/a.gif?x=1", True),
        (OTHERS, "/publications/a.gif", True),
        (LONGEST_MATCH, "/example/page/", True),
        (LONGEST_MATCH, "/example/page/disallowed.gif", False),
        # section 2.2.1: groups of one crawler are one; tokens in any case; the group of * counts for others only
        (b"User-agent: NewsMatter\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: newsmatter\nDisallow: /b\n", "/b", False),
        (b"User-agent: NewsMatter\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: newsmatter\nDisallow: /b\n", "/a", False),
        (b"User-agent: newsmatter\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/a", True),
        (b"User-agent: x\nUser-agent: newsmatter\nDisallow: /a\n", "/a", False),
        (b"User-agent: newsmatter/1.0\nUser-agent: newsmatter\nDisallow: /a\n", "/a", False),
        (b"User-agent: news\nDisallow: /\n", "/a", True),
        (b"User-agent: matter\nDisallow: /\n", "/a", True),
        (b"Disallow: /\n", "/a", True),
        # section 2.2.2: paths by octets, case counts, the longest match wins, Allow wins where both are as long
        (group("Disallow: /news/"), "/News/a", True),
        (group("Disallow: /news"), "/newsroom", False),
        (group("Disallow: /a", "Allow: /a"), "/a", True),
        (group("Allow: /a", "Disallow: /a"), "/a", True),
        (group("Disallow: /", "Allow: /news/", "Disallow: /news/private/"), "/news/private/x", False),
        (group("Disallow: /", "Allow: /news/", "Disallow: /news/private/"), "/news/x", True),
        (group("Disallow: /foo/bar?baz=quz"), "/foo/bar?baz=quz", False),
        (group("Disallow: /foo/bar/ツ"), "/foo/bar/%E3%83%84", False),
        (group("Disallow: /foo/bar/%E3%83%84"), "/foo/bar/%E3%83%84", False),
        (group("Disallow: /foo/bar/%62%61%7A"), "/foo/bar/baz", False),
        (group("Disallow: /foo/bar/baz"), "/foo/bar/%62%61%7A", False),
        # section 2.2.3: comments, the end of the match, any characters; a literal star is %2A
        (group("Disallow: /a # all of it"), "/a/b", False),
        (group("# Disallow: /a"), "/a", True),
        (group("Disallow: /*.php$"), "/x/y.php", False),
        (group("Disallow: /*.php$"), "/x/y.php?z", True),
        (group("Disallow: /this/*/exactly"), "/this/and/that/exactly/x", False),
        (group("Disallow: /path/file-with-a-%2A.html"), "/path/file-with-a-*.html", False),
        (group("Disallow: /path/file-with-a-%2A.html"), "/path/file-with-a-b.html", True),
        # section 2.2.4 and 2.2: other lines, line ends, and the file itself
        (b"Sitemap: https://x.example/s.xml\r\nUser-agent: *\r\nCrawl-delay: 2\r\nDisallow: /a\r\n", "/a", False),
        (b"user-agent: *\rdisallow: /a", "/a", False),
        (group("Disallow: /"), "/robots.txt", True),
        # what is no robots.txt, or is one in an odd coat
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a\n".encode("utf-16-le"), "/a", False),
        ("# Über uns\nUser-agent: *\nDisallow: /geheim\n".encode("latin-1"), "/geheim/x", False),
        (b"<!DOCTYPE html><title>Oops</title>\nUser-agent: *\nDisallow: /\n", "/a", True),
        (b"\n <html><body>\nUser-agent: *\nDisallow: /\n", "/a", True),
        (b"\x00\x01\xff\xfe garbage", "/a", True),
        (b"", "/a", True),
    ],
)
def test_rules(body: bytes, path: str, allowed: bool) -> None:
    assert Rules(body).allows(SITE + path) is allowed


def test_no_more_is_read_than_half_a_megabyte() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    body = start + b"#" * (MAX_BYTES - len(start) - 1) + b"\nDisallow: /b\n"
    assert not Rules(body).allows(SITE + "/a") and Rules(body).allows(SITE + "/b")
    assert len(decoded(body)) <= MAX_BYTES


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        (("Crawl-delay: 10",), 10),
        (("Crawl-delay: 1.5",), 1.5),
        (("Request-rate: 1/5",), 5),
        (("Request-rate: 10/60s", "Crawl-delay: 2"), 6),
        (("Crawl-delay: soon",), 0),
        (("Crawl-delay: -3",), 0),
        (("Crawl-delay: inf",), 0),
        (("Disallow: /",), 0),
        (("Disallow: /x", "", "User-agent: slowbot", "Crawl-delay: 99"), 0),
    ],
)
def test_delay(lines: tuple[str, ...], delay: float) -> None:
    assert Rules(group(*lines)).delay == delay


def test_sitemaps() -> None:
    assert Rules(b"Sitemap: https://x.example/a.xml\nUser-agent: *\nSitemap: https://x.example/b.xml").sitemaps == (
        "https://x.example/a.xml",
        "https://x.example/b.xml",
    )


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({}, LONGEST),
        ({"cache-control": "public, max-age=3600"}, timedelta(hours=1)),
        ({"cache-control": "max-age=9999999"}, LONGEST),
        ({"cache-control": "max-age=0"}, SHORTEST),
        ({"cache-control": "no-store"}, SHORTEST),
        ({"cache-control": "private, no-cache, max-age=600"}, SHORTEST),
        ({"cache-control": "s-maxage=5, max-age=7200"}, timedelta(hours=2)),
        ({"cache-control": "nonsense"}, LONGEST),
        ({"expires": "Mon, 02 Nov 2026 12:00:00 GMT", "date": "Mon, 02 Nov 2026 11:00:00 GMT"}, timedelta(hours=1)),
        ({"expires": "0", "date": "Mon, 02 Nov 2026 11:00:00 GMT"}, LONGEST),
    ],
)
def test_how_long_an_answer_is_good_for(headers: dict[str, str], kept: timedelta) -> None:
    assert life(headers) == kept
