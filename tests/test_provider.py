"""The publisher's name, habit by habit, on small made-up pages."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from crawler.items import Image, Page, Provider
from pipelines.extract.names import agreement
from pipelines.extract.provider import find_provider
from pipelines.extract.view import View


def page(head: str = "", body: str = "", host: str = "www.kestrel-post.com") -> View:
    url = f"https://{host}/a/story" if host else "about:blank"
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return View(Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, text.encode(), datetime(2024, 5, 2, tzinfo=UTC)))


def site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


def ld(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(nodes))}</script>'


LONG = "Bridge open after storm"
CHINESE = site("紅隼時報") + "<title>Bridge / 大橋 - Kestrel Times</title>"


@pytest.mark.parametrize(
    ("host", "head", "body", "expected"),
    [
        ("www.kestrel-post.com", site("The Kestrel Post"), "", "The Kestrel Post"),
        # JSON-LD, also by reference
        ("kestrel-post.com", ld({"@type": "NewsArticle", "publisher": {"name": "Kestrel Post"}}), "", "Kestrel Post"),
        (
            "kestrel-post.com",
            ld({"@type": "NewsArticle", "publisher": {"@id": "#o"}}, {"@type": "Organization", "@id": "#o", "name": "Kestrel Post"}),
            "",
            "Kestrel Post",
        ),
        ("kestrel-post.com", '<meta name="application-name" content="Kestrel Post">', "", "Kestrel Post"),
        # neither stated nor like the address, but shown twice
        ("kvp.org", "<title>Bridge open - Valley Society</title>", "<footer>© 2024 Valley Society e.V.</footer>", "Valley Society"),
        ("kvp.org", "<title>Bridge open - Valley Society</title>", "<p>Nothing else.</p>", "kvp.org"),
        ("kvp.org", "<title>Bridge open</title>", "<h1>Bridge open</h1><footer>© 2024 Bridge open</footer>", "kvp.org"),
        # the system under a site of its own, a company's article
        (
            "kestrel.net",
            ld({"@type": "BlogPosting", "publisher": {"name": "Blogger"}}) + "<title>Bridge - Kestrel Notes</title>",
            "",
            "Kestrel Notes",
        ),
        ("kestrel.org", "", '<a href="/"><img alt="KESTREL"></a><footer>© 2024 The Kestrel Corporation</footer>', "KESTREL"),
        ("elcernicalo.es", site("ELCERNICALO") + ld({"@type": "NewsArticle", "publisher": {"name": "El Cernícalo"}}), "", "El Cernícalo"),
        # slogans, legal forms, marks, editions
        ("kestrel-post.com", site("Kestrel Post - all the news of the valley"), "", "Kestrel Post"),
        ("kestrel-post.com", site("Latest news | Kestrel Post"), "", "Kestrel Post"),
        ("kestrel-post.com", site("Kestrel Post GmbH &amp; Co. KG"), "", "Kestrel Post"),
        ("kestrel-post.com", site("Kestrel Post, Inc."), "", "Kestrel Post"),
        ("kestrel-post.com", site("Kestrel Post™"), "", "Kestrel Post"),
        ("kestrel.de", site("Kestrel Deutschland"), "", "Kestrel"),
        ("radiokestrel.fr", site("Radio Kestrel France"), "", "Radio Kestrel"),
        # an address, where the page has a proper name
        ("kestrel-post.com", site("kestrel-post.com") + '<meta name="publisher" content="The Kestrel Post">', "", "The Kestrel Post"),
        ("kp.de", site("KP.de") + "<title>Brücke offen - Kestrel Post</title>", "", "Kestrel Post"),
        ("kestrelpost.com", site("kestrelpost") + '<meta name="dc.publisher" content="Kestrel Post">', "", "Kestrel Post"),
        ("kestrelpost.at", site("https://www.kestrelpost.at"), '<a href="/"><img alt="Zur Kestrel Post"></a>', "Kestrel Post"),
        ("kestrel.fr", site("Le Kestrel.fr") + '<meta name="publisher" content="Le Kestrel">', "", "Le Kestrel"),
        # an address alone
        ("kestrel.de", site("Kestrel.de"), "", "Kestrel"),
        ("kestrel.de", site("kestrel.de") + '<meta name="twitter:site" content="@KesTrel">', "", "KesTrel"),
        # no stated name: what the page shows and the domain confirms
        ("kestrel-post.com", "<title>Bridge reopens | Kestrel Post</title>", "", "Kestrel Post"),
        ("kestrel-post.com", '<link rel="alternate" type="application/rss+xml" title="Kestrel Post » Feed" href="/f">', "", "Kestrel Post"),
        ("kestrel-post.com", "", '<footer>© 2010–2024 Kestrel Post GmbH. All rights reserved.</footer>', "Kestrel Post"),
        ("kestrelpost.com", '<link rel="alternate" type="application/rss+xml" title="Kestrel-Post - RSS" href="/f">', "", "Kestrel-Post"),
        ("kestrel-post.com", "", '<img class="logo" alt="Kestrel Post Logo">', "Kestrel Post"),
        ("ka.com.tr", "", '<img class="footer-logo" alt="Kerkenez Ajansı">', "Kerkenez Ajansı"),
        ("kestrel-post.com", "<title>Bridge reopens | Weather</title>", "<footer>© 2024 Heron Media</footer>", "kestrel-post.com"),
        # a publication on a platform, a name with nothing of the domain
        ("valley.blogs.com", site("Notes from the Valley") + "<title>Rain | Blogs</title>", "", "Notes from the Valley"),
        ("valleynotes.blogspot.com", "<title>Rain: Valley Notes</title><title>x</title>", "", "blogspot.com"),
        ("valleynotes.blogspot.com", "<title>Rain | Valley Notes</title>", "", "Valley Notes"),
        ("heron-media.com", site("Channel Nine") + "<title>Rain | Heron Media</title>", "", "Channel Nine"),
        # another script than the page's
        ("kestreltimes.com", CHINESE + '<meta property="og:title" content="Bridge reopens">', "", "Kestrel Times"),
        ("kestreltimes.com", CHINESE + '<meta property="og:title" content="大橋重新開放">', "", "紅隼時報"),
        # another script than the address's: the copyright line's spelling
        ("kestrel.co.jp", site("隼新聞デジタル"), "<footer>© 2024 The Kestrel Shimbun Company</footer>", "Kestrel Shimbun"),
        ("kestrel.co.jp", site("隼新聞Web"), "<footer>© The Kestrel Shimbun, All Rights Reserved</footer>", "Kestrel Shimbun"),
        ("kestrel.co.jp", site("隼新聞"), "<footer>© Kestrel</footer>", "隼新聞"),
        ("kestrel.co.jp", site("隼新聞"), "<footer>© Heron Media</footer>", "隼新聞"),
        ("valley.kestrel.co.jp", site("谷の日記"), "<footer>© Kestrel Blogs</footer>", "谷の日記"),
        # umlauts and strokes as addresses write them
        ("heron-koeln.de", ld({"@type": "WebSite", "name": "Heron Köln"}) + "<title>x | Heron Koeln</title>", "", "Heron Köln"),
        ("gloskanii.pl", "<title>Most otwarty - Głos Kanii</title>", "", "Głos Kanii"),
        # the company's name around the site's
        ("kestrel.de", "", "<footer>© 2024 Kestrel Verlags- und Vertriebs GmbH</footer>", "Kestrel"),
        # an abbreviation in brackets
        ("krt.de", site("Kestrel Radio und Ton (KRT)"), "", "Kestrel Radio und Ton"),
        ("kestrel.de", site("Kestrel (KRT)"), "", "Kestrel (KRT)"),
        # other separators of slogans and titles
        ("kestrel-post.com", site("Kestrel Post ~ Trending, Breaking News and Videos"), "", "Kestrel Post"),
        ("sun.com.cn", "<title>大桥重新开放_河东新闻_河东网</title>", "", "河东网"),
        ("sun.com.cn", "<title>大桥重新开放--时政--河东日报</title>", "", "河东日报"),
        ("sun.com.cn", "<title>大桥重新开放_大桥</title>", "", "sun.com.cn"),
        ("sun.com.cn", "<title>大桥重新开放_河东在线会</title>", "<footer>© 2024 河东在线会版权所有</footer>", "河东在线会"),
        ("sun.co.kr", "<title>다리 개통 - 강변신문</title>", "", "강변신문"),
        # the paper behind a name written as an address
        ("kestrel.de", site("Kestrel.de") + ld({"@type": "Organization", "name": "Kestrel Zeitung"}), "", "Kestrel Zeitung"),
        ("suedkestrel.de", site("Südkestrel.de") + ld({"@type": "Organization", "name": "Südkestrel Zeitung"}), "", "Südkestrel Zeitung"),
        ("kestrel.de", site("Kestrel.de") + ld({"@type": "Organization", "name": "Kestrel Medien"}), "", "Kestrel"),
        # another statement that is the domain's
        ("kestrelpost.com", site("Post Online") + ld({"@type": "Organization", "name": "Kestrel Post"}), "", "Kestrel Post"),
        ("kp.pl", site("Rzeka") + ld({"@type": "Organization", "name": "KP"}), "", "Rzeka"),
        ("notes.kestrelpost.com", site("Valley Notes") + ld({"@type": "Organization", "name": "Kestrel Post"}), "", "Valley Notes"),
        # a better spelling anywhere on the page
        ("whitekestrel.gov", site("whitekestrel.gov") + "<title>The White Kestrel | whitekestrel.gov</title>", "", "The White Kestrel"),
        ("kestrel.com", site("www.kestrel.com") + ld({"@type": "Organization", "name": "KESTREL.com"}), "", "KESTREL"),
        ("kestrel-news.co.jp", site("隼日報"), "<footer>© Kestrel News</footer>", "Kestrel News"),
        # the link to the front page
        ("kestrelpost.com", site("kestrelpost.com"), '<a href="/">Kestrel Post</a>', "Kestrel Post"),
        ("kestrelpost.com", "", '<header><p class="site-title">Kestrel Post</p></header>', "Kestrel Post"),
        ("kestrelpost.com", "", '<a href="/">Home</a>', "kestrelpost.com"),
        ("valley.kestrelpost.com", "", '<a href="https://kestrelpost.com/">Kestrel Post</a>', "kestrelpost.com"),
        ("adamarlow.github.io", "", '<a href="/">Ada Marlow</a>', "Ada Marlow"),
        # what is no name
        ("kestrel-post.com", site("{$plugin.site_name}") + "<title>Rain - Kestrel Post</title>", "", "Kestrel Post"),
        ("kestrel-post.com", site(LONG) + '<meta property="og:title" content="Bridge open after storm">', "", "kestrel-post.com"),
        ("kestrel-post.com", site(LONG) + "<title>Bridge open after storm - Kestrel Post</title>", "", "Kestrel Post"),
        ("kestrel-post.com", "", "", "kestrel-post.com"),
    ],
)  # fmt: skip
def test_provider_name(host: str, head: str, body: str, expected: str) -> None:
    found = find_provider(page(head, body, host), {})
    assert found and found.value.name == expected


def test_the_domain_is_registrable() -> None:
    found = find_provider(page(site("Kestrel"), host="news.kestrel.co.uk"), {})
    assert found and found.value == Provider("Kestrel", "kestrel.co.uk")


def test_the_directory_wins_then_the_sites_row() -> None:
    listed = Provider("The Kestrel Post", "kestrel-post.com", (Image("/logo.png", 50, 50),))
    view = page(site("Kestrel"))
    view.site = {"provider": "Kestrel Row"}
    found = find_provider(view, {"kestrel-post.com": listed})
    assert found and (found.value, found.by) == (listed, "config/providers")
    found = find_provider(view, {})
    assert found and (found.value.name, found.by) == ("Kestrel Row", "config/sites")


def test_no_host_no_provider() -> None:
    assert find_provider(page(site("Kestrel"), host=""), {}) is None


@pytest.mark.parametrize(
    ("name", "domain", "expected"),
    [
        ("Kestrel Post", "kestrelpost.com", 3),
        ("The Kestrel Post", "kestrel-post.co.uk", 3),
        ("Kestrel", "thekestrel.com", 3),
        ("Kestrel.com", "kestrel.com", 3),
        ("Süd Zeitung", "sued-zeitung.de", 3),
        ("Süd Zeitung", "sud-zeitung.de", 3),
        ("Głos Kanii", "gloskanii.pl", 3),
        ("Kieler Allgemeine Zeitung", "kaz.net", 2),
        ("The Kent Yearly Times", "kytimes.com", 2),
        ("U.S. Kestrels & World Report", "uskestrels.com", 2),
        ("Kestrel News", "kestrel.com", 1),
        ("WP Kestrel", "wp.pl", 1),
        ("Heron", "kestrel.com", 0),
        ("", "kestrel.com", 0),
    ],
)
def test_agreement(name: str, domain: str, expected: int) -> None:
    assert agreement(name, domain) == expected


@pytest.mark.parametrize("text", ["a b " * 30_000, "© " * 30_000, "k" * 100_000, "- | " * 30_000])
def test_a_hostile_name_takes_no_time(text: str) -> None:
    start = time.process_time()
    find_provider(
        page(site(text) + f"<title>{text}</title>", f"<p>{text}</p><footer>© {text}</footer><a href='/' title='{text}'>x</a>"), {}
    )
    assert time.process_time() - start < 2
