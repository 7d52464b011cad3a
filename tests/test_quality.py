"""Quality by both laws, what follows from it, and ``scrapy score``."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import frontmatter
from crawler.config import load_providers, load_quality, load_topics
from crawler.exceptions import ConfigError
from crawler.items import Article, Evidence, Extraction, Image, Provider, Published, Text, Topic
from pipelines.edition.heat import heat, published
from pipelines.quality.facts import is_trusted, of_article, of_record
from pipelines.quality.laws import LAWS, Facts, Scorer, substring, total, whole_words
from pipelines.quality.stage import QualityStage
from pipelines.record import record
from pipelines.topics.stage import TopicsStage
from tests.commands import run

ROOT = Path(__file__).resolve().parents[1]
SCHEMA = ROOT.parents[1] / "shared" / "schema"
needs_schema = pytest.mark.skipif(not SCHEMA.is_dir(), reason="no folder of real files and taxonomies beside this checkout")
BLOG = "https://powerapps.microsoft.com/en-us/blog/"
SEED = Scorer("seed", {})
EDITORIAL = Scorer("editorial", {})

VISION = {
    "Computer Vision": Topic("Computer Vision", "AI", keywords=("computer vision", "face recognition", "facial recognition")),
    "AI": Topic("AI", keywords=("artificial intelligence", "ai"), hashtags=("#AI",)),
}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (Facts(), 0),
        (Facts(topics=3), 6),
        (Facts("Canvas apps grow", keywords=("canvas app", "canvas apps")), 30),  # both match one phrase
        (Facts("Model-driven apps", keywords=("model-driven apps", "model-driven apps")), 30),  # listed twice, counted twice
        (Facts("Campaigners", keywords=("ai",)), 15),  # within a word
        (Facts("Learn PYTORCH", keywords=("PyTorch",)), 15),
        (Facts(picture=True), 20),
        (Facts(amp=True), 20),
        (Facts(directory=True), 40),
        (Facts(trusted=True), 50),
        (Facts(featured=True), 100),
        (Facts("x" * 70, picture=True), 20),
        (Facts("x" * 71, picture=True), 20),
        (Facts("x" * 72, picture=True), 19),
        (Facts("x" * 146, topics=1), 0),  # never below nothing
        (Facts("“Curly” " + "x" * 64, picture=True), 19),  # characters, not bytes
    ],
)
def test_the_seeds_law(facts: Facts, wanted: int) -> None:
    assert SEED.quality(facts) == wanted


def test_the_parts_are_data() -> None:
    mine = Scorer("seed", {"picture": 7, "title_length": 10, "title_step": 1}, "words")
    facts = Facts("Campaigners and AI", 1, ("ai", "campaign"), picture=True)
    assert [(part.name, part.points, part.found) for part in mine.parts(facts) if part.points] == [
        ("topics", 2, "1"),
        ("keywords in the title", 15, "ai"),
        ("picture", 7, "yes"),
        ("long title", -8, "18 characters"),
    ]


def test_ways_to_find_a_keyword() -> None:
    assert substring("ai", "Campaigners")
    assert not whole_words("ai", "Campaigners")
    assert whole_words("self driving", "Your Self-Driving boat")
    assert not whole_words("c++", "Cup")
    assert whole_words("c++", "C++ turns forty")


FULL = Facts(
    title="Harbour opens its new pier",
    topics=1,
    picture=True,
    words=600,
    excerpt="The pier is open.",
    own_excerpt=True,
    picture_width=1200,
    picture_url="https://a.example/pier.jpg",
    instant=True,
    authors=True,
    language=True,
)


@pytest.mark.parametrize(
    ("change", "least", "most"),
    [
        ({}, 85, 100),
        ({"topics": 0}, 80, 90),
        ({"picture": False}, 65, 75),  # all else is there
        ({"picture_width": 300}, 75, 85),
        ({"instant": False, "authors": False, "own_excerpt": False}, 50, 69),
        ({"words": 100}, 0, 60),
        ({"truncated": True}, 60, 72),
        ({"paywalled": True, "truncated": True}, 0, 40),
        ({"title": "HARBOUR OPENS ITS NEW PIER AT LAST"}, 60, 72),
        ({"title": "The pier is open!!!"}, 60, 72),
        ({"title": "The harbourâ€™s new pier"}, 40, 60),
        ({"picture_url": "https://a.example/img/default-share.png"}, 60, 72),
        ({"picture_url": "https://a.example/logo_1200x630.png?v=2"}, 60, 72),
    ],
)
def test_the_editorial_law(change: Mapping[str, object], least: int, most: int) -> None:
    facts = replace(FULL, **change)  # type: ignore[arg-type]
    assert least <= EDITORIAL.quality(facts) <= most, EDITORIAL.parts(facts)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/2026/logistics.jpg",
        "https://a.example/sharefarmers.jpg",
        "https://a.example/social-workers.jpg",
        "https://a.example/pier_social.jpg",
    ],
)
def test_a_picture_of_something_is_no_default(url: str) -> None:
    assert EDITORIAL.quality(replace(FULL, picture_url=url)) == EDITORIAL.quality(FULL)


def test_two_exclamations_are_no_shouting() -> None:
    assert EDITORIAL.quality(replace(FULL, title="At last! The pier is open!")) == EDITORIAL.quality(FULL)


def test_scripts_without_capitals_never_shout() -> None:
    assert EDITORIAL.quality(replace(FULL, title="市立図書館が週末も開くことになりました")) == EDITORIAL.quality(FULL)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.example/blog/one", True),
        ("https://a.example/blog", True),
        ("https://a.example/blog?page=2", True),
        ("https://a.example/blogger/one", False),
        ("https://a.example.evil.example/blog/", False),
        ("https://b.example/blog/one", False),
        ("", False),
    ],
)
def test_a_prefix_ends_at_a_boundary(url: str, wanted: bool) -> None:
    assert is_trusted(url, ("https://a.example/blog", "")) is wanted


def test_the_shipped_points_are_the_laws_own() -> None:
    known = {name: law.weights for name, law in LAWS.items()}
    assert load_quality(ROOT / "config" / "quality.yaml", known) == known


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sed: {}", "did you mean 'seed'"),
        ("seed: {picure: 1}", "did you mean 'picture'"),
        ("seed: {picture: yes}", "isn't a whole number"),
        ("seed: {title_step: 0}", "can't divide"),
        ("seed: [1]", "must have points"),
    ],
)
def test_a_mistake_in_the_points_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "q.yaml").write_text(text)
    with pytest.raises(ConfigError, match=said):
        load_quality(tmp_path / "q.yaml", {name: law.weights for name, law in LAWS.items()})


@pytest.mark.parametrize(
    ("quality", "related", "wanted", "shown"),
    [
        (54, [42, 35], 74, True),
        (59, [17], 69, False),
        (54, [59, 17], -1, False),
        (42, [54, 35], -1, False),
        (17, [], 17, False),
        (70, [], 70, True),
        (104, [97, 91, 66], 134, True),
        (60, [60], 70, True),
    ],
)
def test_heat(quality: int, related: list[int], wanted: int, shown: bool) -> None:
    assert heat(quality, related) == wanted
    assert published(wanted) is shown


def test_of_equals_one_leads() -> None:
    assert heat(60, [60], wins_ties=False) == -1


PAGES = [  # the seed's titles, on pages of ours
    ("Campaigners call on police to end use of face recognition technology", 54),
    ("Senators petition ICE to curtail ‘Orwellian’ use of facial recognition, surveillance technology", 42),
    ("Call for UK’s biggest police force to stop using facial recognition technology", 35),
]


@pytest.mark.parametrize(("title", "wanted"), PAGES)
def test_the_seeds_story(title: str, wanted: int) -> None:
    found = Extraction(
        title=title,
        excerpt="Groups have written a letter about cameras.",
        text=Text("The letter was sent on Monday.\nIt asks for an end.", ""),
        published=Published(datetime(2026, 9, 12, 8, tzinfo=UTC)),
        provider=Provider("A", "a.example"),
        locale="en-gb",
    )
    article = Article("https://a.example/1", "https://a.example/1", found, (Image("https://a.example/1.jpg", 1200, 675),))
    TopicsStage(VISION, 3).process_item(article)
    QualityStage(SEED, VISION, frozenset(), ()).process_item(article)
    values = record(article)
    assert values["topics"] == ["Computer Vision", "AI"]
    assert (values["quality"], values["heat"], values["published"]) == (wanted, wanted, False)
    bare = Article("https://a.example/1", "https://a.example/1", found)
    assert "quality" not in record(bare)
    assert "heat" not in record(bare)


def test_facts_of_an_article_are_those_of_its_file() -> None:
    found = Extraction(
        title="Harbour opens",
        excerpt="It is open.",
        published=Published(datetime(2026, 9, 12, tzinfo=UTC), "day"),
        provider=Provider("A", "a.example"),
        amp_url="https://a.example/amp/1",
        featured="<iframe>",
        by={"excerpt": "text", "locale": "text"},
        locale="en",
        evidence=Evidence(words=300, cut=True),
    )
    article = Article("https://a.example/blog/1", "https://a.example/blog/1", found, (Image("u", 10, 10),), ("AI",))
    known = (VISION, {"a.example"}, ("https://a.example/blog",))
    facts = of_article(article, *known)
    from_file = of_record(frontmatter.read(frontmatter.write(record(article))).record, *known)
    assert SEED.parts(facts) == SEED.parts(from_file)
    assert (facts.own_excerpt, facts.language, facts.instant, facts.truncated) == (False, False, False, True)
    assert total(SEED.parts(facts)) == 2 + 20 + 20 + 40 + 50 + 100


def real_files() -> list[Path]:
    return sorted((SCHEMA / "examples").rglob("*.md")) if SCHEMA.is_dir() else []


@needs_schema
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name[:40])
def test_real_files_obey(path: Path) -> None:
    values = frontmatter.read(path.read_bytes()).record
    ai = "AI" in values["topics"]
    if "quality" not in values:
        assert ai, "only two files of 2021 lack it"
        return
    taxonomy = load_topics(SCHEMA / "topics" / ("ai" if ai else "powerapps"))
    facts = of_record(values, taxonomy, load_providers(SCHEMA / "organizations"), [BLOG])
    assert SEED.quality(facts) == values["quality"], SEED.parts(facts)
    warm = heat(values["quality"], [one["quality"] for one in values.get("related", [])])
    readers = {"2024-04-08": 2, "2024-04-11": 1}  # what readers added: the only two files that have it, and nothing tells from what
    assert warm + readers.get(path.name[:10], 0) == values["heat"]
    assert published(warm) == values["published"]


FILE = """---
category: news
title: "Campaigners call on police to end use of face recognition technology"
excerpt: "It is asked."
publishedDateTime: 2026-09-12T08:00:00Z
originalUrl: "https://a.example/1"
webUrl: "https://a.example/1"
type: article
quality: 54 # as it was
heat: 54
published: false

