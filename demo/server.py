"""The demo newsroom: four made-up publishers behind one loopback port, as a forward proxy or by ``Host:`` header.

    http_proxy=http://127.0.0.1:PORT    then ask for    http://www.kestrel-post.example/

Without a proxy, ``http://127.0.0.1:PORT/www.kestrel-post.example/`` shows the same pages to a browser, and ``/`` lists
them. Standard library only; nothing of it depends on the clock, but for the wait of the slow page.
MAP_OF_THE_SITES
"""

from __future__ import annotations

import hashlib
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from demo import sites

RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Newsroom(ThreadingHTTPServer):
    """Binds 127.0.0.1 only; ``slow`` is the wait of the slow page in seconds."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int = 0, slow: float = 2.0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.slow = slow

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the hosts of `sites`; keeps connections open."""

    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True
    server: Newsroom

    def do_GET(self) -> None:
        self._send(self._answer())

    do_HEAD = do_GET

    def do_CONNECT(self) -> None:
        self.close_connection = True
        self._send(sites.Answer(501, b"The newsroom speaks plain http only: no tunnels.\n", "text/plain; charset=utf-8"))

    def _answer(self) -> sites.Answer:
        target = urlsplit(self.path if "://" in self.path.split("?")[0] else f"//{self.headers.get('Host', '')}{self.path}")
        try:
            host = (target.hostname or "").lower()
        except ValueError:
            host = ""
        path, base = unquote(target.path) or "/", None
        if host in sites.LOOPBACK:
            _, host, *rest = [*path.split("/", 2), ""]
            if not host:
                return self._hosts()
            path, base = "/" + (rest[0] if rest else ""), f"http://127.0.0.1:{self.server.port}/{host}"
        known = sites.answer(host, path, base, self.server.slow)
        return known or sites.Answer(502, f"The newsroom has no host named {host!r}.\n".encode(), "text/plain; charset=utf-8")

    def _hosts(self) -> sites.Answer:
        rows = "".join(f'<li><a href="/{host}/">{host}</a>' for host in sites.PUBLISHERS)
        return sites.Answer(200, f"<!DOCTYPE html><title>The demo newsroom</title><h1>The demo newsroom</h1><ul>{rows}</ul>".encode())

    def _send(self, answer: sites.Answer) -> None:
        if answer.wait:
            time.sleep(answer.wait)
        body, status, headers = answer.body, answer.status, {"Content-Type": answer.kind}
        if answer.location:
            headers["Location"] = answer.location
        if status == 200:
            tag = hashlib.sha256(body).hexdigest()[:16]
            headers["Last-Modified"] = sites.MODIFIED
            if answer.is_picture:
                headers["Accept-Ranges"] = "bytes"
                headers["Cache-Control"] = "public, max-age=86400"
                if body and "If-None-Match" not in self.headers:
                    status, body, extra = self._part(body)
                    headers |= extra
            else:
                headers["Vary"] = "Accept-Encoding"
                if "gzip" in self.headers.get("Accept-Encoding", "") and body:
                    body, tag = sites.squeeze(body), tag + "-gzip"
                    headers["Content-Encoding"] = "gzip"
            headers["ETag"] = f'"{tag}"'
            if status == 200 and self._is_fresh(headers["ETag"]):
                status, body = 304, b""
                headers.pop("Content-Encoding", None)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and body:
            self.wfile.write(body)

    def _is_fresh(self, tag: str) -> bool:
        """If-None-Match decides where it is sent; If-Modified-Since is compared as the text that we gave (RFC 9110, 13.1)."""
        if wanted := self.headers.get("If-None-Match"):
            return wanted.strip() == "*" or tag in [part.strip().removeprefix("W/") for part in wanted.split(",")]
        return self.headers.get("If-Modified-Since") == sites.MODIFIED

    def _part(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """One byte range (RFC 9110, 14): 206 and the part, 416 where it lies outside, else the whole."""
        match = RANGE.fullmatch(self.headers.get("Range", "").strip())
        if not match or match[0] == "bytes=-":
            return 200, body, {}
        first, last = match.groups()
        start = int(first) if first else max(0, len(body) - int(last))
        end = min(int(last), len(body) - 1) if first and last else len(body) - 1
        if start >= len(body) or end < start or (not first and int(last) == 0):
            return 416, b"", {"Content-Range": f"bytes */{len(body)}"}
        return 206, body[start : end + 1], {"Content-Range": f"bytes {start}-{end}/{len(body)}"}

    def log_message(self, format: str, *args: object) -> None:
        """Silence: a crawl of the demo tells its own story."""
