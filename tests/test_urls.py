"""One spelling of each address, sentences for bad ones, and file names from titles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import SLUG_CAP, UrlError, canonical_form, is_http_url, page_key, parse_input_url, registered_domain, same_page, slug

EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "schema" / "examples"


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://me:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/a#top", "https://news.example/a"),
        ('https://news.example/a b"c\\d', "https://news.example/a%20b%22c%5Cd"),
        ("https://news.example/%7eme/%c3%a9", "https://news.example/~me/%C3%A9"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/é?q=ü", "https://news.example/%C3%A9?q=%C3%BC"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("http://BÜCHER。example。/", "http://xn--bcher-kva.example/"),
        ("https://news.example/a/../b/./c", "https://news.example/b/c"),
        ("https://news.example/a?utm_source=x&id=5&fbclid=y", "https://news.example/a?id=5"),
        ("https://news.example/a?UTM_Medium=x&amp;utm_source=rss", "https://news.example/a"),
        ("https://news.example/a?mc_cid=1&mc_eid=2&_mc=3&elq_mid=4&gclid=5", "https://news.example/a"),
        ("https://news.example/a?cid=123&mid=7&page=2", "https://news.example/a?cid=123&mid=7&page=2"),
        ("https://news.example/a?_mc=NL_1&cid=NL_1", "https://news.example/a"),
        ("https://news.example/a?ref=rss&source=newsletter", "https://news.example/a"),
        ("https://news.example/a?source=reuters", "https://news.example/a?source=reuters"),
        ("https://news.example/mnews.asp?pk_no=1412361", "https://news.example/mnews.asp?pk_no=1412361"),
        ("https://news.example/a.html;jsessionid=AB12.x", "https://news.example/a.html"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
    ],
)
def test_canonical_form(given_url: str, expected: str) -> None:
    assert canonical_form(given_url) == expected


@given(st.text(alphabet=st.sampled_from("ab/.?&=%#;:@ \\\"'é語25+~[]|_-utm\u3002"), max_size=40))
def test_canonical_form_is_idempotent(tail: str) -> None:
    for url in (f"https://news.example/{tail}", f"http://{tail}", tail):
        once = canonical_form(url)
        assert canonical_form(once) == once


@given(st.text(max_size=30))
def test_canonical_form_needs_no_escape(tail: str) -> None:
    url = canonical_form("https://news.example/" + tail)
    assert not re.search(r'["\\\s]', url)
    assert url.isascii() or not is_http_url(url)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("foo", "'foo': not a web address, expected http:// or https://"),
        ("", "an empty address"),
        ("news.example/a", "not a web address"),
        ("news.example:8080/a", "not a web address"),
        ("ftp://news.example/a", "the scheme 'ftp' can't be fetched"),
        ("mailto:desk@news.example", "the scheme 'mailto' can't be fetched"),
        ("https://", "no valid host"),
        ("https:///a", "no valid host"),
        ("https://news example/a", "no valid host"),
        ("https://news.example:99999/a", "not a web address"),
        ("https://[bad/a", "not a web address"),
        ("https://me:secret@news.example/a", "user name or password"),
    ],
)
def test_bad_input_gets_a_sentence(text: str, words: str) -> None:
    with pytest.raises(UrlError) as caught:
        parse_input_url(text)
    assert words in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_input_keeps_its_query_and_session() -> None:
    assert parse_input_url("https://news.example/a;jsessionid=1?gclid=2") == "https://news.example/a;jsessionid=1?gclid=2"
    assert parse_input_url(" HTTPS://News.Example/a?utm_source=x#top ") == "https://news.example/a?utm_source=x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/", True),
        ("http://a.example", True),
        ("//a.example/", False),
        ("javascript:x", False),
        ("https:///x", False),
        ("", False),
    ],
)
def test_is_http_url(text: str, expected: bool) -> None:
    assert is_http_url(text) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.bbc.co.uk/a", "bbc.co.uk"),
        ("https://WWW.Paper.com/a", "paper.com"),
        ("http://localhost:8000/", "localhost"),
        ("http://10.0.0.1/", "10.0.0.1"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("https://amp.daily.example/a", "daily.example"),
        ("nothing", ""),
    ],
)
def test_registered_domain(url: str, expected: str) -> None:
    assert registered_domain(url) == expected


def test_same_page() -> None:
    assert same_page("http://www.news.example/a/", "https://news.example:443/a#top")
    assert not same_page("https://news.example/a?id=1", "https://news.example/a?id=2")
    assert page_key("https://news.example:8080/a") == "news.example:8080/a"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("UK's dev/test/prod: Teams—now™ & Pokémon", "uks-devtestprod-teamsnow-pokemon"),
        ("  -- A   b - c --  ", "a-b-c"),
        ("38M Records (Exposed)!", "38m-records-exposed"),
        ("Новости дня", "novosti-dnya"),
        ("東京", "dongjing"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_slug_without_a_letter_is_a_short_stable_hash() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", slug("…"))
    assert slug("…") == slug("…") != slug("?!")


@pytest.mark.parametrize(
    ("title", "length"),
    [("a" * 142, 142), ("a" * 200, 142), ("a" * 142 + " b", 142), ("a" * 138 + " " + "b" * 5, 138), ("a" * 100 + " " + "b" * 41, 142)],
)
def test_slug_is_cut_at_a_hyphen(title: str, length: int) -> None:
    assert len(slug(title)) == length <= SLUG_CAP


def test_slug_gives_the_names_of_the_example_files() -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the example files are not here")
    checked = 0
    for path in sorted(EXAMPLES.glob("*.md")):
        name, title = path.stem[11:], re.search(r'^title: "(.*)"$', path.read_text(encoding="utf-8"), re.M)
        # Names longer than the cap are from before the cap.
        if title and len(name) <= SLUG_CAP:
            assert slug(title[1].replace('\\"', '"')) == name
            checked += 1
    assert checked >= 35
