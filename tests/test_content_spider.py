"""``scrapy crawl content`` against a small web of its own: conditional requests, redirects, pages that are gone, what is chosen."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.exceptions import InputError
from crawler.spiders.content import ContentSpider

ROOT = Path(__file__).resolve().parents[1]
HOST = "http://www.kestrel-post.example"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><link rel="canonical" href="{host}{path}">
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Kestrel Post">
<meta name="description" content="About {title}."><meta property="article:published_time" content="2026-11-03T06:30:00Z"></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""
TEXT = "".join(
    f"<p>The council said in paragraph {n} that the work on the harbour would go on for some weeks, and that the ferry would "
    "run as before while the cranes are moved from one end of the quay to the other.</p>"
    for n in range(6)
)


class Web(ThreadingHTTPServer):
    """Pages by path; ``asked`` lists (path, whether the request was conditional, status)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.titles = {"/news/a-story-of-the-harbour": "A story of the harbour", "/news/the-ferry-and-the-crane": "The ferry and the crane"}
        self.moved: dict[str, str] = {}
        self.asked: list[tuple[str, bool, int]] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        title, tag = self.server.titles.get(path), None
        status, body, headers = 404, b"", {}
        if path in self.server.moved:
            status, headers = 301, {"Location": HOST + self.server.moved[path]}
        elif title:
            body, tag = PAGE.format(title=title, host=HOST, path=path, text=TEXT).encode(), f'"{title}"'
            status, headers = 200, {"Content-Type": "text/html; charset=utf-8", "ETag": tag}
            if self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
        if path != "/robots.txt":
            self.server.asked.append((path, "If-None-Match" in self.headers, status))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def scrapy(web: Web, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the project, its state and folder below ``root``; what it asked stands in ``web.asked``."""
    web.asked.clear()
    settings = {"DOWNLOAD_DELAY": "0", "RETRY_ENABLED": "False", "EXTRACT_WORKERS": "0", "OUTPUT_DIR": str(root / "content")}
    options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    proxy = f"http://127.0.0.1:{web.server_address[1]}"
    environment = {**os.environ, "http_proxy": proxy, "no_proxy": "", "NEWSMATTER_STATE_DIR": str(root / "state")}
    command = [sys.executable, "-m", "scrapy", *arguments, *options]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_a_folder_is_fetched_anew(web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    urls = ",".join(HOST + path for path in web.titles)
    assert scrapy(web, tmp_path, "crawl", "article", "-a", f"urls={urls}").returncode == 0
    harbour, ferry = folder / "2026-11-03-a-story-of-the-harbour.md", folder / "2026-11-03-the-ferry-and-the-crane.md"
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (harbour, ferry)}

    run = scrapy(web, tmp_path, "crawl", "content", "-a", f"path={folder}")
    assert run.returncode == 0 and "0 written, 2 unchanged" in run.stderr
    assert sorted(web.asked) == [(path, True, 304) for path in sorted(web.titles)]
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (harbour, ferry)} == before

    web.titles["/news/a-story-of-the-harbour"] = "A new story of the harbour"
    web.titles["/culture/the-ferry-and-the-crane"] = web.titles.pop("/news/the-ferry-and-the-crane")
    web.moved = {"/news/the-ferry-and-the-crane": "/culture/the-ferry-and-the-crane"}
    plan = scrapy(web, tmp_path, "plan", "content")
    assert '\n-title: "A story of the harbour"\n' in plan.stdout and '\n+title: "A new story of the harbour"\n' in plan.stdout
    assert plan.stdout.count("--- a/") == 2
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (harbour, ferry)} == before
    run = scrapy(web, tmp_path, "crawl", "content")
    assert "0 written, 2 updated, 0 unchanged" in run.stderr and f"title, excerpt: {harbour.name}" in run.stderr
    now = ferry.read_text()
    assert f'originalUrl: "{HOST}/news/the-ferry' in now and f'webUrl: "{HOST}/culture/the-ferry' in now
    assert sorted(folder.iterdir()) == [harbour, ferry]

    web.titles.clear()
    web.moved.clear()
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (harbour, ferry)}
    run = scrapy(web, tmp_path, "crawl", "content", "-a", "match=*harbour*")
    assert run.returncode == 0 and "confirmed 1 of 3 times" in run.stderr and "1 gone" in run.stderr
    assert web.asked == [("/news/a-story-of-the-harbour", True, 404)]
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (harbour, ferry)} == before


def test_what_is_chosen(web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    (folder / "sub").mkdir(parents=True)
    one = '---\ntitle: "Old"\nexcerpt: "x"\npublishedDateTime: 2026-10-01T00:00:00Z\n'
    one += f'originalUrl: "{HOST}/news/a-story-of-the-harbour"\n---\n'
    (folder / "old.md").write_text(one)
    (folder / "sub" / "new.md").write_text(f"---\ncategory: news\noriginalUrl: {HOST}/news/the-ferry-and-the-crane\n---\nMy words.\n")
    (folder / "note.md").write_text("---\ntitle: A note\n---\n")
    scrapy(web, tmp_path, "crawl", "content", "-a", "since=2026-11-01")
    assert [path for path, _, _ in web.asked] == ["/news/the-ferry-and-the-crane"]
    now = (folder / "sub" / "new.md").read_text()
    assert 'title: "The ferry and the crane"' in now and now.endswith("---\nMy words.\n")
    scrapy(web, tmp_path, "plan", "content", "-a", "only=missing", "-a", f"path={folder / 'old.md'}")
    assert web.asked == [("/news/a-story-of-the-harbour", False, 200)]


@pytest.mark.parametrize("wrong", [{"since": "soon"}, {"only": "all"}, {"colour": "red"}, {"conditional": "maybe"}])
def test_an_argument_that_cannot_be_used_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        ContentSpider(**wrong)
