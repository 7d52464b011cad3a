"""Crawls, editions, scores and presets of one folder: one memory of what was last written, and one law of who wins."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.stories import event, tell
from crawler import frontmatter
from crawler.checks import check
from crawler.exceptions import ConfigError
from crawler.lock import FolderLock
from crawler.presets import PRESETS, is_spelled
from tests.commands import run
from tests.newsdesk import Desk, Story

_draw = random.Random(3)
_told = event(_draw)
FIRST, SECOND = (
    Story(slug, text.title, text.excerpt, text.body, None, quality=quality, domain=f"{slug}.example")
    for slug, quality, text in (("first", 50, tell(_draw, _told)), ("second", 40, tell(_draw, _told)))
)
ALONE = Story("alone", "Ferry runs late again", "The 7:10 left at 7:40.", "", None, quality=90)
NAMED = [name for name in PRESETS if name]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def path_of(desk: Desk, story: Story) -> Path:
    return next(path for path in desk.folder.glob("*.md") if f'"{story.url}"' in path.read_text().partition("\nrelated:")[0])


def record(desk: Desk, story: Story) -> dict[str, Any]:
    return frontmatter.read(path_of(desk, story).read_bytes()).record


def edit(desk: Desk, story: Story, old: str, new: str) -> None:
    desk.edit(path_of(desk, story).name, old, new)


def still(desk: Desk, **settings: Any) -> None:
    """Another crawl and another edition, in either order, change nothing."""
    before = desk.times()
    for _ in range(2):
        assert desk.outcomes(FIRST, SECOND, ALONE, **settings) == ["unchanged"] * 3
        assert desk.edition(**settings) == []
    assert desk.times() == before


@pytest.mark.parametrize("preset", PRESETS)
def test_crawls_and_editions_agree(desk: Desk, preset: str) -> None:
    desk.settings = {"EXPORT_PRESET": preset}
    assert desk.outcomes(FIRST, SECOND, ALONE) == ["written"] * 3
    assert len(desk.edition()) == 2
    assert [record(desk, one)["heat"] for one in (FIRST, SECOND, ALONE)] == [60, -1, 90]
    still(desk)
    desk.clone()
    still(desk)
    assert desk.outcomes(replace(FIRST, quality=80), SECOND, ALONE) == ["updated", "unchanged", "unchanged"]
    assert desk.edition() == sorted(path_of(desk, one).name for one in (FIRST, SECOND))  # the other's entry has the new quality
    assert record(desk, FIRST)["heat"] == 90
    for path in desk.folder.glob("*.md"):
        document = frontmatter.read(path.read_bytes())
        assert is_spelled(preset, document.record)
        assert not check(document)
        assert frontmatter.canonical(document) == document.text


HIDDEN: dict[str, dict[str, Any]] = {
    "": {"published": False},
    "jekyll": {"published": False},
    "hugo": {"draft": True},
    "eleventy": {"published": False, "permalink": False, "eleventyExcludeFromCollections": True},
    "astro": {"published": False, "draft": True},
}
KEYS = {key for said in HIDDEN.values() for key in said}


def hiding(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key in KEYS}


def shown(preset: str) -> dict[str, Any]:
    return {} if preset == "hugo" else {"published": True}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_follows_heat(desk: Desk, preset: str) -> None:
    desk.settings = {"EXPORT_PRESET": preset}
    desk.crawl(FIRST, SECOND)
    assert hiding(record(desk, FIRST)) == HIDDEN[preset]
    assert path_of(desk, FIRST).name in desk.edition(line=60)
    assert hiding(record(desk, FIRST)) == shown(preset)
    assert desk.edition(line=70) == [path_of(desk, FIRST).name]
    assert hiding(record(desk, FIRST)) == HIDDEN[preset]


@pytest.mark.parametrize("preset", NAMED)
def test_a_change_of_preset_is_taken_over_and_back(desk: Desk, preset: str) -> None:
    desk.crawl(FIRST, SECOND, ALONE)
    desk.edition()
    edit(desk, FIRST, "type: article\n", "type: article # as it is\nweight: 3\n")
    edit(desk, SECOND, "published: false", "published: true")
    plain = desk.files()
    desk.edition(EXPORT_PRESET=preset)
    assert hiding(record(desk, FIRST)) == HIDDEN[preset] and hiding(record(desk, SECOND)) == hiding(record(desk, ALONE)) == shown(preset)
    still(desk, EXPORT_PRESET=preset)
    for other in NAMED:
        desk.edition(EXPORT_PRESET=other)
        assert all(is_spelled(other, frontmatter.read(text).record) for text in desk.files().values())
        assert hiding(record(desk, FIRST)) == HIDDEN[other] and hiding(record(desk, SECOND)) == shown(other)
    desk.edition()
    assert {name: sorted(text.splitlines()) for name, text in desk.files().items()} == {
        name: sorted(text.splitlines()) for name, text in plain.items()
    }
    still(desk)


@pytest.mark.parametrize("preset", ["jekyll", "eleventy", "astro"])
def test_what_a_person_hides_is_hidden(desk: Desk, preset: str) -> None:
    desk.settings = {"EXPORT_PRESET": preset}
    desk.crawl(ALONE)
    desk.edition()
    edit(desk, ALONE, "published: true", "published: false")
    desk.edition()
    assert hiding(record(desk, ALONE)) == HIDDEN[preset]
    assert desk.edition(line=60) == []


@pytest.mark.parametrize(
    ("preset", "old", "new"),
    [("astro", "heat: 90\n", "heat: 90\ndraft: true\n"), ("eleventy", "\nheat", '\npermalink: "/x/"\nheat')],
)
def test_a_person_s_own_value_at_a_preset_s_key_stays(desk: Desk, preset: str, old: str, new: str) -> None:
    desk.settings = {"EXPORT_PRESET": preset}
    desk.crawl(FIRST, ALONE)
    edit(desk, ALONE, old, new)
    before = desk.files()[path_of(desk, ALONE).name]
    for line in (70, 95, 70):
        desk.edition(line=line)
        desk.crawl(ALONE)
    assert desk.files()[path_of(desk, ALONE).name] == before


def test_a_person_s_draft_is_a_decision_for_hugo(desk: Desk) -> None:
    desk.settings = {"EXPORT_PRESET": "hugo"}
    desk.crawl(FIRST, SECOND, ALONE)
    desk.edition()
    edit(desk, ALONE, "heat: 90\n", "heat: 90\ndraft: true\n")
    edit(desk, FIRST, "draft: true\n", "")
    before = desk.files()
    for line in (70, 95, 40, 70):
        desk.edition(line=line)
        desk.crawl(replace(FIRST, excerpt="Another sentence."), ALONE)
        desk.crawl(FIRST, ALONE)
    assert desk.files() == before


def test_date_follows_the_publication(desk: Desk) -> None:
    desk.settings = {"EXPORT_PRESET": "hugo"}
    desk.crawl(ALONE)
    assert record(desk, ALONE)["date"] == "2026-11-03T06:30:00Z"
    desk.crawl(replace(ALONE, at=ALONE.at.replace(hour=8)))
    assert record(desk, ALONE)["date"] == record(desk, ALONE)["publishedDateTime"] == "2026-11-03T08:30:00Z"
    edit(desk, ALONE, "publishedDateTime: 2026-11-03T08", "publishedDateTime: 2026-11-03T09")
    desk.edition()
    assert record(desk, ALONE)["date"] == "2026-11-03T09:30:00Z"


def test_an_unknown_preset_is_refused_before_anything_is_written(desk: Desk) -> None:
    with pytest.raises(ConfigError, match="there are jekyll, hugo, eleventy, astro"):
        desk.crawl(ALONE, EXPORT_PRESET="Hugo")
    assert not desk.files()


def test_scores_are_remembered_as_ours(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.crawl(FIRST, SECOND, ALONE)
    desk.edition()
    edit(desk, FIRST, "heat: 60", "heat: 88")
    desk.edition()
    settings = ("-s", f"STATE_DIR={desk.state}", "-s", "TOPICS_DIR=")
    assert record(desk, FIRST)["heat"] == 88
    assert run(capsys, "score", desk.folder, "--write", *settings).returncode == 1
    score = {one.slug: record(desk, one)["quality"] for one in (FIRST, SECOND, ALONE)}
    assert score["first"] not in (50, 88)
    assert run(capsys, "score", desk.folder, *settings).returncode == 0
    desk.edition()
    assert sorted(record(desk, one)["heat"] for one in (FIRST, SECOND)) == [-1, max(score["first"], score["second"]) + 10]
    assert run(capsys, "edition", desk.folder, *settings).stderr.endswith(" 0 changed, 0 failed\n")
    assert desk.outcomes(replace(FIRST, quality=score["first"])) == ["unchanged"]


def test_a_part_of_a_folder_is_known_as_such(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.crawl(FIRST, SECOND, ALONE)
    part = desk.folder / "part"
    part.mkdir()
    path_of(desk, FIRST).rename(part / "first.md")
    (part / "node_modules").mkdir()
    (part / "node_modules" / "second.MD").write_bytes(path_of(desk, SECOND).read_bytes())
    path_of(desk, SECOND).rename(part / "second.MD")
    settings = ("-s", f"STATE_DIR={desk.state}", "-s", "TOPICS_DIR=")
    assert run(capsys, "edition", part, *settings).stderr == "edition: 3 files, 1 stories, 2 changed, 0 failed\n"
    assert "heat: the edition's, follows its story" in run(capsys, "status", part / "first.md", *settings).stdout
    assert run(capsys, "score", part, "--write", *settings).stderr == "2 files, 2 rewritten\n"
    assert run(capsys, "edition", part / "first.md", *settings).returncode == 2
    assert len(list(desk.state.glob("*.sqlite"))) == 1
    assert desk.outcomes(FIRST, SECOND, ALONE) == ["updated", "updated", "unchanged"]


def test_one_writer_at_a_time(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.crawl(FIRST, SECOND)
    before = desk.files()
    held = FolderLock(desk.folder, desk.root / "other.lock")
    for name, *options in (("edition",), ("score", "--write")):
        done = run(capsys, name, desk.folder, *options, "-s", f"STATE_DIR={desk.state}")
        assert done.returncode == 4 and "is writing to this folder" in done.stderr
    assert run(capsys, "edition", desk.folder, "--dry-run", "-s", f"STATE_DIR={desk.state}").returncode == 0
    held.release()
    assert desk.files() == before
    assert run(capsys, "edition", desk.folder, "-s", f"STATE_DIR={desk.state}").returncode == 0
    assert desk.files() != before


def test_published_of_a_gone_article_comes_back_as_the_edition_decides(desk: Desk) -> None:
    desk.settings = {"ON_GONE": "unpublish", "GONE_CONFIRMATIONS": 1}
    desk.crawl(FIRST, SECOND, ALONE)
    desk.edition(line=60)
    assert record(desk, FIRST)["published"] is True
    _, folder, _ = desk.open()
    assert "is not published any more" in str(folder.vanished(FIRST.url, 410))
    assert "is not published any more" in str(folder.vanished(ALONE.url, 404))
    folder.close()
    held = desk.times()
    for line in (60, 70, 95):
        desk.edition(line=line)
        assert record(desk, FIRST)["published"] is record(desk, ALONE)["published"] is False
    assert desk.times() == held
    desk.edition(line=70)
    desk.crawl(FIRST, ALONE)
    assert record(desk, FIRST)["published"] is False and record(desk, ALONE)["published"] is True
    assert desk.edition(line=70) == []
    assert desk.edition(line=60) == [path_of(desk, FIRST).name]


def test_related_that_a_person_took_out_stays_out_when_the_story_comes_again(desk: Desk) -> None:
    desk.crawl(FIRST, SECOND)
    desk.edition()
    text = path_of(desk, FIRST).read_text()
    block = text[text.index("related:\n") :].partition("\n---\n")[0]
    edit(desk, FIRST, block, "mine: 1")
    away = path_of(desk, SECOND).read_bytes()
    place = path_of(desk, SECOND)
    desk.edition()
    place.unlink()
    desk.edition()
    place.write_bytes(away)
    desk.edition()
    assert "related" not in record(desk, FIRST) and record(desk, SECOND)["related"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title: "', 'title: "x" "', "line 3: "),
        ("type: article\n", "type: article\ntype: article\n", "the key type stands twice"),
        ("---\ncategory", "category", "doesn't begin with YAML front matter"),
    ],
)
def test_a_broken_file_is_said_once_a_run_though_nothing_is_new(
    desk: Desk, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.crawl(FIRST, SECOND)
    (desk.folder / "README.md").write_text("---\nno front matter")
    path = path_of(desk, FIRST)
    sound = path.read_bytes()
    edit(desk, FIRST, old, new)
    broken = path.read_bytes()
    capsys.readouterr()
    for _ in range(3):
        assert desk.outcomes(SECOND, FIRST) == ["unchanged"] * 2
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1 and lines[0].startswith(f"newsmatter: {path}: ") and said in lines[0]
        assert lines[0].endswith("; the file is left as it stands")
    assert desk.outcomes(replace(FIRST, excerpt="Another.")) == ["failed"]
    assert path.read_bytes() == broken
    path.write_bytes(sound)
    capsys.readouterr()
    assert desk.outcomes(replace(FIRST, excerpt="Another.")) == ["updated"]
    assert capsys.readouterr().err == ""


def test_a_killed_edition_is_known_as_ours(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.crawl(FIRST, SECOND)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("crawler.library.Library._settle", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.edition()
    assert len(desk.edition()) == 1
    assert [record(desk, one)["heat"] for one in (FIRST, SECOND)] == [60, -1]
    path_of(desk, SECOND).unlink()
    desk.edition()
    assert record(desk, FIRST)["heat"] == 50 and "related" not in record(desk, FIRST)


def test_a_dry_run_of_an_edition(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.crawl(FIRST, SECOND)
    before = desk.files(), {path.name: path.read_bytes() for path in desk.state.iterdir()}
    done = run(capsys, "edition", desk.folder, "--dry-run", "-s", f"STATE_DIR={desk.state}", "-s", "EXPORT_PRESET=hugo")
    assert "-published: false\n" in done.stdout and "+draft: true\n" in done.stdout
    assert (desk.files(), {path.name: path.read_bytes() for path in desk.state.iterdir()}) == before
