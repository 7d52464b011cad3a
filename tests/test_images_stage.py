"""The images stage in whole crawls: what is asked for, what is written, what is remembered."""

from __future__ import annotations

import hashlib
import json
import random
import struct
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler import frontmatter
from crawler.reporting.report import picture_line
from demo.pictures import png
from pipelines.images.manifest import manifest_icons
from tests.newsroom import ROOT
from tests.picture_web import Answer, Web, article
from tests.test_image_probe import FAR_JPEG, HUGE_PNG, SVG

A, B = "http://www.harbour-gazette.example", "http://pictures.harbour-gazette.example"
NOISE = random.Random(1).randbytes(300_000)


def jpeg(width: int, height: int, before: int) -> bytes:
    """The header of a JPEG with so many bytes of metadata before its size, and a lot after."""
    blocks = b"".join(b"\xff\xed" + struct.pack(">H", size + 2) + bytes(size) for size in [before] if size)
    return b"\xff\xd8" + blocks + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9) + NOISE


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web({})
    yield web
    web.shutdown()
    web.server_close()


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """Title -> front matter of a content folder."""
    found = [frontmatter.read(path.read_bytes()).record for path in sorted((folder / "news").glob("*.md"))]
    return {record["title"]: record for record in found}


def leads(folder: Path) -> dict[str, str]:
    """Title -> the file name of the lead picture, "" without one."""
    return {title: (record.get("images") or [{"url": ""}])[0]["url"].rpartition("/")[2] for title, record in records(folder).items()}


BAD = {
    "html.jpg": (Answer(b"<!DOCTYPE html><p>gone</p>" * 50, "image/jpeg"), "html"),
    "zero.jpg": (Answer(b"", "image/jpeg"), "empty"),
    "cut.png": (Answer(png("cut", 900, 600)[:20]), "truncated"),
    "huge.png": (Answer(HUGE_PNG + NOISE), "too-large"),
    "far.jpg": (Answer(FAR_JPEG + NOISE), "header-too-far"),
    "script": (Answer(SVG, "image/svg+xml"), "svg"),
    "tiny.png": (Answer(png("tiny", 10, 10)), "too-small"),
    "bar.png": (Answer(png("bar", 1200, 210)), "ratio"),
    "noise.jpg": (Answer(NOISE), "format"),
    "gone.jpg": (Answer(b"no such picture", "text/plain", 404), "http-404"),
    "inside.jpg": (Answer(status=302, location="http://169.254.169.254/latest/meta-data"), "private"),
    "file.jpg": (Answer(status=302, location="file:///etc/passwd"), "scheme"),
    "loop.jpg": (Answer(status=302, location=f"{B}/loop.jpg"), "redirects"),
    "packed.jpg": (Answer(NOISE, "image/jpeg", encoding="gzip"), "encoded"),
    "endless.jpg": (Answer(bytes(65536), "image/jpeg", times=2000), "format"),
    "signed.jpg?Expires=1700000000&Signature=ab": (Answer(png("signed", 900, 600)), "expiring"),
    "forbidden/a.jpg": (Answer(png("forbidden", 900, 600)), "robots"),
}


