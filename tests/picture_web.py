"""A small web for tests of pictures: a forward proxy whose every answer is written down, and what it was asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Answer:
    """``ranges``: whether byte ranges are served; ``times``: how often the body is sent (large or endless answers)."""

    body: bytes = field(default=b"", repr=False)
    kind: str = "image/png"
    status: int = 200
    location: str = ""
    ranges: bool = True
    times: int = 1
    encoding: str = ""


class Web(ThreadingHTTPServer):
    """``asked``: (address, Range) in order; ``sent``: address -> bytes of bodies."""

    daemon_threads = True

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = dict(answers)
        self.asked: list[tuple[str, str]] = []
        self.sent: dict[str, int] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def pictures_asked(self) -> list[str]:
        return [url for url, wanted in self.asked if wanted]

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def crawl(self, urls: list[str], folder: Path, **settings: object) -> dict[str, int]:
        """One run over pages of this web; the counts ``image/…`` of its stats."""
        proxy = f"http://127.0.0.1:{self.server_address[1]}"
        values = {
            "OUTPUT_DIR": folder / "news",
            "STATE_DIR": folder / "state",
            "DOWNLOAD_DELAY": 0,
            "CRAWL_DELAY_MAX": 0,
            "EXTRACT_WORKERS": 0,
            "IMAGES_TIMEOUT": 5,
        }
        options = [part for name, value in (values | settings).items() for part in ("-s", f"{name}={value}")]
        run = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "article", "-a", "file=-", "-L", "INFO", *options],
            input="\n".join(urls),
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""},
            timeout=120,
        )
        assert "Traceback" not in run.stderr, run.stderr
        return {name: int(count) for name, count in re.findall(r"'image/([\w/-]+)': (\d+)", run.stderr)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Web

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        answer = self.server.answers.get(self.path, Answer(b"", "text/plain", 404))
        self.server.asked.append((self.path, wanted))
        body, status = answer.body, answer.status
        headers = {"Content-Type": answer.kind, "Location": answer.location, "Content-Encoding": answer.encoding}
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", wanted)
        if match and answer.ranges and status == 200 and answer.times == 1:
            start, end = int(match[1]), min(int(match[2]) + 1, len(body))
            status = 206 if start < end else 416
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(body)}" if start < end else f"bytes */{len(body)}"
            body = body[start:end]
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) * answer.times))
        self.end_headers()
        for _ in range(answer.times):
            self.wfile.write(body)
            self.server.sent[self.path] = self.server.sent.get(self.path, 0) + len(body)


def article(title: str, *pictures: str, canonical: str = "", head: str = "") -> Answer:
    """A page that the gate lets through; the first picture is its og:image, the others stand in the text."""
    lead = f'<meta property="og:image" content="{pictures[0]}">' if pictures else ""
    figures = "".join(f'<figure><img src="{url}"></figure>' for url in pictures[1:])
    words = " ".join(f"The council of {title} met on Tuesday and spoke of harbours, trams and libraries number {n}." for n in range(20))
    text = f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">{head}
<meta property="og:title" content="{title}"><meta property="article:published_time" content="2026-11-03T06:30:00Z">{lead}
{f'<link rel="canonical" href="{canonical}">' if canonical else ""}</head>
<body><article><h1>{title}</h1><p>{words}</p>{figures}<p>{words}</p><p>{words}</p></article></body></html>"""
    return Answer(text.encode(), "text/html; charset=utf-8", ranges=False)
