"""A made-up publisher and crawls of it without a network: what pages say goes straight to the export stage."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy.settings import BaseSettings

import crawler.settings
from crawler.folder import Folder, library_of
from crawler.items import Article, Extraction, Image, Provider, Published, Text
from pipelines.edition.decide import Options
from pipelines.edition.run import Outcome, edition
from pipelines.export import ExportStage, NotWritten

SITE = "https://www.kestrel-post.example"
DEFAULTS = {name: value for name, value in vars(crawler.settings).items() if name.isupper()}
DAY = datetime(2026, 11, 3, 6, 30, tzinfo=UTC)
OF_THE_LAW = Options()


@dataclass
class Story:
    """What a publisher's page says of an article."""

    slug: str
    title: str
    excerpt: str | None = "What happened, in a sentence."
    text: str = "The first paragraph.\n\nThe second one."
    image: str | None = "bridge.png"
    web_url: str | None = None
    final_url: str | None = None
    amp_url: str | None = None
    at: datetime = DAY
    quality: int | None = None
    domain: str = "kestrel-post.example"

    @property
    def url(self) -> str:
        return f"{SITE}/{self.slug}"

    def article(self, asked: str | None = None) -> Article:
        """The article as the stages before the export fill it."""
        images = (Image(f"{SITE}/img/{self.image}", 1200, 675),) if self.image else ()
        found = Extraction(
            title=self.title,
            published=Published(self.at),
            excerpt=self.excerpt,
            text=Text(self.text, self.text) if self.text else None,
            provider=Provider("The Kestrel Post", self.domain),
            web_url=self.web_url or self.url,
            amp_url=self.amp_url,
            images=images,
        )
        return Article(asked or self.url, self.final_url or asked or self.url, found, images, quality=self.quality)


class Wire:
    """Scrapy's signal manager as far as stages use it: hears how pages ended."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str]] = []
        self.folder: Folder | None = None

    def connect(self, *_: object) -> None:
        """Nobody else listens."""

    def send_catch_log(self, signal: object, url: str, outcome: str, reason: str, detail: str) -> None:
        self.told.append((url, outcome, detail))


def edition_of(folder: Path, state: Path, options: Options = OF_THE_LAW, since: int | None = None, **settings: Any) -> Outcome:
    """An edition of a folder, as ``scrapy edition`` makes it."""
    with library_of(folder, BaseSettings({**DEFAULTS, "STATE_DIR": str(state), **settings})) as library:
        return edition(library, options, since=since)


@dataclass
class Desk:
    """A content folder and its state under one root."""

    root: Path
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.root / "content"

    @property
    def state(self) -> Path:
        return self.root / "state"

    def open(self, **settings: Any) -> tuple[ExportStage, Folder, Wire]:
        """An export stage as a crawl opens it; end it with ``end``."""
        wire = Wire()
        values = {"OUTPUT_DIR": str(self.folder), "STATE_DIR": str(self.state), **self.settings, **settings}
        crawler: Any = SimpleNamespace(settings=BaseSettings({**DEFAULTS, **values}), signals=wire)
        folder = Folder(crawler)
        crawler.get_extension = lambda _kind: folder
        try:
            return ExportStage.from_crawler(crawler), folder, wire
        except BaseException:
            folder.close()
            raise

    def crawl(self, *stories: Story | tuple[Story, str], **settings: Any) -> list[tuple[str, str, str]]:
        """Crawl these pages, or (page, address under which it was found); (address, outcome, detail) of each."""
        stage, folder, wire = self.open(**settings)
        try:
            for one in stories:
                article = one.article() if isinstance(one, Story) else one[0].article(one[1])
                try:
                    stage.process_item(article)
                except NotWritten as error:
                    wire.told.append((article.url, "failed", str(error)))
            stage.close_spider()
        finally:
            folder.close()
        return wire.told

    def edition(self, line: int = 70, **settings: Any) -> list[str]:
        """The files that an edition of the folder changes."""
        outcome = edition_of(self.folder, self.state, Options(line), **{**self.settings, **settings})
        assert not outcome.failed
        return outcome.changed

    def outcomes(self, *stories: Story | tuple[Story, str], **settings: Any) -> list[str]:
        return [outcome for _, outcome, _ in self.crawl(*stories, **settings)]

    def files(self) -> dict[str, bytes]:
        """Every file of the folder, hidden ones too."""
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def times(self) -> dict[str, tuple[int, int]]:
        """(inode, mtime) of every file: whether one was opened for writing or replaced."""
        return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in self.folder.rglob("*") if path.is_file()}

    def edit(self, name: str, old: str, new: str) -> None:
        """A person changes a file."""
        path = self.folder / name
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    def lose_state(self) -> None:
        shutil.rmtree(self.state)

    def clone(self) -> None:
        """The folder as a fresh clone has it: the same bytes in other files, and no state."""
        files = self.files()
        shutil.rmtree(self.state, ignore_errors=True)
        self.folder.rename(self.root / "before")
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        os.utime(self.folder)
        shutil.rmtree(self.root / "before")
