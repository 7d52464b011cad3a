"""The edition of a folder: any order of arrival, hand edits, a folder that comes to rest; the command and the crawl."""

from __future__ import annotations

import http.server
import random
import shutil
import threading
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.stories import event, tell
from crawler import frontmatter
from demo.pictures import png
from pipelines.edition.cards import DAY, Card
from pipelines.edition.decide import Options
from pipelines.edition.run import Outcome
from tests.cards import NOON, card, record, story
from tests.commands import run
from tests.crawling import scrapy
from tests.newsdesk import edition_of

OPTIONS = Options()
SEED: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "edition" / "letter.yaml").read_text(encoding="utf-8"))


class Folder:
    """A content folder and its edition."""

    def __init__(self, at: Path) -> None:
        self.at, self.state = at / "news", at / "state"
        self.at.mkdir(parents=True)

    def add(self, one: Card, **more: Any) -> None:
        full = {**record("", "", one.at, "x", one.quality, url=one.url), **one.shown, **more}
        (self.at / one.path).write_text(frontmatter.write(full, BODIES.get(one.path, "")), encoding="utf-8")

    def run(self, options: Options = OPTIONS, since: int | None = None) -> Outcome:
        return edition_of(self.at, self.state, options, since)

    def edition(self, **options: Any) -> list[str]:
        outcome = self.run(**options)
        assert not outcome.failed
        return outcome.changed

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.at.iterdir())}

    def say(self, name: str, old: str, new: str) -> None:
        path = self.at / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def record(self, name: str) -> dict[str, Any]:
        return frontmatter.read((self.at / name).read_bytes()).record


