"""``scrapy score PATH...``: quality, heat and published of existing files, computed anew from their own keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.exceptions import NewsmatterError, OutputError
from crawler.folder import content_folder, library_of
from crawler.frontmatter import FrontMatterError, read
from crawler.library import Library
from crawler.walk import content_files
from pipelines.edition.heat import LINE, heat, published
from pipelines.quality.facts import of_record
from pipelines.quality.stage import QualityStage

KEYS = ("quality", "heat", "published")
MOST_READERS = 8  # heat that a publication's own figures may add to an article which is shown (schema, section 7.1)


class Command(ScrapyCommand):
    """Prints a line a difference, and with ``--write`` takes the computed values over."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] PATH..."

    def short_desc(self) -> str:
        return "Compute quality, heat and published of files anew"

    def long_desc(self) -> str:
        return (
            "Computes quality, heat and published of files, and of the content files of folders, from their own keys "
            "(docs/quality.md). Prints for each difference `file: key: stands VALUE, computed VALUE`. Name the taxonomy and the "
            "publishers with -s TOPICS_DIR=... and -s PROVIDERS_DIR=..., trusted feeds as address prefixes with "
            "-s TRUSTED_FEEDS=... Exit status: 0; 1 with a difference (written or not) or an unreadable file; 2 for a wrong call; 4 "
            "while another run writes to the folder."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--write", action="store_true", help="write the computed values into the files, whoever set what stands there")
        parser.add_argument("--missing", action="store_true", help="score files as well that have none of the three keys")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        if not args:
            raise UsageError("name at least one file or folder: scrapy score PATH...")
        try:
            stage = QualityStage.from_settings(self.settings)
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        if stage.scorer.law != "seed":
            print("newsmatter: the editorial law looks at pages, not files: quality is left as it stands", file=sys.stderr)
        run = _Run(stage, write=opts.write, missing=opts.missing)
        try:
            folders: dict[Path, list[Path]] = {}
            for arg in args:
                folders.setdefault(content_folder(Path(arg), self.settings), []).append(Path(arg))
            for folder, paths in folders.items():
                if not folder.is_dir():
                    run.unread(paths[0], f"there is no folder {folder}")
                    continue
                with library_of(folder, self.settings, dry_run=not opts.write) as library:
                    for path in (file for one in paths for file in content_files(one)):
                        run.file(library, path)
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = error.exit_status
            return
        print(run, file=sys.stderr)
        self.exitcode = 1 if run.differing or run.unreadable else 0


class _Run:
    """One run's choices and counts."""

    def __init__(self, stage: QualityStage, *, write: bool, missing: bool) -> None:
        self.stage, self.write, self.missing = stage, write, missing
        self.files = self.differing = self.unreadable = self.unscored = 0

    def __str__(self) -> str:
        counts = f"{self.files} files, {self.differing} {'rewritten' if self.write else 'differ'}"
        counts += f", {self.unscored} without the three keys" if self.unscored else ""
        return counts + (f", {self.unreadable} not read or not written" if self.unreadable else "")

    def unread(self, path: Path, why: object) -> None:
        self.unreadable += 1
        print(f"{path}: {why}", file=sys.stderr)

    def file(self, library: Library, path: Path) -> None:
        """What differs in a file; written over on request, whoever wrote it."""
        self.files += 1
        below = (path.parent.resolve() / path.name).relative_to(library.folder.resolve()).as_posix()
        try:
            record = library.standing(library.memory.at(below), read(path.read_bytes()).record)
            if not self.missing and not any(key in record for key in KEYS):
                self.unscored += 1
                return
            changes = dict(computed(record, self.stage))
            for key, value in changes.items():
                print(f"{path}: {key}: stands {_shown(record.get(key))}, computed {_shown(value)}")
            self.differing += bool(changes)
            if changes and self.write:
                library.revise(below, changes, take=True)
        except (OSError, FrontMatterError, OutputError) as error:
            self.unread(path, error)


def computed(record: Mapping[str, Any], stage: QualityStage) -> Iterator[tuple[str, int | bool]]:
    """The keys whose value in a file differs from the law's, with the law's."""
    stands = record.get("quality")
    quality = stands
    if stage.scorer.law == "seed":
        quality = stage.scorer.quality(of_record(record, stage.taxonomy, stage.directory, stage.trusted))
    if not isinstance(quality, int) or isinstance(quality, bool):
        return
    if not _same(stands, quality):
        yield "quality", quality
    related = [one for one in record.get("related") or [] if isinstance(one, Mapping)]
    others = [one["quality"] for one in related if isinstance(one.get("quality"), int)]
    if len(others) < len(related):
        return  # older files tell no quality of their related articles
    warm = heat(quality, others, wins_ties=_leads(record, quality, related))
    stands = record.get("heat")
    if isinstance(stands, int) and not related and warm >= LINE and 0 <= stands - warm <= MOST_READERS:
        warm = stands
    if not _same(stands, warm):
        yield "heat", warm
    if not _same(record.get("published"), published(warm)):
        yield "published", published(warm)


def _leads(record: Mapping[str, Any], quality: int, related: list[Mapping[str, Any]]) -> bool:
    """Whether an article comes before those of its own quality: by time, then by address."""

    def place(one: Mapping[str, Any]) -> tuple[str, str]:
        return str(one.get("publishedDateTime", "")), str(one.get("webUrl", ""))

    return all(place(record) <= place(one) for one in related if one["quality"] == quality)


def _same(stands: object, value: int | bool) -> bool:
    return type(stands) is type(value) and stands == value


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)