def test_bad_pictures(web: Web, tmp_path: Path) -> None:
    """One reason each, bounded bytes, the article is written with the next picture; a second run asks for nothing."""
    web.answers[f"{B}/robots.txt"] = Answer(b"User-agent: *\nDisallow: /forbidden/\n", "text/plain")
    for number, (name, (answer, _)) in enumerate(BAD.items()):
        web.answers[f"{B}/{name}"] = answer
        web.answers[f"{B}/sound-{number}.png"] = Answer(png(f"sound {number}", 640 + number, 480))
        web.answers[f"{A}/{number}"] = article(f"Harbour story of the day {number}", f"{B}/{name}", f"{B}/sound-{number}.png")
    web.answers[f"{A}/inner"] = article("Harbour story of an inner address", "http://192.168.0.1/a.png")
    web.answers[f"{A}/flood"] = article("Harbour story of ten thousand", *(f"{B}/none-{number}.png" for number in range(10_000)))
    pages = [f"{A}/{name}" for name in (*range(len(BAD)), "inner", "flood")]
    counts = web.crawl(pages, tmp_path)
    reasons = Counter(reason for _, reason in BAD.values()) + Counter({"private": 1, "http-404": 6})
    assert {name.removeprefix("refused/"): count for name, count in counts.items() if name.startswith("refused/")} == reasons
    found = records(tmp_path)
    for number, name in enumerate(BAD):
        (image,) = found[f"Harbour story of the day {number}"]["images"]
        assert image == {"url": f"{B}/sound-{number}.png", "width": 640 + number, "height": 480, "isCached": False}, name
        assert web.sent.get(f"{B}/{name}", 0) <= (64 * 1024 if name != "endless.jpg" else 16_000_000), name  # sockets have buffers
    assert "images" not in found["Harbour story of an inner address"]
    asked = Counter(web.pictures_asked())
    for name in ("loop.jpg", "far.jpg"):  # redirected for ever; continued
        asked.pop(f"{B}/{name}")
    assert not {url: count for url, count in asked.items() if count > 1}
    assert not [url for url, _ in web.asked if "169.254" in url or "192.168" in url or "/forbidden/" in url or "signed" in url]
    web.asked.clear()
    assert "requests" not in web.crawl(pages, tmp_path)
    assert not web.pictures_asked()
    assert records(tmp_path) == found


def test_no_byte_twice(web: Web, tmp_path: Path) -> None:
    """A header further on is reached by one more range that begins where the first ended; pictures are shared by articles."""
    cases = [(True, 100), (True, 7000), (True, 30_000), (True, 60_000), (False, 100), (False, 30_000)]
    pages = []
    for number, (ranges, before) in enumerate(cases):
        web.answers[f"{B}/{number}.jpg"] = Answer(jpeg(1000, 700 + number, before), "image/jpeg", ranges=ranges)
        for turn in ("a", "b"):
            pages.append(f"{A}/{turn}{number}")
            web.answers[pages[-1]] = article(f"Harbour story {turn} of the day {number}", f"{B}/{number}.jpg")
    web.crawl(pages, tmp_path, IMAGES_DEFAULT_AFTER=3)
    found = records(tmp_path)
    for number, (ranges, before) in enumerate(cases):
        url = f"{B}/{number}.jpg"
        for turn in ("a", "b"):
            assert found[f"Harbour story {turn} of the day {number}"]["images"] == [
                {"url": url, "width": 1000, "height": 700 + number, "isCached": False}
            ]
        parts = [tuple(map(int, wanted[6:].split("-"))) for asked, wanted in web.asked if wanted and asked == url]
        assert parts[0] == (0, 8191)
        assert len(parts) == (1 if before < 8000 or not ranges else 2)
        assert all(later[0] == earlier[1] + 1 for earlier, later in pairwise(parts))
        assert not ranges or web.sent[url] <= 64 * 1024


def test_report() -> None:
    stats = {"image/found": 3, "image/none": 1, "image/refused/html": 1, "image/refused/http-404": 2, "image/requests": 9}
    assert picture_line(stats) == "pictures: 3 of 4 articles have one; left out: 2 http-404, 1 html"
    assert picture_line({"image/found": 1}) == "pictures: 1 of 1 articles have one"
    assert picture_line({}) == ""


