"""Which summary a page gives, and how it is cleaned, mended and cut."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from crawler.items import Hints, Page
from pipelines.extract.cleaning import clean_text
from pipelines.extract.excerpt import find_excerpt, shorten
from pipelines.extract.view import View

SUMMARY = "The last ferry left Northmouth on Sunday, and the harbour is looking for another use."
OTHER = "What becomes of a harbour without boats is a question that the council has put off for years."
TEXT = (
    "Published on Monday\nThe last ferry left Northmouth on Sunday, and the harbour is looking for another use. Nobody came to see "
    "it off.\n"
    "The council has put the question off for years, and it now has to be answered within weeks."
)


def page(head: str, body: str = "<h1>Ferries stop</h1>", hints: Hints | None = None) -> View:
    html = f"<html><head><title>Ferries stop | The Paper</title>{head}</head><body>{body}</body></html>"
    headers = {"content-type": "text/html; charset=utf-8"}
    return View(
        Page(
            "https://paper.example/a",
            "https://paper.example/a",
            200,
            headers,
            html.encode(),
            datetime(2026, 1, 1, tzinfo=UTC),
            hints or Hints(),
        )
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(node: str) -> str:
    return f'<script type="application/ld+json">{node}</script>'


def found(view: View, text: str | None = TEXT) -> str | None:
    excerpt = find_excerpt(view, text)
    return excerpt.value if excerpt else None


@pytest.mark.parametrize(
    "head",
    [
        meta("og:description", SUMMARY),
        meta("description", SUMMARY),
        meta("twitter:description", SUMMARY),
        meta("dc.description", SUMMARY),
        ld(f'{{"@type":"NewsArticle","description":"{SUMMARY}"}}'),
        meta("og:description", SUMMARY) + meta("description", OTHER),
        # not a summary of this story
        meta("og:description", "Ferries stop") + meta("description", SUMMARY),
        meta("og:description", "Ferries stop | The Paper") + meta("description", SUMMARY),
        meta("og:description", "The Paper") + meta("description", SUMMARY),
        meta("og:description", "News from the coast, every day since 1901.")
        + ld('{"@type":"WebSite","name":"The Paper","description":"News from the coast, every day since 1901."}')
        + meta("description", SUMMARY),
        meta("og:description", "We use cookies to improve your visit. Accept all cookies to go on.") + meta("description", SUMMARY),
        meta("og:description", "A harbour falls silent.") + meta("description", SUMMARY),
        # cut by dots: a fuller source that begins alike, else the text
        meta("og:description", "The last ferry left Northmouth on Sunday, and the har...") + meta("description", SUMMARY),
        meta("og:description", "The last ferry left Northmouth on Sunday, and [&amp;hellip;]"),
        meta("og:description", "The last ferry left Northmouth on Sunday, and […]"),
        # a quotation mark ended the attribute
        meta("og:description", "The last ferry left Northmouth") + meta("description", SUMMARY),
        # words around it
        meta("og:description", SUMMARY + " Read more"),
        meta("og:description", SUMMARY + " [Continue reading]"),
        meta("og:description", SUMMARY + " Weiterlesen »"),
        meta("og:description", SUMMARY + " Lire la suite"),
        meta("og:description", SUMMARY + " The post Ferries stop appeared first on The Paper."),
        meta("og:description", "By Ada Marlow | " + SUMMARY),
        meta("og:description", "NORTHMOUTH (Reuters) - " + SUMMARY),
        meta("og:description", "&amp;lt;p&amp;gt;" + SUMMARY + "&amp;lt;/p&amp;gt;"),
        meta("og:description", "  " + SUMMARY.replace(" ", " \n ", 3)),
        "",
    ],
)
def test_summary(head: str) -> None:
    excerpt = found(page(head))
    assert excerpt is not None
    assert (
        excerpt.removesuffix(
            " Nobody came to see it off. The council has put the question off for years, and it now has to be answered within weeks."
        )
        == SUMMARY
    )


def test_standfirst_and_feed_come_before_the_text() -> None:
    paragraphs = f"<p>{OTHER * 2}</p>" * 3
    view = page("", f'<article><h1>Ferries stop</h1><p class="article__standfirst">{SUMMARY}</p>{paragraphs}</article>')
    assert found(view, OTHER) == SUMMARY
    assert found(page("", hints=Hints(excerpt=f"<p>{SUMMARY}</p>")), OTHER) == SUMMARY


def test_foreign_lead_is_not_the_standfirst() -> None:
    paragraphs = f"<p>{OTHER * 2}</p>" * 3
    view = page("", f'<article><h1>Ferries stop</h1>{paragraphs}<div class="related"><p class="lead">{SUMMARY}</p></div></article>')
    assert found(view, OTHER) == OTHER


def test_dots_go_where_nothing_is_fuller() -> None:
    assert (
        found(page(meta("og:description", "A question that nobody has asked until today, when...")), None)
        == "A question that nobody has asked until today, when"
    )


def test_nothing_to_say() -> None:
    assert found(page(""), None) is None
    assert found(page(meta("og:description", "Ferries stop")), "") is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("word " * 59 + "words", 300),  # 300 characters stay whole
        ("x" * 299 + " yes and more", 303),  # the boundary at or after 300
        ("x" * 300 + " more", 300),
        ("word " * 100, 304),
        ("字" * 500, 300),  # no blanks: every character is a boundary
        ("x" * 5000, 300),
    ],
)
def test_length_law(text: str, length: int) -> None:
    assert len(shorten(text)) == length
    assert text.startswith(shorten(text))
    assert not shorten(text).endswith(("…", "..."))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Tom &amp;amp; Ada", "Tom & Ada"),
        ("Tom &amp; Ada", "Tom & Ada"),
        ("It&#8217;s&nbsp;here", "It’s here"),
        ("cafÃ© &amp; thÃ©", "café & thé"),
        ("itâ€™s late", "it’s late"),
        ("<b>Bold</b><br/>news", "Bold news"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("a\u200bb\u00adc\x07", "abc"),
        (" a \n\t b\u00a0c ", "a b c"),
        ("Ångström är kvar", "Ångström är kvar"),
        (None, ""),
    ],
)
def test_clean_text(raw: str | None, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    "hostile", ["&amp;" * 20000, "<" * 20000, "[" * 20000, "Read more " * 5000, "The post " * 5000, "(" * 20000 + "Reuters", ". " * 20000]
)
def test_hostile_description_takes_bounded_time(hostile: str) -> None:
    start = time.process_time()
    found(page(meta("og:description", hostile)), hostile)
    assert time.process_time() - start < 2
