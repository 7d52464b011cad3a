"""Sitemaps as publishers write them, and as nobody should."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Follow, Hints, Listed
from crawler.lists.lastmod import day_in_address, moment
from crawler.lists.sitemaps import NotASitemap, read

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = "https://www.quill.example/sitemap.xml"
A, B = "https://www.quill.example/a", "https://www.quill.example/b"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urls(body: bytes | str, max_age: timedelta | None = None) -> list[str]:
    return [one.url for one in read(body.encode() if isinstance(body, str) else body, HERE, AT, max_age)]


def entry(loc: str, rest: str = "") -> str:
    return f"<url><loc>{loc}</loc>{rest}</url>"


BOTH = f"<urlset {NS}>{entry(A)}{entry(B)}</urlset>"
READ = {
    "as the protocol has it": (f'<?xml version="1.0" encoding="UTF-8"?>\n{BOTH}', [A, B]),
    "blanks around everything": (f"\n\n  <?xml version='1.0'?>\n<urlset {NS}>\n <url>\n <loc>\n  {A}\n </loc>\n </url></urlset>", [A]),
    "a byte order mark": (b"\xef\xbb\xbf" + BOTH.encode(), [A, B]),
    "no namespace": (f"<urlset>{entry(A)}</urlset>", [A]),
    "an old namespace": (f'<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">{entry(A)}</urlset>', [A]),
    "prefixes": (f'<s:urlset xmlns:s="x"><s:url><s:loc>{A}</s:loc></s:url></s:urlset>', [A]),
    "prefixes that nobody declares": (f"<s:urlset><s:url><s:loc>{A}</s:loc></s:url></s:urlset>", [A]),
    "capitals": (f"<URLSET><URL><LOC>{A}</LOC></URL></URLSET>", [A]),
    "CDATA": (f"<urlset>{entry(f'<![CDATA[ {A}?x=1&y=2 ]]>')}</urlset>", [f"{A}?x=1&y=2"]),
    "escaped": (f"<urlset>{entry(f'{A}?x=1&amp;y=2')}</urlset>", [f"{A}?x=1&y=2"]),
    "escaped twice": (f"<urlset>{entry(f'{A}?x=1&amp;amp;y=2')}</urlset>", [f"{A}?x=1&y=2"]),
    "not escaped": (f"<urlset>{entry(f'{A}?x=1&y=2&copy=3')}</urlset>", [f"{A}?x=1&y=2&copy=3"]),
    "a fragment": (f"<urlset>{entry(f'{A}#top')}</urlset>", [A]),
    "relative": (f"<urlset>{entry('/a')}{entry('//www.quill.example/b')}</urlset>", [A, B]),
    "another script": (f"<urlset>{entry(f'{A}/größe')}</urlset>", [f"{A}/größe"]),
    "no web addresses": (f"<urlset>{entry('mailto:a@quill.example')}{entry('javascript:x')}{entry('')}{entry(A)}</urlset>", [A]),
    "an entry without address": (f"<urlset><url><lastmod>2026-11-01</lastmod></url>{entry(A)}</urlset>", [A]),
    "an address longer than the protocol's": (f"<urlset>{entry(A + 'x' * 3000)}{entry(A)}</urlset>", [A]),
    "UTF-16": (f'<?xml version="1.0" encoding="UTF-16"?>{BOTH}'.encode("utf-16"), [A, B]),
    "UTF-16 without mark": (BOTH.encode("utf-16-le"), [A, B]),
    "UTF-8 that says UTF-16": (f'<?xml version="1.0" encoding="UTF-16"?>{BOTH}', [A, B]),
    "Latin-1": (f'<?xml version="1.0" encoding="ISO-8859-1"?><urlset>{entry(f"{A}/é")}</urlset>'.encode("latin-1"), [f"{A}/é"]),
    "Shift JIS": (f'<?xml version="1.0" encoding="Shift_JIS"?><urlset>{entry(f"{A}/記事")}</urlset>'.encode("shift_jis"), [f"{A}/記事"]),
    "a charset that nobody knows": (f'<?xml version="1.0" encoding="klingon"?>{BOTH}', [A, B]),
    "gzip": (gzip.compress(BOTH.encode()), [A, B]),
    "gzip in gzip": (gzip.compress(gzip.compress(BOTH.encode())), [A, B]),
    "two gzip files in a row": (gzip.compress(BOTH[:90].encode()) + gzip.compress(BOTH[90:].encode()), [A, B]),
    "gzip and rubbish": (gzip.compress(BOTH.encode()) + b"\0\0\0\0rubbish", [A, B]),
    "cut off": (BOTH[: BOTH.index(B)], [A]),
    "cut off in the middle of an address": (BOTH[: BOTH.index(B) + 9], [A]),
    "a tag that isn't closed": (f"<urlset><url><loc>{A}</url>{entry(B)}</urlset>", [B]),
    "a control character": (f"<urlset>{entry(A)}<url><loc>{B}\x0b</loc></url></urlset>", [A, B]),
    "a reference to a character that XML lacks": (f"<urlset>{entry(A + '&#1;')}{entry(B)}</urlset>", [B]),
    "an unquoted attribute": (f"<urlset xmlns=http://x.example>{entry(A)}</urlset>", [A]),
    "a warning before it": (f"<br />\n<b>Warning</b>: in /srv/x.php<br />\n<?xml version='1.0'?>{BOTH}", [A, B]),
    "markup after it": (f"{BOTH}<!-- cached --><script>x()</script>", [A, B]),
    "two documents in a row": (f"<?xml version='1.0'?><urlset>{entry(A)}</urlset><?xml version='1.0'?><urlset>{entry(B)}</urlset>", [A, B]),
    "an entry in a comment": (f"<urlset><!-- {entry(A)} -->{entry(B)}</urlset>", [B]),
    "alternates": (f'<urlset><url><loc>{A}</loc><xhtml:link rel="alternate" hreflang="de" href="{B}"/></url></urlset>', [A]),
    "nothing in it": (f"<urlset {NS}/>", []),
    "a list of addresses": (f"{A}\r\n\r\n# old\n  {B}  \nhttps:///broken\n", [A, B]),
    "a list of addresses, packed": (gzip.compress(f"{A}\n{B}".encode()), [A, B]),
}


@pytest.mark.parametrize(("body", "expected"), READ.values(), ids=READ)
def test_addresses(body: bytes | str, expected: list[str]) -> None:
    assert urls(body) == expected


REFUSED = {
    "empty": ("", "empty"),
    "blanks": (" \n" * 900, "empty"),
    "a web page": ("<!doctype html><html><body><p>Hello", "a web page"),
    "a web page in capitals": ("<HTML><BODY>", "a web page"),
    "RSS": ('<?xml version="1.0"?><rss version="2.0"><channel><item><link>x</link></item></channel></rss>', "a feed"),
    "Atom": ('<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "a feed"),
    "RDF": ('<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>', "a feed"),
    "OPML": ("<opml><body/></opml>", "a list of feeds"),
    "other XML": ("<svg/>", "another kind"),
    "JSON": ('{"urlset": []}', "neither"),
    "a robots.txt": ("User-agent: *\nDisallow:", "neither"),
    "broken from the start": ("<<<>>>", "broken XML"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither"),
    "gzip that can't be unpacked": (b"\x1f\x8b\x08\0\xff\xff\xff\xff rubbish", "unpacked"),
    "entities": (
        '<!DOCTYPE u [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset><url><loc>https://q.example/&b;</loc></url></urlset>',
        "entities",
    ),
    "a file of the machine's": (
        '<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>',
        "entities",
    ),
}


@pytest.mark.parametrize(("body", "said"), REFUSED.values(), ids=REFUSED)
def test_no_sitemap(body: bytes | str, said: str) -> None:
    with pytest.raises(NotASitemap, match=said) as raised:
        read(body.encode() if isinstance(body, str) else body, HERE, AT)
    assert str(raised.value).startswith(HERE) and "\n" not in str(raised.value)


def test_hints() -> None:
    body = f"""<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:video="v" xmlns:i="i">
      <url>
        <i:image><i:loc>https://img.quill.example/1.jpg</i:loc><i:title>A picture</i:title></i:image>
        <i:image><i:loc>https://img.quill.example/2.jpg</i:loc></i:image>
        <video:video><video:title>A film</video:title><video:publication_date>2020-01-01</video:publication_date></video:video>
        <loc>{A}</loc><lastmod>2026-11-21T10:00:00+02:00</lastmod>
        <n:news>
          <n:publication><n:name>The Quill</n:name><n:language>pt_BR</n:language></n:publication>
          <n:publication_date>2026-11-20T07:15Z</n:publication_date><n:title><![CDATA[ Fish &amp; chips:
            caf&eacute; "Blue" ]]></n:title>
        </n:news>
      </url>
      <url><loc>{B}</loc><lastmod>2026-11-19</lastmod><news:news><news:title>{"x" * 900}</news:title></news:news></url>
      <url><loc>{A}/2</loc><lastmod>2026-12-31</lastmod><news:news><news:publication_date>2026-11</news:publication_date></news:news></url>
    </urlset>"""
    assert list(read(body.encode(), HERE, AT)) == [
        Listed(
            A,
            Hints(
                title='Fish & chips: café "Blue"',
                published=datetime(2026, 11, 20, 7, 15, tzinfo=UTC),
                updated=datetime(2026, 11, 21, 8, tzinfo=UTC),
                image="https://img.quill.example/1.jpg",
                language="pt-BR",
            ),
        ),
        Listed(B, Hints(updated=datetime(2026, 11, 19, tzinfo=UTC))),
        Listed(f"{A}/2"),  # a month is no date of an article, and the future none at all
    ]


@pytest.mark.parametrize(
    ("count", "lastmod", "believed"),
    [(30, "2026-11-22T11:59:00Z", False), (30, "2026-11-22", True), (3, "2026-11-22T11:59:00Z", True)],
)
def test_the_time_of_writing_is_no_last_change(count: int, lastmod: str, believed: bool) -> None:
    body = "".join(entry(f"{A}/{n}", f"<lastmod>{lastmod}</lastmod>") for n in range(count))
    listed = [one for one in read(f"<urlset>{body}</urlset>".encode(), HERE, AT) if isinstance(one, Listed)]
    assert len(listed) == count
    assert {one.hints.updated is not None for one in listed} == {believed}


YOUNG = [
    ("<lastmod>2026-11-20</lastmod>", True),
    ("<lastmod>2026-11-15</lastmod>", True),  # the limit is on this day
    ("<lastmod>2026-11-14</lastmod>", True),  # it ends on the next in some zone
    ("<lastmod>2026-11-13</lastmod>", False),
    ("<lastmod>2026-11-14T23:30:00-12:00</lastmod>", False),
    ("<lastmod>2026-11-15T12:00:01Z</lastmod>", True),
    ("<lastmod>2026-11-15T11:59:59Z</lastmod>", False),
    ("<lastmod>2026-11-15T13:30:00+02:00</lastmod>", False),
    ("<lastmod>2026-11-15T09:00:00</lastmod>", True),  # in which zone?
    ("<lastmod>2026-11</lastmod>", True),
    ("<lastmod>2026-10</lastmod>", False),
    ("<lastmod>2025</lastmod>", False),
    ("<lastmod>Mon, 02 Nov 2026 10:00:00 GMT</lastmod>", False),
    ("<lastmod>1600000000</lastmod>", False),
    ("<lastmod>0000-00-00</lastmod>", True),
    ("<lastmod></lastmod>", True),
    ("<lastmod>soon</lastmod>", True),
    ("<lastmod>2026-09-30</lastmod><changefreq>never</changefreq><priority>0.5</priority>", False),
    ("<lastmod>1999-12-31</lastmod>", False),
    ("<changefreq>daily</changefreq>", True),
    ("<lastmod>2020-01-01</lastmod><n:news><n:publication_date>2026-11-21</n:publication_date></n:news>", True),
    ("<lastmod>2026-11-21</lastmod><n:news><n:publication_date>2020-01-01T10:00Z</n:publication_date></n:news>", False),
    ("<lastmod>2026-11-21</lastmod><news:publication_date>2020-01-01T10:00Z</news:publication_date>", False),
    ("<priority>1</priority><lastmod>2020-01-01</lastmod>", False),
    ("<!-- <lastmod>2020-01-01</lastmod> -->", True),
]


@pytest.mark.parametrize(("said", "young"), YOUNG)
def test_max_age(said: str, young: bool) -> None:
    found = urls(f"<urlset>{entry(A, said)}{entry(B)}</urlset>", timedelta(days=7))
    assert found == ([A, B] if young else [B])


def index(*maps: tuple[str, str]) -> bytes:
    rows = "".join(f"<sitemap><loc>{loc}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>" for loc, at in maps)
    return f"<sitemapindex {NS}>{rows}</sitemapindex>".encode()


def names(body: bytes, max_age: timedelta | None = None) -> list[str]:
    found = list(read(body, HERE, AT, max_age))
    assert all(isinstance(one, Follow) and one.kind == "sitemap" and one.depth == 1 for one in found)
    return [one.url.removeprefix("https://www.quill.example/") for one in found]


def test_nested_newest_first() -> None:
    body = index(
        ("/old.xml", "2026-10-05"), ("/pages.xml", ""), ("/m-2026-11.xml", ""), ("/new.xml", "2026-11-22T08:00:00Z"),
        ("/m-2026-09.xml", ""), ("/news.xml.gz", ""), ("/new.xml", "2026-11-22T08:00:00Z"), ("/sitemap.xml", "2026-11-22"),
    )  # fmt: skip
    assert names(body) == ["news.xml.gz", "m-2026-11.xml", "new.xml", "old.xml", "m-2026-09.xml", "pages.xml"]
    assert names(body, timedelta(days=14)) == ["news.xml.gz", "m-2026-11.xml", "new.xml", "pages.xml"]


def test_a_day_may_still_change() -> None:
    body = index(("/a.xml", "2026-11-22T08:00:00Z"), ("/b.xml", "2026-11-22"))
    changed = [one.changed for one in read(body, HERE, AT) if isinstance(one, Follow)]
    assert changed == [datetime(2026, 11, 22, 8, tzinfo=UTC), None]


NAMED = [
    (["/a-2019.xml", "/a-2020.xml", "/a-2026.xml"], ["a-2026.xml"]),
    (["/a-1.xml", "/a-2019.xml", "/a-2500.xml"], ["a-1.xml", "a-2019.xml", "a-2500.xml"]),  # numbers, not years
    (["/a.xml?yyyy=2019&amp;mm=5&amp;dd=1", "/a.xml?yyyy=2026&amp;mm=11&amp;dd=20"], ["a.xml?yyyy=2026&mm=11&dd=20"]),
    (["/2019/05/a.xml", "/2026/11/a.xml"], ["2026/11/a.xml"]),
    (["/a-20190521.xml", "/a-12345678.xml"], ["a-12345678.xml"]),
    (["/a-2027-05.xml"], ["a-2027-05.xml"]),
]


@pytest.mark.parametrize(("maps", "expected"), NAMED)
def test_dates_in_names(maps: list[str], expected: list[str]) -> None:
    assert names(index(*((name, "") for name in maps)), timedelta(days=7)) == expected


def test_a_stated_date_outdoes_the_name() -> None:
    assert names(index(("/a-2019-05.xml", "2026-11-22")), timedelta(days=7)) == ["a-2019-05.xml"]


MOMENTS = [
    ("2024-05-01T12:00:00+02:00", "2024-05-01T10:00", 0),
    ("2024-05-01T12:00Z", "2024-05-01T12:00", 0),
    ("2024-05-01T12:00:00.123456789Z", "2024-05-01T12:00", 0),
    ("2024-05-01T12:00:00+0200", "2024-05-01T10:00", 0),
    ("2024-05-01T12:00:00 02:00", "2024-05-01T10:00", 0),  # a plus that was read as a blank
    ("2024-05-01 12:00:00 +0200", "2024-05-01T10:00", 0),
    ("2024-05-01T12:00:00.000+00:00Z", "2024-05-01T12:00", 0),
    ("2024-05-01T24:00:00Z", "2024-05-02T00:00", 0),
    ("20240501T120000Z", "2024-05-01T12:00", 0),
    ("Wed, 01 May 2024 12:00:00 GMT", "2024-05-01T12:00", 0),
    ("Wed, 1 May 2024 12:00:00 -0500", "2024-05-01T17:00", 0),
    ("Wed May 01 2024 12:00:00 GMT+0200 (CEST)", "2024-05-01T10:00", 0),
    ("1714564800", "2024-05-01T12:00", 0),
    ("1714564800000", "2024-05-01T12:00", 0),
    ("2024-05-01T12:00:00", "2024-05-01T12:00", 12),
    ("2024-05-01 3:05 PM", "2024-05-01T15:05", 12),
    ("2024-05-01", "2024-05-01T00:00", 36),
    (" 2024-5-1 ", "2024-05-01T00:00", 36),
    ("2024/05/01", "2024-05-01T00:00", 36),
    ("20240501", "2024-05-01T00:00", 36),
    ("01.05.2024", "2024-05-01T00:00", 36),
    ("13/05/2024", "2024-05-13T00:00", 36),
    ("05/13/2024", "2024-05-13T00:00", 36),
    ("01/05/2024", "2024-01-01T00:00", 366 * 24 + 12),  # January or May
    ("May 1, 2024", "2024-05-01T00:00", 36),
    ("2024-05", "2024-05-01T00:00", 31 * 24 + 12),
    ("2024", "2024-01-01T00:00", 366 * 24 + 12),
]


@pytest.mark.parametrize(("text", "at", "hours"), MOMENTS)
def test_moments(text: str, at: str, hours: int) -> None:
    found = moment(text)
    assert found and found.at.replace(second=0, microsecond=0) == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert found.length == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "x", "0000-00-00", "-0001-11-30T00:00:00+00:00", "2024-02-30", "99999999999999999999", "yesterday"])
def test_no_moments(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize("name", ["/post-sitemap12.xml", "/sitemap-123456.xml", "/a.xml", "/x?id=12019"])
def test_no_day_in_an_address(name: str) -> None:
    assert day_in_address(name) is None


def packed(parts: Iterable[bytes]) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(map(pack.compress, parts)) + pack.flush()


MB = 1024 * 1024
HOSTILE = {
    "zeros": [bytes(MB)] * 60,
    "blanks": [b"<urlset>", *[b" " * MB] * 60],
    "depth": [b"<urlset>", *[b"<a>" * (MB // 3)] * 60],
    "elements": [b"<urlset>", *[b"<a/>" * (MB // 4)] * 60],
    "one tag": [b"<urlset><url ", *[b"a" * MB] * 60],
    "one attribute": [b'<urlset><url a="', *[b">" * MB] * 60],
    "a comment without end": [b"<urlset><!--", *[b"> " * (MB // 2)] * 60],
    "comments": [b"<urlset>", *[b"<!--" + b"> " * 200_000 + b"-->"] * 150],
    "one text": [b"<urlset><url><loc>", *[b">x" * (MB // 2)] * 60],
    "ampersands": [b"<urlset><url><loc>", *[b"&" * MB] * 60],
    "faults": [b"<urlset>", *[b"<url><loc>x</url>" * (MB // 17)] * 60],
    "one line": [b"https://q.example/\n", *[b"y" * MB] * 20],
    "entries that begin": [b"<urlset>", *[b"<url><loc>" * (MB // 10)] * 60],
}


@pytest.mark.parametrize("parts", HOSTILE.values(), ids=HOSTILE)
def test_hostile(parts: list[bytes]) -> None:
    body = packed(parts)
    tracemalloc.start()
    started = time.process_time()
    with suppress(NotASitemap):
        assert sum(1 for _ in read(body, HERE, AT, timedelta(days=7))) <= 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - started < 15  # a second or two where nothing measures
    assert peak < 12 * MB


def test_bomb_ends_at_its_cap() -> None:
    story = entry(A, f"<x>{'y' * 9000}</x>").encode()
    body = packed([b"<urlset>", *[story * 100] * 20])
    found = sum(1 for _ in read(body, HERE, AT, max_bytes=MB))
    assert found == (MB - 8) // len(story)


def test_memory_is_flat() -> None:
    def peak(entries: int) -> int:
        body = packed([b"<urlset>", *(entry(f"{A}/{at}").encode() for at in range(entries))])
        tracemalloc.start()
        assert sum(1 for _ in read(body, HERE, AT)) == entries
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(20_000) < 1.3 * peak(5_000) + MB


def test_fuzz() -> None:
    seeds = [body.encode() if isinstance(body, str) else body for body, _ in [*READ.values(), *REFUSED.values()]]
    seeds += [index(("/a-2019.xml", "2026-01-01"), ("/b.xml", ""))]
    dice = random.Random(7)
    bits = [
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"</url>",
        b"<url>",
        b"\0",
        b"\xff\xfe",
        b"<?xml",
        b"<loc>",
        b'"',
        b"<!DOCTYPE x [",
    ]
    for _ in range(3000):
        body = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(body) + 1)
            body[at : at + dice.choice((0, 0, 1, 9))] = dice.choice((dice.choice(bits), bytes([dice.randrange(256)]), b""))
        try:
            for one in read(bytes(body), HERE, AT, timedelta(days=7)):
                assert one.url.startswith(("http://", "https://")) and one.url.strip() == one.url
        except NotASitemap:
            pass
