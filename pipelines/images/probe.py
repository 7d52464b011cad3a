"""The first bytes of a picture -> its format, width and height as a browser shows it; pure, and nothing is decoded.

Every loop moves forward through the bytes at hand, and no number found in them sizes an allocation.
Pictures turned by EXIF (JPEG, PNG, WebP) or ``irot`` (AVIF) have their sides exchanged.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

PROBE_BYTES = 64 * 1024  # of a picture that are looked at, at most
MAX_SIDE = 30_000  # pixels; a header that states more is a trap or a mistake

Format = Literal["jpeg", "png", "gif", "webp", "avif", "ico"]


@dataclass(frozen=True, slots=True)
class Size:
    """What a header states."""

    format: Format
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Never:
    """More bytes would not help; ``reason`` is one of docs/images.md."""

    reason: Literal["empty", "html", "svg", "format", "truncated", "header-too-far", "too-large"]


@dataclass(frozen=True, slots=True)
class More:
    """So far a picture; its size can't be told from fewer than ``needed`` bytes."""

    needed: int


Probe = Size | Never | More

_SIGNATURE_BYTES = 16
_SVG = re.compile(rb"<(?:[a-z]{1,10}:)?svg[\s>]", re.I)
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))


class _Short(Exception):
    """The bytes at hand end before the answer; how many there must be at least."""

    def __init__(self, needed: int) -> None:
        self.needed = needed


def probe(data: bytes, complete: bool = False) -> Probe:
    """What the first bytes say. ``complete``: there are no more than these."""
    answer = _probe(data[:PROBE_BYTES], complete or len(data) >= PROBE_BYTES)
    if isinstance(answer, Size):
        if not (answer.width and answer.height):
            return Never("truncated" if complete else "format")
        if max(answer.width, answer.height) > MAX_SIDE:
            return Never("too-large")
    if isinstance(answer, More) and complete:
        return Never("truncated" if data else "empty")
    if isinstance(answer, More) and max(answer.needed, len(data) + 1) > PROBE_BYTES:
        return Never("header-too-far")
    return answer


def _probe(data: bytes, last: bool) -> Probe:
    if len(data) < _SIGNATURE_BYTES and not last:
        return More(_SIGNATURE_BYTES)
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data, last)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return Size("gif", *_numbers("<HH", data, 6))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data, last)
        if data[4:8] == b"ftyp":
            return _avif(data)
        if data.startswith(b"\x00\x00\x01\x00"):
            return _ico(data)
    except _Short as short:
        return More(short.needed)
    return _no_bitmap(data)


def _no_bitmap(data: bytes) -> Probe:
    text = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text.startswith(b"<"):
        return Never("format") if data else More(_SIGNATURE_BYTES)
    return Never("svg") if _SVG.search(text) else Never("html")


def _numbers(form: str, data: bytes, at: int) -> tuple[Any, ...]:
    if at + struct.calcsize(form) > len(data):
        raise _Short(at + struct.calcsize(form))
    return struct.unpack_from(form, data, at)


def _turned(size: Size, exif: bytes) -> Size:
    return replace(size, width=size.height, height=size.width) if _orientation(exif) >= 5 else size


