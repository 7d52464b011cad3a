"""The headline, habit by habit, on small made-up pages."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from crawler.items import Hints, Page
from pipelines.extract.title import MAX_CHARS, clean, find_title
from pipelines.extract.view import View

URL = "https://www.kestrel-post.com/politics/2024/05/river-bridge"


def page(head: str = "", body: str = "", url: str = URL, hints: Hints | None = None) -> View:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return View(
        Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, text.encode(), datetime(2024, 5, 2, tzinfo=UTC), hints or Hints())
    )


def title(*args: str, **kwargs: str) -> str | None:
    found = find_title(page(*args, **kwargs))
    return found.value if found else None


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def ld(**keys: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **keys})}</script>'


def og_site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


SITE = '<meta property="og:site_name" content="The Kestrel Post">'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # the site's name behind or before
        (og("Bridge reopens after storm | The Kestrel Post") + SITE, "", "Bridge reopens after storm"),
        (og("Bridge reopens after storm - Kestrel Post") + SITE, "", "Bridge reopens after storm"),
        (og("Bridge reopens after storm – kestrel-post.com"), "", "Bridge reopens after storm"),
        (og("The Kestrel Post | Bridge reopens after storm") + SITE, "", "Bridge reopens after storm"),
        (og("Brücke wieder offen | Politik | The Kestrel Post") + SITE, "", "Brücke wieder offen"),
        (og("Le pont rouvre - Politics - The Kestrel Post") + SITE, "", "Le pont rouvre"),
        ("<title>橋が再開、三年ぶり：Kestrel Post</title>" + SITE, "", "橋が再開、三年ぶり"),
        ("<title>大桥三年后重新通车_新闻_KestrelPost</title>" + SITE, "", "大桥三年后重新通车"),
        ("<title>다리가 삼 년 만에 다시 열렸다-정치ㅣKestrel Post</title>" + SITE, "", "다리가 삼 년 만에 다시 열렸다"),
        ("<title>大桥三年后重新通车--时政--鸢报网</title>" + og_site("鸢报网"), "", "大桥三年后重新通车"),
        ("<title>Bridge reopens - Kestrel Post - News for the valley</title>" + SITE, "", "Bridge reopens"),
        ("<title>Kestrelpost's Notebook | Bridge reopens</title>", "", "Bridge reopens"),
        ("<title>Bridge reopens - Valley Notes</title>", '<img class="logo" alt="Valley Notes">', "Bridge reopens"),
        ("<title>Bridge reopens - valley notes</title>", "<p>Valley notes</p>", "Bridge reopens - valley notes"),
        (og("Bridge reopens ⋆ Kestrel Post") + SITE, "", "Bridge reopens"),
        (og("Bridge reopens › Kestrel Post") + SITE, "", "Bridge reopens"),
        (og("Bridge reopens // » Kestrel Post") + SITE, "", "Bridge reopens"),
        (og("»We waited« (Kestrel Post)") + SITE, "", "»We waited«"),
        (og("Bridge reopens (with pictures)") + SITE, "", "Bridge reopens (with pictures)"),
        (og("Bridge reopens - Valley: Weekly") + og_site("Valley: Weekly"), "", "Bridge reopens"),
        (og("大桥重新通车 (2) @ 山谷_笔记") + og_site("山谷_笔记"), "", "大桥重新通车 (2)"),
        (og("Valley Press - Bridge reopens"), '<img class="logo" alt="Valley Press"><h1>Bridge reopens</h1>', "Bridge reopens"),
        (og("Valley Press - Bridge reopens"), '<img class="logo" alt="Valley Press"><h1>Traffic</h1>', "Valley Press - Bridge reopens"),
        ("<title>kestrel-post.com - Ann Lee</title>" + og_site("Ann Lee"), "", "Ann Lee"),
        (
            og("Bridge over the river reopens | Heron") + og_site("Bridge over the river reopens"),
            "",
            "Bridge over the river reopens | Heron",
        ),
        # what nothing else on the page has, behind a title element that stands alone
        ("<title>The river bridge reopens – My Notebook</title>", "", "The river bridge reopens"),
        ("<title>The river bridge reopens – My Notebook</title>", "<h1>Notebook</h1>", "The river bridge reopens – My Notebook"),
        ("<title>The river bridge reopens – Bridge Chaos</title>", "", "The river bridge reopens – Bridge Chaos"),
        ("<title>The river bridge reopens – but for whom?</title>", "", "The river bridge reopens – but for whom?"),
        (og("The river bridge reopens – My Notebook"), "", "The river bridge reopens – My Notebook"),
        # what another candidate shows to be added
        ("<title>Bridge reopens- City Desk</title>", "<h1>Bridge reopens</h1>", "Bridge reopens"),
        (og("Bridge reopens * Some Paper * by Ann Lee"), "<h1>Bridge reopens</h1>", "Bridge reopens"),
        (og("다리가 다시 열렸다-정치ㅣ신문"), "<h1>다리가 다시 열렸다</h1>", "다리가 다시 열렸다"),
        (og("«We waited» - Some Foundation"), "<h1>«We waited»</h1>", "«We waited»"),
        # what belongs to a headline stays
        (og("Review - a quiet book about bridges") + SITE, "", "Review - a quiet book about bridges"),
        (og("Bridges: why they fall"), "<h1>Bridges: why they fall</h1>", "Bridges: why they fall"),
        (og("LIVE: Bridge reopens – follow the day") + SITE, "", "LIVE: Bridge reopens – follow the day"),
        (og("Video: Most znów otwarty"), "<h1>Video: Most znów otwarty</h1>", "Video: Most znów otwarty"),
        (og("Storm: bridge closed") + SITE, "<h1>Bridge closed</h1>", "Storm: bridge closed"),
        # order of evidence
        (og("Bridge reopens") + ld(headline="Other words for search"), "<h1>Bridge reopens</h1>", "Bridge reopens"),
        (
            og("What next for the bridge") + ld(headline="Bridge reopens") + "<title>Bridge reopens | Site</title>",
            "<h1>First lorries cross the river</h1>",
            "Bridge reopens",
        ),
        (
            og("What next for the bridge") + ld(headline="Bridge reopens") + "<title>Bridge reopens | Site</title>",
            "<h1>Bridge reopens</h1>",
            "What next for the bridge",
        ),
        (
            og("What next for the bridge") + ld(headline="Bridge reopens") + '<meta name="cXenseParse:title" content="Bridge reopens">',
            "<h1>Bridge reopens</h1>",
            "Bridge reopens",
        ),
        (
            og("What next for the bridge") + ld(headline="Bridge reopens") + '<meta name="title" content="Bridge reopens">',
            "<h1>What next for the bridge</h1>",
            "What next for the bridge",
        ),
        (ld(headline="Bridge reopens") + "<title>Bridge reopens after the storm</title>", "", "Bridge reopens"),
        (ld(headline="crossing of a river", name="Weaver Bridge"), "<h1>Weaver Bridge</h1>", "Weaver Bridge"),
        ('<meta name="twitter:title" content="Bridge reopens">', "<h1>Site news</h1>", "Bridge reopens"),
        ('<meta name="parsely-title" content="Bridge reopens">', "", "Bridge reopens"),
        ('<meta property="dc:title" content="Bridge reopens"><title>Document</title>', "", "Bridge reopens"),
        (ld(headline="/2024/05/bridge/") + "<title>Bridge reopens</title>", "", "Bridge reopens"),
        ("<title>Bridge reopens</title><svg><title>Menu</title></svg>", "", "Bridge reopens"),
        ("<title>Bridge reopens after storm</title>", "<h1>Welcome</h1>", "Bridge reopens after storm"),
        ("<title>Bridges and work » Kestrel Post</title>", "<h1>Kestrel Post, a society for work on bridges</h1>", "Bridges and work"),
        ("<title>Bridge reopens at last</title>", "<h1>The bridge reopens</h1>", "Bridge reopens at last"),
        (og("Open again") + '<meta property="og:title dc:title" content="Bridge reopens">', "", "Bridge reopens"),
        ("", "<h1>Bridge reopens</h1>", "Bridge reopens"),
        (og("The Kestrel Post") + SITE, "<h1>Bridge reopens</h1>", "Bridge reopens"),
        (og("Bridge reopens | Kestrel Post") + SITE, "<h1>Kestrel Post</h1><article><h1>Bridge reopens</h1></article>", "Bridge reopens"),
        # cut versions
        (
            og("Bridge reopens after three long..."),
            "<h1>Bridge reopens after three long years</h1>",
            "Bridge reopens after three long years",
        ),
        (og('We call it "'), '<h1>We call it "the long bridge"</h1>', 'We call it "the long bridge"'),
        (og("And then…"), "<h1>And then...</h1>", "And then…"),
        # entities, tags, invisible characters, lines
        (og("Smith &amp;amp; Sons&amp;#8217; bridge"), "", "Smith & Sons’ bridge"),
        (ld(headline="A &lt;em&gt;new&lt;/em&gt; bridge") + "<title>A new bridge</title>", "", "A new bridge"),
        (og("Brü\u00adcken\u200bbau \u202bheute\u202c"), "", "Brückenbau heute"),
        ("<title>\n  Bridge\n\treopens\u00a0 today \n</title>", "", "Bridge reopens today"),
        # a kicker inside the h1, parts of an h1
        ("", '<h1><span class="kicker">Politik</span><span class="head">Brücke offen</span></h1>', "Brücke offen"),
        ("", '<h1><span class="visually-hidden">Article:</span> Silta avattiin</h1>', "Silta avattiin"),
        ("", "<h1>Bridge reopens<br>after storm</h1>", "Bridge reopens after storm"),
        ("", "<h1>Bridge re<b>open</b>s</h1>", "Bridge reopens"),
        # nothing
        ("", "<p>No headline here.</p>", None),
        ("<title> | </title>", "", None),
    ],
)
def test_title(head: str, body: str, expected: str | None) -> None:
    assert title(head, body) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("â€˜Sensitive Dataâ€™", "‘Sensitive Data’"),
        ("MÃ¼nchen im Regen", "München im Regen"),
        ("‘Curly’ “quotes” – and dashes…", "‘Curly’ “quotes” – and dashes…"),
        ("Él dijo «sí» — ¿no?", "Él dijo «sí» — ¿no?"),
        ("می‌خواهم بروم", "می‌خواهم بروم"),  # the joiner belongs to the spelling
        ("Tom &notes &copy2 R&D", "Tom &notes &copy2 R&D"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("How to use the <video> element", "How to use the <video> element"),
        ("2024", "2024"),
        ("—", None),
        ("https://heron.example/a-page", None),
        ("x" * (MAX_CHARS + 1), None),
    ],
)
def test_clean(raw: str, expected: str | None) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("slug", "shown", "own", "expected"),
    [
        ("bruecke-ueber-den-fluss-endlich-wieder-offen", "So geht es jetzt weiter", "Brücke über den Fluss endlich wieder offen", 1),
        ("bruecke-ueber-den-fluss-endlich-wieder-offen", "Brücke über Fluss endlich wieder offen!", "Fluss", 0),
        ("river-bridge-opens", "What comes next", "River bridge opens", 0),  # too short to prove anything
        ("the-river-bridge-is-open-again-today", "本日、橋が再び開通した", "The river bridge is open again today", 0),
        ("story-1234567", "What comes next", "River bridge opens", 0),
    ],
)
def test_a_headline_that_the_address_was_made_from(slug: str, shown: str, own: str, expected: int) -> None:
    view = page(og(shown) + ld(headline=own), url=f"https://www.kestrel-post.com/news/{slug}.html")
    found = find_title(view)
    assert found and found.value == (shown, own)[expected]


@pytest.mark.parametrize(
    ("shown", "heading", "expected"),
    [
        ("River bridge: Valley mayor praises crews, warns of storm", "River bridge: a mayor speaks", 1),
        ("River bridge: Valley mayor praises crews, warns of storm", "Valley mayor praises river bridge crews and warns of storm", 0),
        ("Valley mayor praises river bridge crews and warns of storm!", "River bridge: a mayor speaks", 0),
    ],
)
def test_a_headline_that_the_address_spells_word_by_word(shown: str, heading: str, expected: int) -> None:
    own, url = (
        "Valley mayor praises river bridge crews and warns of storm",
        "valley-mayor-praises-river-bridge-crews-and-warns-of-storm.html",
    )
    found = find_title(page(og(shown) + ld(headline=own), f"<h1>{heading}</h1>", url=f"https://www.kestrel-post.com/news/{url}"))
    assert found and found.value == (shown, own)[expected]


def test_a_feed_speaks_where_the_page_is_silent() -> None:
    found = find_title(page(hints=Hints(title="Bridge reopens")))
    assert found and (found.value, found.by) == ("Bridge reopens", "feed")


def test_the_sites_row_wins() -> None:
    view = page(og("Other words"), '<h2 class="head">Bridge reopens</h2>')
    view.site = {"title": ("h2.head",)}
    found = find_title(view)
    assert found and (found.value, found.by) == ("Bridge reopens", "config/sites")


@pytest.mark.parametrize("text", ["- " * 60_000, "a | " * 40_000, "<b" * 60_000, "&amp;" * 40_000, "_" * 100_000])
def test_a_hostile_title_takes_no_time(text: str) -> None:
    start = time.process_time()
    find_title(page(f"<title>{text}</title>", f"<h1>{text}</h1>"))
    assert time.process_time() - start < 2
