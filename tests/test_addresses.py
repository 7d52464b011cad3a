"""webUrl, ampWebUrl and cdnAmpWebUrl of made-up pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.identity import page_address
from crawler.items import Page
from pipelines.extract.addresses import cdn_amp_url, find_amp_url, find_web_url
from pipelines.extract.view import View

OWN = "https://www.daily.example/politics/2024/05/council-votes-for-new-tram-line"
TITLE = "<title>Council votes for new tram line</title>"


def view(head: str, url: str = OWN, html: str = "<html>", asked: str | None = None) -> View:
    body = f"<!doctype html>{html}<head>{head}</head><body><h1>Council votes for new tram line</h1></body></html>"
    return View(Page(asked or url, url, 200, {"content-type": "text/html; charset=utf-8"}, body.encode(), datetime(2024, 6, 1, tzinfo=UTC)))


def canonical(address: str) -> str:
    return f'{TITLE}<link rel="canonical" href="{address}">'


@pytest.mark.parametrize(
    ("head", "url", "expected", "by"),
    [
        ("", OWN + "?utm_source=rss#top", OWN, "address"),
        (canonical(OWN + "/"), OWN, OWN + "/", "link canonical"),
        (canonical("/politics/2024/05/council-votes-for-new-tram-line?fbclid=1"), OWN, OWN, "link canonical"),
        (canonical(OWN.replace("https", "http")), OWN, OWN, "link canonical"),
        # the home page, a section, another article, another site's address
        (canonical("https://www.daily.example/"), OWN, OWN, "address"),
        (canonical("https://www.daily.example/politics/"), OWN, OWN, "address"),
        (canonical("https://www.daily.example/sport/2024/05/city-wins-third-cup-final-after-penalties"), OWN, OWN, "address"),
        (canonical("https://www.other.example/"), OWN, OWN, "address"),
        (canonical("https://www.other.example/news/12345"), OWN, OWN, "address"),
        (canonical("javascript:void(0)"), OWN, OWN, "address"),
        (canonical("http://[broken"), OWN, OWN, "address"),
        # the same article elsewhere
        (canonical("https://www.daily.example/city/council-votes-for-new-tram-line.html"), OWN,
         "https://www.daily.example/city/council-votes-for-new-tram-line.html", "link canonical"),
        (canonical("https://www.agency.example/wire/council-votes-for-new-tram-line"), OWN,
         "https://www.agency.example/wire/council-votes-for-new-tram-line", "link canonical"),
        (canonical("https://www.agency.example/wire/council-votes-for-new-tram-line") + f'<meta property="og:url" content="{OWN}">', OWN,
         OWN, "og:url"),
        (canonical(OWN), "https://m.daily.example/politics/2024/05/council-votes-for-new-tram-line", OWN, "link canonical"),
        (canonical(OWN), OWN + "/amp/", OWN, "link canonical"),
        (canonical(OWN), "https://www.daily.example/?p=77", OWN, "link canonical"),
        # a query that selects the article stays
        (canonical("https://www.daily.example/article.php"), "https://www.daily.example/article.php?id=5",
         "https://www.daily.example/article.php?id=5", "address"),
        (canonical(OWN), OWN + "?channel=12", OWN, "link canonical"),
        # other places, in their order
        (canonical("https://www.daily.example/") + f'<meta property="og:url" content="{OWN}/">', OWN, OWN + "/", "og:url"),
        (f'<script type="application/ld+json">{{"@type":"NewsArticle","mainEntityOfPage":{{"@id":"{OWN}/"}}}}</script>',
         OWN, OWN + "/", "json-ld"),
        (f'<meta name="twitter:url" content="{OWN}/">', OWN, OWN + "/", "twitter:url"),
        # caches and archives
        ("", "https://www-daily-example.cdn.ampproject.org/c/s/www.daily.example/a/amp", "https://www.daily.example/a/amp", "address"),
        ("", "https://archive.example/web/20200102030405/http://www.daily.example/a?id=1", "http://www.daily.example/a?id=1", "address"),
    ],
)  # fmt: skip
def test_web_url(head: str, url: str, expected: str, by: str) -> None:
    found = find_web_url(view(head, url))
    assert found and (found.value, found.by) == (expected, by)


def test_web_url_is_where_the_redirects_ended() -> None:
    found = find_web_url(view("", OWN, asked="https://short.example/x"))
    assert found and found.value == OWN


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", None),
        (f'<link rel="amphtml" href="{OWN}/amp">', OWN + "/amp"),
        ('<link rel="amphtml" href="?amp=1">', OWN + "?amp=1"),
        ('<link rel="amphtml" href="https://amp.daily.example/x/99?utm_source=y">', "https://amp.daily.example/x/99"),
        (
            '<link rel="amphtml" href="https://www-daily-example.cdn.ampproject.org/c/s/www.daily.example/a.amp.html">',
            "https://www.daily.example/a.amp.html",
        ),
        (f'<link rel="amphtml" href="{OWN}">', None),
        ('<link rel="amphtml" href="https://www.daily.example/">', None),
        ('<link rel="amphtml" href="https://stranger.example/offers/1">', None),
        ('<link rel="amphtml" href="data:text/html,x">', None),
        ('<link rel="amphtml" href="">', None),
    ],
)
def test_amp_url(head: str, expected: str | None) -> None:
    found = find_amp_url(view(head))
    assert (found.value if found else None) == expected


@pytest.mark.parametrize("html", ["<html amp>", "<html \u26a1 lang='en'>"])
def test_an_amp_page_is_its_own_amp_version(html: str) -> None:
    page = view(canonical(OWN), OWN + "/amp", html)
    web, amp = find_web_url(page), find_amp_url(page)
    assert web and web.value == OWN
    assert amp and amp.value == OWN + "/amp"


def test_a_class_called_amp_makes_no_amp_page() -> None:
    assert find_amp_url(view("", OWN, '<html class="js amp x">')) is None


@pytest.mark.parametrize(
    ("amp_url", "expected"),
    [
        ("https://amp.daily.example/x.html?a=1", "https://amp-daily-example.cdn.ampproject.org/c/s/amp.daily.example/x.html?a=1"),
        ("http://daily.example/amp", "https://daily-example.cdn.ampproject.org/c/daily.example/amp"),
        ("https://the-daily.example/a", "https://the--daily-example.cdn.ampproject.org/c/s/the-daily.example/a"),
        ("https://en-us.daily.example/a", "https://0-en--us-daily-example-0.cdn.ampproject.org/c/s/en-us.daily.example/a"),
        ("https://xn--bcher-kva.example/a", "https://xn--bcher-example-wob.cdn.ampproject.org/c/s/xn--bcher-kva.example/a"),
    ],
)
def test_cdn_amp_url(amp_url: str, expected: str) -> None:
    assert cdn_amp_url(amp_url) == expected


def test_cdn_amp_url_of_a_long_host_is_a_hash() -> None:
    label = cdn_amp_url(f"https://{'a' * 40}.{'b' * 40}.example/x").removeprefix("https://").partition(".")[0]
    assert len(label) == 52
    assert set(label) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_page_address_leaves_a_usual_address_alone() -> None:
    assert page_address("https://daily.example/web/about") == "https://daily.example/web/about"


def test_ten_thousand_canonical_links_are_no_burden() -> None:
    head = "".join(f'<link rel="canonical" href="/other-{n}">' for n in range(10_000))
    found = find_web_url(view(head))
    assert found and found.value == OWN
