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
        meta("og:description", "The last ferry left Northmouth on Sunday, and the har.."),
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
        # what systems print around it
        meta("og:description", "https://video.example/watch?v=1 " + SUMMARY),
        meta("og:description", "Getting your Trinity Audio player ready... " + SUMMARY),
        meta("og:description", "Reading Time: 3 minutes " + SUMMARY),
        meta("og:description", "Lesedauer: 4 Min. " + SUMMARY),
        meta("og:description", "Published on 3 May 2025 at 10:15 - " + SUMMARY),
        meta("og:description", "Updated: May 3, 2025 | " + SUMMARY),
        meta("og:description", "[vc_row][vc_column width=1/2]" + SUMMARY + "[/vc_column][/vc_row]"),
        meta("og:description", "[caption id=3]A ferry[/caption] " + SUMMARY),
        meta("og:description", "NORTHMOUTH, May 3 (Yonhap) -- " + SUMMARY),
        meta("og:description", "NORTHMOUTH, May 3, 2025 /PRNewswire/ -- " + SUMMARY),
        meta("og:description", "(May 3) -- " + SUMMARY),
        *(
            meta("og:description", start + SUMMARY) + meta("og:site_name", "The Paper")
            for start in (
                "India News: ",
                "(Bloomberg) -- ",
                "By Ada Marlow NORTHMOUTH, May 3 (Reuters) - ",
                "MOSCOW, May 3. /TASS/. ",
                "МОСКВА, 3 мая - РИА Новости. ",
                "JAKARTA, paper.example - ",
                "Submitted by ada on Mon, 05/03/2021 - 10:15 ",
                "Share on Facebook Share on Twitter Share on LinkedIn ",
                "• ",
                "Summary: ",
                "Zusammenfassung: ",
                "(The Paper) - ",
                "The Paper – ",
            )
        ),
        meta("og:description", f"**{SUMMARY}**"),
        meta("og:description", SUMMARY + " https://t.example/abc pic.twitter.com/abc"),
        meta("og:description", SUMMARY + " #ferry #coast"),
        # headline and site at its ends
        meta("og:description", "Ferries stop for good --- " + SUMMARY) + meta("og:title", "Ferries stop for good"),
        meta("og:description", "Ferries stop for good | " + SUMMARY) + meta("og:title", "Ferries stop for good"),
        meta("og:description", "Ferries stop for good " + SUMMARY) + meta("og:title", "Ferries stop for good"),
        meta("og:description", "Read 'Ferries stop for good' on The! Paper. " + SUMMARY),
        meta("og:description", SUMMARY + " - THE PAPER") + meta("og:site_name", "The Paper"),
        meta("og:description", SUMMARY + " | paper.example"),
        meta("og:description", "【The Paper】" + SUMMARY) + meta("og:site_name", "The Paper"),
        meta("og:description", SUMMARY + " Read this story by Ada Marlow on The Paper.") + meta("og:site_name", "The Paper"),
        meta("og:description", SUMMARY[:-1] + ", Ferries, Northmouth,Harbour") + meta("keywords", "Northmouth,ferries, harbour"),
        # no summary of this story
        meta("og:description", "Ferries, Northmouth, Harbour, Council") + meta("description", SUMMARY),
        meta("og:description", "Ferries stop for good,Northmouth,Harbour")
        + meta("og:title", "Ferries stop for good")
        + meta("description", SUMMARY),
        meta("og:description", "Stay informed. Breaking news from The Paper, every day.")
        + meta("og:site_name", "The Paper")
        + meta("description", SUMMARY),
        meta("og:description", "All about the coast at paper.example") + meta("description", SUMMARY),
        meta("og:description", "Portal de noticias, deportes y actualidad: últimas noticias de la costa") + meta("description", SUMMARY),
        meta("og:description", "The Paper is a daily newspaper for the coast.")
        + meta("og:site_name", "The Paper")
        + meta("description", SUMMARY),
        meta("og:description", "paper.example - the voice of the coast") + meta("description", SUMMARY),
        meta("og:description", "The Paper | Words from the coast") + meta("og:site_name", "The Paper") + meta("description", SUMMARY),
        meta("og:description", "ADA MARLOW") + meta("description", SUMMARY),
        meta("og:description", "Dr. Ada Marlow-Northmouth") + meta("author", "Dr. Ada Marlow-Northmouth") + meta("description", SUMMARY),
        meta("og:description", "MP3-Download (01:00 h)") + meta("description", SUMMARY),
        meta("og:description", SUMMARY + " - The Paper"),  # which the title element ends in
        meta("og:description", "var ready = function(s) { write(s); } and so on") + meta("description", SUMMARY),
        meta("og:description", "Home » News » Coast » Ferries stop") + meta("description", SUMMARY),
        meta("og:description", "Photo: Ada Marlow The ferry in its harbour") + meta("description", SUMMARY),
        meta("og:description", "ferries 3 May 2025") + meta("description", SUMMARY),
        # another article's
        ld('{"@type":"NewsArticle","headline":"Ferries stop"}')
        + ld(f'{{"@type":"NewsArticle","headline":"A bridge opens","description":"{OTHER}"}}')
        + meta("description", SUMMARY),
        # made for each page, where the other is the site's
        meta("description", "Words from a desk above the harbour, and whatever else comes to mind.") + meta("twitter:description", SUMMARY),
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


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (
            "Una storia che dura da anni: un?altra estate, l?ultima del porto.",
            "Una storia che dura da anni: un’altra estate, l’ultima del porto.",
        ),
        ("Nobody knows whether it?s the last summer of the harbour.", "Nobody knows whether it’s the last summer of the harbour."),
        ("Why now? What the council says of it, and what it doesn't.", "Why now? What the council says of it, and what it doesn't."),
        (
            "The council said that breaking news travels slowly to Northmouth.",
            "The council said that breaking news travels slowly to Northmouth.",
        ),
        ("Sun, sand and a harbour without boats", "Sun, sand and a harbour without boats"),
        ("Die Stadt will das Ergebnis nicht akzeptieren und klagt.", "Die Stadt will das Ergebnis nicht akzeptieren und klagt."),
        ("What function() does, and why document.title is slow.", "What function() does, and why document.title is slow."),
        ("Northmouth - a town without boats - has bought a ferry.", "Northmouth - a town without boats - has bought a ferry."),
        ("Email and Twitter are full of ferries, says the council.", "Email and Twitter are full of ferries, says the council."),
        ("See [the last ferry](https://a.example/b) of the harbour.", "See the last ferry of the harbour."),
        ("[서울=항구뉴스]홍길동 기자 = 마지막 연락선이 일요일에 떠났다.", "마지막 연락선이 일요일에 떠났다."),
        ("【北港新聞】 【東京＝山田太郎】最後の連絡船は日曜日に港を出た。", "最後の連絡船は日曜日に港を出た。"),
        ("［東京 3日 ロイター］ - 最後の連絡船は日曜日に港を出た。", "最後の連絡船は日曜日に港を出た。"),
        ("（原标题：渡轮停航）港口的渡轮今天停航了，镇上的人都来告别。", "港口的渡轮今天停航了，镇上的人都来告别。"),
        ("Ferries, stop here: the coast has other plans", "Ferries, stop here: the coast has other plans"),
    ],
)
def test_kept(stated: str, expected: str) -> None:
    assert found(page(meta("og:description", stated) + meta("og:site_name", "Coast Courier")), None) == expected


