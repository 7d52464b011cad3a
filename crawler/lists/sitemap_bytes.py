"""The bytes of a sitemap as pieces of text: unpacked and decoded as they are read, whatever headers and file endings say."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from w3lib.encoding import read_bom, resolve_encoding

MAX_BYTES = 200 * 1024 * 1024  # after decompression; the protocol has 50 MB, publishers know of none
CHUNK = 128 * 1024
MAX_LAYERS = 3  # of gzip in gzip
_GZIP = b"\x1f\x8b"
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_HEAD = 1024


def texts(body: bytes, max_bytes: int = MAX_BYTES) -> Iterator[str]:
    """The text of a sitemap, in pieces; it ends where the bytes can't be unpacked any further, or at ``max_bytes``."""
    decoder: codecs.IncrementalDecoder | None = None
    total = 0
    for piece in _unpacked(_sliced(body), MAX_LAYERS, max_bytes):
        piece = piece[: max_bytes - total]
        total += len(piece)
        decoder = decoder or _decoder(piece)
        if text := decoder.decode(piece):
            yield text
        if total >= max_bytes:
            return


def _sliced(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), CHUNK):
        yield body[start : start + CHUNK]


def _unpacked(pieces: Iterator[bytes], layers: int, max_bytes: int) -> Iterator[bytes]:
    """Pieces without their layers of gzip; several gzip files in a row are one."""
    first = next(pieces, b"")
    if len(first) < 2:
        first += next(pieces, b"")
    if not first.startswith(_GZIP) or not layers:
        yield first
        yield from pieces
        return
    yield from _unpacked(_inflated(first, pieces, max_bytes), layers - 1, max_bytes)


def _inflated(first: bytes, pieces: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    inflater, left, total = zlib.decompressobj(47), first, 0
    while total < max_bytes:
        try:
            out = inflater.decompress(left, CHUNK)
        except zlib.error:
            return
        total += len(out)
        if out:
            yield out
        left = inflater.unconsumed_tail
        if inflater.eof:
            left = inflater.unused_data or next(pieces, b"")
            if len(left) < 2:
                left += next(pieces, b"")
            if not left.startswith(_GZIP):
                return
            inflater = zlib.decompressobj(47)
        elif not left:
            left = next(pieces, b"")
            if not left:
                return


def _decoder(start: bytes) -> codecs.IncrementalDecoder:
    """By byte order mark, declaration, the look of the first bytes; UTF-8 where nothing tells."""
    name, _ = read_bom(start)
    if name is None:
        stated = _ENCODING.search(start[:_HEAD])
        name = resolve_encoding(stated[1].decode("ascii")) if stated else None
        if start.startswith(b"<\0"):
            name = "utf-16-le"
        elif start.startswith(b"\0<"):
            name = "utf-16-be"
        elif name is None or name.startswith(("utf-16", "utf-32")):  # its declaration could be read as ASCII
            name = "utf-8"
    try:
        return codecs.getincrementaldecoder(name)("replace")
    except LookupError:
        return codecs.getincrementaldecoder("utf-8")("replace")
