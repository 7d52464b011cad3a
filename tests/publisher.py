"""A made-up publisher whose lists and articles change while a test looks on: a forward proxy on 127.0.0.1 that logs requests."""

from __future__ import annotations

import hashlib
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from crawler import clock

HOST = "www.tidewater-echo.example"
SITE = f"http://{HOST}"
SYLLABLES = "bar cor dan fen gil hol jun kel lom mir nor pel ras sol tor vel wim yar zet"


def words(seed: object, count: int) -> list[str]:
    """Made-up words, always the same of a seed: two articles have hardly one in common."""
    chance = random.Random(str(seed))
    return ["".join(chance.choices(SYLLABLES.split(), k=chance.randint(2, 3))) for _ in range(count)]


@dataclass
class Story:
    """An article as the publisher has it now."""

    number: int
    published: datetime
    updated: datetime | None = None
    correction: int = 0  # raised with each correction
    dated: bool = True  # the page states its date
    refused: bool = False  # the page is a consent wall
    named: str = ""  # a headline that others have too
    retells: int | None = None  # the number of the story whose text it has, in its own order
    host: str = HOST

    @property
    def path(self) -> str:
        return f"/{self.published:%Y/%m}/{'-'.join(words(self.number, 4))}-story-{self.number:05}"

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def title(self) -> str:
        if self.named:
            return self.named
        again = f", correction {self.correction}" if self.correction else ""
        of = self.number if self.retells is None else self.retells
        return f"{' '.join(words(of, 6)).capitalize()} {self.number}{again}"

    def page(self) -> str:
        if self.refused:
            return "<html><head><title>Before you continue</title></head><body></body></html>"
        body = "".join(f"<p>{self.paragraph(n)}</p>" for n in range(6))
        about = " ".join(words((self.number, "about"), 8))
        dates = f'<meta property="article:published_time" content="{self.published.isoformat()}">' if self.dated else ""
        return (
            f'<!doctype html><html lang="en"><head><title>{escape(self.title)} - Tidewater Echo</title>'
            f'<meta property="og:title" content="{escape(self.title)}"><meta property="og:type" content="article">{dates}'
            f'<meta property="og:site_name" content="Tidewater Echo"><meta name="author" content="Mara Lindqvist">'
            f'<meta name="description" content="What is said of {about} in one sentence.">'
            f'<link rel="canonical" href="{self.url}"></head><body><article><h1>{escape(self.title)}</h1>{body}</article></body></html>'
        )

    def paragraph(self, n: int) -> str:
        number, n = (self.number, n) if self.retells is None else (self.retells, 5 - n)
        said, who = " ".join(words((number, n), 25)).capitalize(), " and ".join(words((number, n, "who"), 3))
        return f"{said}, and it was thing {self.correction} of {n} that was said in the town on that day by {who}."


@dataclass
class Asked:
    """A request as the publisher saw it."""

    path: str
    status: int
    conditional: bool
    at: datetime  # by the run's clock


@dataclass
class Publisher:
    """``stories`` newest first in the feed, ``shown`` of them; ``answers``: a status in place of an address's own answer."""

    stories: list[Story] = field(default_factory=list)
    shown: int = 30
    answers: dict[str, int] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    host: str = HOST

    def newest(self) -> list[Story]:
        return sorted(self.stories, key=lambda story: (story.published, story.number), reverse=True)[: self.shown]

    def feed(self) -> str:
        items = "".join(
            f"<item><title>{escape(story.title)}</title><link>{story.url}</link><guid>{story.url}</guid>"
            f"<pubDate>{format_datetime(story.published)}</pubDate>"
            + (f"<atom:updated>{story.updated.isoformat()}</atom:updated>" if story.updated else "")
            + "</item>"
            for story in self.newest()
        )
        head = f"<title>Tidewater Echo</title><link>http://{self.host}/</link><description>All reports</description>"
        return f'<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{head}{items}</channel></rss>'

    def sitemap(self) -> str:
        urls = "".join(
            f"<url><loc>{story.url}</loc><lastmod>{(story.updated or story.published).isoformat()}</lastmod></url>"
            for story in self.stories
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'

    def home(self) -> str:
        links = "".join(f'<article><h2><a href="{story.path}">{escape(story.title)}</a></h2></article>' for story in self.newest())
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        return f"<!doctype html><html><head><title>Tidewater Echo</title>{feed}</head><body><main>{links}</main></body></html>"

    def answer(self, path: str) -> tuple[int, str, str]:
        """(status, content type, body)."""
        if path in self.answers:
            return self.answers[path], "text/plain", "Trouble."
        if path == "/feed.xml":
            return 200, "application/rss+xml", self.feed()
        if path == "/sitemap.xml":
            return 200, "application/xml", self.sitemap()
        if path == "/":
            return 200, "text/html", self.home()
        story = next((one for one in self.stories if one.path == path), None)
        return (200, "text/html; charset=utf-8", story.page()) if story else (404, "text/plain", "Not here.")

    def articles_asked(self) -> list[str]:
        """Paths of the articles that were asked for since the log was emptied."""
        return [asked.path for asked in self.log if "-story-" in asked.path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path, publisher = parts.path or "/", self.server.publishers[parts.hostname or ""]
        status, kind, text = publisher.answer(path)
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        conditional = "If-None-Match" in self.headers
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        publisher.log.append(Asked(path, status, conditional, clock.now()))
        self.send_response(status)
        if status in (200, 304):
            self.send_header("ETag", etag)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The log is the publisher's."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    publishers: dict[str, Publisher]

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that hangs up is no news."""


@contextmanager
def on_air(*publishers: Publisher) -> Iterator[str]:
    """The publishers behind a forward proxy, whose address is given."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.publishers = {publisher.host: publisher for publisher in publishers}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
