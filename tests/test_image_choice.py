"""Which pictures are asked for and shown."""

from __future__ import annotations

import pytest

from pipelines.images.choice import Limits, is_expiring, unaskable, unfit

LIMITS = Limits(200, 200, 3.5)
NOW = 1_800_000_000.0  # January 2027


@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [
        (1200, 675, ""),
        (200, 200, ""),
        (700, 200, ""),
        (200, 700, ""),
        (199, 800, "too-small"),
        (1200, 199, "too-small"),
        (1, 1, "too-small"),
        (728, 200, "ratio"),
        (300, 1100, "ratio"),
    ],
)
def test_unfit(width: int, height: int, reason: str) -> None:
    assert unfit(width, height, LIMITS) == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://img.kestrel-post.example/a.jpg", ""),
        ("https://198.51.100.7.example/a.jpg", ""),
        ("https://8.8.8.8/a.jpg", ""),
        ("data:image/png;base64,AAAA", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://kestrel-post.example/a.jpg", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http:///a.jpg", "scheme"),
        ("http://[::1/a.jpg", "scheme"),
        ("http://user:word@kestrel-post.example/a.jpg", "scheme"),
        ("http://kestrel-post.example/" + "a" * 5000, "scheme"),
        ("http://127.0.0.1/a.jpg", "private"),
        ("http://127.1/a.jpg", "private"),
        ("http://2130706433/a.jpg", "private"),
        ("http://0x7f.0.0.1/a.jpg", "private"),
        ("http://0/a.jpg", "private"),
        ("http://10.1.2.3/a.jpg", "private"),
        ("http://172.16.0.1/a.jpg", "private"),
        ("http://192.168.1.1:8080/a.jpg", "private"),
        ("http://169.254.169.254/latest/meta-data", "private"),
        ("http://100.64.0.1/a.jpg", "private"),
        ("http://224.0.0.1/a.jpg", "private"),
        ("http://[::1]/a.jpg", "private"),
        ("http://[::ffff:127.0.0.1]/a.jpg", "private"),
        ("http://[fe80::1%25eth0]/a.jpg", "private"),
        ("http://[fd00::1]/a.jpg", "private"),
        ("http://[2002:7f00:1::]/a.jpg", "private"),
        ("http://localhost/a.jpg", "private"),
        ("http://LOCALHOST./a.jpg", "private"),
        ("http://printer.local/a.jpg", "private"),
        ("http://metadata.google.internal/a.jpg", "private"),
    ],
)
def test_unaskable(url: str, reason: str) -> None:
    assert unaskable(url, False) == reason
    assert unaskable(url, True) == (reason if reason == "scheme" else "")


@pytest.mark.parametrize(
    ("query", "expiring"),
    [
        ("", False),
        ("w=1200&h=630", False),
        ("w=1200&s=54067a437fd2257c", False),  # signed for good
        ("width=1200&expires=never&sig=aa", False),
        ("e=1800003600&format=webp", False),  # not signed: a number like others
        ("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20270115T080000Z&X-Amz-Expires=3600&X-Amz-Signature=ab", True),
        ("X-Amz-Date=20270115T080000Z&X-Amz-Expires=31536000&X-Amz-Signature=ab", False),
        ("X-Amz-Expires=3600&X-Amz-Signature=ab", True),
        ("X-Goog-Date=20270115T080000Z&X-Goog-Expires=900&X-Goog-Signature=ab", True),
        ("Expires=1800003600&Signature=ab&Key-Pair-Id=K", True),
        ("Expires=1700000000&Signature=ab&Key-Pair-Id=K", True),  # over already
        ("Expires=1900000000&Signature=ab&Key-Pair-Id=K", False),
        ("oh=00_AT&oe=6B49D200", True),
        ("oh=00_AT&oe=7FFFFFFF", False),
        ("se=2027-01-16T00%3A00%3A00Z&sig=ab", True),
        ("se=2037-01-16T00%3A00%3A00Z&sig=ab", False),
        ("&".join(["a=1"] * 5000), False),
    ],
)
def test_expiring(query: str, expiring: bool) -> None:
    assert is_expiring(f"https://img.kestrel-post.example/a.jpg?{query}", NOW) is expiring
