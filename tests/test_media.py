"""Article or video, and which player is shown, on made-up pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.items import Page
from pipelines.extract.media import embed_address, find_featured, find_type, iframe, known_player
from pipelines.extract.view import View

KEY = "a1B2c3D4e5_"
YOUTUBE = f"https://www.youtube.com/embed/{KEY}"
PROSE = f"<p>{'The council met on Monday and voted for it. ' * 10}</p>" * 4
OG_VIDEO = '<meta property="og:type" content="video.other">'
FRAME = f'<iframe src="//www.youtube-nocookie.com/embed/{KEY}?rel=0"></iframe>'


def view(head: str = "", story: str = "", url: str = "https://www.daily.example/watch/tram") -> View:
    body = f"<!doctype html><html><head>{head}</head><body><main><h1>A new tram</h1>{story}</main></body></html>"
    return View(Page(url, url, 200, {"content-type": "text/html; charset=utf-8"}, body.encode(), datetime(2024, 6, 1, tzinfo=UTC)))


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "VideoObject", **node})}</script>'


def shown(page: View) -> str | None:
    found = find_featured(page)
    return found.value.partition('src="')[2].partition('"')[0] if found else None


@pytest.mark.parametrize(
    ("head", "story", "expected"),
    [
        ("", PROSE, "article"),
        ("", "", "article"),
        (OG_VIDEO, "<p>A short description.</p>", "video"),
        (OG_VIDEO, PROSE, "article"),
        (ld(name="x"), "", "video"),
        (ld(name="x"), PROSE, "article"),
        (ld(name="x") + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>', "", "article"),
        (ld(name="x") + '<meta property="og:type" content="article">', "", "article"),
        ('<meta name="twitter:card" content="player"><meta name="twitter:player" content="https://p.example/1">', "", "video"),
        ('<meta name="twitter:card" content="player">', "", "article"),
        ("", FRAME + PROSE, "article"),
    ],
)
def test_type(head: str, story: str, expected: str) -> None:
    assert find_type(view(head, story)).value == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"https://www.youtube.com/watch?v={KEY}&t=5s", YOUTUBE),
        (f"https://youtube.com/watch?app=desktop&v={KEY}", YOUTUBE),
        (f"https://m.youtube.com/watch?v={KEY}", YOUTUBE),
        (f"https://youtu.be/{KEY}?si=x", YOUTUBE),
        (f"https://www.youtube.com/shorts/{KEY}", YOUTUBE),
        (f"http://www.youtube.com/v/{KEY}", YOUTUBE),
        (f"https://www.youtube-nocookie.com/embed/{KEY}?rel=0", YOUTUBE),
        ("https://www.youtube.com/embed/videoseries?list=PL1", None),
        ("https://www.youtube.com/watch?v=short", None),
        (f'https://www.youtube.com/watch?v={KEY[:10]}"', None),
        ("https://www.youtube.com/@channel", None),
        (f"https://youtube.com.evil.example/embed/{KEY}", None),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
        ("https://vimeo.com/123456789/abcdef1234", "https://player.vimeo.com/video/123456789?h=abcdef1234"),
        ("https://player.vimeo.com/video/123456789?h=abc123&autoplay=1", "https://player.vimeo.com/video/123456789?h=abc123"),
        ("https://www.dailymotion.com/video/x8abc12_a-title", "https://www.dailymotion.com/embed/video/x8abc12"),
        ("https://geo.dailymotion.com/player.html?video=x8abc12", "https://www.dailymotion.com/embed/video/x8abc12"),
        ("https://dai.ly/x8abc12", "https://www.dailymotion.com/embed/video/x8abc12"),
        ("javascript:alert(1)", None),
        ("https://[bad", None),
    ],
)
def test_known_player(address: str, expected: str | None) -> None:
    assert known_player(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://player.tv.example/embed/9?a=1", "https://player.tv.example/embed/9?a=1"),
        ("http://player.tv.example/embed/9", None),
        ("https://cdn.tv.example/9.mp4", None),
        ("https://cdn.tv.example/9.m3u8?x=1", None),
        ("https://me:pw@player.tv.example/9", None),
        ("https://vimeo.com/about", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_embed_address(address: str, expected: str | None) -> None:
    assert embed_address(address) == expected


@pytest.mark.parametrize(
    ("head", "story", "url", "expected"),
    [
        (OG_VIDEO, "", f"https://www.youtube.com/watch?v={KEY}", YOUTUBE),
        (ld(embedUrl="https://player.tv.example/embed/9"), "", None, "https://player.tv.example/embed/9"),
        (ld(embedUrl="javascript:alert(1)"), "", None, None),
        (ld(contentUrl="https://cdn.tv.example/9.mp4"), "", None, None),
        (OG_VIDEO + f'<meta property="og:video:url" content="http://www.youtube.com/v/{KEY}">', "", None, YOUTUBE),
        (OG_VIDEO + '<meta property="og:video" content="https://tv.example/p/9"><meta property="og:video:type" content="text/html">',
         "", None,
         "https://tv.example/p/9"),
        (OG_VIDEO + '<meta property="og:video" content="https://tv.example/p/9">', "", None, None),
        ('<meta name="twitter:card" content="player"><meta name="twitter:player" content="https://tv.example/p/9">', "", None, "https://tv.example/p/9"),
        (OG_VIDEO + f'<link rel="alternate" type="application/json+oembed" href="https://o.example/?url=https%3A%2F%2Fyoutu.be%2F{KEY}">',
         "", None,
         YOUTUBE),
        (OG_VIDEO, FRAME, None, YOUTUBE),
        # an article shows only the video that it leads with
        ("", FRAME + PROSE, None, YOUTUBE),
        ("", f'<iframe data-src="https://youtu.be/{KEY}"></iframe>' + PROSE, None, YOUTUBE),
        ("", f'<lite-youtube videoid="{KEY}"></lite-youtube>' + PROSE, None, YOUTUBE),
        ("", PROSE + FRAME, None, None),
        ("", f"<aside>{FRAME}</aside>" + PROSE, None, None),
        ("", '<iframe src="https://ads.example/1"></iframe>' + PROSE, None, None),
        ("", PROSE, None, None),
    ],
)  # fmt: skip
def test_featured(head: str, story: str, url: str | None, expected: str | None) -> None:
    assert shown(view(head, story, url or "https://www.daily.example/watch/tram")) == expected


def test_iframe_has_the_schemas_form_and_escapes() -> None:
    assert iframe(YOUTUBE) == (
        f'<iframe width="800" height="500" frameborder="0" src="{YOUTUBE}" '
        'allow="accelerometer; autoplay; encrypted-media; gyroscope; picture-in-picture" allowfullscreen></iframe>'
    )
    assert 'src="https://x.example/?a=1&amp;b=&quot;&lt;"' in iframe('https://x.example/?a=1&b="<')
