"""Pictures drawn from a name: flat shapes in a few colours, written as PNG with the standard library only."""

from __future__ import annotations

import struct
import zlib
from colorsys import hsv_to_rgb
from functools import lru_cache
from random import Random

Span = tuple[int, int, int]  # from x, to x, colour index


@lru_cache(maxsize=256)
def png(name: str, width: int, height: int) -> bytes:
    """A landscape of hills, a sun and some blocks; the same name gives the same scene at every size."""
    random = Random(name)
    palette = _palette(random)
    sun = (random.uniform(0.15, 0.85), random.uniform(0.15, 0.35), random.uniform(0.06, 0.14))
    hills = [(random.uniform(0.45, 0.85), random.uniform(-0.25, 0.25), index) for index in (2, 3, 4)]
    blocks = [(random.uniform(0, 0.9), random.uniform(0.04, 0.12), random.uniform(0.3, 0.75), 5 + index % 3) for index in range(6)]
    rows = []
    for y in range(height):
        v = y / height
        row = bytearray([1 if v > 0.5 else 0]) * width
        spans: list[Span] = []
        half = sun[2] ** 2 - (v - sun[1]) ** 2
        if half > 0:
            reach = half**0.5 * height
            spans.append((int(sun[0] * width - reach), int(sun[0] * width + reach), 8))
        for level, slope, colour in hills:  # a straight slope: the row is filled from or to one point
            at = int((v - level) / slope * width) if abs(slope) > 0.01 else (width if v > level else 0)
            spans.append((0, at, colour) if slope > 0 else (width + at, width, colour))
        spans += [(int(x * width), int((x + w) * width), colour) for x, w, top, colour in blocks if v > top]
        for start, end, colour in spans:
            start, end = max(0, start), min(width, end)
            if end > start:
                row[start:end] = bytes([colour]) * (end - start)
        rows.append(b"\0" + bytes(row))
    return _file(width, height, palette, b"".join(rows))


@lru_cache(maxsize=64)
def logo(name: str, size: int) -> bytes:
    """A square sign: a ring and a bar on a plain ground."""
    random = Random(f"logo {name}")
    palette = _palette(random)
    middle, bar = (size - 1) / 2, random.uniform(0.35, 0.65) * size
    rows = []
    for y in range(size):
        row = bytearray([2]) * size
        for x in range(size):
            away = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 / size
            if 0.28 < away < 0.42:
                row[x] = 8
            elif abs(y - bar) < size * 0.05:
                row[x] = 5
        rows.append(b"\0" + bytes(row))
    return _file(size, size, palette, b"".join(rows))


def pixel() -> bytes:
    """One grey dot, as counters use it."""
    return _file(1, 1, b"\x80\x80\x80" * 9, b"\0\0")


def _palette(random: Random) -> bytes:
    """Nine colours around one hue: sky, haze, three hills, three blocks, sun."""
    hue = random.random()
    tones = [(0.0, 0.25, 0.95), (0.03, 0.35, 0.85), (0.1, 0.5, 0.6), (0.13, 0.6, 0.45), (0.16, 0.7, 0.3)]
    tones += [(0.5, 0.45, 0.5), (0.55, 0.35, 0.7), (0.6, 0.6, 0.35), (0.45, 0.6, 1.0)]
    return b"".join(bytes(round(255 * part) for part in hsv_to_rgb((hue + h) % 1, s, v)) for h, s, v in tones)


def _file(width: int, height: int, palette: bytes, rows: bytes) -> bytes:
    """An 8-bit palette PNG of unfiltered rows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + body
