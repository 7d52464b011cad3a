"""What is followed from a home or section page, and what an address alone tells."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

import pytest

from crawler.items import Follow, Listed
from crawler.lists.links import read
from crawler.url_shapes import shape, trapped, without_decoration

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://www.quill.example"

SHAPES = {
    "article": """
        /2026/11/05/ferry-strikes-harbour-wall/
        /news/2026-11-05/bridge-reopens.html
        /world/europe/20261105-storm-closes-three-ports
        /politics/council-votes-to-keep-the-night-bus
        /lokales/haushalt-der-stadt-beschlossen-1023655.html
        /news,142489.html
        /news/uk-politics-63159607
        /nyheter/slik-ble-han-funnet/84057530
        /article/economy-growth-3cc842471fb9df42315d658d88c8403a
        /a/0b5c3d5e-1f2a-4b6c-8d7e-9f0a1b2c3d4e
        /?p=31228
        /artikel.php?newsid=6486285
        /mnews.asp?pk_no=1411821
        /s/2026-11-05/doc-inaftvuk1234567.shtml
        /новости/мэр-открыл-новый-мост-через-реку
        /news/市議会が夜行バスの存続を決定
        /artikel/1994799/kinder-feiern-fest
        /weather/2026/04/26/storms-cross-the-western-counties
        /story/tax-office-loses-appeal-over-pensions
        /tag/2026/11/05/what-the-tag-on-your-coat-says
        /politik/privacy-law-fails-in-upper-house-after-long-night
    """,
    "section": """
        /politics
        /news/world/
        /sport/football
        /de/wirtschaft/unternehmen/
        /category/travel/
        /rubrik/kultur
        /lifestyle.html
        /economia.html
        /news/page/2/
        /politik?page=3
        /sport/rugby-union
        /sport/hockey/startseite-hockey-31074434.html
    """,
    "list": """
        /tag/ferries/
        /autor/mara-lindqvist
        /author/owen-castlereagh/
        /2026/11/
        /2026/11/05/
        /archive/2019/05
        /archiv
        /themen/klimaschutz
        /topic/cost-of-living
        /a/b/a/b/news
        /x/x/x/politics
        /markets/pid-39,indexid-186,sortorder-desc,sortby-price.html
    """,
    "standing": """
        /impressum
        /about-us/
        /ueber-uns-74840.html
        /mehr/datenschutzerklaerung
        /privacy/privacy-policy
        /cookie-richtlinie
        /service/kontakt
        /politica-de-privacidad
        /our-terms
    """,
    "utility": """
        /account/login
        /search?q=ferry
        /feed/
        /some-long-story-about-the-ferry/?replytocom=42
        /ferry-strikes-the-harbour-wall/?share=mail
        /wp-json/oembed/1.0
        /events?date=2026-11-05
        /calendar?month=11&year=2026
        /newsletter
        /abo
        /shop
        /weather/
    """,
    "file": """
        /epaper/2026-11-05.pdf
        /img/ferry-strikes-the-harbour-wall.jpg
        /sitemap.xml
        /feed.rss
        /video/ferry.mp4
    """,
    "home": """
        /
        /de/
        /index.html
        /en-gb/home
        /?s=ferry
    """,
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, listed in SHAPES.items() for path in listed.split()])
def test_shapes(kind: str, path: str) -> None:
    assert shape(SITE + path).kind == kind


def test_other_hosts() -> None:
    assert shape("https://shop.quill.example/books/the-long-history-of-the-ferry-12345").kind == "utility"
    assert shape("https://jobs.quill.example/").kind == "home"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/politics/council-votes-to-keep-the-night-bus?ref=more&itm_channel=top", "/politics/council-votes-to-keep-the-night-bus"),
        ("/article-of-the-day-in-full.php?id=123456", "/article-of-the-day-in-full.php?id=123456"),
        ("/politics?page=2", "/politics?page=2"),
        ("/council-votes-to-keep-the-night-bus?share=mail", "/council-votes-to-keep-the-night-bus?share=mail"),
    ],
)
def test_without_decoration(given: str, kept: str) -> None:
    assert without_decoration(SITE + given) == SITE + kept


@pytest.mark.parametrize(
    ("path", "expected"), [("a/b/c", False), ("a/b/a/b", True), ("a/a/a", True), ("a/b/c/a/b", False), ("a/" * 13, True)]
)
def test_traps(path: str, expected: bool) -> None:
    assert trapped([part for part in path.split("/") if part]) is expected


def found(body: str, url: str = f"{SITE}/", robots: str = "") -> tuple[list[Listed], list[str]]:
    listed = list(read(f"<html><body>{body}</body></html>".encode(), url, AT, "text/html; charset=utf-8", robots))
    assert all(one.depth == 1 and one.kind == "page" for one in listed if isinstance(one, Follow))
    return [one for one in listed if isinstance(one, Listed)], [one.url for one in listed if isinstance(one, Follow)]


def articles(body: str, url: str = f"{SITE}/") -> list[str]:
    return [one.url.removeprefix(SITE) for one in found(body, url)[0]]


STORY = "/politics/council-votes-to-keep-the-night-bus"

LINKS = {
    "a headline": (f'<h2><a href="{STORY}">Council votes to keep the night bus</a></h2>', [STORY]),
    "a headline to a short address": (
        '<article><h2><a href="/blog/night-bus">Council votes to keep the night bus</a></h2></article>', ["/blog/night-bus"]
    ),
    "a picture": (f'<a href="{STORY}"><img src="x.jpg"></a>', [STORY]),
    "twice": (f'<a href="{STORY}#comments">3</a><h2><a href="{STORY}?utm_source=front">Council keeps the bus</a></h2>', [STORY]),
    "http and www": (f'<a href="http://quill.example{STORY}">Council keeps the bus</a><a href="{STORY}">Read it</a>', [f"http://quill.example{STORY}"]),
    "a subdomain": (f'<a href="https://regional.quill.example{STORY}-12345">Council</a>', [f"https://regional.quill.example{STORY}-12345"]),
    "another site": ('<h2><a href="https://other.example/2026/11/05/ferry-strikes-wall">Ferry strikes the wall of a harbour</a></h2>', []),
    "a menu": ('<nav><a href="/politics">Politics</a><a href="/world/europe">Europe</a></nav>', []),
    "a footer": ('<footer><a href="/terms-of-use-and-community-rules">Terms of use and our community rules</a></footer>', []),
    "another language": (f'<a hreflang="de" href="{STORY}">Deutsch</a>', []),
    "a label of a footer": ('<a href="/service/we-are-here-for-you-at-all-times/990913.html">Kontakt</a>', []),
    "a tag": ('<a href="/tag/night-buses-in-the-county" rel="tag">Night buses</a>', []),
    "an author": (f'<a href="{STORY}" rel="author">Mara Lindqvist</a>', []),
    "not to be followed": (f'<h2><a rel="external nofollow" href="{STORY}">Council votes to keep the night bus</a></h2>', []),
    "paid for": (f'<h2><a rel="sponsored" href="{STORY}">Council votes to keep the night bus</a></h2>', []),
    "a search": ('<a href="/search?q=council+votes+to+keep+the+bus">Council votes to keep the night bus</a>', []),
    "a comment form": (f'<a href="{STORY}?replytocom=3">Council votes to keep the night bus</a>', []),
    "a file": ('<h2><a href="/files/council-votes-to-keep-the-night-bus.pdf">Council votes to keep the night bus</a></h2>', []),
    "scripts and mail": ('<a href="javascript:x()">Council keeps the bus</a><a href="mailto:a@q.example">b</a><a href="#top">c</a>', []),
    "this page": ('<h1><a href="/2026/11/05/ferry-strikes-harbour-wall/">Ferry strikes the harbour wall at night</a></h1>', []),
    "a query that grows": (f'<a href="/2026/11/05/of-the-day-and-night?{"&".join(f"a{n}={n}" for n in range(9))}">x</a>', []),
    "a broken address": ('<h2><a href="http://[::1/council-votes-to-keep-the-night-bus">Council votes to keep the bus</a></h2>', []),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LINKS.values(), ids=LINKS)
def test_articles(body: str, expected: list[str]) -> None:
    here = f"{SITE}/2026/11/05/ferry-strikes-harbour-wall/" if "/ferry-strikes-harbour" in body else f"{SITE}/"
    assert articles(body, here) == expected


def test_base_and_canonical() -> None:
    body = (
        f'<base href="/en/"><link rel="canonical" href="/en/{STORY[1:]}"><a href="{STORY[1:]}">x</a><a href="2026/11/05/wall-falls">y</a>'
    )
    assert articles(body) == ["/en/2026/11/05/wall-falls"]


@pytest.mark.parametrize(
    ("body", "title", "published"),
    [
        (f'<h2><a href="{STORY}">Council votes to\n keep the night bus</a></h2>', "Council votes to keep the night bus", None),
        (f'<a href="{STORY}"><b>Transport</b><h3>Council keeps night bus</h3><p>At night.</p></a>', "Council keeps night bus", None),
        (f'<a href="{STORY}"><span>Transport</span> <span>Council votes to keep it</span></a>', None, None),
        (f'<p>Earlier it was said that <a href="{STORY}">what the council had decided</a> was not to be published.</p>', None, None),
        (f'<a href="{STORY}">Read more</a>', None, None),
        (f'<a href="{STORY}"><img></a><div><h2><a href="{STORY}">Night bus stays</a></h2></div>', "Night bus stays", None),
        (
            f'<li><h3><a href="{STORY}">Night bus stays</a></h3><p><time datetime="2026-11-05T10:00:00+01:00">today</time></p></li>',
            "Night bus stays",
            datetime(2026, 11, 5, 9, tzinfo=UTC),
        ),
        (f'<li><a href="{STORY}">x</a><time datetime="2026-11-05">5 Nov</time></li>', None, datetime(2026, 11, 5, tzinfo=UTC)),
        (f'<div><a href="{STORY}">x</a><time>2026-11-05</time><time>2026-11-06</time></div>', None, None),
        (f'<ul><li><a href="{STORY}">x</a></li><li><a href="/2026/11/05/wall-falls">y</a><time>2026-11-06</time></li></ul>', None, None),
        (f'<li><a href="{STORY}">x</a><time datetime="2030-01-01">soon</time></li>', None, None),
    ],
)  # fmt: skip
def test_hints(body: str, title: str | None, published: datetime | None) -> None:
    hints = found(body)[0][0].hints
    assert (hints.title, hints.published) == (title, published)


def test_sections_the_shallow_first() -> None:
    menu = '<a href="/world/europe/">Europe</a><a href="/politics">Politics</a><a href="/impressum">Imprint</a><a href="/login">In</a>'
    assert found(menu)[1] == [f"{SITE}/politics", f"{SITE}/world/europe/"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/tag/bus">Bus</a>', '<a href="/politics?sort=new">Newest</a>', '<a href="/2026/11/">November</a>',
        '<a href="https://jobs.quill.example/all">Jobs</a>', '<a href="/politics" rel="nofollow">Politics</a>',
        '<a href="/a/b/c/d">Deep</a>', '<a href="/politics"><img></a>', '<a href="/politics?page=3">3</a>',
        '<a href="/politics/page/2">2</a>', '<a href="/calendar?date=2026-11-05">5</a>',
    ],
)  # fmt: skip
def test_no_sections(link: str) -> None:
    assert found(link)[1] == []


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        ("/politics", '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=99">Last</a>', ["/politics?page=2"]),
        ("/politics?page=2", '<a href="?page=1">1</a><a href="?page=3">3</a>', ["/politics?page=3"]),
        ("/politics/", '<a href="/politics/page/2/">Older</a><a href="/world/page/2/">Older</a>', ["/politics/page/2/"]),
        ("/politics/page/2/", '<a href="/politics/page/3/">Older</a><a href="/politics/page/1/">Newer</a>', ["/politics/page/3/"]),
        ("/politics", '<link rel="next" href="/politics?page=2">', ["/politics?page=2"]),
        ("/politics", '<a rel="next" href="/politics?page=51">On</a>', []),
        ("/politics", '<a rel="next" href="/2026/11/05/wall-falls">On</a>', []),
    ],
)
def test_next_page(url: str, body: str, expected: list[str]) -> None:
    follow = [one.removeprefix(SITE) for one in found(body, SITE + url)[1]]
    assert follow == expected


def test_of_many_alike_a_few() -> None:
    towns = "".join(f'<a href="/local/town{chr(97 + n % 26)}{chr(97 + n // 26)}">Town</a>' for n in range(300))
    assert len(found(towns)[1]) == 25


def test_a_page_may_ask_not_to_be_followed() -> None:
    link = f'<h2><a href="{STORY}">Council votes to keep the night bus</a></h2>'
    assert found(f'<meta name="ROBOTS" content="noindex, nofollow">{link}') == ([], [])
    assert found(link, robots="none") == ([], [])
    assert len(found(f'<meta name="robots" content="noindex">{link}', robots="noindex")[0]) == 1


@pytest.mark.parametrize(
    "body", [b"", b"\0\0", b"%PDF-1.4 \xff\xfe", b"{}", b"<", "<a href='/2026/11/05/größe-zählt'>x</a>".encode("latin-1")]
)
def test_never_raises(body: bytes) -> None:
    list(read(body, f"{SITE}/", AT, "text/html; charset=klingon"))


HOSTILE = {
    "links": "<a href='/2026/11/05/a-story-of-the-day-{n}'>A story of the day and of the night {n}</a>" * 1,
    "nested": "<div class='card'>",
    "cards": "<li><a href='/2026/11/05/story-{n}-of-day'>x</a>",
    "headings": "<h2><a href='/s-{n}'>" + "word " * 50,
    "times": "<div><time>2026-11-05</time>",
    "prose": "<p><a href='/2026/11/05/story-{n}-of-day'>some words in prose</a>",
    "spans": "<a href='/2026/11/05/story-{n}-of-day'><span><b>",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_bounded_time(piece: str) -> None:
    body = "".join(piece.replace("{n}", str(n)) for n in range(30_000))
    started = time.process_time()
    assert len(found(body)[0]) <= 1000
    assert time.process_time() - started < 12  # two or three on a free core


def test_fuzz() -> None:
    dice = random.Random(7)
    seed = "".join(body for body, _ in LINKS.values()).encode()
    bits = [
        b"<",
        b">",
        b'"',
        b"<a href=",
        b"</a>",
        b"&#0;",
        b"\xff",
        b"\0",
        b"<time datetime=",
        b"<base href='//'>",
        b"<!--",
        b"%",
        b"//",
        b"?page=2",
    ]
    for _ in range(120):
        body = bytearray(seed)
        for _ in range(dice.randint(1, 30)):
            at = dice.randrange(len(body))
            body[at : at + dice.choice((0, 1, 20))] = dice.choice(bits)
        for one in read(bytes(body), f"{SITE}/", AT, ""):
            assert one.url.startswith(("http://", "https://"))
