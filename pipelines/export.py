"""The export stage: one front-matter file an article, written whole or not at all; the feed's row goes on."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scrapy.crawler import Crawler

from crawler import frontmatter
from crawler.exceptions import ConfigError, Failed, OutputError
from crawler.items import Article, Image
from crawler.library import Library, Rank, rank_of, write_atomically
from crawler.signals import images_changed, page_ended
from pipelines.quality.facts import of_record
from pipelines.quality.stage import QualityStage
from pipelines.record import EXTENSIONS, feed_row, image_values, record, score_values

logger = logging.getLogger(__name__)

BODIES = ("markdown", "none")
LEGACY = "legacy-pacific"
OF_THE_EDITION = ("heat", "published", "related")  # of an existing file: decided over the folder (docs/edition.md)


class NotWritten(Failed):
    """The article's file could not be written."""


class ExportStage:
    """Names, writes and counts files; passes on the feed's row (docs/feed.md)."""

    def __init__(self, crawler: Crawler, library: Library, body: str, extra_keys: frozenset[str], zone: str) -> None:
        self.crawler = crawler
        self.library = library
        self.body = body
        self.extra_keys = extra_keys
        self.zone = zone

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ExportStage:
        settings = crawler.settings
        body, zone, extra = settings["BODY"], settings["FILENAME_TIMEZONE"], frozenset(settings.getlist("EXTRA_KEYS"))
        if body not in BODIES:
            raise ConfigError(f"BODY is {body!r}; it takes {' or '.join(BODIES)}")
        if extra - EXTENSIONS:
            raise ConfigError(f"EXTRA_KEYS names {', '.join(sorted(extra - EXTENSIONS))}; it takes {', '.join(sorted(EXTENSIONS))}")
        if zone != LEGACY:
            try:
                ZoneInfo(zone)
            except (ZoneInfoNotFoundError, ValueError):
                raise ConfigError(f"FILENAME_TIMEZONE is {zone!r}; it takes an IANA name such as Europe/Berlin, or {LEGACY}") from None
        stage = cls(crawler, Library(Path(settings["OUTPUT_DIR"])), body, extra, zone)
        crawler.signals.connect(stage.images_changed, images_changed)
        return stage

    def process_item(self, article: Article) -> dict[str, Any]:
        values = record(article, self.extra_keys)
        try:
            outcome = self._publish(article, values)
        except OutputError as error:
            raise NotWritten(f"{article.url}: {error}") from None
        row = feed_row(article)
        if self.crawler.settings.getbool("HIDE_AUTHORS"):
            row["authors"] = []
        detail = f"{article.url}: the file differs from what would be written now; it is left as it stands" if outcome == "kept" else ""
        self.crawler.signals.send_catch_log(page_ended, url=article.url, outcome=outcome, reason=outcome.capitalize(), detail=detail)
        return row

    def _publish(self, article: Article, values: dict[str, Any]) -> str:
        """Write the article's file if it has none: "written", "unchanged", or "kept" where the file differs."""
        text = article.extraction.text
        body = text.markdown if text and self.body == "markdown" else ""
        addresses = [one for one in (article.url, article.extraction.web_url, article.final_url) if one]
        rank = rank_of(article.url, article.extraction.web_url)
        path = self.library.find(*addresses)
        if path is None:
            path = self.library.name(values.get("title") or article.url, self._day(article), rank)
        elif self.library.is_mine(path):
            if not self.library.outranks(path, rank):
                return "unchanged"
        else:
            return "unchanged" if _stands(path, values, body, rank) else "kept"
        self.library.write(path, frontmatter.write(values, body), rank, addresses)
        return "written"

    def images_changed(self, pages: tuple[str, ...], images: tuple[Image, ...], told: tuple[str, ...]) -> bool:
        """Give an article's file the pictures that were decided on after it was written; one that shows others is left alone."""
        path = self.library.find(*pages)
        if path is None:
            return False
        try:
            source = frontmatter.read(path.read_bytes())
            shown = [one.get("url") for one in source.record.get("images") or () if isinstance(one, dict)]
            if shown == list(told):
                changes: dict[str, Any] = {"images": [image_values(image) for image in images] or None}
                write_atomically(path, frontmatter.replace(source, changes | self._scored(source.record | changes)))
        except (OSError, OutputError, frontmatter.FrontMatterError) as error:
            logger.warning("%s: its default picture could not be taken out (%s)", path, error)
            return False
        return True

    def _scored(self, record: dict[str, Any]) -> dict[str, Any]:
        """The score of a changed record; the editorial law needs more than a file tells, so there it stays."""
        stage = self.crawler.get_item_pipeline(QualityStage)
        if not isinstance(stage, QualityStage) or "quality" not in record or self.crawler.settings["QUALITY_LAW"] != "seed":
            return {}
        return score_values(stage.scorer.quality(of_record(record, stage.taxonomy, stage.directory, stage.trusted)))

    def _day(self, article: Article) -> datetime:
        """The moment whose date a new file's name bears; an undated article has the day on which it was found."""
        found = article.extraction.published
        return file_day(found.at, self.zone) if found else datetime.now(UTC)


def file_day(at: datetime, zone: str) -> datetime:
    """An instant in the zone of file names; ``legacy-pacific`` adds the US-Pacific offset to UTC (schema, section 3)."""
    if zone != LEGACY:
        return at.astimezone(ZoneInfo(zone))
    pacific: tzinfo = ZoneInfo("America/Los_Angeles")
    return at.astimezone(UTC) + abs(at.astimezone(pacific).utcoffset() or timedelta())


def _stands(path: Path, values: dict[str, Any], body: str, rank: Rank) -> bool:
    """Whether a file has the very bytes that would be written, or those of a better address of the same article."""
    try:
        there = path.read_bytes()
        record = frontmatter.read(there).record
    except (OSError, frontmatter.FrontMatterError):
        return False
    original = str(record.get("originalUrl", ""))
    if original and rank_of(original, values.get("webUrl")) < rank:
        return True
    return there == frontmatter.write({**values, **{key: record.get(key) for key in OF_THE_EDITION}}, body).encode("utf-8")
