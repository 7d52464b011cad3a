"""``scrapy score PATH...``: quality, heat and published of existing files, computed anew from their own keys."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.atomic import rewrite
from crawler.exceptions import NewsmatterError
from crawler.frontmatter import FrontMatterError, read, replace
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
            "-s TRUSTED_FEEDS=... Exit status: 0; 1 with a difference (written or not) or an unreadable file; 2 for a wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--write", action="store_true", help="write the computed values into the files")
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
        files = differing = unreadable = unscored = 0
        for path in (file for arg in args for file in content_files(Path(arg))):
            files += 1
            try:
                content = path.read_bytes()
                document = read(content)
                if not opts.missing and not any(key in document.record for key in KEYS):
                    unscored += 1
                    continue
                changes = dict(computed(document.record, stage))
                for key, value in changes.items():
                    print(f"{path}: {key}: stands {_shown(document.record.get(key))}, computed {_shown(value)}")
                differing += bool(changes)
                if changes and opts.write:
                    rewrite(path, content, replace(document, changes).encode("utf-8"))
            except (OSError, FrontMatterError) as error:
                unreadable += 1
                print(f"{path}: {error}", file=sys.stderr)
        counts = f"{files} files, {differing} {'rewritten' if opts.write else 'differ'}"
        counts += f", {unscored} without the three keys" if unscored else ""
        print(counts + (f", {unreadable} not read or not written" if unreadable else ""), file=sys.stderr)
        self.exitcode = 1 if differing or unreadable else 0


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