@pytest.mark.parametrize(
    ("stated", "text", "expected"),
    [
        # captions, credits and former titles that ran together with the text
        (
            "摄影：李明港口的渡轮今天停航了",
            "摄影：李明\n港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
        ),
        (
            "原标题：渡轮停航港口的渡轮今天停航",
            "（原标题：渡轮停航）\n港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
        ),
        ("点击进入“渡轮专题”>>港口的渡轮今天停航了，镇上的人都来告别。", None, "港口的渡轮今天停航了，镇上的人都来告别。"),
        (
            "《海港头条》(www.haven.example)是一款为读者推荐信息的引擎产品。",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
        ),
        (
            "海港网,专题报道,渡轮,北港",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
            "港口的渡轮今天停航了，镇上的人都来告别这条老航线。",
        ),
        # two paragraphs run together, and cut
        (
            "The last ferry left Northmouth on Sunday.Nobody came to see it off, and the har",
            "The last ferry left Northmouth on Sunday.\nNobody came to see it off, and the harbour is quiet now. What next?",
            "The last ferry left Northmouth on Sunday. Nobody came to see it off, and the harbour is quiet now.",
        ),
        # a line of its own is whole without a full stop
        (
            "Nobody came to see the last ferry off",
            "Nobody came to see the last ferry off\nIt left on Sunday, and that was it.",
            "Nobody came to see the last ferry off",
        ),
        ("The last ferry has left, and the har...", "A harbour and its harbours: " + OTHER, "The last ferry has left, and the"),
    ],
)
def test_openings(stated: str, text: str | None, expected: str) -> None:
    assert found(page(meta("description", stated)), text) == expected


