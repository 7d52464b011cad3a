"""The half of a scheduled crawl that lists: asks the sources that are due, and offers what they name to the frontier."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urldefrag, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import clock, fetching
from crawler.config import load_topics
from crawler.exceptions import ConfigError, InputError
from crawler.items import Follow, Listed
from crawler.lists import readers
from crawler.lists.frontier_memory import FrontierMemory
from crawler.lists.lists_memory import ListAnswer, ListsMemory
from crawler.lists.sources import Kind, Source, load_sources
from crawler.signals import page_ended, source_ended
from crawler.spans import span
from crawler.spiders.found import FoundArticles
from crawler.spiders.known import NOT_MODIFIED
from crawler.urls import UrlError, parse_input_url

MADE_WITH = "1"  # raise it when a reader reads more: unchanged lists are then asked for in full once
BATCH = 500  # entries of a list between two looks at the network
LIST_PRIORITY = 100  # lists before articles: a run knows early what is new
MAX_DEPTH, MAX_LISTS = 100, 60_000  # of one source in a run: lists that name lists without end
MAX_WAITING = 10_000  # articles of a source that wait for their fetch
"""A list that names more is read again by a later run."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far list pages are followed where a source doesn't say."""

    depth: int = 0
    pages: int = 0
    seconds: int = 0  # from the start of the run


@dataclass(slots=True)
class Progress:
    """How far a source is in this run."""

    source: Source
    open: int = 0  # lists asked for and not yet read
    asked: set[str] = field(default_factory=set)  # addresses of its lists
    found: int = 0
    new: int = 0
    too_old: int = 0
    left: int = 0  # beyond MAX_WAITING
    outcomes: Counter[str] = field(default_factory=Counter)
    trouble: tuple[str, str] = ("", "")  # the first one's reason and sentence


