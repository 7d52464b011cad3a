"""What pages ask of those who index and quote them: read, counted, kept where it binds us."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.exceptions import ConfigError
from crawler.items import Article, Evidence, Extraction, Image, Page, Text
from pipelines.directives import DirectivesStage, NoIndex, Reserved, beginning
from pipelines.extract.directives import find_directives
from pipelines.extract.fields import Options, extract
from pipelines.extract.view import View

AT = datetime(2026, 11, 3, 12, tzinfo=UTC)
URL = "https://www.ashford-echo.example/story/1"


def page(head: str = "", found: bool = False, **headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = f"<!doctype html><html><head><title>A tale</title>{head}</head><body><p>Words.</p></body></html>"
    return Page(URL, URL, 200, {"content-type": "text/html", **named}, body.encode(), AT, found=found)


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (page(), ()),
        (page(meta("robots", "index, follow, max-image-preview:large, max-snippet:-1, max-video-preview:-1")), ()),
        (page(meta("ROBOTS", "NOINDEX,NoFollow")), ("nofollow", "noindex")),
        (page(meta("robots", "none")), ("nofollow", "noindex")),
        (page(meta("robots", "noarchive") + meta("robots", "nosnippet")), ("noarchive", "nosnippet")),
        (page(meta("newsmatter", "noindex")), ("noindex",)),
        (page(meta("googlebot", "noindex") + meta("googlebot-news", "nosnippet") + meta("bingbot", "noai")), ()),
        (page(meta("robots", "noai, noimageai")), ("noai", "noimageai")),
        (page(meta("robots", "max-snippet:50") + meta("newsmatter", "max-snippet: 20")), ("max-snippet:20",)),
        (page(meta("robots", "max-snippet:-1, max-snippet:0")), ("max-snippet:0",)),
        (page(meta("robots", "max-snippet:many, max-image-preview:none")), ("noimageindex",)),
        (page(meta("robots", "unavailable_after: 2026-11-01")), ("noindex",)),
        (page(meta("robots", "unavailable_after: 2026-12-01")), ()),
        (page(meta("robots", "unavailable_after: 01 Nov 2026 10:00:00 GMT, nosnippet")), ("noindex", "nosnippet")),
        (page(meta("robots", "unavailable_after: soon")), ()),
        (page(meta("tdm-reservation", "1")), ("tdm-reservation",)),
        (page(meta("tdm-reservation", "0")), ()),
        (page(meta("description", "noindex")), ()),
        (page(meta("robots", "x" * 9000 + ",noindex")), ()),
        (page(x_robots_tag="noindex"), ("noindex",)),
        (page(x_robots_tag="NoIndex, max-snippet:10"), ("max-snippet:10", "noindex")),
        (page(x_robots_tag="otherbot: noindex, nofollow"), ()),
        (page(x_robots_tag="newsmatter: noindex, noarchive"), ("noarchive", "noindex")),
        (page(x_robots_tag="*: noindex"), ("noindex",)),
        (page(x_robots_tag="otherbot: noindex\nnosnippet"), ("nosnippet",)),
        (page(x_robots_tag="otherbot: noindex, newsmatter: nosnippet"), ("nosnippet",)),
        (page(x_robots_tag="googlebot: max-snippet:10, max-snippet:20"), ()),
        (page(x_robots_tag="unavailable_after: Sun, 01 Nov 2026 10:00:00 GMT, noarchive"), ("noarchive", "noindex")),
        (page(x_robots_tag=",:,;::,"), ()),
        (page(tdm_reservation="1"), ("tdm-reservation",)),
        (page(tdm_reservation="0"), ()),
    ],
)
def test_what_a_page_asks(found: Page, expected: tuple[str, ...]) -> None:
    assert find_directives(View(found)) == expected


def test_the_extraction_has_it() -> None:
    found = extract(page(meta("robots", "nosnippet"), found=True), Options())
    assert found.directives == ("nosnippet",) and found.evidence.found


def stage(policy: str = "found") -> tuple[DirectivesStage, Counter[str]]:
    counts: Counter[str] = Counter()
    crawler: Any = SimpleNamespace(settings={"OBEY_DIRECTIVES": policy}, stats=SimpleNamespace(inc_value=lambda key: counts.update([key])))
    return DirectivesStage.from_crawler(crawler), counts


def article(*directives: str, found: bool = True) -> Article:
    pictures = (Image("https://www.ashford-echo.example/a.jpg"),)
    extraction = Extraction(
        title="A tale",
        excerpt="The council met on Tuesday and voted.",
        text=Text("Words.", "Words."),
        images=pictures,
        directives=directives,
        evidence=Evidence(url=URL, found=found),
    )
    return Article(URL, URL, extraction, pictures)


@pytest.mark.parametrize(
    ("directives", "reason"),
    [(("noindex",), NoIndex), (("noai",), Reserved), (("tdm-reservation",), Reserved), (("noindex", "tdm-reservation"), Reserved)],
)
def test_refused_where_it_binds(directives: tuple[str, ...], reason: type[Exception]) -> None:
    for policy, found, bound in (
        ("found", True, True),
        ("found", False, False),
        ("always", False, True),
        ("never", True, False),
    ):
        one, (tested, counts) = article(*directives, found=found), stage(policy)
        if bound:
            with pytest.raises(reason, match=f"{URL} was not written: .*; needed .* What to do: "):
                tested.process_item(one)
        else:
            assert tested.process_item(one) == article(*directives, found=found)
        assert counts == {f"directive/{name}": 1 for name in directives}


@pytest.mark.parametrize(
    ("directives", "excerpt", "text", "pictures"),
    [
        (("noarchive", "nofollow"), "The council met on Tuesday and voted.", True, 1),
        (("nosnippet",), None, False, 1),
        (("max-snippet:0",), None, False, 1),
        (("max-snippet:16", "nosnippet"), None, False, 1),
        (("max-snippet:17",), "The council met…", False, 1),
        (("max-snippet:500",), "The council met on Tuesday and voted.", False, 1),
        (("noimageindex",), "The council met on Tuesday and voted.", True, 0),
        (("noimageai",), "The council met on Tuesday and voted.", True, 0),
    ],
)
def test_what_may_not_be_shown_is_taken_away(directives: tuple[str, ...], excerpt: str | None, text: bool, pictures: int) -> None:
    one = stage()[0].process_item(article(*directives))
    assert (one.extraction.excerpt, one.extraction.text is not None) == (excerpt, text)
    assert len(one.images) == len(one.extraction.images) == pictures
    assert stage()[0].process_item(article(*directives, found=False)) == article(*directives, found=False)


@pytest.mark.parametrize("most", range(40))
def test_a_beginning_is_never_longer(most: int) -> None:
    for text in ("The council met on Tuesday and voted.", "市議会は火曜日に会合を開き、採決した。市議会は火曜日に会合を開いた", "a" * 60):
        assert len(beginning(text, most)) <= most


def test_an_unknown_policy() -> None:
    with pytest.raises(ConfigError, match="OBEY_DIRECTIVES is 'sometimes'; it takes found, always, never"):
        stage("sometimes")