def test_headlines_words_that_only_begin_the_summary_stay() -> None:
    stated = "Ferries stop for good in Northmouth and elsewhere, and the coast is looking for another use of its harbours."
    assert found(page(meta("og:description", stated) + meta("og:title", "Ferries stop for good")), None) == stated


def test_a_biography_is_not_the_standfirst() -> None:
    paragraphs = f"<p>{OTHER * 2}</p>" * 3
    for lead in (
        '<div class="author-intro"><p class="intro">Ada Marlow writes about ferries, harbours and the towns that they leave.</p></div>',
        '<p class="intro">By Ada Marlow +Follow April 26, 2025, 5:39 PM UTC and so on</p>',
        '<p class="intro">Sign up for the newsletter of the coast, and never miss a ferry again.</p>',
    ):
        assert found(page("", f"<article><h1>Ferries stop</h1>{lead}{paragraphs}</article>"), OTHER) == OTHER
    scripted = f'<p class="intro">{SUMMARY}<script>var a = function(s) {{ write(s); }};</script></p>'
    assert found(page("", f"<article><h1>Ferries stop</h1>{scripted}{paragraphs}</article>"), OTHER) == SUMMARY


def test_what_the_page_shows_comes_before_a_copy_of_the_opening() -> None:
    opening = OTHER + " Nobody knows what comes of it."
    body = f'<article><h1>Ferries stop</h1><p class="standfirst">{SUMMARY}</p><p>{opening}</p>' + f"<p>{OTHER * 2}</p>" * 3 + "</article>"
    stated = ld(f'{{"@type":"NewsArticle","headline":"Ferries stop","description":"{SUMMARY}"}}')
    assert found(page(meta("og:description", opening) + stated, body), opening) == SUMMARY
    assert found(page(meta("og:description", SUMMARY) + stated, body), f"{SUMMARY}\n{opening}") == SUMMARY


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
    "hostile",
    [
        "&amp;" * 20000,
        "<" * 20000,
        "[" * 20000,
        "Read more " * 5000,
        "The post " * 5000,
        "(" * 20000 + "Reuters",
        ". " * 20000,
        "» " * 20000,
        "[caption" * 5000,
        "[vc_row " * 5000,
        "Read '" * 5000,
        "Reading time 3 " * 3000,
        "原标题：" * 5000,
        ", a" * 20000,
        "l?a" * 9000,
        "Read on The Paper. " * 3000,
        "Share on " * 9000,
        "[a](https://" * 5000,
        " #a" * 9000,
        "A- " * 9000,
        "**" * 20000,
        "(" * 9000 + "=" * 9000,
    ],
)
def test_hostile_description_takes_bounded_time(hostile: str) -> None:
    start = time.process_time()
    found(page(meta("og:description", hostile)), hostile)
    assert time.process_time() - start < 2