def share_pages(web: Web) -> list[str]:
    """Five stories: all state the share picture, two have one of their own, two of these the same one."""
    web.answers[f"{B}/card.png"] = Answer(png("card", 1200, 630))
    web.answers[f"{B}/promo.png"] = Answer(png("promo", 800, 600))
    web.answers[f"{B}/own.png"] = Answer(png("own", 640, 480))
    web.answers[f"{A}/a"] = article("Alder story of the harbour", f"{B}/card.png")
    web.answers[f"{A}/b"] = article("Birch story of the harbour", f"{B}/card.png", f"{B}/promo.png", f"{B}/own.png")
    web.answers[f"{A}/c"] = article("Cedar story of the harbour", f"{B}/card.png", f"{B}/promo.png")
    web.answers[f"{A}/d"] = article("Damson story of the harbour", f"{B}/own-d.png")
    web.answers[f"{A}/d2"] = article("Damson story of the harbour", f"{B}/own-d.png", canonical=f"{A}/d")
    web.answers[f"{B}/own-d.png"] = Answer(png("own d", 640, 480))
    return [f"{A}/{name}" for name in ("a", "b", "c", "d", "d2")]


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "news").glob("*.md")}


def test_default_picture(web: Web, tmp_path: Path) -> None:
    """What several stories show is nobody's lead, whichever came first; two addresses of one story are one."""
    pages = share_pages(web)
    wanted = {
        "Alder story of the harbour": "",
        "Birch story of the harbour": "own.png",
        "Cedar story of the harbour": "",
        "Damson story of the harbour": "own-d.png",
    }
    web.crawl(pages, tmp_path / "there", CONCURRENT_REQUESTS=1)
    assert leads(tmp_path / "there") == wanted
    web.crawl(pages[2:3], tmp_path / "back")
    assert leads(tmp_path / "back") == {"Cedar story of the harbour": "card.png"}  # nothing tells against it yet
    web.crawl(pages[::-1], tmp_path / "back", CONCURRENT_REQUESTS=1)
    assert leads(tmp_path / "back") == wanted  # the earlier run's file is mended
    assert contents(tmp_path / "there").keys() == contents(tmp_path / "back").keys()  # a second look scores Cedar anew, without its picture


def test_default_picture_kept(web: Web, tmp_path: Path) -> None:
    web.crawl(share_pages(web), tmp_path, IMAGES_KEEP_DEFAULT=True)
    shown = leads(tmp_path)
    assert shown["Birch story of the harbour"] == "own.png"
    assert shown["Alder story of the harbour"] == shown["Cedar story of the harbour"] == "card.png"


def test_store(web: Web, tmp_path: Path) -> None:
    """Copies are whole, named by content, kept once, with thumbnails; a second run asks for and writes nothing."""
    image = pytest.importorskip("PIL.Image")
    pages = []
    whole = {"one.png": png("one", 900, 600), "same.png": png("one", 900, 600), "two.png": png("two", 1800, 1200)}
    for number, (name, body) in enumerate(whole.items()):
        web.answers[f"{B}/{name}"] = Answer(body, ranges=name != "two.png")
        web.answers[f"{A}/{number}"] = article(f"Harbour story of the day {number}", f"{B}/{name}")
        pages.append(f"{A}/{number}")
    web.answers[f"{B}/broken.png"] = Answer(png("broken", 900, 600)[:2000])
    web.answers[f"{A}/broken"] = article("Harbour story of a broken picture", f"{B}/broken.png")
    pages.append(f"{A}/broken")
    store = tmp_path / "store"
    settings = {"IMAGES_STORE": store, "IMAGES_THUMBS": '{"card": [400, 400], "webp-small": [120, 120]}'}
    web.crawl(pages, tmp_path, **settings)
    found = records(tmp_path)
    cached = {title: record["images"][0]["isCached"] for title, record in found.items()}
    assert cached == {title: "broken" not in title for title in found}
    files = {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}
    names = {hashlib.sha256(body).hexdigest() for body in whole.values()}
    assert set(files) == {
        *(f"full/{name[:2]}/{name}.png" for name in names),
        *(f"thumbs/card/{name[:2]}/{name}.jpg" for name in names),
        *(f"thumbs/webp-small/{name[:2]}/{name}.webp" for name in names),
    }
    assert {body for path, body in files.items() if path.startswith("full/")} == set(whole.values())
    for path in files:
        with image.open(store / path) as opened:
            opened.load()
            assert path.startswith("full/") or max(opened.size) == (400 if "card" in path else 120)
    for name, body in whole.items():
        assert web.sent[f"{B}/{name}"] == len(body)
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()}
    web.asked.clear()
    web.crawl(pages, tmp_path, **settings)
    assert not web.pictures_asked() and records(tmp_path) == found
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.is_file()} == before


