"""Header reading against Pillow, on broken headers, and on what only looks like a picture."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
from typing import Any

import pytest

from pipelines.images.probe import MAX_SIDE, PROBE_BYTES, More, Never, Probe, Size, probe

PIL = pytest.importorskip("PIL")
from PIL import Image, ImageOps, features  # noqa: E402

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "ICO", *(("AVIF",) if features.check("avif") else ()))
MODES = {
    "JPEG": ("RGB", "L"),
    "AVIF": ("RGB", "RGBA"),
    "GIF": ("P", "L"),
    "ICO": ("RGBA",),
    "WEBP": ("RGB", "RGBA"),
    "PNG": ("RGB", "RGBA", "P", "L"),
}


def picture(random: random.Random, form: str, orientation: int) -> bytes:
    """A picture of one format at a random size; rotated ones state it as EXIF (AVIF: ``irot``)."""
    side = random.choice((60, 700, 1600))
    width, height = random.randint(1, side), random.randint(1, side)
    if form == "ICO":
        width = height = random.choice((16, 32, 48, 64, 128, 256))
    mode = random.choice(MODES[form])
    options: dict[str, Any] = {}
    if orientation and form not in ("GIF", "ICO"):
        exif = Image.Exif()
        exif[0x112] = orientation
        if random.random() < 0.5:
            exif[0x10E] = "x" * random.randint(1, 12_000)  # a description: moves what follows
        options["exif"] = exif
    if form in ("JPEG", "PNG", "WEBP") and random.random() < 0.4:
        options["icc_profile"] = bytes(random.randint(100, 20_000))
    if form == "JPEG":
        options["progressive"] = random.random() < 0.4
    if form == "WEBP":
        options["lossless"] = random.random() < 0.4
    if form == "AVIF":
        options["speed"] = 10
    if form == "ICO":
        options["sizes"] = [(width, height)]
    drawn = Image.new(mode, (width, height))
    if form in ("GIF", "WEBP", "PNG") and random.random() < 0.3:  # animated
        options |= {"save_all": True, "append_images": [drawn.copy() for _ in range(3)]}
    out = io.BytesIO()
    drawn.save(out, form, **options)
    return out.getvalue()


def read(data: bytes, first: int = 1024) -> tuple[Probe, int]:
    """As the fetcher does: more bytes as long as they are asked for; the answer and how many it took."""
    at = first
    while True:
        answer = probe(data[:at], at >= len(data))
        if not isinstance(answer, More):
            return answer, min(at, len(data))
        assert at < answer.needed <= PROBE_BYTES or at < len(data)
        at = min(max(answer.needed, at + 512), PROBE_BYTES)


@pytest.mark.parametrize("form", FORMATS)
def test_equal_to_pillow(form: str) -> None:
    choose = random.Random(form)
    for turn in range(72):
        data = picture(choose, form, turn % 9)
        opened = Image.open(io.BytesIO(data))
        answer, taken = read(data)
        assert answer == Size(form.lower(), *ImageOps.exif_transpose(opened).size), (turn, opened.size)  # type: ignore[arg-type]
        assert taken <= 40_000


def test_fuzz() -> None:
    """20,000 broken headers: an answer each, in bounded memory."""
    choose = random.Random(7)
    whole = [picture(choose, form, turn % 9)[:3000] for form in FORMATS for turn in range(9)]
    tracemalloc.start()
    for _ in range(20_000):
        data = bytearray(choose.choice(whole))
        for _ in range(choose.randint(1, 12)):
            data[min(len(data) - 1, int(choose.expovariate(1 / 60)))] = choose.choice((0, 1, 127, 128, 255, choose.randint(0, 255)))
        if choose.random() < 0.3:
            del data[choose.randint(0, len(data)) :]
        answer = probe(bytes(data), choose.random() < 0.5)
        assert isinstance(answer, (Size, Never, More))
        if isinstance(answer, Size):
            assert 0 < answer.width <= MAX_SIDE and 0 < answer.height <= MAX_SIDE
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


SVG = b'<?xml version="1.0"?>\n<!-- a drawing -->\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HUGE_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 50_000, 50_000, 8, 2, 0, 0, 0) + b"\0\0\0\0" + box(b"IDAT", b"")
FAR_JPEG = b"\xff\xd8" + (b"\xff\xed" + struct.pack(">H", 65_000) + bytes(64_998)) * 2
# Every item property of the first item is asked for 2**32 times over.
LOOPING_AVIF = box(b"ftyp", b"avif\0\0\0\0avif") + box(
    b"meta",
    bytes(4)
    + box(b"pitm", bytes(4) + b"\0\1")
    + box(b"iprp", box(b"ipco", box(b"ispe", bytes(4) + b"\xff" * 8)) + box(b"ipma", bytes(4) + b"\xff" * 4 + b"\0\2\0" * 5000)),
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><title>Not found</title>", "html"),
        (b"\xef\xbb\xbf\n <html>", "html"),
        (SVG, "svg"),
        (b"%PDF-1.7 and so on and on", "format"),
        (b"\x00\x00\x00\x20ftypheic\0\0\0\0mif1heic" + bytes(8), "format"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "truncated"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "truncated"),
        (b"\xff\xd8\xff\xd9" + bytes(40), "format"),
        (b"GIF89a\0\0\0\0" + bytes(10), "truncated"),
        (HUGE_PNG, "too-large"),
        (FAR_JPEG, "header-too-far"),
        (LOOPING_AVIF, "format"),
    ],
)
def test_no_picture(data: bytes, reason: str) -> None:
    assert probe(data, len(data) < PROBE_BYTES) == Never(reason)  # type: ignore[arg-type]


def test_far_header_is_known_early() -> None:
    """The first segment's length says that the header is out of reach: no second request."""
    assert probe(FAR_JPEG[:8192]) == More(65_006)
    assert probe(b"\xff\xd8" + (b"\xff\xe2" + struct.pack(">H", 33_000) + bytes(32_998)) * 2) == Never("header-too-far")