def _orientation(exif: bytes) -> int:
    """The orientation 1-8 of a TIFF block (EXIF, after its ``Exif`` mark), 1 where it states none."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (start,) = _numbers(order + "I", exif, 4)
        (count,) = _numbers(order + "H", exif, start)
        for at in range(start + 2, min(start + 2 + 12 * count, len(exif)), 12):
            tag, kind, _, value = _numbers(order + "HHIH", exif, at)
            if tag == 0x112:
                return value if kind == 3 and 1 <= value <= 8 else 1
    except _Short:
        pass
    return 1


def _jpeg(data: bytes) -> Probe:
    """ITU T.81, annex B: segments up to the frame header."""
    at, exif = 2, b""
    while True:
        while at + 1 < len(data) and data[at] == 0xFF == data[at + 1]:  # fill bytes
            at += 1
        mark, kind = _numbers(">BB", data, at)
        if mark != 0xFF:
            at = data.find(b"\xff", at)  # rubbish between segments: decoders look for the next marker
            if at < 0:
                raise _Short(len(data) + 1)
            continue
        if kind in _STANDALONE or kind == 0x00:
            at += 2
            continue
        if kind in (0xD9, 0xDA):
            return Never("format")
        (length,) = _numbers(">H", data, at + 2)
        if length < 2:
            return Never("format")
        if kind in _SOF:
            height, width = _numbers(">HH", data, at + 5)
            return _turned(Size("jpeg", width, height), exif)
        if kind == 0xE1 and not exif and data[at + 4 : at + 10] == b"Exif\x00\x00":
            exif = data[at + 10 : at + 2 + length]
        at += 2 + length


def _png(data: bytes, last: bool) -> Probe:
    """PNG, section 5: IHDR comes first; eXIf is looked for up to the pixels."""
    length, kind, width, height = _numbers(">I4sII", data, 8)
    if kind != b"IHDR" or length != 13:
        return Never("format")
    size = Size("png", width, height)
    at = 33
    try:
        while True:
            length, kind = _numbers(">I4s", data, at)
            if kind == b"eXIf":
                if at + 8 + length > len(data):
                    raise _Short(at + 8 + length)
                return _turned(size, data[at + 8 : at + 8 + length])
            if kind in (b"IDAT", b"IEND") or at + 12 + length > PROBE_BYTES:
                return size
            at += 12 + length
    except _Short:
        if last:
            return size
        raise


def _webp(data: bytes, last: bool) -> Probe:
    """RFC 9649: a lossy, a lossless, or an extended file."""
    kind = data[12:16]
    if kind == b"VP8 ":
        *_, start, width, height = _numbers("<3s3sHH", data, 20)
        return Size("webp", width & 0x3FFF, height & 0x3FFF) if start == b"\x9d\x01\x2a" else Never("format")
    if kind == b"VP8L":
        signature, bits = _numbers("<BI", data, 20)
        return Size("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1) if signature == 0x2F else Never("format")
    if kind == b"VP8X":
        flags, width, w2, height, h2 = _numbers("<B3xHBHB", data, 20)
        size = Size("webp", (width | w2 << 16) + 1, (height | h2 << 16) + 1)
        return _webp_exif(data, last, size) if flags & 0x08 else size
    return Never("format")


def _webp_exif(data: bytes, last: bool, size: Size) -> Probe:
    """The EXIF chunk stands after the pixels: it is heeded where the file is small enough to reach it."""
    at = 30
    try:
        while True:
            kind, length = _numbers("<4sI", data, at)
            if kind == b"EXIF":
                exif = data[at + 8 : at + 8 + length]
                if len(exif) < length and not last:
                    raise _Short(at + 8 + length)
                return _turned(size, exif.removeprefix(b"Exif\x00\x00"))
            at += 8 + length + length % 2
            if at + 8 > PROBE_BYTES:
                return size
    except _Short:
        if last:
            return size
        raise


def _ico(data: bytes) -> Probe:
    """The largest picture of an icon file."""
    (count,) = _numbers("<H", data, 4)
    sides = [_numbers("<BB", data, 6 + 16 * index) for index in range(min(count, 64))]
    width, height = max(((w or 256, h or 256) for w, h in sides), default=(0, 0))
    return Size("ico", width, height)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of the contents of each ISO base media box."""
    while at + 8 <= end:
        length, kind = _numbers(">I4s", data, at)
        start = at + 8
        if length == 1:
            (length,) = _numbers(">Q", data, start)
            start += 8
        elif length == 0:
            length = end - at
        if length < start - at:
            return
        yield kind, start, at + length
        at += length


def _avif(data: bytes) -> Probe:
    """ISO 23008-12: the size and rotation that belong to the primary item; clean apertures are left aside, as by most decoders."""
    (length,) = _numbers(">I", data, 0)
    if not 16 <= length <= 4096:
        return Never("format")
    if length > len(data):
        raise _Short(length)
    if not {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))} & _AVIF_BRANDS:
        return Never("format")
    for kind, start, end in _boxes(data, length, PROBE_BYTES):
        if kind == b"meta":
            if end > len(data):
                raise _Short(end)
            return _primary(data, start + 4, end)
    raise _Short(len(data) + 1)


def _primary(data: bytes, start: int, end: int) -> Probe:
    inner = {kind: (a, min(b, end)) for kind, a, b in _boxes(data, start, end)}
    if not {b"pitm", b"iprp"} <= inner.keys():
        return Never("format")
    at = inner[b"pitm"][0]
    wide = data[at] if at < end else 0
    (item,) = _numbers(">I" if wide else ">H", data, at + 4)
    parts = {kind: (a, min(b, end)) for kind, a, b in _boxes(data, *inner[b"iprp"])}
    if not {b"ipco", b"ipma"} <= parts.keys():
        return Never("format")
    properties = list(_boxes(data, *parts[b"ipco"]))
    size, turned = None, False
    for number in _associated(data, *parts[b"ipma"], item):
        if 0 < number <= len(properties):
            kind, a, _ = properties[number - 1]
            if kind == b"ispe":
                size = Size("avif", *_numbers(">II", data, a + 4))
            elif kind == b"irot":
                turned = bool(_numbers(">B", data, a)[0] & 1)
    if size is None:
        return Never("format")
    return replace(size, width=size.height, height=size.width) if turned else size


def _associated(data: bytes, at: int, end: int, wanted: int) -> list[int]:
    """The numbers of the properties of one item."""
    head, entries = _numbers(">II", data, at)
    item_form, step = (">I", 4) if head >> 24 else (">H", 2)
    at += 8
    for _ in range(entries):
        if at >= end:
            break
        (item,) = _numbers(item_form, data, at)
        (count,) = _numbers(">B", data, at + step)
        at += step + 1
        form, width, mask = (">H", 2, 0x7FFF) if head & 1 else (">B", 1, 0x7F)
        if item == wanted:
            return [_numbers(form, data, at + width * index)[0] & mask for index in range(count)]
        at += width * count
    return []