class ListingSpider(FoundArticles):
    """What the spiders of feeds, sitemaps and sites share; ``kinds`` are the sources that a spider takes from the file."""

    name = ""
    kinds: ClassVar[frozenset[Kind]] = frozenset(("auto", "feed", "sitemap", "page"))
    kind: ClassVar[Kind] = "auto"  # of an address given with -a url=
    takes: ClassVar[tuple[str, ...]] = ("url", "sources", "source", "max_age", "limit")

    def __init__(
        self,
        url: str | None = None,
        sources: str | None = None,
        source: str | None = None,
        max_age: str | None = None,
        limit: str | None = None,
        **kwargs: Any,
    ) -> None:
        unknown = sorted(set(kwargs) - {"_job"})
        if unknown:
            raise InputError(f"the spider takes {', '.join(self.takes)}, not {', '.join(unknown)}; see docs/commands.md")
        if url is not None and (sources or source):
            raise InputError("give -a url=ADDRESS, or -a sources=FILE with -a source=NAME, not both")
        Spider.__init__(self, **kwargs)
        self.asked = None
        self.url, self.file, self.chosen = url, sources, source
        self.max_age = _span("max_age", max_age)
        self.limit = _number("limit", limit)
        self.sources: dict[str, Source] = {}
        self.progress: dict[str, Progress] = {}
        self.revisits: list[timedelta] = []
        self.default_age: timedelta | None = None
        self.list_bytes = self.most = 0
        self.bounds = Bounds()
        self.started = clock.now()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ListingSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.sources = {source.name: source for source in spider._sources(settings["SOURCES_FILE"], settings["TOPICS_DIR"])}
        try:
            spider.revisits = sorted(span(text) for text in settings.getlist("REVISIT_AFTER"))
            spider.default_age = span(settings["MAX_AGE"]) if settings["MAX_AGE"] else None
        except ValueError as error:
            raise ConfigError(f"REVISIT_AFTER or MAX_AGE: {error}") from None
        spider.most = settings.getint("FEED_MAX_ENTRIES")
        spider.list_bytes = settings.getint("LIST_MAX_BYTES")
        spider.bounds = Bounds(settings.getint("SITE_DEPTH"), settings.getint("SITE_PAGES"), settings.getint("SITE_SECONDS"))
        crawler.signals.connect(spider.page_has_ended, page_ended)
        crawler.signals.connect(spider.item_went_through, signals.item_scraped)
        return spider

    def _sources(self, file: str, taxonomy: str) -> Iterator[Source]:
        """The sources of this run.

        :raises InputError: an address or name that can't be used.
        :raises ConfigError: the file of sources can't be used.
        """
        if self.url is not None:
            try:
                url = parse_input_url(self.url)
            except UrlError as error:
                raise InputError(str(error)) from None
            yield Source(name=url, url=url, kind=self.kind)
            return
        known = load_sources(self.file or file, load_topics(taxonomy) if taxonomy else None)
        if self.chosen is not None and self.chosen not in {source.name for source in known}:
            raise InputError(f"source={self.chosen}: {self.file or file} has no source of that name; scrapy sources list shows them")
        chosen = [one for one in known if (self.chosen or one.name) == one.name and one.enabled and one.kind in self.kinds]
        if not chosen:
            kinds = ", ".join(sorted(self.kinds))
            raise InputError(
                f"{self.file or file}: no source of kind {kinds} is enabled; give -a url=ADDRESS, or: scrapy sources add ADDRESS"
            )
        yield from chosen

    # --- sources and their lists ---------------------------------------------------
    async def start(self) -> AsyncIterator[Request]:
        """The lists of the sources that are due, then articles for as long as there are any to fetch."""
        state = self.folder.library.memory.state
        self.lists = ListsMemory(state)
        self.begin(FrontierMemory(state, self.revisits), list(self.sources))
        for source in self.sources.values():
            if self._due(source):
                self.progress[source.name] = Progress(source)
                kind = source.kind
                yield self._list_request(Follow(source.url, "page" if kind == "auto" else kind), source, auto=kind == "auto")
        async for request in self.articles():
            yield request

    def reading(self) -> bool:
        return any(progress.open for progress in self.progress.values())

    def limit_of(self, source: str) -> int | None:
        return self.limit or self.sources[source].limit

    def delay_of(self, source: str) -> float:
        return self.sources[source].delay or 0.0

    def _due(self, source: Source) -> bool:
        """Whether a source's interval has passed; an address that a person gives always is."""
        before = self.lists.get(source.url)
        if self.url is not None or before is None or source.interval is None:
            return True
        return before.asked + source.interval * 0.95 <= self.started  # timers come a little early at times

    def _list_request(self, follow: Follow, source: Source, parent: str | None = None, *, auto: bool = False) -> Request:
        progress = self.progress[source.name]
        progress.open += 1
        progress.asked.add(follow.url)
        self.hosts.at_least(urlsplit(follow.url).hostname or "", self.delay_of(source.name))
        before = self.lists.get(follow.url)
        if before is not None and before.made_with != self._made_with(source, follow.kind):
            before = None
        return Request(
            follow.url,
            self.parse_list,
            errback=self.list_failed,
            headers=fetching.conditions(before.etag, before.modified) if before is not None else {},
            cb_kwargs={"follow": follow, "source": source, "parent": parent, "auto": auto},
            dont_filter=True,
            priority=LIST_PRIORITY - follow.depth,
            meta={"handle_httpstatus_list": [NOT_MODIFIED], "download_maxsize": self.list_bytes},
        )

    async def parse_list(
        self, response: Response, follow: Follow, source: Source, parent: str | None, auto: bool
    ) -> AsyncIterator[Request]:
        """What a list names goes to the frontier; further lists are asked for."""
        progress, now = self.progress[source.name], clock.now()
        try:
            if response.status == NOT_MODIFIED:
                progress.outcomes["unchanged"] += 1
                self.lists.unchanged(follow.url, now)
                children = [Follow(url, kind, depth=follow.depth + 1) for url, kind in self.lists.children(follow.url)]  # type: ignore[arg-type]
            else:
                kind: Kind = "auto" if auto else follow.kind
                content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
                robots = b", ".join(response.headers.getlist("X-Robots-Tag")).decode("latin-1")
                oldest = self._max_age(source, follow.kind)
                reading = readers.read(kind, response.body, response.url, content_type, now, oldest, self.most, robots)
                found, new, children = progress.found, progress.new, []
                async for one in self._take(reading.listed, source, progress, oldest):
                    children.append(replace(one, depth=follow.depth + 1))
                if reading.kind == "feed" and progress.new == new:
                    children = []  # caught up: older pages of a feed have nothing new
                progress.outcomes["read"] += 1
                if not progress.left:
                    changed = follow.changed.isoformat() if follow.changed else None
                    answer = ListAnswer(
                        reading.kind,
                        now,
                        response.status,
                        *fetching.validators(response),
                        self._made_with(source, follow.kind),
                        parent,
                        changed,
                        progress.found - found,
                    )
                    self.lists.read(follow.url, source.name, answer)
            for child in children:
                if self._to_follow(child, source, progress):
                    yield self._list_request(child, source, follow.url)
        except readers.NotAList as error:
            self._list_ended_badly(progress, follow, response.status, "no-list", f"{follow.url}: {error}")
        finally:
            self._list_ended(progress)

    async def _take(
        self, listed: Iterator[Listed | Follow], source: Source, progress: Progress, oldest: timedelta | None
    ) -> AsyncIterator[Follow]:
        """Offer what a list names to the frontier, in short transactions between which the network goes on."""
        waiting = self.frontier.waiting(source.name, self.started)
        while batch := list(islice(listed, BATCH)):
            with self.folder.library.memory.state.transaction():
                for one in batch:
                    if isinstance(one, Listed):
                        waiting += self._offer(one, source, progress, waiting, oldest)
            for one in batch:
                if isinstance(one, Follow):
                    yield one
            await asyncio.sleep(0)

    def _offer(self, listed: Listed, source: Source, progress: Progress, waiting: int, oldest: timedelta | None) -> bool:
        """Whether an article that a list names is to be fetched."""
        url = urldefrag(listed.url)[0]  # as its source gives it (schema, section 2): what tells where readers came from is its own
        if not _wanted(url, source):
            return False
        progress.found += 1
        said = [at for at in (listed.hints.published, listed.hints.updated) if at]
        if oldest is not None and said and max(said) < self.started - oldest:
            progress.too_old += 1
            return False
        if waiting >= MAX_WAITING:
            progress.left += 1
            return False
        hints = listed.hints
        hints = replace(hints, language=hints.language or source.language, provider=source.provider, topics=source.topics)
        has_file = self.folder.library.find(url) is not None
        offer = self.frontier.offer(Listed(url, hints), source.name, self.started, has_file=has_file)
        if offer == "known":
            return False
        progress.new += offer == "new"
        self.came(urlsplit(url).hostname or "")
        return True

    def _max_age(self, source: Source, kind: str) -> timedelta | None:
        """How old an article may be: feeds are short and are taken whole, and so is what a person names, unless they say otherwise."""
        return self.max_age or source.max_age or (self.default_age if kind != "feed" and self.url is None else None)

    def _made_with(self, source: Source, kind: str) -> str:
        """What a list was read with: where that has changed, an unchanged list is asked for in full."""
        return f"{MADE_WITH} {self._max_age(source, kind)} {source.only} {source.skip}"

    def _to_follow(self, follow: Follow, source: Source, progress: Progress) -> bool:
        if follow.url in progress.asked or follow.depth > MAX_DEPTH or len(progress.asked) >= MAX_LISTS:
            return False
        if follow.kind == "page":
            depth, pages = source.depth or self.bounds.depth, source.pages or self.bounds.pages
            in_time = clock.now() <= self.started + timedelta(seconds=self.bounds.seconds)
            return in_time and follow.depth <= depth and len(progress.asked) < pages
        before = self.lists.get(follow.url)
        return not (before and follow.changed and before.changed == follow.changed.isoformat() and before.status in (200, NOT_MODIFIED))

    def list_failed(self, failure: Failure) -> None:
        """A list that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        follow, progress = request.cb_kwargs["follow"], self.progress[request.cb_kwargs["source"].name]
        outcome, reason, sentence = fetching.explain(failure, request, 1 + request.meta.get("retry_times", 0))
        status = int(reason.removeprefix("http-")) if reason.startswith("http-") else 0
        self._list_ended_badly(progress, follow, status, reason, f"{follow.url}: {sentence}", outcome)
        self._list_ended(progress)

    def _list_ended_badly(
        self, progress: Progress, follow: Follow, status: int, reason: str, sentence: str, outcome: str = "failed"
    ) -> None:
        progress.outcomes[outcome] += 1
        progress.trouble = progress.trouble if progress.trouble[0] else (reason, sentence)
        self.lists.failed(follow.url, progress.source.name, follow.kind, status, clock.now())

    def _list_ended(self, progress: Progress) -> None:
        progress.open -= 1
        if not progress.open:
            outcomes = progress.outcomes
            outcome = next((name for name in ("read", "unchanged", "refused") if outcomes[name]), "failed")
            reason, detail = progress.trouble
            if not reason:
                aside = ((progress.too_old, "too old (max_age)"), (progress.left, "left for a later run"))
                detail = ", ".join(f"{count} {why}" for count, why in aside if count)
            self.crawler.signals.send_catch_log(
                source_ended,
                source=progress.source.name,
                url=progress.source.url,
                outcome=outcome,
                reason=reason,
                detail=detail,
                found=progress.found,
                new=progress.new,
            )
        self.came()


def _wanted(url: str, source: Source) -> bool:
    """Whether an address is among those that its source takes."""
    return any(fnmatchcase(url, glob) for glob in source.only or ("*",)) and not any(fnmatchcase(url, glob) for glob in source.skip)


def _span(name: str, text: str | None) -> timedelta | None:
    try:
        return span(text) if text else None
    except ValueError as error:
        raise InputError(f"{name}={text}: {error}") from None


def _number(name: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not int(text):
        raise InputError(f"{name}={text}: it takes a number from 1 on")
    return int(text)
