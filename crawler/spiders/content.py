"""The content spider: fetches the articles of a content folder anew, so that their files are brought up to date in place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler

from crawler import clock
from crawler.articles_memory import Remembered
from crawler.exceptions import InputError, OutputError
from crawler.schema import children
from crawler.spans import span
from crawler.spiders.known import KnownArticles
from crawler.urls import UrlError, parse_input_url
from crawler.yaml_text import instant

_NOT_FROM_PAGES = frozenset(("category", "secured"))  # required keys that no page can give


class ContentSpider(KnownArticles):
    """``scrapy crawl content -a path=FOLDER`` with ``-a since=``, ``-a only=missing``, ``-a match=GLOB``, ``-a conditional=no``."""

    name = "content"

    def __init__(
        self,
        path: str | None = None,
        since: str | None = None,
        only: str | None = None,
        match: str | None = None,
        conditional: str = "yes",
        **kwargs: Any,
    ) -> None:
        unknown = sorted(set(kwargs) - {"_job"})
        if unknown:
            raise InputError(f"the spider takes path, since, only, match and conditional, not {', '.join(unknown)}; see docs/commands.md")
        if only not in (None, "missing"):
            raise InputError(f"only={only}: it takes missing (files that lack a key that a page can give)")
        if conditional not in ("yes", "no"):
            raise InputError(f"conditional={conditional}: it takes yes or no")
        Spider.__init__(self, **kwargs)
        self.asked = None
        self.path = Path(path) if path else None
        self.since = _since(since) if since else None
        self.only_missing = only is not None
        self.match = match
        self.conditional = conditional == "yes" and not self.only_missing

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ContentSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        folder = Path(crawler.settings["OUTPUT_DIR"])
        path = spider.path or folder
        if not path.exists():
            raise InputError(f"{path}: there is no such folder or file; check -a path=")
        if not path.resolve().is_relative_to(folder.resolve()):
            crawler.settings.set("OUTPUT_DIR", str(path if path.is_dir() else path.parent), priority="cmdline")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """One request a file, conditional where the last answer's validators are known and nothing else has changed."""
        for row in self._chosen():
            try:
                url = parse_input_url(row.original or "")
            except UrlError as error:
                self.end(row.path, "failed", "no-address", f"{row.path}: originalUrl: {error}")
                continue
            yield self.request(url, row if self.conditional else None)

    def _chosen(self) -> Iterator[Remembered]:
        """The rows of the files to fetch, by their path."""
        library = self.folder.library
        path = (self.path or library.folder).resolve()
        for row in library.memory.present():
            if row.original is None:
                continue
            file = library.folder.resolve() / row.path
            if file != path and not file.is_relative_to(path):
                continue
            if self.match and not (fnmatch(row.path, self.match) or fnmatch(file.name, self.match)):
                continue
            if self.since and (published := _at(row.published)) and published < self.since:
                continue
            if self.only_missing and not self._lacks(row):
                continue
            yield row

    def _lacks(self, row: Remembered) -> bool:
        """Whether the file lacks a required key that its page can give."""
        try:
            record = self.folder.library.document(row.path).record
        except OutputError:
            return True  # said when it is about to be written
        kinds = ("always", "articles") if record.get("type") != "video" else ("always",)
        wanted = [key for key, one in children("").items() if one.required in kinds and key not in _NOT_FROM_PAGES]
        return any(record.get(key) in (None, "", []) for key in wanted)


def _since(text: str) -> datetime:
    """``2026-11-01``, ``2026-11-01T06:00:00Z``, or how long ago: ``12h``, ``7d``, ``4w``."""
    with suppress(ValueError):
        return clock.now() - span(text)
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"since={text}: it takes a day such as 2026-11-01, or a span such as 12h, 7d or 4w") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _at(published: str | None) -> datetime | None:
    text = instant(published or "")
    return datetime.fromisoformat(text) if text else None
