"""Picture candidates of made-up pages: order, sizes, credits, and what is no picture of the story."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from crawler.items import Hints, Image, Page
from pipelines.extract.picture_sources import largest, parse_srcset, pixels
from pipelines.extract.pictures import MAX_IMAGES, find_images, is_stand_in
from pipelines.extract.view import View

PROSE = f"<p>{'The council met on Monday and voted. ' * 5}</p>"


def view(head: str = "", story: str = "", image: str | None = None) -> View:
    body = f"<!doctype html><html><head>{head}</head><body><article><h1>A new tram</h1>{story}{PROSE}</article></body></html>"
    url = "https://www.daily.example/city/tram"
    return View(
        Page(
            url, url, 200, {"content-type": "text/html; charset=utf-8"}, body.encode(), datetime(2024, 6, 1, tzinfo=UTC), Hints(image=image)
        )
    )


def ld(image: object, **more: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "image": image, **more})}</script>'


def og(address: str, **more: object) -> str:
    return f'<meta property="og:image" content="{address}">' + "".join(
        f'<meta property="og:image:{name}" content="{value}">' for name, value in more.items()
    )


def urls(page: View) -> list[str]:
    found = find_images(page)
    return [image.url.removeprefix("https://www.daily.example") for image in found.value] if found else []


def lead(page: View) -> Image:
    found = find_images(page)
    assert found
    return found.value[0]


@pytest.mark.parametrize(
    ("head", "story", "expected", "by"),
    [
        (og("/a.jpg") + ld("/b.jpg"), "", ["/a.jpg", "/b.jpg"], "og:image"),
        (og("/logo.png") + ld("/b.jpg"), "", ["/b.jpg"], "json-ld"),
        (ld(["/b.jpg", "/c.jpg"]), "", ["/b.jpg", "/c.jpg"], "json-ld"),
        (ld([{"url": "/s.jpg", "width": 300, "height": 200}, {"url": "/l.jpg", "width": "1200px", "height": 800}]), "",
         ["/l.jpg", "/s.jpg"], "json-ld"),
        (ld({"@type": "ImageObject", "contentUrl": "/c.jpg"}), "", ["/c.jpg"], "json-ld"),
        (ld({"@id": "#pic"}) + '<script type="application/ld+json">{"@type":"ImageObject","@id":"#pic","url":"/p.jpg"}</script>', "",
         ["/p.jpg"], "json-ld"),
        ('<meta name="twitter:image:src" content="/t.jpg">', "", ["/t.jpg"], "twitter:image"),
        ('<link rel="image_src" href="/i.jpg">', "", ["/i.jpg"], "link image_src"),
        ('<meta itemprop="image" content="/m.jpg">', "", ["/m.jpg"], "itemprop image"),
        (ld(None, thumbnailUrl="/th.jpg"), "", ["/th.jpg"], "json-ld thumbnail"),
        ("", '<figure><img src="/f.jpg"></figure><video poster="/v.jpg"></video>', ["/f.jpg", "/v.jpg"], "figure"),
        ("", '<video poster="/v.jpg"></video>', ["/v.jpg"], "poster"),
        (og("/a.jpg", secure_url="https://www.daily.example/a.jpg"), "", ["/a.jpg"], "og:image"),
    ],
)  # fmt: skip
def test_where_pictures_are(head: str, story: str, expected: list[str], by: str) -> None:
    page = view(head, story)
    assert urls(page) == expected
    found = find_images(page)
    assert found and found.by == by


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="data:image/gif;base64,AA" data-src="/lazy.jpg">', "/lazy.jpg"),
        ('<img src="/small.jpg" srcset="/m.jpg 600w, /l.jpg 1200w, /s.jpg 300w">', "/l.jpg"),
        ('<img src="/one.jpg" srcset="/one.jpg, /two.jpg 2x">', "/one.jpg"),
        ('<img src="/small.jpg" data-srcset="/l.jpg 1200w">', "/l.jpg"),
        ('<picture><source srcset="/w.webp 1600w"><img src="/s.jpg"></picture>', "/w.webp"),
        ('<img src="/holder.gif" data-original="/o.jpg">', "/o.jpg"),
        ('<noscript><img src="/n.jpg"></noscript>', "/n.jpg"),
        ('<amp-img src="/amp.jpg" width="600" height="400"></amp-img>', "/amp.jpg"),
    ],
)
def test_the_largest_version_of_a_figure(markup: str, expected: str) -> None:
    assert urls(view("", f"<figure>{markup}</figure>"))[:1] == [expected]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="data:image/png;base64,AAAA">',
        '<img src="/pixel.gif">',
        '<img src="/drawing.svg">',
        '<img src="/x.jpg" width="1" height="1">',
        '<img src="/x.jpg" width="60">',
        '<img src="https://secure.gravatar.com/avatar/1.jpg">',
        '<aside><img src="/other.jpg"></aside>',
        '<div class="related-stories"><img src="/other.jpg"></div>',
        '<img src="javascript:x()">',
        "<img>",
    ],
)
def test_what_is_no_picture_of_the_story(markup: str) -> None:
    assert find_images(view("", markup)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("logo.png", True),
        ("daily-logo-1200x630.png", True),
        ("default.jpg", True),
        ("og-default.jpg", True),
        ("facebook_share.png", True),
        ("placeholder-16x9.jpg", True),
        ("no_image.gif", True),
        ("author-avatar.jpg", True),
        ("blank.gif", True),
        ("icons/date.png", True),
        ("twitter-logo-on-a-phone.jpg", False),
        ("teilen-1200x630.png", True),
        ("compartir_facebook.jpg", True),
        ("partage-default.png", True),
        ("kein-bild.jpg", True),
        ("sem_imagem.png", True),
        ("teilen-lernen-im-kindergarten.jpg", False),
        ("dela-cruz-portrait.jpg", False),
        ("preload.gif", True),
        ("qrcode-app.png", True),
        ("navbar-header-right.gif", True),
        ("DefaultPic.gif", True),
        ("Daily_Logo_PS.gif", True),
        ("load-shedding-map.jpg", False),
        ("tram-line-opening.jpg", False),
        ("maxresdefault.jpg", False),
        ("dims4/default/1a2b/photo.jpg", False),
        ("share-prices-fall-again.jpg", False),
        ("technologos-fair.jpg", False),
    ],
)
def test_stand_ins(name: str, expected: bool) -> None:
    assert is_stand_in(f"https://img.daily.example/{name}", "daily.example") is expected


def test_the_publishers_logo_is_no_picture() -> None:
    node = ld("/x9.png", publisher={"@type": "Organization", "logo": {"url": "https://www.daily.example/x9.png"}})
    assert urls(view(og("/x9.png") + node, '<img src="/tram.jpg">')) == ["/tram.jpg"]


def test_addresses_need_no_escape() -> None:
    assert urls(view(og("/a b&quot;c\\d.jpg?x=1&amp;amp;y=2#top"))) == ["/a%20b%22c%5Cd.jpg?x=1&y=2"]


def test_sizes_that_are_believed() -> None:
    both = lead(view(og("/a.jpg", width="1200", height="630px")))
    assert (both.width, both.height) == (1200, 630)
    second = find_images(view(og("/a.jpg") + og("/b.jpg", width=800, height=600)))
    assert second and [(image.width, image.height) for image in second.value] == [(None, None), (800, 600)]
    served = lead(view(og("/img/crop/3000x2000/resize/1200x675!/tram.jpg")))
    assert (served.width, served.height) == (1200, 675)
    scaled = lead(view(og("/2024/tram-1024x683.jpg")))
    assert (scaled.width, scaled.height) == (1024, 683)


def test_one_statement_of_linked_data_is_no_size_but_two_that_agree_are() -> None:
    picture = {"url": "/b.jpg", "width": 1000, "height": 750}
    assert (lead(view(ld(picture))).width, lead(view(ld(picture))).height) == (None, None)
    page = '<script type="application/ld+json">{"@type":"WebPage","primaryImageOfPage":{"url":"/b.jpg","width":1000,"height":750}}</script>'
    assert (lead(view(ld(picture) + page)).width, lead(view(ld(picture) + page)).height) == (1000, 750)


def test_caption_and_credit() -> None:
    story = (
        '<figure><img src="/f.jpg" alt="tram"><figcaption>The new tram. <span class="credit">Photo: Ada Lund</span></figcaption></figure>'
    )
    assert lead(view("", story)) == Image("https://www.daily.example/f.jpg", title="The new tram.", attribution="Ada Lund")
    assert lead(view("", '<img src="/f.jpg" alt="A tram">')).title == "A tram"
    joined = lead(view(og("/b.jpg") + ld({"url": "/b.jpg", "caption": "A tram", "creditText": "Bo Ek"})))
    assert (joined.title, joined.attribution) == ("A tram", "Bo Ek")


def test_the_feeds_picture_comes_last() -> None:
    assert urls(view("", '<img src="/f.jpg">', "https://www.daily.example/h.jpg")) == ["/f.jpg", "/h.jpg"]
    assert urls(view("", "", "https://www.daily.example/h.jpg")) == ["/h.jpg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("/a.jpg", [("/a.jpg", 1.0, "x")]),
        ("/a.jpg 1x, /b.jpg 2x", [("/a.jpg", 1.0, "x"), ("/b.jpg", 2.0, "x")]),
        ("/a,b.jpg 300w,/c.jpg 600w", [("/a,b.jpg", 300.0, "w"), ("/c.jpg", 600.0, "w")]),
        ("/a.jpg, /b.jpg", [("/a.jpg", 1.0, "x"), ("/b.jpg", 1.0, "x")]),
        (" ,, /a.jpg nonsense", [("/a.jpg", 1.0, "x")]),
    ],
)
def test_parse_srcset(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert parse_srcset(text) == expected


def test_largest_of_a_srcset() -> None:
    assert largest("data:image/gif;base64,A 1w, /a.jpg 300w, /b.jpg 900w") == ("/b.jpg", 900)
    assert largest("/a.jpg 1x, /b.jpg 1.5x") == ("/b.jpg", None)
    assert largest(" , ") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1200, 1200), ("1200", 1200), ("1200px", 1200), (1200.0, 1200), ({"value": "630"}, 630), ("100%", None), (0, None), (-5, None),
     (True, None), (99999999, None), (float("inf"), None), (None, None), ([1], None)],
)  # fmt: skip
def test_pixels(value: object, expected: int | None) -> None:
    assert pixels(value) == expected


def test_ten_thousand_pictures_are_no_burden() -> None:
    start = time.process_time()
    found = find_images(view("", "".join(f'<img src="/p{n}.jpg">' for n in range(10_000))))
    assert found and len(found.value) == MAX_IMAGES
    assert time.process_time() - start < 3