def test_icons(web: Web, tmp_path: Path) -> None:
    """The declared icon nearest above 50 pixels, as it measures."""
    head = "".join(f'<link rel="apple-touch-icon" sizes="{side}x{side}" href="{B}/icon-{side}.png">' for side in (32, 60, 180))
    for side in (32, 60, 180):
        web.answers[f"{B}/icon-{side}.png"] = Answer(png("icon", side, side))
    web.answers[f"{A}/a"] = article("Alder story of the harbour", head=head)
    web.crawl([f"{A}/a"], tmp_path, PROVIDER_ICONS=True)
    icon = {"url": f"{B}/icon-60.png", "width": 60, "height": 60}
    assert records(tmp_path)["Alder story of the harbour"]["provider"]["images"] == [icon]


def test_manifest(web: Web, tmp_path: Path) -> None:
    """Without a fitting declared icon the site's manifest answers; it is asked for once for all articles and runs."""
    head = f'<link rel="icon" sizes="16x16" href="{B}/small.png"><link rel="manifest" href="/site.json">'
    icons = [{"src": "/signs/192.png", "sizes": "192x192"}, {"src": "/signs/64.png", "sizes": "64x64"}, {"src": "/sign.svg"}]
    web.answers[f"{A}/site.json"] = Answer(json.dumps({"name": "Alder", "icons": icons}).encode())
    web.answers[f"{B}/small.png"] = Answer(png("small", 16, 16))
    for side in (64, 192):
        web.answers[f"{A}/signs/{side}.png"] = Answer(png("sign", side, side))
    for name in ("a", "b"):
        web.answers[f"{A}/{name}"] = article(f"Alder story {name} of the harbour", head=head)
    for _ in range(2):
        web.crawl([f"{A}/a", f"{A}/b"], tmp_path, PROVIDER_ICONS=True)
    sign = {"url": f"{A}/signs/64.png", "width": 64, "height": 64}
    assert [record["provider"]["images"] for record in records(tmp_path).values()] == [[sign], [sign]]
    assert [url for url, _ in web.asked].count(f"{A}/site.json") == 1


@pytest.mark.parametrize("body", [b"", b"[1]", b'{"icons": 7}', b'{"icons": [7, {"src": 8}, {"src": "http://["}]}', b"{" * 100_000])
def test_a_broken_manifest_has_no_icons(body: bytes) -> None:
    assert manifest_icons(body, f"{A}/site.json", 50) == ()


def test_newsroom(newsroom: str, tmp_path: Path) -> None:
    """The demo newsroom's pages have the pictures of expected.yaml, and the share pictures are nobody's."""
    pages = [
        page
        for page in yaml.safe_load((ROOT / "demo" / "expected.yaml").read_text(encoding="utf-8"))["pages"]
        if page["outcome"] == "written"
    ]
    web = Web({})
    web.server_close()
    web.server_address = ("127.0.0.1", int(newsroom.rpartition(":")[2]))
    web.crawl((ROOT / "demo" / "crawl.txt").read_text(encoding="utf-8").split(), tmp_path)
    found = {record["originalUrl"]: record for record in records(tmp_path).values()}
    checked = 0
    for page in pages:
        record = found.get(page.get("canonical", page["url"]))
        if record is None:
            continue
        checked += 1
        images = record.get("images", [])
        assert [image["url"] for image in images] == ([page["image"]] if page.get("image") else []), page["url"]
        assert all(image["width"] >= 200 and image["height"] >= 200 for image in images)
    assert checked >= 20
