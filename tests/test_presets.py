"""Presets: what each generator gets instead of the schema's record; the pages about them and the run's sites say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler import frontmatter
from crawler.exceptions import ConfigError
from crawler.presets import PRESETS, added, apply, as_schema, folder, is_spelled, named
from crawler.schema import RESERVED, row_of, validate
from tests.consumers.compare import body_faults, folded, leaves, lowered, value_faults, values
from tests.consumers.hostile import TEXTS, body, mixtures
from tests.consumers.tools import Missing, astro, jekyll

ROOT = Path(__file__).resolve().parents[1]
RECORD: dict[str, Any] = {
    "category": "news",
    "title": "{{ Harbour }}",
    "excerpt": "It reopens.",
    "publishedDateTime": "2026-11-03T06:30:00Z",
    "originalUrl": "https://news.example/a",
    "webUrl": "https://news.example/a",
    "type": "article",
    "provider": {"name": "News", "domain": "news.example"},
    "topics": ["Harbours"],
}
MOMENT = {"date": "2026-11-03T06:30:00Z"}
SHOWN, HIDDEN, CHANGED = {"published": True}, {"published": False}, {"updatedDateTime": "2026-11-04T08:00:00Z"}

TABLE = [
    # preset, in the record, what the preset adds, what it leaves out
    ("", SHOWN, {}, set()),
    ("", HIDDEN, {}, set()),
    ("jekyll", {}, MOMENT, set()),
    ("jekyll", HIDDEN, MOMENT, set()),
    ("hugo", {}, MOMENT, set()),
    ("hugo", SHOWN, MOMENT, {"published"}),
    ("hugo", HIDDEN, {**MOMENT, "draft": True}, {"published"}),
    ("hugo", CHANGED, {**MOMENT, "lastmod": "2026-11-04T08:00:00Z"}, set()),
    ("eleventy", SHOWN, MOMENT, set()),
    ("eleventy", HIDDEN, {**MOMENT, "permalink": False, "eleventyExcludeFromCollections": True}, set()),
    ("astro", SHOWN, {}, set()),
    ("astro", HIDDEN, {"draft": True}, set()),
]


@pytest.mark.parametrize(("preset", "given", "new", "left_out"), TABLE)
def test_apply(preset: str, given: dict[str, Any], new: dict[str, Any], left_out: set[str]) -> None:
    record = RECORD | given
    before = dict(record)
    got = apply(preset, record)
    assert got == {key: value for key, value in record.items() if key not in left_out} | new
    assert record == before
    assert set(new) <= set(added(preset, record)) and left_out <= set(named(preset).left_out)
    scored = record | ({"heat": 70} if "published" in record else {})
    there = apply(preset, scored)
    assert apply("", {key: value for key, value in as_schema(preset, there).items() if key not in added(preset, record)}) == scored
    assert is_spelled(preset, there)
    assert is_spelled(preset, scored) is (there == scored)


def test_undated_has_no_date() -> None:
    undated = {key: value for key, value in RECORD.items() if key != "publishedDateTime"}
    assert all("date" not in apply(preset, undated) for preset in PRESETS)


def test_shown_again_is_no_draft() -> None:
    """What a preset added for a hidden page goes when the page is shown."""
    hidden = apply("astro", RECORD | HIDDEN)
    assert "draft" not in apply("astro", hidden | SHOWN)


@pytest.mark.parametrize("preset", PRESETS)
def test_files_are_canonical_and_valid(preset: str) -> None:
    record = apply(preset, RECORD | HIDDEN | CHANGED)
    text = frontmatter.write(record, "Text.")
    document = frontmatter.read(text)
    assert document.record == record
    assert frontmatter.canonical(document) == text
    assert not validate(record)
    assert not set(record) & RESERVED


def test_dates_are_bare() -> None:
    loaded = yaml.safe_load(frontmatter.read(frontmatter.write(apply("hugo", RECORD | CHANGED))).front)
    assert loaded["date"] == loaded["publishedDateTime"]
    assert loaded["lastmod"] == loaded["updatedDateTime"]
    row = row_of(("date",))
    assert row
    assert row.type == "instant"


@pytest.mark.parametrize("name", ["Jekyll", "gatsby", " hugo"])
def test_unknown_preset_is_refused(name: str) -> None:
    for function in (folder, named):
        with pytest.raises(ConfigError, match="there are jekyll, hugo, eleventy, astro"):
            function(name)


def test_page_says_what_is_run() -> None:
    """Each block of docs/consumers.md that names a file is that file of the run's sites, or a part of it."""
    page = (ROOT / "docs/consumers.md").read_text(encoding="utf-8")
    blocks = re.findall(r"`([\w/.\[\]-]+)`[^\n]*:\n\n```\w*\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 6
    sites = ROOT / "tests/consumers/sites"
    for name, block in blocks:
        texts = [
            path.read_text(encoding="utf-8") for path in sites.rglob(Path(name).name.replace("[", "[[]")) if path.as_posix().endswith(name)
        ]
        assert any(block.strip() in text for text in texts), name
    for preset in filter(None, PRESETS):
        assert f"`{folder(preset)}`" in page


def test_hostile_table() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 60


@pytest.mark.parametrize("text", [*TEXTS, *mixtures(60, 0)], ids=ascii)
def test_body_holds_nothing_that_acts(text: str) -> None:
    """The cheap part of ``make consumers``: no template mark, raw HTML, or open link is left outside code, no template mark in code."""
    made = body(text)
    assert not re.search(r"\{[{%#]|<!--\s*more", made.markdown)
    prose = re.sub(r"(`{3,})\n.*?\n\1|(`{1,2})(?!`).*?\2", "", made.markdown, flags=re.DOTALL)
    assert "{" not in prose
    assert not re.search(r"<[A-Za-z/!?]|&\w+;:", prose)
    assert all(re.match(r"https?://[^\s()\[\]{}<>]*\)", rest) for rest in re.findall(r"\]\((\S+)", prose))
    assert folded(text) in folded(made.text)


PAGES = [
    ("<p>One &amp; “two” – three…</p>", 'One & "two" -- three...', []),
    ("<p>One</p>", "Two", ["shows"]),
    ("<p onclick='x'>One</p>", "One", ["holds onclick"]),
    ("<script>x</script>", "x", ["holds <script>"]),
    ("<p>One<!-- x --></p>", "One", ["holds <!-->"]),
    ('<a href="javascript:x">One</a>', "One", ["links to"]),
    ('<p style="background: url(x)">One</p>', "One", ["holds style"]),
    ('<pre style="color:#fff;overflow-x:auto"><code class="x">One</code></pre>', "One", []),
]


@pytest.mark.parametrize(("inside", "text", "faults"), PAGES)
def test_body_faults(inside: str, text: str, faults: list[str]) -> None:
    found = list(body_faults(f"<html><main id=body>{inside}</main></html>".encode(), text))
    assert len(found) == len(faults)
    assert all(fault.startswith(start) for fault, start in zip(found, faults, strict=True))


@pytest.mark.parametrize(
    ("programs", "user", "reason"),
    [(set(), 0, "no apt-get"), ({"apt-get"}, 1000, "needs an administrator: apt-get install jekyll")],
)
def test_missing_tool_says_why(programs: set[str], user: int, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name in programs else None)
    monkeypatch.setattr("os.geteuid", lambda: user)
    with pytest.raises(Missing, match=reason):
        jekyll(tmp_path)
    with pytest.raises(Missing, match="there is no npm"):
        astro(tmp_path)


def test_values_are_compared_with_their_types() -> None:
    expected = values(yaml.safe_load("at: 2026-01-01T00:00:00Z\nn: 1\nflag: true\nlist:\n  - Aa: x\n"))
    assert leaves(expected) == 4
    assert not list(value_faults({"at": "2026-01-01T00:00:00Z", "n": 1, "flag": True, "list": [{"Aa": "x"}], "own": 1}, expected))
    assert list(value_faults({"at": "2026-01-01T00:00:00Z", "n": True, "list": [{"aa": "x"}]}, expected)) == [
        "n is True instead of 1",
        "flag is missing",
        "list is [{'aa': 'x'}] instead of [{'Aa': 'x'}]",
    ]
    assert values("2026-01-01T00:00:00.000Z") == "2026-01-01T00:00:00Z"
    assert lowered({"A": [{"B": "C"}]}) == {"a": [{"b": "C"}]}