BODIES: dict[str, str] = {}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def day_of_news() -> list[Card]:
    """Five stories of 2 to 6 tellings and twenty articles that stand alone."""
    draw = random.Random(9)
    cards = []
    for s, size in enumerate((2, 3, 5, 5, 6)):
        told = event(draw)
        for n in range(size):
            text = tell(draw, told)
            cards.append((f"s{s}-{n}", text, f"p{n}"))
    cards += [(f"x{n}", tell(draw, event(draw)), f"p{n % 7}") for n in range(20)]
    made = []
    for name, text, provider in cards:
        BODIES[f"{name}.md"] = text.body
        at = NOON + draw.randrange(DAY // 2)
        made.append(
            card(name, text.title, text.excerpt, at, provider, draw.randrange(20, 80), text.body, url=f"https://{provider}.example/{name}")
        )
    return made


@pytest.mark.parametrize("order", range(5))
def test_any_order_of_arrival_ends_in_the_same_files(order: int, tmp_path: Path) -> None:
    news = day_of_news()
    whole, grown = Folder(tmp_path / "whole"), Folder(tmp_path / "grown")
    for one in news:
        whole.add(one)
    assert len(whole.edition()) == 21
    arriving = random.Random(order).sample(news, len(news))
    while arriving:
        batch, arriving = arriving[:12], arriving[12:]
        for one in batch:
            grown.add(one)
        grown.edition()
    assert grown.bytes() == whole.bytes()
    assert grown.edition() == [] and whole.edition(since=0) == []
    shutil.rmtree(grown.state)
    assert grown.edition() == []


def test_a_sixth_telling_changes_only_its_story(folder: Folder) -> None:
    news = day_of_news()
    for one in news:
        if one.path != "s4-5.md":
            folder.add(one)
    folder.edition()
    sixth = next(one for one in news if one.path == "s4-5.md")
    folder.add(sixth)
    assert sorted(folder.edition()) == [f"s4-{n}.md" for n in range(6)]
    assert folder.edition() == []
    (folder.at / "s4-5.md").unlink()
    assert sorted(folder.edition()) == [f"s4-{n}.md" for n in range(5)]


def test_only_the_keys_lines_change(folder: Folder) -> None:
    one, other = story(50, 40)
    folder.add(one, secured="AAAA;BBBB", mood="mine")
    folder.add(other)
    folder.say(one.path, "type: article\n", "type: article # as it is\n")
    before = (folder.at / one.path).read_text(encoding="utf-8")
    folder.edition()
    after = (folder.at / one.path).read_text(encoding="utf-8")
    front, _, rest = after.partition("related:\n")
    assert front.replace("heat: 60", "heat: 50").rstrip("\n") == before.partition("\nsecured")[0].rstrip("\n")
    assert 'secured: "AAAA;BBBB"' in rest and "mood" in rest


@pytest.mark.parametrize(
    ("old", "new", "key", "value"),
    [
        ("heat: 60", "heat: 90", "heat", 90),
        ("published: false", "published: true", "published", True),
        ("related:", "was:", "related", None),
    ],
)
def test_what_a_person_fixed_stays(old: str, new: str, key: str, value: object, folder: Folder) -> None:
    cards = story(50, 40, 45)
    for one in cards[:2]:
        folder.add(one)
    folder.edition()
    folder.say(cards[0].path, old, new)
    folder.edition()
    folder.add(cards[2])
    folder.edition()
    folder.edition(since=0)
    said = folder.record(cards[0].path)
    assert said.get(key) == value
    assert said["published"] == (said["heat"] >= 70 or key == "published")
    if key != "related":
        assert len(said["related"]) == 2
    if key == "published":
        assert said["heat"] == 70


def test_values_that_nobody_remembers(folder: Folder) -> None:
    """Without a memory, values that obey the law are ours to change, others a person's."""
    one, other = story(50, 40)
    folder.add(one, heat=99, published=True)
    folder.add(other)
    folder.edition()
    assert (folder.record(one.path)["heat"], folder.record(one.path)["published"]) == (99, True)
    assert folder.record(other.path)["heat"] == -1
    shutil.rmtree(folder.state)
    assert folder.edition() == []
    (folder.at / one.path).unlink()
    shutil.rmtree(folder.state)
    folder.edition()
    assert folder.record(other.path)["heat"] == 40 and "related" not in folder.record(other.path)


def test_files_that_are_no_articles_are_left_alone(folder: Folder) -> None:
    for name, text in {"README.md": "# Hello\n", "broken.md": "---\ntitle: [\n---\n", "empty.md": "", "list.md": "---\n- a\n---\n"}.items():
        (folder.at / name).write_text(text, encoding="utf-8")
    for one in story(50, 40):
        folder.add(one)
    assert len(folder.edition()) == 2


def test_a_file_that_cannot_be_written_is_tried_again(folder: Folder) -> None:
    cards = story(50, 40)
    for one in cards:
        folder.add(one)
    (folder.at / cards[0].path).chmod(0o444)
    outcome = folder.run()
    assert outcome.changed == [cards[1].path] and len(outcome.failed) == 1 and "read-only" in outcome.failed[0]
    (folder.at / cards[0].path).chmod(0o644)
    assert folder.edition() == [cards[0].path]


def test_old_days_are_not_read_again(folder: Folder) -> None:
    for one in story(50, 40):
        folder.add(one)
    folder.edition()
    late = card("late", "A late harvest in Quin", "Rain came six weeks late.", NOON + 60 * DAY, "alba")
    folder.add(late)
    outcome = folder.run()
    assert (outcome.read, outcome.decided, outcome.changed) == (1, 1, [])


def test_another_line_is_taken_over(folder: Folder) -> None:
    for one in story(50, 40):
        folder.add(one)
    folder.edition()
    assert folder.run(Options(line=60)).changed == ["0a.md"]
    assert folder.record("0a.md")["published"] is True


def test_the_command(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    for one in story(50, 40):
        folder.add(one)
    before = folder.bytes()
    dry = run(capsys, "edition", folder.at, "--dry-run")
    assert dry.returncode == 0 and folder.bytes() == before
    assert "--- a/0a.md\n+++ b/0a.md\n" in dry.stdout and "-heat: 50\n+heat: 60\n" in dry.stdout and "+related:\n" in dry.stdout
    done = run(capsys, "edition", folder.at)
    assert (done.returncode, done.stdout) == (0, f"{folder.at / '0a.md'}\n{folder.at / '1b.md'}\n")
    assert done.stderr == "edition: 2 files, 1 stories, 2 changed, 0 failed\n"
    assert run(capsys, "edition", folder.at, "--since", "2020-01-01").stderr == "edition: 2 files, 1 stories, 0 changed, 0 failed\n"
    assert run(capsys, "edition", folder.at, "--since", "yesterday").returncode == 2
    assert run(capsys, "edition", folder.at / "nowhere").returncode == 2


PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:title" content="{title}">
<meta property="og:type" content="article"><meta property="og:description" content="{excerpt}">
<meta property="og:image" content="http://www.{host}.example/{host}-letter.png">
<meta property="og:site_name" content="{name}"><meta property="article:published_time" content="{at}"></head>
<body><article><h1>{title}</h1><p>{excerpt}</p>{body}</article></body></html>"""


@pytest.fixture
def web() -> Iterator[str]:
    """Three publishers' pages behind a proxy."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("//www.")[2].partition(".")[0]
            found = SEED.get(name) if "robots" not in self.path else None
            body = "".join(f"<p>{escape(line)}.</p>" for line in found["text"].rstrip(".").split(". ")) if found else ""
            values = {key: escape(str(value)) for key, value in (found or {}).items()}
            page = PAGE.format(**values, host=name, body=body).encode() if found else b""
            is_picture = self.path.endswith(".png")
            if is_picture:
                page = png(name, 1200, 675)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "image/png" if is_picture else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_crawl_ends_in_an_edition(web: str, folder: Folder, tmp_path: Path) -> None:
    topics = tmp_path / "topics"
    topics.mkdir()
    (topics / "1.yaml").write_text("name: AI\nkeywords: [artificial intelligence, ai]\n", encoding="utf-8")
    (topics / "2.yaml").write_text(
        "name: Computer Vision\nparent: AI\nkeywords: [face recognition, facial recognition]\n", encoding="utf-8"
    )
    urls = ",".join(f"http://www.{name}.example/news/letter-on-facial-recognition-2209" for name in SEED)
    quiet = scrapy("crawl", "article", "-a", f"urls={urls}", proxy=web, OUTPUT_DIR=folder.at, STATE_DIR=folder.state, EDITION=False)
    assert quiet.status == 0 and not any("related" in folder.record(path.name) for path in folder.at.iterdir()), quiet.err
    for path in folder.at.iterdir():
        path.unlink()
    shutil.rmtree(folder.state)
    loud = scrapy("crawl", "article", "-a", f"urls={urls}", proxy=web, OUTPUT_DIR=folder.at, STATE_DIR=folder.state, TOPICS_DIR=topics)
    assert "edition: 3 files, 1 stories, 3 changed, 0 failed" in loud.err
    records = {found["title"]: found for path in folder.at.iterdir() for found in [folder.record(path.name)]}
    assert set(records) == {page["title"] for page in SEED.values()}
    hot = sorted(records.values(), key=lambda found: -found["heat"])
    assert [found["quality"] for found in sorted(records.values(), key=lambda found: -found["quality"])] == [54, 42, 35]
    assert (hot[0]["heat"], hot[0]["published"]) == (74, True)
    assert [found["heat"] for found in hot[1:]] == [-1, -1]
    assert hot[0]["heat"] == hot[0]["quality"] + 20 and [entry["quality"] for entry in hot[0]["related"]] == sorted(
        (found["quality"] for found in hot[1:]), reverse=True
    )
    again = folder.run()
    assert (again.read, again.changed) == (0, [])


EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "schema" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the published example files are not here")
def test_the_published_story_comes_out_as_it_is(folder: Folder) -> None:
    for path in EXAMPLES.glob("2022-09-1[23]-*.md"):
        (folder.at / path.name).write_bytes(path.read_bytes())
    before = folder.bytes()
    changed = folder.edition()
    assert [name for name in changed if "call-for-uks" not in name] == []  # an earlier run's file, which knew no related article yet
    lead = next(folder.record(name) for name in before if "campaigners" in name)
    assert (lead["quality"], lead["heat"], lead["published"]) == (54, 74, True)
    assert [entry["quality"] for entry in lead["related"]] == [42, 35]
