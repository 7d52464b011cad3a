"""Lists of feeds in and out, and rows appended to the sources file."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.exceptions import ConfigError
from crawler.lists import opml, sources_file
from crawler.lists.sources import Source, load_sources

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="technology" title="technology">
  <outline type="rss" text="The Heron" xmlUrl="https://www.heron.example/rss.xml?a=1&b=2" htmlUrl="https://www.heron.example/"/>
  <outline text="Deeper"><outline type="atom" text="Mill &amp; Wheel" xmlURL="http://mill.example/atom" language="en_GB"/></outline>
</outline>
<outline text="Local">
  <outline type="rss" text="The Heron" xmlUrl="https://www.heron.example/local.xml" category="/Science/Birds,/Nothing"/>
  <outline type="rss" xmlUrl="https://nameless.example/feed"/>
  <outline type="rss" text="Again" xmlUrl="http://heron.example/local.xml"/>
  <outline type="rss" text="Nowhere" htmlUrl="https://nowhere.example/"/>
  <outline type="include" text="More" url="https://lists.example/more.opml"/>
  <outline type="rss" text="A file" xmlUrl="file:///etc/passwd"/>
  <outline text="Empty folder"/>
</outline>
</body></opml>
"""


def test_a_list_becomes_sources() -> None:
    found = opml.read(LIST.encode(), ("Technology", "Science"))
    assert found.sources == (
        Source("The Heron", "https://www.heron.example/rss.xml?a=1&b=2", "feed", ("Technology",)),
        Source("Mill & Wheel", "http://mill.example/atom", "feed", ("Technology",), language="en-GB"),
        Source("Local: The Heron", "https://www.heron.example/local.xml", "feed", ("Science",)),
        Source("nameless.example/feed", "https://nameless.example/feed", "feed"),
    )
    assert [(label, sentence.partition(" (")[0]) for label, sentence in found.bad] == [
        ("Again", "http://heron.example/local.xml stands in the list twice"),
        ("Nowhere", "it has no xmlUrl; add the address of its feed"),
        ("More", "it leads to another list or page"),
        ("A file", "'file:///etc/passwd': the scheme 'file' can't be fetched, expected http:// or https:// and a host"),
    ]


@pytest.mark.parametrize(
    "damaged",
    [
        LIST.encode("utf-16"),
        b"\xef\xbb\xbf\n" + LIST.encode(),
        LIST.replace("</body></opml>", "").encode(),
        LIST.replace('version="2.0"', "").encode("latin-1"),
        ('<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + LIST.partition("?>")[2]).encode(),
    ],
)
def test_a_damaged_list_is_read(damaged: bytes) -> None:
    assert len(opml.read(damaged).sources) == 4


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<html><body>opml</body></html>", b"\x00\xff", b"{}"])
def test_what_is_no_list_is_said(body: bytes) -> None:
    with pytest.raises(opml.NotOpml, match="no list of feeds"):
        opml.read(body)


def test_noise_raises_nothing_else() -> None:
    chance = random.Random(3)
    for _ in range(400):
        body = bytearray(LIST.encode())
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 9)] = chance.choice(
                [b"<", b"&", b'"', b"\x00", b"\xff", b"<outline", b"xmlUrl='http://['", b"</outline>"]
            )
        with suppress(opml.NotOpml):
            found = opml.read(bytes(body), ("Technology",))
            assert len({one.name.casefold() for one in found.sources}) == len({one.url for one in found.sources}) == len(found.sources)


def test_out_and_in_again() -> None:
    rows = (
        Source("Heron <& Co>", "https://www.heron.example/rss?a=1&b=2", "feed", ("Science", "Technology"), language="de"),
        Source("Mill", "https://mill.example/feed", "feed"),
    )
    others = (Source("Map", "https://mill.example/sitemap.xml", "sitemap"), Source("Page", "https://mill.example/", "page"))
    written = opml.write((*rows, *others))
    assert opml.read(written, ("Science", "Technology")) == opml.Opml(rows)
    assert b"sitemap" not in written


FULL = Source(
    'The Heron: "news" # 1',
    "https://www.heron.example/feed/?a=1#2".partition("#")[0],
    "feed",
    ("Science", "yes", "a, b"),
    "No",
    "en-GB",
    timedelta(minutes=90),
    timedelta(weeks=2),
    5,
    0,
    7,
    ("*/news/*",),
    ("*/live/*", "[x]"),
    1.5,
    False,
)


@pytest.mark.parametrize(
    "before",
    [
        None,
        b"",
        b"# only words\n#\n# - url: x",
        b"- url: https://mill.example/   # mill\n\n\n# the end",
        b"  - url: https://mill.example/\n    name: Mill\n",
        b"\xef\xbb\xbf- url: https://mill.example/\r\n  name: M\xc3\xbchle\r\n",
        b"---\n- {url: https://mill.example/}\n",
    ],
)
def test_rows_are_appended_and_nothing_else_changes(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "deep" / "sources.yaml"
    known: tuple[Source, ...] = ()
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
        known = load_sources(path)
    new = (FULL, Source("heron.example/x", "https://www.heron.example/x"), replace(FULL, name="ü", url="https://b.example/"))
    sources_file.append(path, new)
    assert path.read_bytes().startswith(before or b"")
    assert load_sources(path) == (*known, *new)


@pytest.mark.parametrize("before", [b"[]\n", b"[{url: https://mill.example/}]\n", b"- url: https://mill.example/\n...\n"])
def test_a_file_that_takes_no_row_is_said_and_left(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "sources.yaml"
    path.write_bytes(before)
    with pytest.raises(ConfigError, match="no row can be put behind"):
        sources_file.append(path, [FULL])
    assert path.read_bytes() == before


def test_a_file_with_a_mistake_is_left(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_bytes(b"- url: nowhere\n")
    with pytest.raises(ConfigError, match="row 1"):
        sources_file.append(path, [FULL])
    with pytest.raises(ConfigError, match="is the address of row 1"):
        path.write_bytes(b"- url: http://heron.example/feed?a=1\n")
        sources_file.append(path, [FULL])
    assert path.read_bytes() == b"- url: http://heron.example/feed?a=1\n"