provider:
  name: A
  domain: a.example

topics:
  - Computer Vision
  - AI

images:
  - url: "https://a.example/1.jpg"
    width: 1200
    height: 675
    isCached: true

secured: "AAAA;BBBB"
---

The text.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "0.yaml").write_text("name: AI\nkeywords: [artificial intelligence, ai]")
    (tmp_path / "topics" / "1.yaml").write_text("name: Computer Vision\nparent: AI\nkeywords: [face recognition]")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "1.md").write_text(FILE)
    return tmp_path


def test_score_prints_differences_and_writes_them_on_request(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, topics = folder / "news" / "1.md", f"TOPICS_DIR={folder / 'topics'}"
    done = run(capsys, "score", folder / "news", "-s", topics)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 files, 0 differ\n")
    trusted = ("-s", topics, "-s", "TRUSTED_FEEDS=https://b.example/,https://a.example/")
    done = run(capsys, "score", folder / "news", *trusted)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{file}: quality: stands 54, computed 104",
        f"{file}: heat: stands 54, computed 104",
        f"{file}: published: stands false, computed true",
    ]
    assert file.read_text() == FILE
    assert run(capsys, "score", file, "--write", *trusted).returncode == 1
    wanted = FILE.replace("quality: 54 #", "quality: 104 #").replace("heat: 54", "heat: 104").replace("published: false", "published: true")
    assert file.read_text() == wanted
    assert run(capsys, "score", file, *trusted).returncode == 0


