"""The extract stage: Pages in, Articles out; the only file of this folder that knows Scrapy.

Pages are read in worker processes that are killed at a deadline, so that no page can hang or bloat the run.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from concurrent.futures import TimeoutError as DeadlineError

from pebble import ProcessExpired, ProcessPool
from scrapy.crawler import Crawler

from crawler.config import load_providers, load_sites
from crawler.exceptions import ConfigError, Failed
from crawler.items import Article, Extraction, Page
from pipelines.extract import worker
from pipelines.extract.fields import Options

PAGES_A_WORKER = 2000  # then it is replaced: bounds what a leak in a parser can cost; a start costs about 1.5 s of CPU


class ReadingTooSlow(Failed):
    """A page took longer than EXTRACT_TIMEOUT to read."""


class ReadingFailed(Failed):
    """A page could not be read: the worker died or the rules have a fault."""


class ExtractStage:
    """Reads each page once, in ``EXTRACT_WORKERS`` processes or in place (0)."""

    def __init__(self, crawler: Crawler, options: Options, workers: int, timeout: float, memory: int) -> None:
        self.crawler = crawler
        self.options = options
        self.workers = workers
        self.timeout = timeout
        self.memory = memory
        self.pool: ProcessPool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ExtractStage:
        settings = crawler.settings
        options = Options(load_providers(settings["PROVIDERS_DIR"]), load_sites(settings["SITES_FILE"]))
        try:
            workers, timeout, memory = (
                settings.getint("EXTRACT_WORKERS"),
                settings.getfloat("EXTRACT_TIMEOUT"),
                settings.getint("EXTRACT_MEMORY"),
            )
        except (TypeError, ValueError) as error:
            raise ConfigError(f"EXTRACT_WORKERS, EXTRACT_TIMEOUT and EXTRACT_MEMORY take numbers ({error})") from None
        if workers < 0 or timeout <= 0:
            raise ConfigError(f"EXTRACT_WORKERS must be 0 or more (is {workers}) and EXTRACT_TIMEOUT more than 0 seconds (is {timeout:g})")
        asked = getattr(crawler.spider, "asked", None)  # no more workers than pages
        return cls(crawler, options, min(workers, asked) if asked else workers, timeout, memory)

    def open_spider(self) -> None:
        """Start the workers while the first pages are being fetched."""
        if not self.workers:
            return
        if sys.platform == "linux":
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["pipelines.extract.worker"])
        else:
            context = multiprocessing.get_context("spawn")
        self.pool = ProcessPool(self.workers, PAGES_A_WORKER, worker.start, (self.options, self.memory), context)
        self.pool.schedule(_warm_up)

    def close_spider(self) -> None:
        if self.pool is not None:
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()

    async def process_item(self, page: Page) -> Article:
        extraction = await self._read(page)
        assert self.crawler.stats
        for field, rule in extraction.by.items():
            self.crawler.stats.inc_value(f"field/{field}/{rule}")
        return Article(page.url, page.final_url, extraction, extraction.images[:1], page.hints.topics)

    async def _read(self, page: Page) -> Extraction:
        try:
            if self.pool is None:
                worker.start(self.options, 0)
                return worker.read(page)
            return await asyncio.wrap_future(self.pool.schedule(worker.read, (page,), timeout=self.timeout))
        except DeadlineError:
            raise ReadingTooSlow(
                f"{page.url}: reading it took more than {self.timeout:g} s; raise EXTRACT_TIMEOUT if it is an article"
            ) from None
        except ProcessExpired:
            raise ReadingFailed(f"{page.url}: the worker that read it died; raise EXTRACT_MEMORY if it is an article") from None
        except MemoryError:
            raise ReadingFailed(
                f"{page.url}: reading it took more than {self.memory} MiB; raise EXTRACT_MEMORY if it is an article"
            ) from None


def _warm_up() -> None:
    """Started before the first page comes, so that a worker's imports overlap with the first downloads."""
