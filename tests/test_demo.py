"""The demo newsroom keeps its word: every address answers as its table says, and its pages hang together."""

from __future__ import annotations

import gzip
import http.client
import io
import json
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from demo import sites
from tests.newsroom import ROOT, newsroom, start, stop  # noqa: F401  (a fixture)

PAGES: list[dict[str, Any]] = yaml.safe_load((ROOT / "demo" / "expected.yaml").read_text(encoding="utf-8"))["pages"]
WRITTEN = [page for page in PAGES if page["outcome"] == "written"]
KINDS = {"ConsentWall", "BotChallenge", "LoginPage", "Paywalled", "SoftNotFound"}
KINDS |= {"RedirectedHome", "SectionPage", "JavaScriptShell", "EmptyPage", "NotAnArticle", "NotHtml", "Robots"}
KEST = "http://www.kestrel-post.example"
WIRE = "http://www.copperwire.example"
PICTURE = f"{WIRE}/img/tugs-1200x675.png"


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """One kept connection to the newsroom as a proxy."""

    def __init__(self, proxy: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(proxy).netloc, timeout=10)

    def __call__(self, target: str, method: str = "GET", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, target, headers=named)
        response = self.connection.getresponse()
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def followed(self, target: str) -> Reply:
        for _ in range(5):
            reply = self(target)
            if "location" not in reply.headers:
                return reply
            target = urljoin(target, reply.headers["location"])
        raise AssertionError(f"{target} redirects for ever")


@pytest.fixture(scope="module")
def get(newsroom: str) -> Iterator[Client]:  # noqa: F811
    client = Client(newsroom)
    yield client
    client.connection.close()


def size(body: bytes) -> tuple[int, int]:
    """Width and height from the header of a PNG, a JPEG or a lossy WebP."""
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack(">II", body[16:24])
    if body[:4] == b"RIFF" and body[8:16] == b"WEBPVP8 ":
        width, height = struct.unpack("<HH", body[26:30])
        return width & 0x3FFF, height & 0x3FFF
    assert body.startswith(b"\xff\xd8"), body[:16]
    at = 2
    while body[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    height, width = struct.unpack(">HH", body[at + 5 : at + 9])
    return width, height


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["url"].removeprefix("http://www."))
def test_every_address_answers_as_stated(get: Client, page: dict[str, Any]) -> None:
    reply = get(page["url"])
    assert reply.status == page.get("status", 200)
    if reply.status == 200:
        assert reply.headers["content-type"].split(";")[0] == page.get("kind", "text/html")
    outcome, _, kind = page["outcome"].partition(":")
    assert outcome in ("written", "refused", "failed")
    assert (kind in KINDS) == (outcome == "refused")
    assert ("why" in page) == (outcome == "failed")


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page["url"].removeprefix("http://www."))
def test_an_expected_value_stands_on_its_page(get: Client, page: dict[str, Any]) -> None:
    reply = get.followed(page["url"])
    html = reply.body.decode(page.get("charset", "utf-8"))
    text = unescape(html)
    assert page.get("title_as_sent", page["title"]) in text
    assert page["provider"] in text
    for author in page["authors"]:
        assert author in text
    assert page["published"].tzname() == "UTC"
    for link in ("image", "share_picture", "amp", "canonical", "embed"):
        if link in page and page[link] != page["url"]:
            assert page[link] in html or page[link].rsplit("/", 1)[1] in html
    if "canonical" in page:
        assert f'<link rel="canonical" href="{page["canonical"]}">' in html
    if "{{" in html or "<!--#" in html:
        raise AssertionError("a placeholder was left")


