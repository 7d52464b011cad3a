"""Whatever publisher and people do, in whatever order, and though the state is lost: no person's change is lost, and a second run is still.

A run is a crawl and the edition behind it, with a preset or without.

80 cases in the suite; ``NEWSMATTER_CASES=2000 pytest tests/test_folder_property.py`` for the full count.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler import frontmatter
from crawler.presets import as_schema
from tests.newsdesk import Desk, Story

CASES = int(os.environ.get("NEWSMATTER_CASES", "80"))
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # the disk's part isn't what is tested
STORIES = 4  # the first two have one title and day, so that they want one name
DELETIONS = 2  # so that most files are always there: the rule for tombstones
FIELDS = {"title": "title", "excerpt": "excerpt", "image": "images"}
REMOVED = object()

story = st.integers(0, STORIES - 1)
action = st.one_of(
    st.tuples(st.just("publish"), story, st.sampled_from(("title", "excerpt", "image", "text", "nothing", "back", "quality"))),
    st.tuples(st.just("edit"), story, st.sampled_from(("title", "excerpt", "images", "own", "comment", "body", "remove", "provider"))),
    st.tuples(st.just("decide"), story, st.sampled_from(("heat", "published"))),
    st.tuples(st.just("delete"), story, st.none()),
    st.tuples(st.just("rename"), story, st.none()),
    st.tuples(st.just("crawl"), st.integers(0, 23), st.none()),
    st.tuples(st.just("crawl"), st.integers(0, 23), st.none()),
    st.tuples(st.just("lose state"), st.just(0), st.none()),
)


@dataclass
class World:
    """A folder, its publisher, and what people did to it; ``reverse`` crawls pages the other way round."""

    desk: Desk
    reverse: bool
    stories: list[Story] = field(
        default_factory=lambda: [
            Story(f"s/{n}", f"Title {max(n, 1)}", f"Excerpt {n}.", quality=40 + 20 * n, domain=f"p{n}.example") for n in range(STORIES)
        ]
    )
    own: list[dict[str, Any]] = field(default_factory=lambda: [{} for _ in range(STORIES)])  # values that are a person's
    texts: list[list[str]] = field(default_factory=lambda: [[] for _ in range(STORIES)])  # comments and bodies of theirs
    deleted: set[int] = field(default_factory=set)
    deletions: int = 0
    lost: bool = False
    count: int = 0

    def path(self, n: int) -> Path | None:
        return next((path for path in self.desk.folder.rglob("*.md") if f'/s/{n}"\n' in path.read_text().partition("webUrl")[0]), None)

    def record(self, n: int) -> dict[str, Any]:
        path = self.path(n)
        assert path is not None
        return as_schema(self.desk.settings["EXPORT_PRESET"], frontmatter.read(path.read_bytes()).record)

    def new(self, kind: str) -> str:
        self.count += 1
        return f"{kind} {self.count}"

    def act(self, what: str, n: int, how: Any) -> None:
        if what == "crawl":
            self.crawl(n)
        elif what == "publish":
            self.publish(n, how)
        elif what == "lose state":
            if self.desk.state.exists():
                self.desk.lose_state()
                self.lost = True
                self.deleted.clear()
        elif path := self.path(n):
            getattr(self, what)(n, path, how)

    def publish(self, n: int, how: str) -> None:
        one = self.stories[n]
        match how:
            case "title" | "excerpt" | "text":
                self.stories[n] = replace(one, **{how: self.new("Said")})
            case "quality":
                self.stories[n] = replace(one, quality=20 + one.quality % 90 if one.quality else 20)
            case "image":
                self.stories[n] = replace(one, image=f"{self.new('p').replace(' ', '')}.png")
            case "nothing":
                self.stories[n] = replace(one, excerpt=None, image=None, text="")
            case "back":
                self.stories[n] = replace(one, excerpt=f"Excerpt {n}.", image="bridge.png")

    def edit(self, n: int, path: Path, how: str) -> None:
        source = frontmatter.read(path.read_bytes())
        value = self.new("Mine")
        match how:
            case "comment":
                text = source.text.replace("type: article", f"# {value}\ntype: article", 1)
                self.texts[n].append(f"# {value}\n")
            case "body":
                text = frontmatter.with_body(source.text, value)
                self.texts[n] = [one for one in self.texts[n] if one.startswith("#")] + [f"\n{value}\n"]
            case "remove":
                text = frontmatter.replace(source, {"excerpt": None})
                self.own[n]["excerpt"] = REMOVED
            case "provider":
                text = frontmatter.replace(source, {"provider": {**source.record["provider"], "name": value}})
                self.own[n]["provider"] = value
            case _:
                change: Any = [{"url": f"https://a.example/{value[5:]}.png", "width": 1, "height": 1}] if how == "images" else value
                text = frontmatter.replace(source, {how: change})
                self.own[n][how] = change
        path.write_text(text)

    def decide(self, n: int, path: Path, how: str) -> None:
        """A person says how hot an article is, or whether it is shown; said again, it is as it was."""
        value: int | bool = 88 if how == "heat" else not self.record(n)["published"]
        if how == "heat" and (self.lost or self.record(n)["heat"] == value):
            return
        hugo = {"draft": None if value else True}
        change = hugo if how == "published" and self.desk.settings["EXPORT_PRESET"] == "hugo" else {how: value}
        path.write_text(frontmatter.replace(frontmatter.read(path.read_bytes()), change))
        if self.own[n].pop(how, None) is None:
            self.own[n][how] = value

    def delete(self, n: int, path: Path, _how: None) -> None:
        if self.deletions < DELETIONS and not self.lost:
            path.unlink()
            self.deletions += 1
            self.deleted.add(n)
            self.own[n].clear()
            self.texts[n].clear()

    def rename(self, n: int, path: Path, _how: None) -> None:
        (path.parent / "moved").mkdir(exist_ok=True)
        path.rename(path.parent / "moved" / f"{self.new('m')}.md")

    def crawl(self, order: int) -> None:
        if self.lost:  # what differs from the publisher's now counts as a person's, a key that isn't there doesn't
            for n in range(STORIES):
                if self.path(n):
                    self._adopt(n)
        pages = list(self.stories)
        first = pages.pop(order % STORIES)
        pages = [first, *pages] if order < 12 else [*pages, first]
        pages = pages[::-1] if self.reverse else pages
        self.desk.crawl(*pages)
        self.desk.edition()
        self.lost = False
        self.check()
        if self.reverse:
            return
        before = self.desk.times(), self.desk.files()
        assert set(self.desk.outcomes(*pages)) <= {"unchanged", "removed"}
        assert self.desk.edition() == []
        assert (self.desk.times(), self.desk.files()) == before, "a second run in a row changes nothing"

    def _adopt(self, n: int) -> None:
        record, said = self.record(n), frontmatter.as_read(self.said(n))
        self.own[n] = {key: value for key, value in self.own[n].items() if value is not REMOVED and key not in ("heat", "published")}
        for key in ("title", "excerpt", "images"):
            if key in record and key not in self.own[n] and record[key] != said.get(key):
                self.own[n][key] = record[key]

    def said(self, n: int) -> dict[str, Any]:
        one = self.stories[n]
        said: dict[str, Any] = {"title": one.title}
        if one.excerpt:
            said["excerpt"] = one.excerpt
        if one.image:
            url = f"https://www.kestrel-post.example/img/{one.image}"
            said["images"] = [{"url": url, "width": 1200, "height": 675, "isCached": False}]
        return said

    def check(self) -> None:
        """Every person's value, comment and body stands; every other value is the publisher's; the deleted stay away."""
        for n in range(STORIES):
            path = self.path(n)
            assert (path is None) == (n in self.deleted)
            if path is None:
                continue
            record, text = self.record(n), path.read_text()
            for key, value in self.own[n].items():
                if key == "provider" and isinstance(value, str):
                    assert record["provider"] == {"name": value, "domain": f"p{n}.example"}
                elif value is REMOVED:
                    assert key not in record
                else:
                    assert record[key] == value
            for one in self.texts[n]:
                assert one in text
            for key, value in self.said(n).items():
                if key not in self.own[n]:
                    assert record[key] == value
        assert not list(self.desk.folder.rglob(".*"))


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=CASES <= 80)
@given(st.lists(action, min_size=3, max_size=14), st.sampled_from(("", "hugo", "astro")))
def test_no_change_of_a_person_is_lost(actions: list[tuple[str, int, Any]], preset: str) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory(dir=MEMORY) as root:
        patch.setattr(os, "fsync", lambda _handle: None)
        worlds = [World(Desk(Path(root, str(number)), {"EXPORT_PRESET": preset}), reverse) for number, reverse in enumerate((False, True))]
        for world in worlds:
            world.crawl(0)
            for one in actions:
                world.act(*one)
            world.crawl(0)
        assert worlds[0].desk.files() == worlds[1].desk.files(), "the order of pages doesn't matter"
