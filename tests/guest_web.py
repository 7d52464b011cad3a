"""A small web that writes down how it was treated, and that can be out of sorts: a forward proxy on 127.0.0.1."""

from __future__ import annotations

import select
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests import picture_web


@dataclass(frozen=True)
class Reply:
    """``fault``: "", "reset" (no answer), "truncate" (half the body), "stall" (no answer for ``wait`` seconds)."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    fault: str = ""


@dataclass(frozen=True)
class Asked:
    """One request: when it came and went (Unix time), which it was of this address's, and how many of its host were in progress."""

    at: float
    until: float
    host: str
    path: str
    nth: int
    status: int
    in_progress: int
    headers: Mapping[str, str]


Answers = Callable[[str, str, int], Reply | None]
"""Host, path and how often that was asked for before -> the reply; None for 404."""


class GuestWeb(ThreadingHTTPServer):
    """``log`` has every request, in the order in which they ended."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answers: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.log: list[Asked] = []
        self.lock = threading.Lock()
        self.busy: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def of(self, host: str, *, robots: bool = False) -> list[Asked]:
        """What was asked of a host, in the order of coming."""
        return sorted((row for row in self.log if row.host == host and (robots or row.path != "/robots.txt")), key=lambda row: row.at)

    def most_at_once(self, blur: float = 0.02) -> int:
        """The most requests of one host in progress when another came; not those that ended in the same moment (``blur`` seconds):

        a client that gives one up asks for the next at once, and which of the two this server sees first is chance.
        """
        return 1 + max(
            sum(other is not row and other.host == row.host and other.at <= row.at < other.until - blur for other in self.log)
            for row in self.log
        )

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: GuestWeb

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        web, target, at = self.server, urlsplit(self.path), time.time()
        host, path = target.hostname or "", target.path
        with web.lock:
            web.busy[host] += 1
            busy, nth = web.busy[host], web.seen[self.path]
            web.seen[self.path] += 1
        reply = web.answers(host, path, nth) or Reply(404, b"no such page", "text/plain")
        try:
            select.select([self.connection], [], [], reply.wait)  # a client that hangs up ends the wait
        finally:
            with web.lock:
                web.busy[host] -= 1
                web.log.append(Asked(at, time.time(), host, path, nth, reply.status, busy, dict(self.headers)))
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        if reply.fault in ("reset", "stall"):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.fault == "truncate":
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.close_connection = True
        elif reply.status != 304:
            self.wfile.write(reply.body)


def story(host: str, path: str, wait: float = 0.0, head: str = "", picture: str = "") -> Reply:
    """An article that the gate lets through, told apart by its address."""
    title = f"Council of {host.partition('.')[0]} votes on plan {path.strip('/').replace('/', ' ')}"
    return Reply(body=picture_web.article(title, *filter(None, (picture,)), head=head).body, wait=wait)