def test_the_list_is_what_is_expected() -> None:
    listed = subprocess.run([sys.executable, "-m", "demo", "--list", "--port", "1"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout.splitlines() == [page["url"] for page in PAGES]
    assert len({page["url"] for page in PAGES}) == len(PAGES)
    assert {page["outcome"].partition(":")[2] for page in PAGES} >= KINDS


def test_links_and_pictures_lead_somewhere(get: Client) -> None:
    known = {page["url"]: page.get("status", 200) for page in PAGES}
    waiting, seen = [*known], set[str]()
    pictures = 0
    hosts = {*sites.PUBLISHERS, *sites.IMAGE_HOSTS}
    while waiting:
        address = waiting.pop().split("#")[0]
        if address in seen or urlsplit(address).hostname not in hosts or not urlsplit(address).path:
            continue
        seen.add(address)
        reply = get(address)
        if "location" in reply.headers:
            waiting.append(urljoin(address, reply.headers["location"]))
        else:
            assert reply.status == known.get(address, 200), address
        if match := re.search(r"-(\d{2,4})(?:x(\d{2,4}))?\.png$", address):
            assert size(reply.body) == (int(match[1]), int(match[2] or match[1]))
            pictures += 1
        if reply.headers.get("content-type", "").startswith("text/html"):
            html = reply.body.decode("utf-8", "replace")
            found = re.findall(r'\s(?:href|src|data-src|action)="([^"\s]+)"', html)
            found += [part.split()[0] for value in re.findall(r'srcset="([^"]+)"', html) for part in value.split(", ")]
            found += re.findall(r'"(http://[^"\s]+)"', html)
            waiting += [urljoin(address, unescape(link)) for link in found if "/" in link and not link.startswith(("data:", "mailto:"))]
    assert pictures > 40


@pytest.mark.parametrize(
    ("address", "width", "height"),
    [
        ("http://img.kestrel-post.example/img/ferry-cameras.jpg", 1200, 675),
        ("http://www.ahlstedter-anzeiger.example/img/haushalt.jpg", 1024, 683),
        ("http://www.copperwire.example/img/audit-desk.webp", 1200, 800),
        ("http://www.copperwire.example/img/pixel.png", 1, 1),
        ("http://www.diariodelalba.example/apple-touch-icon-180.png", 180, 180),
    ],
)
def test_a_picture_has_its_size(get: Client, address: str, width: int, height: int) -> None:
    reply = get(address)
    assert reply.headers["content-type"].startswith("image/")
    assert size(reply.body) == (width, height)


def test_pictures_are_sound_and_differ(get: Client) -> None:
    image = pytest.importorskip("PIL.Image")
    bodies = {page["image"]: get(page["image"]).body for page in WRITTEN if "image" in page}
    for body in bodies.values():
        image.open(io.BytesIO(body)).load()
    assert len(set(bodies.values())) == len(bodies)


def test_bad_pictures_are_bad(get: Client) -> None:
    assert get(f"{WIRE}/img/zero-bytes.jpg").body == b""
    fake = get(f"{WIRE}/img/expired-hotlink.jpg")
    assert fake.headers["content-type"] == "image/jpeg" and fake.body.startswith(b"<!DOCTYPE html>")
    assert get(f"{WIRE}/img/no-such-scene-400x225.png").status == 404


SITEMAPS = [f"{KEST}/sitemap-2026-10.xml", f"{KEST}/sitemap-2026-11.xml", f"{KEST}/sitemap-news.xml"]
SITEMAPS += [f"http://{host}/sitemap.xml" for host in sites.PUBLISHERS if "kestrel" not in host]
FEEDS = {
    f"{KEST}/rss.xml": (".//item/link", "application/xml"),
    f"{WIRE}/feed/": (".//item/link", "application/rss+xml"),
    "http://www.diariodelalba.example/rss/portada.xml": (".//item/link", "application/xml"),
    "http://www.ahlstedter-anzeiger.example/atom.xml": (
        ".//{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link",
        "application/atom+xml",
    ),
}


@pytest.mark.parametrize("address", SITEMAPS)
def test_a_sitemap_lists_pages_that_exist(get: Client, address: str) -> None:
    links = [node.text or "" for node in ElementTree.fromstring(get(address).body).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert links and [get(link).status for link in links] == [200] * len(links)


def test_the_sitemap_index_lists_sitemaps(get: Client) -> None:
    tree = ElementTree.fromstring(get(f"{KEST}/sitemap.xml").body)
    assert tree.tag.endswith("sitemapindex")
    assert {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")} == set(SITEMAPS[:2])


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_lists_expected_articles(get: Client, address: str) -> None:
    path, kind = FEEDS[address]
    reply = get(address)
    assert reply.headers["content-type"].split(";")[0] == kind
    links = [(node.text or node.get("href") or "").partition("?")[0] for node in ElementTree.fromstring(reply.body).iterfind(path)]
    assert len(links) >= 2 and set(links) <= {page["url"] for page in WRITTEN}


def test_the_json_feed_lists_expected_articles(get: Client) -> None:
    reply = get(f"{WIRE}/feed.json")
    assert reply.headers["content-type"].startswith("application/feed+json")
    items = json.loads(reply.body)["items"]
    assert len(items) == 2 and {item["url"].partition("?")[0] for item in items} <= {page["url"] for page in WRITTEN}


def test_structured_data_is_well_formed(get: Client) -> None:
    blocks = 0
    for page in PAGES:
        if page.get("status", 200) == 200 and page.get("kind", "text/html") == "text/html":
            for block in re.findall(
                r'<script type="application/ld\+json">(.*?)</script>', get(page["url"]).body.decode("utf-8", "replace"), re.S
            ):
                json.loads(block)
                blocks += 1
    assert blocks >= 12
    assert json.loads(get(f"{KEST}/oembed-48255.json").body)["type"] == "video"


def test_robots_txt_differs_by_host(get: Client) -> None:
    assert b"Disallow: /private/" in get(f"{KEST}/robots.txt").body
    assert b"Crawl-delay: 1" in get(f"{WIRE}/robots.txt").body
    assert b"/private/" not in get("http://www.diariodelalba.example/robots.txt").body


def test_the_wire_story_is_the_same_text_twice(get: Client) -> None:
    bodies = [get(page["url"]).body.decode() for page in WRITTEN if page.get("same_text") == "velmar-wire"]
    shared = set.intersection(*(set(re.findall(r"<p>(.{80,})</p>", body)) for body in bodies))
    assert len(bodies) == 2 and len(shared) >= 6


@pytest.mark.parametrize("story", ["harrowmouth", "velmar", "petra", "kelp"])
def test_a_story_is_told_by_several_within_days(story: str) -> None:
    told = [page for page in WRITTEN if page.get("same_story") == story and "canonical" not in page]
    assert len({page["domain"] for page in told}) >= 2
    assert (max(page["published"] for page in told) - min(page["published"] for page in told)).days <= 5


def test_head_is_get_without_a_body(get: Client) -> None:
    for address in (f"{KEST}/", PICTURE, f"{KEST}/nothing"):
        full, head = get(address), get(address, "HEAD")
        assert head.body == b"" and head.status == full.status
        assert head.headers["content-length"] == full.headers["content-length"] == str(len(full.body))


@pytest.mark.parametrize("address", [f"{KEST}/about", PICTURE])
def test_an_unchanged_page_is_not_sent_twice(get: Client, address: str) -> None:
    first = get(address)
    for headers in ({"If_None_Match": first.headers["etag"]}, {"If_Modified_Since": first.headers["last-modified"]}):
        again = get(address, **headers)
        assert again.status == 304 and again.body == b"" and again.headers["etag"] == first.headers["etag"]
    assert get(address, If_None_Match='"another"', If_Modified_Since=first.headers["last-modified"]).status == 200


def test_gzip_only_when_asked(get: Client) -> None:
    plain, packed = get(f"{KEST}/about"), get(f"{KEST}/about", Accept_Encoding="gzip, deflate")
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and packed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-99", 206, slice(0, 100)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-50", 206, slice(-50, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("lines=1-2", 200, slice(0, None)),
    ],
)
def test_a_part_of_a_picture(get: Client, wanted: str, status: int, part: slice) -> None:
    whole, reply = get(PICTURE), get(PICTURE, Range=wanted)
    assert reply.status == status and reply.body == whole.body[part]
    assert ("content-range" in reply.headers) == (status != 200)


def test_hosts(get: Client, newsroom: str) -> None:  # noqa: F811
    assert get("/about", Host="www.kestrel-post.example").body == get(f"{KEST}/about").body
    apex = get("http://kestrel-post.example/about")
    assert (apex.status, apex.headers["location"]) == (301, f"{KEST}/about")
    assert get("http://www.elsewhere.example/").status == 502
    assert b"elsewhere" in get("http://www.elsewhere.example/").body
    assert get("www.kestrel-post.example:443", "CONNECT").status == 501
    assert get("http://[bad/", Host="x").status == 400
    assert get(f"{KEST}/../../demo/server.py").status == get(f"{KEST}/_head.html").status == 404
    assert get(f"{KEST}/a%00b").status == get(f"{KEST}/{'a' * 999}").status == 404
    shown = get(f"{newsroom}/www.kestrel-post.example/").body.decode()
    assert f'href="{newsroom}/www.kestrel-post.example/news/technology"' in shown
    assert b"www.copperwire.example" in get(f"{newsroom}/").body


def test_it_needs_nothing_but_python_and_stays_on_this_machine() -> None:
    code = "from demo.server import Newsroom; server = Newsroom(); print(server.server_address[0]); server.server_close()"
    alone = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert alone.stdout == "127.0.0.1\n"


def test_a_client_may_hang_up(newsroom: str) -> None:  # noqa: F811
    for _ in range(3):
        hasty = http.client.HTTPConnection(urlsplit(newsroom).netloc, timeout=10)
        hasty.request("GET", PICTURE)
        hasty.close()
    assert Client(newsroom)(PICTURE).status == 200


def test_the_slow_page_waits(get: Client) -> None:
    started = time.monotonic()
    slow = next(page["url"] for page in PAGES if page.get("slow"))
    assert get(slow).status == 200
    assert time.monotonic() - started >= 0.25


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told(number: signal.Signals) -> None:
    process, address = start()
    try:
        kept = Client(address)
        assert kept(f"{KEST}/").status == 200  # an open connection must not hold it up
        process.send_signal(number)
        assert process.wait(timeout=5) == 0
    finally:
        stop(process)
