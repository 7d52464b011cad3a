"""The demo newsroom: four made-up publishers behind one loopback port, as a forward proxy or by ``Host:`` header.

    http_proxy=http://127.0.0.1:PORT    then ask for    http://www.kestrel-post.example/

Without a proxy, ``http://127.0.0.1:PORT/www.kestrel-post.example/`` shows the same pages to a browser, and ``/`` lists
them. Standard library only; nothing of it depends on the clock, but for the wait of the slow page.
| address (K, C, A, D: the four publishers below) | what it is | a crawler should |
| --- | --- | --- |
| K /news/technology/harrowmouth-...-48213 | JSON-LD @graph, list, newsletter box, comments, dated cards | write it, with its AMP address |
| K /amp/harrowmouth-...-48213 | its AMP page | write the canonical page, once |
| K /news/harrowmouth-face-recognition | 301 to it | write it, once |
| K /news/science/...-48190 | two authors, site suffix in og:title, picture/data-srcset/noscript | write it |
| K /r/kelp | two 302s to it, with a tracking parameter | write it, once |
| K /news/business/...-48222 | agency copy; C /2026/11/velmar-ostmark-chip-plant/ has the same text | write both; one leads |
| K /news/local/...-48217, /opinion/...-48231 | only the share picture; cookie banner | write both, with no picture |
| K /live/storm-petra-48240 | closed live blog: LiveBlogPosting with dated updates | write it, with the first date |
| K /video/...-48255 | VideoObject, twitter:player, oEmbed, own player | write it as a video |
| K /news/technology/estuary-broadband-map-47310 | 200 "page not found" in the site's design | refuse: SoftNotFound |
| K /news/2019/...-12044 | 301 to the front page | refuse: RedirectedHome |
| K /, /news/technology; C /, /tag/ai/; A /; D / | front pages, section, tag | refuse: SectionPage |
| K /account/login | log-in form | refuse: LoginPage |
| K /about; C /contact/; A /impressum.html; D /quienes-somos.html | contact pages | refuse: NotAnArticle |
| K /private/... | forbidden in robots.txt | never ask; refuse: Robots |
| K anything else; /news/withdrawn-story-48001 | 404; 410 | report as failed |
| K /rss.xml, /sitemap.xml (index of two), /sitemap-news.xml | RSS with escaped HTML and tracking parameters | find pages |
| C /2026/10/..., /2026/11/... | Open Graph alone, offsets before and after the change of clocks | write them |
| C .../inside-harrowmouth-...-report/ | headings, table, list; WebP | write it |
| C .../robot-tugs-learn-to-park/ | mojibake title, entities; a picture that is HTML | write it, title mended |
| C .../hands-on-tessel-nine-.../ | data-src, data-srcset, noscript, SVG placeholder; EDT | write it |
| C .../interview-.../ | og:image of 0 bytes, a sound picture in the text | write it, with the sound one |
| C .../watch-train-a-model-.../ | embedded video player of a large host | write it as a video |
| C /live-charts/ | empty root element and a script | refuse: JavaScriptShell |
| C /2026/11/quantum-radio-benchmarks/ | "verifying you are human", 200 | refuse: BotChallenge |
| C /2026/11/outage/ | 200, no body | refuse: EmptyPage |
| C /files/harrowmouth-audit.pdf | PDF | refuse: NotHtml |
| C /members/benchmarks/; /loop/a/ | 403; two addresses that redirect to each other | report as failed |
| C /feed/, /feed.json, /sitemap.xml, /robots.txt | RSS with content:encoded, JSON feed, Crawl-delay: 1 | find pages |
| A /netzwelt/...-10238.html | microdata | write it |
| A /wirtschaft/...-10240.html | plain JSON-LD, visible dates in German | write it |
| A /kultur/...-10229.html | no metadata at all: a visible date and byline, a relative picture address | write it |
| A /lokales/strassenbahn-...-10241.html | says iso-8859-1, is windows-1252; XHTML in a table; name="date" | write it |
| A /lokales/haushalt-...-10236.html | answers after 2 s (``--slow``); og:image is the share picture | write it, with its own picture |
| A /wirtschaft/...-10243.html | isAccessibleForFree false, subscription box | refuse: Paywalled |
| A /wirtschaft/datenbank-10001.html | 500 | report as failed |
| A /atom.xml, /sitemap.xml | Atom with an escaped HTML title | find pages |
| D /tecnologia/2026-11-03/... | bare HTML: visible Spanish date and byline | write it |
| D /tecnologia/2026-10-28/... | Open Graph, site suffix, pictures on another host, data-src | write it |
| D /economia/2026-11-05/... | JSON-LD list; the day before in UTC | write it |
| D /ciencia/2026-11-08/... | microdata with a plain-text author | write it |
| D /sociedad/2026-11-09/... | og:image is the share picture, JSON-LD has the right one | write it |
| D /economia/subida-de-tipos.html | nothing but a consent dialog | refuse: ConsentWall |

Hosts: K www.kestrel-post.example (pictures on img.), C www.copperwire.example, A www.ahlstedter-anzeiger.example,
D www.diariodelalba.example (pictures on static.); the names without www. redirect there, any other host is 502.
``/img/<scene>-<width>x<height>.png`` is drawn on demand for the scenes of site/scenes.txt. The exact expectations, one
an address, are in expected.yaml.
"""

from __future__ import annotations

import hashlib
import re
import sys
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

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is no news; anything else is shown as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

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
        try:
            target = urlsplit(self.path if "://" in self.path.split("?")[0] else f"//{self.headers.get('Host', '')}{self.path}")
            host = (target.hostname or "").lower()
        except ValueError:
            return sites.Answer(400, b"That is no address.\n", "text/plain; charset=utf-8")
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
        if self.close_connection:
            headers["Connection"] = "close"
        if answer.location:
            headers["Location"] = answer.location
        if status == 200:
            tag = hashlib.sha256(body).hexdigest()[:16]
            headers["Last-Modified"] = sites.MODIFIED
            if not answer.is_picture:
                headers["Vary"] = "Accept-Encoding"
                if body and "gzip" in self.headers.get("Accept-Encoding", ""):
                    body, tag = sites.squeeze(body), tag + "-gzip"
                    headers["Content-Encoding"] = "gzip"
            headers["ETag"] = f'"{tag}"'
            if self._is_fresh(headers["ETag"]):
                status, body = 304, b""
                headers.pop("Content-Encoding", None)
            elif answer.is_picture and body:
                status, body, part = self._part(body)
                headers |= {"Accept-Ranges": "bytes", "Cache-Control": "public, max-age=86400"} | part
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
