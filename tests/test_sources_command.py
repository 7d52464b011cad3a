"""``scrapy sources`` in the demo newsroom: what it shows, asks, writes and leaves alone."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.commands.sources import Command, listed, shown, useful
from crawler.lists.lists_memory import ListAnswer
from crawler.lists.sniff import sniff
from crawler.lists.sniffing import Finding, Visit
from crawler.lists.sources import Source, load_sources
from tests.crawling import Run, scrapy

ROOT = Path(__file__).resolve().parents[1]
KESTREL = "http://www.kestrel-post.example/"
COPPER = "http://www.copperwire.example/"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.yaml"


def sources(file: Path, *arguments: str, proxy: str = "") -> Run:
    return scrapy("sources", *arguments, proxy=proxy, SOURCES_FILE=file, STATE_DIR=file.parent / "state")


def test_a_home_page_shows_its_lists_and_nothing_is_written(newsroom: str, file: Path) -> None:
    run = sources(file, "add", KESTREL, proxy=newsroom)
    assert run.status == 0, run.err
    lines = run.out.splitlines()
    assert lines[0] == f"{KESTREL} is a page: it is a home page"
    assert [line.split()[1] for line in lines if line.startswith(("  feed", "  sitemap", "  page"))] == [
        KESTREL + "rss.xml",
        KESTREL + "sitemap-news.xml",
        KESTREL + "sitemap.xml",
        KESTREL,
    ]
    assert "rss, “The Kestrel Post”, en-gb, 4 entries, newest 2026-11-09 06:10Z, the page names it as its feed" in run.out
    assert "sitemap index, 2 sitemaps" in run.out
    assert "nothing written; add --yes" in run.out
    assert not file.exists()


def test_what_is_added_stands_behind_what_was_there(newsroom: str, file: Path) -> None:
    before = "# mine\n- url: https://mill.example/feed   # the mill\n"
    file.write_text(before, encoding="utf-8")
    run = sources(
        file, "add", "http://www.ahlstedter-anzeiger.example/", "--name", "Anzeiger", "--topics", "Technology", "--yes", proxy=newsroom
    )
    assert run.status == 0, run.err
    assert file.read_text(encoding="utf-8").startswith(before)
    added = Source("Anzeiger", "http://www.ahlstedter-anzeiger.example/atom.xml", "feed", ("Technology",))
    assert load_sources(file)[1:] == (added,)
    again = sources(file, "add", added.url.replace("www.", ""), "--yes", proxy=newsroom)  # which has moved there for good
    assert (again.status, len(load_sources(file))) == (0, 2)
    assert "it is row 2 already" in again.out


def test_all_lists_of_a_site(newsroom: str, file: Path) -> None:
    run = sources(file, "add", COPPER, "--all", "--yes", proxy=newsroom)
    assert run.status == 0, run.err
    assert [(one.kind, one.url.removeprefix(COPPER)) for one in load_sources(file)] == [
        ("feed", "feed/"),
        ("feed", "feed.json"),
        ("sitemap", "sitemap.xml"),
    ]


def test_an_article_leads_to_the_lists_of_its_site(newsroom: str, file: Path) -> None:
    run = sources(file, "add", KESTREL + "news/science/machine-learning-maps-lost-kelp-forests-48190", "--yes", proxy=newsroom)
    assert "is an article" in run.out
    assert [one.url for one in load_sources(file)] == [KESTREL + "rss.xml"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["add", KESTREL + "private/x"], 2, "robots.txt of www.kestrel-post.example doesn't allow it"),
        (["add", KESTREL + "no-such-page"], 2, "status 404"),
        (["add", "nowhere"], 1, "not a web address"),
        (["add", KESTREL + "rss.xml", "--topics", "Nonsense", "--yes"], 1, "there is no topic 'Nonsense'"),
    ],
)
def test_what_can_not_be_added_is_said(newsroom: str, file: Path, arguments: list[str], status: int, said: str) -> None:
    run = sources(file, *arguments, proxy=newsroom)
    assert (run.status, said in run.out + run.err) == (status, True), run.out + run.err
    assert "Traceback" not in run.err
    assert not file.exists()


OPML = """<opml version="1.1"><body><outline text="technology"><outline text="Mill" xmlUrl="https://mill.example/feed"/>
<outline text="Heron" xmlUrl="https://heron.example/rss"/></outline><outline text="Bad" type="rss" htmlUrl="https://bad.example/"/></body></opml>"""


def here(file: Path, *arguments: str, yes: bool = False) -> int:
    """The command without a process of its own; its exit status."""
    command = Command()
    folders = {"OUTPUT_DIR": str(file.parent / "out"), "STATE_DIR": str(file.parent / "state")}
    command.settings = Settings({"SOURCES_FILE": str(file), "TOPICS_DIR": str(ROOT / "config" / "topics"), **folders})
    command.run([*arguments], Namespace(name=None, topics=None, all=False, yes=yes))
    return command.exitcode


def test_import_list_and_export(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("- url: http://www.mill.example/feed/\n  name: heron\n  enabled: false\n", encoding="utf-8")
    opml = file.with_name("feeds.opml")
    opml.write_text(OPML, encoding="utf-8")
    assert (here(file, "import", str(opml)), len(load_sources(file))) == (0, 1)
    assert "nothing written; add --yes" in capsys.readouterr().out
    assert here(file, "import", str(opml), yes=True) == 0
    said = capsys.readouterr()
    assert "there     https://mill.example/feed" in said.out
    assert "1 new, 1 there already, 1 left out" in said.out
    assert "left out  Bad: it has no xmlUrl" in said.err
    assert load_sources(file)[1] == Source("Heron (heron.example/rss)", "https://heron.example/rss", "feed", ("Technology",))
    assert here(file, "import", str(opml), yes=True) == 0
    assert "0 new, 2 there already" in capsys.readouterr().out
    assert here(file, "list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "heron: auto; http://www.mill.example/feed/; not enabled",
        "  not asked yet",
        "Heron (heron.example/rss): feed; https://heron.example/rss; Technology",
        "  not asked yet",
        "2 sources, 1 of them enabled",
    ]
    assert here(file, "export") == 0
    assert 'xmlUrl="https://heron.example/rss"' in capsys.readouterr().out


def test_the_list_says_how_each_answered() -> None:
    asked = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)
    heron = Source("Heron", "https://heron.example/rss", interval=timedelta(hours=1))
    mill, owl = Source("Mill", "https://mill.example/"), Source("Owl", "https://owl.example/", enabled=False)
    known = {
        heron.url: ListAnswer("feed", asked, 200, None, None, "1", found=12),
        mill.url: ListAnswer("feed", asked, 503, None, None, "1", fails=3),
        owl.url: ListAnswer("sitemap", asked, 304, None, None, "1"),
    }
    assert list(listed([heron, mill, owl], known))[1::2] == [
        "  asked 2026-11-22 12:05Z: feed with 12 articles; due 2026-11-22 13:05Z",
        "  asked 2026-11-22 12:05Z: failed 3 times in a row (status 503); due in every run",
        "  asked 2026-11-22 12:05Z: unchanged; never due",
    ]


def test_mistakes_are_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (here(file, "import", "absent.opml"), here(file, "list"), here(file, "lisst")) == (1, 1, 1)
    assert "absent.opml: can't be opened" in (said := capsys.readouterr().err)
    assert "write one of scrapy sources list" in said
    file.write_text("- url: https://mill.example/\n  intervall: 1h\n", encoding="utf-8")
    assert here(file, "list") == 1
    assert "did you mean 'interval'?" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "rows"), [("", 0), ("n", 0), ("Yes ", 2)])
def test_a_person_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, rows: int) -> None:
    opml = file.with_name("feeds.opml")
    opml.write_text(OPML, encoding="utf-8")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert here(file, "import", str(opml)) == 0
    assert (len(load_sources(file)) if file.exists() else 0) == rows


def test_lists_that_were_not_asked_for_are_counted() -> None:
    visit = Visit("https://a.example/", sniff(b"<html><p>Hello", "https://a.example/"), left=3)
    assert "  3 more are named by the site; give the address of one to look at it" in shown(visit, ())


def test_the_same_feed_in_another_format_is_no_second_source() -> None:
    first = Finding("https://a.example/rss", "feed", "", entries=3, keys=frozenset("abc"))
    same = Finding("https://a.example/atom", "feed", "", entries=3, keys=frozenset("abc"))
    other = Finding("https://a.example/local", "feed", "", entries=3, keys=frozenset("cde"))
    empty, broken = Finding("https://a.example/x", "feed", ""), Finding("https://a.example/y", "feed", "", problem="no")
    page = Finding("https://a.example/", "page", "")
    visit = Visit("https://a.example/", findings=[first, same, broken, empty, other, page])
    assert useful(visit, ()) == [first, other]
    assert useful(visit, [Source("a", "http://www.a.example/rss/")]) == [other]
    assert useful(Visit("", findings=[broken, page]), ()) == [page]
