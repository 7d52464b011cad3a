"""The export stage: one front-matter file an article, new or brought up to date; the feed's row goes on."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scrapy.crawler import Crawler

from crawler import clock
from crawler.exceptions import ConfigError, Failed, OutputError
from crawler.folder import Folder, folder_of
from crawler.items import Article, Image
from crawler.library import Rank, Revision, rank_of
from crawler.merge import MISSING
from crawler.signals import images_changed, page_ended
from crawler.urls import slug
from pipelines.quality.facts import of_record
from pipelines.quality.stage import QualityStage
from pipelines.record import EXTENSIONS, feed_row, image_values, record, score_values

logger = logging.getLogger(__name__)

BODIES = ("markdown", "none")
LEGACY = "legacy-pacific"
OF_THE_EDITION = ("heat", "published", "related")  # of an existing file: decided over the folder (docs/edition.md)
SHOWN = 80  # characters of a value in the report


class NotWritten(Failed):
    """The article's file could not be written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page says of its article, ready to be written."""

    asked: str
    addresses: tuple[str, ...]
    rank: Rank
    values: dict[str, Any] = field(repr=False)
    body: str = field(repr=False)
    name: str


class ExportStage:
    """Names, writes and counts files; passes on the feed's row (docs/feed.md)."""

    def __init__(self, crawler: Crawler, folder: Folder, body: str, extra_keys: frozenset[str], zone: str) -> None:
        self.crawler = crawler
        self.folder = folder
        self.library = folder.library
        self.body = body
        self.extra_keys = extra_keys
        self.zone = zone
        self._waiting: dict[int, Draft] = {}  # answers of second-best addresses, until the run's end

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
        stage = cls(crawler, folder_of(crawler), body, extra, zone)
        crawler.signals.connect(stage.images_changed, images_changed)
        return stage

    def process_item(self, article: Article) -> dict[str, Any]:
        draft = self._draft(article)
        if not self._must_wait(draft):
            try:
                self._publish(draft)
            except OutputError as error:
                raise NotWritten(f"{article.url}: {error}") from None
        row = feed_row(article)
        if self.crawler.settings.getbool("HIDE_AUTHORS"):
            row["authors"] = []
        return row

    def close_spider(self) -> None:
        """Answers of second-best addresses count where no better one came."""
        for draft in self._waiting.values():
            try:
                self._publish(draft)
            except OutputError as error:
                self._ended(draft, "failed", NotWritten.__name__, f"{draft.asked}: {error}")

    def _draft(self, article: Article) -> Draft:
        found = article.extraction
        body = found.text.markdown if found.text and self.body == "markdown" else ""
        known = (article.url, found.web_url, article.final_url, found.amp_url)
        values = record(article, self.extra_keys)
        return Draft(
            asked=article.url,
            addresses=tuple(one for one in known if one),
            rank=rank_of(article.url, found.web_url),
            values=values,
            body=body,
            name=stem(self._day(article), values.get("title") or article.url),
        )

    def _must_wait(self, draft: Draft) -> bool:
        """Whether an article's file was last written by a better address's answer, which may still come in this run.

        Otherwise two addresses whose pages differ would write the file twice in each run.
        """
        row = self.library.find(*draft.addresses)
        if row is None or not row.present or self.library.is_mine(row):
            return False
        standing = row.rank or (rank_of(row.original, draft.values.get("webUrl"))[:2] if row.original else None)
        if standing is None or draft.rank[:2] <= standing:
            return False
        before = self._waiting.get(row.id)
        if before is not None and before.rank <= draft.rank:
            self._ended(draft, "unchanged")
        else:
            self._waiting[row.id] = draft
            if before is not None:
                self._ended(before, "unchanged")
        return True

    def _publish(self, draft: Draft) -> None:
        """Write the article's file, or bring it up to date, and tell how that ended."""
        library = self.library
        row = library.find(*draft.addresses)
        if row is not None and row.removed and not self.folder.resurrect:
            sentence = f"{draft.asked}: {row.path} was taken away (seen on {row.removed}) and stays away; --resurrect brings it back"
            self._ended(draft, "removed", "Tombstone", sentence)
            return
        if row is None or not row.present:
            remembered = row.path if row is not None and not library.exists(row.path) else None
            path, name = (remembered, "") if remembered else (library.name(draft.name, draft.rank), draft.name)
            article = library.create(path, name, draft.values, draft.body, draft.rank, draft.addresses)
            library.memory.answered(article, 200, self.folder.answer(draft.asked))
            self._ended(draft, "written")
        elif not library.outranks(row, draft.rank):
            library.learn(row, draft.addresses)
            self._ended(draft, "unchanged")
        elif library.is_mine(row):
            path = library.rename(row, draft.name, draft.rank)
            library.create(path, draft.name, draft.values, draft.body, draft.rank, draft.addresses)
            library.memory.answered(row.id, 200, self.folder.answer(draft.asked))
            self._ended(draft, "unchanged")
        else:
            decided = OF_THE_EDITION if row.original is None else (*OF_THE_EDITION, "originalUrl")
            values = {key: value for key, value in draft.values.items() if key not in decided}
            revision = library.revise(row.path, values, body=draft.body, rank=draft.rank, urls=draft.addresses, gone=False)
            library.memory.answered(row.id, 200, self.folder.answer(draft.asked))
            outcome = "updated" if revision.changed else "kept" if revision.kept else "unchanged"
            self._ended(draft, outcome, ", ".join(revision.changed) or "Conflict", said(row.path, revision))

    def _ended(self, draft: Draft, outcome: str, reason: str = "", detail: str = "") -> None:
        self.crawler.signals.send_catch_log(
            page_ended, url=draft.asked, outcome=outcome, reason=reason or outcome.capitalize(), detail=detail
        )

    def images_changed(self, pages: tuple[str, ...], images: tuple[Image, ...], told: tuple[str, ...]) -> bool:
        """Give an article's file the pictures that were decided on after it was written; one that shows others is left alone."""
        row = self.library.find(*(f"https://{page}" for page in pages))
        if row is None or not row.present or self.folder.dry_run:
            return False
        try:
            standing = self.library.document(row.path).record
            shown = [one.get("url") for one in standing.get("images") or () if isinstance(one, dict)]
            if shown == list(told):
                changes: dict[str, Any] = {"images": [image_values(image) for image in images] or None}
                self.library.revise(row.path, changes | self._scored(standing | changes))
        except OutputError as error:
            logger.warning("%s: its default picture could not be taken out (%s)", row.path, error)
            return False
        return True

    def _scored(self, record: dict[str, Any]) -> dict[str, Any]:
        """The score of a changed record; the editorial law needs more than a file tells, so there it stays.

        The heat of an article that has others beside it is the edition's to say.
        """
        stage = self.crawler.get_item_pipeline(QualityStage)
        if not isinstance(stage, QualityStage) or "quality" not in record or self.crawler.settings["QUALITY_LAW"] != "seed":
            return {}
        score = score_values(stage.scorer.quality(of_record(record, stage.taxonomy, stage.directory, stage.trusted)))
        return {"quality": score["quality"]} if record.get("related") else score

    def _day(self, article: Article) -> datetime:
        """The moment whose date a new file's name bears; an undated article has the day on which it was found."""
        found = article.extraction.published
        return file_day(found.at, self.zone) if found else clock.now()


def file_day(at: datetime, zone: str) -> datetime:
    """An instant in the zone of file names; ``legacy-pacific`` adds the US-Pacific offset to UTC (schema, section 3)."""
    if zone != LEGACY:
        return at.astimezone(ZoneInfo(zone))
    pacific: tzinfo = ZoneInfo("America/Los_Angeles")
    return at.astimezone(UTC) + abs(at.astimezone(pacific).utcoffset() or timedelta())


def stem(day: datetime, title: str) -> str:
    """The name of a new article's file without its ending (schema, section 3)."""
    return f"{day:%Y-%m-%d}-{slug(title)}"


def said(path: str, revision: Revision) -> str:
    """A file that changed or might have, and the values in it that a person changed while the publisher changed them too."""
    parts = [
        f"{one.key} stays as a person left it{' (removed)' if one.standing is MISSING else ''}; the publisher now says {_shown(one.wanted)}"
        for one in revision.kept
    ]
    return "; ".join([path, *parts]) if revision.changed or parts else ""


def _shown(value: Any) -> str:
    text = "nothing" if value is MISSING else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
