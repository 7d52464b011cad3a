"""The table: what it forbids, and that the page made from it is current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.schema import ROWS, children, page, row_of, validate

ROOT = Path(__file__).resolve().parent.parent


def record(**changes: Any) -> dict[str, Any]:
    """A valid record with changes; None removes a key."""
    values: dict[str, Any] = {
        "category": "news",
        "title": "Bridge reopens",
        "excerpt": "The bridge carries trains again.",
        "publishedDateTime": "2024-02-29T08:00:00Z",
        "originalUrl": "https://daily.example/bridge?id=1",
        "webUrl": "https://daily.example/bridge",
        "type": "article",
        "quality": 54,
        "heat": -1,
        "published": False,
        "provider": {"name": "The Daily", "domain": "daily.example"},
        "topics": ["Bridges"],
        "images": [{"url": "https://daily.example/b.jpg", "width": 1200, "height": 630, "isCached": True}],
        "secured": "QUJD;REVG",
    }
    values |= changes
    return {key: value for key, value in values.items() if value is not None}


def test_a_valid_record_has_no_findings() -> None:
    assert validate(record()) == []
    assert validate(record(type="video", webUrl=None, quality=None, heat=None, published=None, images=None, secured=None)) == []
    assert validate(record(updatedDateTime="2024-02-29T09:00:00Z", locale="en-us", myKey={"anything": None})) == []


@pytest.mark.parametrize(
    ("changes", "key", "wrong"),
    [
        ({"title": None}, "title", "is missing"),
        ({"webUrl": None}, "webUrl", "is missing"),
        ({"provider": {"name": "The Daily"}}, "provider.domain", "is missing"),
        ({"title": 1984}, "title", "the number 1984"),
        ({"title": "  "}, "title", "is empty"),
        ({"quality": "54"}, "quality", 'the text "54"'),
        ({"quality": True}, "quality", "the truth value true"),
        ({"quality": -1}, "quality", "is -1"),
        ({"heat": -2}, "heat", "is -2"),
        ({"heat": 2**53 + 1}, "heat", "is 9007199254740993"),
        ({"published": "false"}, "published", 'the text "false"'),
        ({"published": 0}, "published", "the number 0"),
        ({"publishedDateTime": "2023-02-29T08:00:00Z"}, "publishedDateTime", "2023-02-29"),
        ({"publishedDateTime": "2024-02-29"}, "publishedDateTime", "2024-02-29"),
        ({"publishedDateTime": "2024-02-29T08:00:60Z"}, "publishedDateTime", ":60Z"),
        ({"publishedDateTime": "29/02/2024"}, "publishedDateTime", "29/02/2024"),
        ({"type": "opinion"}, "type", "opinion"),
        ({"originalUrl": "ftp://daily.example/a"}, "originalUrl", "ftp:"),
        ({"originalUrl": "/bridge"}, "originalUrl", "/bridge"),
        ({"originalUrl": "https://"}, "originalUrl", "https://"),
        ({"webUrl": 'https://daily.example/"x'}, "webUrl", "'\"'"),
        ({"webUrl": "https://daily.example/\\x"}, "webUrl", "'\\\\'"),
        ({"ampWebUrl": "https://daily.example/amp"}, "cdnAmpWebUrl", "is missing beside ampWebUrl"),
        ({"provider": {"name": "The Daily", "domain": "https://daily.example"}}, "provider.domain", "https:"),
        ({"provider": "The Daily"}, "provider", "the text"),
        ({"topics": []}, "topics", "an empty list"),
        ({"topics": "Bridges"}, "topics", "the text"),
        ({"topics": ["Bridges", None]}, "topics[1]", "is null"),
        ({"images": [{"url": "https://daily.example/b.jpg", "width": "1200", "height": 630}]}, "images[0].width", 'the text "1200"'),
        ({"images": ["https://daily.example/b.jpg"]}, "images[0]", "the text"),
        ({"related": [{"title": "Other"}]}, "related[0].provider", "is missing"),
        ({"secured": "not sealed"}, "secured", "not sealed"),
        ({"layout": "post"}, "layout", "reserved"),
        ({"content": "words"}, "content", "reserved"),
    ],
)
def test_what_is_wrong(changes: dict[str, Any], key: str, wrong: str) -> None:
    found = {finding.key: finding.wrong for finding in validate(record(**changes))}
    assert wrong in found[key]


def test_null_is_wrong_for_every_key() -> None:
    for name in children(""):
        assert [finding.wrong for finding in validate(record() | {name: None}) if finding.key == name] == ["is null"], name


def test_each_path_leads_to_its_row() -> None:
    for row in ROWS:
        path: list[str | int] = []
        for part in row.path.split("."):
            path.append(part.removesuffix("[]"))
            path += [0] * part.endswith("[]")
        assert row_of(tuple(path)) is row
    assert row_of(("provider.name",)) is None
    assert row_of(("myKey", 0, "url")) is None


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "schema.md").read_text("utf-8") == page(), "run: python -m crawler.schema > docs/schema.md"