def test_score_of_other_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    topics = ("-s", f"TOPICS_DIR={folder / 'topics'}")
    old = FILE.replace("quality: 54 # as it was\nheat: 54\npublished: false\n", "")
    (folder / "news" / "1.md").write_text(old)
    (folder / "news" / "2.md").write_text("no front matter")
    done = run(capsys, "score", folder / "news", *topics)
    assert done.returncode == 1
    assert "2.md: line 1: " in done.stderr
    assert "1 without the three keys" in done.stderr
    (folder / "news" / "2.md").unlink()
    assert run(capsys, "score", folder / "news", *topics).returncode == 0
    assert run(capsys, "score", folder / "news", "--missing", "--write", *topics).returncode == 1
    assert "heat: 54\npublished: false\n" in (folder / "news" / "1.md").read_text()
    assert run(capsys, "score", folder / "news", "-s", "TOPICS_DIR=/nowhere").returncode == 1
    assert run(capsys, "score").returncode == 2


@needs_schema
def test_score_of_real_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for site in ("ai", "powerapps"):
        (tmp_path / site).mkdir()
    for path in (SCHEMA / "examples").glob("*.md"):
        shutil.copy(path, tmp_path / ("ai" if b"\n  - AI\n" in path.read_bytes() else "powerapps"))
    for site in ("ai", "powerapps"):
        settings = (f"TOPICS_DIR={SCHEMA / 'topics' / site}", f"PROVIDERS_DIR={SCHEMA / 'organizations'}", f"TRUSTED_FEEDS={BLOG}")
        done = run(capsys, "score", tmp_path / site, *(word for setting in settings for word in ("-s", setting)))
        assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_a_law_that_isnt_known_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "score", "x.md", "-s", "QUALITY_LAW=fair")
    assert done.returncode == 1
    assert "it takes seed or editorial" in done.stderr
