"""The first bytes of pictures through Scrapy's downloader: no more than a header needs, and no byte twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadTimeoutError,
    IgnoreRequest,
    StopDownload,
)
from scrapy.http import Headers, Response
from scrapy.http.request import NO_CALLBACK

from crawler.exceptions import Unasked
from pipelines.images.choice import unaskable
from pipelines.images.probe import PROBE_BYTES, More, Never, Probe, Size, probe

FIRST_BYTES = 8 * 1024  # of the first range; holds the header of most pictures
STEP_BYTES = 8 * 1024  # a further range is at least so long
KEEP_BYTES = 16 * 1024  # an answer's last bytes: reading them costs less than the connection that hanging up would end
UNKNOWN = 1 << 62
MAX_REDIRECTS = 5
MAX_RETRIES = 1
UNASKED = frozenset(("host-resting", "robots-unavailable", "interrupted"))
TRANSIENT = (
    frozenset(("timeout", "connection", "unknown-host", "http-408", "http-429", "http-500", "http-502", "http-503", "http-504")) | UNASKED
)  # reasons that may be gone in an hour
_RANGE = re.compile(rb"bytes (\d+)-\d+/(\d+|\*)")
_STREAM = "image_stream"


@dataclass(slots=True)
class Picture:
    """What came of asking for a picture: its size or a reason, and its ``data`` where the whole of it was wanted."""

    size: Size | None = None
    reason: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class _Stream:
    """The bytes of one picture as they come in; ``most``: where an answer is cut off."""

    start: int
    most: int
    wanted: Callable[[Size], bool]  # whether the rest of a picture of this size is wanted
    kept: bytearray = field(default_factory=bytearray)
    ranged: bool = False
    total: int | None = None
    length: int | None = None
    cut: bool = False
    fault: str = ""

    def head(self, headers: Headers) -> None:
        """A (new) answer begins: what was received of a broken one is forgotten."""
        del self.kept[self.start :]
        match = _RANGE.match(headers.get("Content-Range") or b"")
        length = headers.get("Content-Length") or b""
        self.ranged, self.cut, self.total = bool(match), False, None
        self.length = int(length) if length.isdigit() else None
        if (headers.get("Content-Encoding") or b"identity").strip().lower() not in (b"identity", b""):
            self.fault = "encoded"
        elif match and int(match[1]) != self.start:
            self.fault = "range"
        elif match:
            self.total = int(match[2]) if match[2] != b"*" else None
        elif self.start and not headers.get("Location"):
            self.fault = "range"  # it would send the first bytes again

    def take(self, data: bytes) -> bool:
        """Take a chunk; whether the answer should be cut off here."""
        self.kept += data
        left = UNKNOWN if self.length is None else self.start + self.length - len(self.kept)
        if len(self.kept) >= self.most and left > 0:
            del self.kept[self.most :]
            self.cut = True
        elif not self.ranged and left > KEEP_BYTES and (self.length is not None or len(self.kept) > KEEP_BYTES):
            answer = probe(bytes(self.kept[:PROBE_BYTES]))
            fits = self.length is None or self.length <= self.most
            self.cut = not isinstance(answer, More) and not (isinstance(answer, Size) and fits and self.wanted(answer))
        return self.cut


class Fetcher:
    """Asks for pictures; counts requests and bytes (stats ``image/requests``, ``image/bytes``)."""

    def __init__(self, crawler: Crawler, timeout: float, allow_private: bool, whole_bytes: int = 0) -> None:
        self.crawler = crawler
        self.timeout = timeout
        self.allow_private = allow_private
        self.whole_bytes = whole_bytes  # 0: only headers are wanted
        crawler.signals.connect(self._headers_received, signals.headers_received)
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    async def fetch(self, url: str, wanted: Callable[[Size], bool] | None = None) -> Picture:
        """The picture's size, and all its bytes where ``wanted`` says so of the size."""
        wanted = wanted if wanted and self.whole_bytes else lambda size: False
        stream = _Stream(0, PROBE_BYTES, wanted)
        end, target, hops, tries = FIRST_BYTES, url, 0, 0
        while True:
            if reason := unaskable(target, self.allow_private):
                return Picture(reason=reason)
            answer = await self._ask(target, stream, end)
            reason = answer if isinstance(answer, str) else f"http-{answer.status}"
            if reason in TRANSIENT - UNASKED and reason != "http-429" and tries < MAX_RETRIES:
                tries += 1
                del stream.kept[stream.start :]
                continue
            if isinstance(answer, str):
                return Picture(reason=answer)
            location = answer.headers.get("Location")
            if 300 <= answer.status < 400 and location:
                hops += 1
                if hops > MAX_REDIRECTS:
                    return Picture(reason="redirects")
                target = urljoin(target, location.decode("latin-1").strip())
                del stream.kept[stream.start :]
                continue
            if answer.status == 416:
                return Picture(reason="truncated" if stream.start else "empty")
            if answer.status not in (200, 206):
                return Picture(reason=reason)
            whole = self._is_whole(stream, end)
            found: Probe = probe(bytes(stream.kept[:PROBE_BYTES]), whole)
            if isinstance(found, Never):
                return Picture(reason=found.reason)
            if isinstance(found, Size):
                if whole or not wanted(found):
                    return Picture(found, data=bytes(stream.kept) if whole and wanted(found) else b"")
                if not stream.ranged or len(stream.kept) >= self.whole_bytes:
                    return Picture(found)  # larger than we store
                end = self.whole_bytes
            else:
                end = min(max(found.needed + 1024, len(stream.kept) + STEP_BYTES), PROBE_BYTES)
            if len(stream.kept) <= stream.start:
                return Picture(found) if isinstance(found, Size) else Picture(reason="truncated")
            stream.start = len(stream.kept)

    async def document(self, url: str, most: int) -> bytes:
        """The body of a small document (a manifest) of at most ``most`` bytes; b"" for any that can't be had."""
        meta = {"dont_redirect": True, "dont_retry": True, "download_timeout": self.timeout, "download_maxsize": most}
        assert self.crawler.engine
        try:
            answer = await self.crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK, dont_filter=True))
        except Exception:  # whatever kept it away, the page goes without its icon
            return b""
        return answer.body if answer.status == 200 else b""

    def _is_whole(self, stream: _Stream, end: int) -> bool:
        """Whether the last byte is here: as the server says, or since it sent less than it was asked for and wasn't cut off."""
        if stream.ranged:
            return len(stream.kept) >= stream.total if stream.total is not None else len(stream.kept) < end
        return not stream.cut

    async def _ask(self, url: str, stream: _Stream, end: int) -> Response | str:
        """One range: an answer (its body is in ``stream``), or the reason why there is none."""
        stream.fault = ""
        stream.most = max(end, self.whole_bytes, PROBE_BYTES) if self.whole_bytes else PROBE_BYTES
        headers = {"Range": f"bytes={stream.start}-{end - 1}", "Accept": "image/*,*/*;q=0.5", "Accept-Encoding": "identity"}
        meta: dict[str, Any] = {
            _STREAM: stream,
            "dont_redirect": True,
            "handle_httpstatus_all": True,
            "dont_cache": True,
            "dont_retry": True,  # done above, for the same reasons whether the answer has a body or not
            "download_timeout": self.timeout,
            "download_maxsize": 0,  # the stream is cut off by us, early enough
            "download_fail_on_dataloss": False,
        }
        request = Request(url, headers=headers, meta=meta, callback=NO_CALLBACK, dont_filter=True)
        assert self.crawler.engine and self.crawler.stats
        self.crawler.stats.inc_value("image/requests")
        before = len(stream.kept)
        try:
            answer = await self.crawler.engine.download_async(request)
            lost = "dataloss" in answer.flags and not isinstance(probe(bytes(stream.kept[:PROBE_BYTES])), Size)
            return "connection" if lost else answer
        except StopDownload as stopped:
            if stream.fault:
                return stream.fault
            return stopped.response if stopped.response is not None else "connection"
        except IgnoreRequest:
            return "robots"
        except Unasked as unasked:
            return "private" if unasked.reason == "PrivateHost" else unasked.reason
        except DownloadTimeoutError:
            return "timeout"
        except CannotResolveHostError:
            return "unknown-host"
        except Exception:  # whatever a server or a library does to us, the article goes on
            return "connection"
        finally:
            self.crawler.stats.inc_value("image/bytes", max(0, len(stream.kept) - before))

    def _headers_received(self, headers: Headers, request: Request) -> None:
        stream = request.meta.get(_STREAM)
        if stream is not None:
            stream.head(headers)
            if stream.fault:
                raise StopDownload(fail=True)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        stream = request.meta.get(_STREAM)
        if stream is not None and stream.take(data):
            raise StopDownload(fail=True)
