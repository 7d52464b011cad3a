"""The article spider: addresses in, one Page each out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import fetching
from crawler.exceptions import InputError
from crawler.folder import Folder
from crawler.gone import STATUSES
from crawler.inputs import read_inputs
from crawler.items import Page
from crawler.signals import page_ended

GONE = {f"http-{status}": status for status in STATUSES}


class ArticleSpider(Spider):
    """``scrapy crawl article`` with ``-a url=…``, ``-a urls=a,b`` or ``-a file=PATH`` (one a line; ``-`` is standard input)."""

    name = "article"

    def __init__(self, url: str | None = None, urls: str | None = None, file: str | None = None, **kwargs: Any) -> None:
        unknown = sorted(set(kwargs) - {"_job"})  # Scrapyd names its job
        if unknown:
            raise InputError(f"the spider takes url, urls or file, not {', '.join(unknown)}; see docs/commands.md")
        super().__init__(**kwargs)
        self.inputs = read_inputs(url, urls, file)
        self.asked: int | None = len(self.inputs.urls) + len(self.inputs.bad)  # pages that the run is asked for

    async def start(self) -> AsyncIterator[Request]:
        """One request an address; entries that are no address end here, said with their number."""
        for entry, sentence in self.inputs.bad:
            self.end(entry, "failed", "no-address", sentence)
        for url in self.inputs.urls:
            yield Request(url, self.parse_article, errback=self.give_up, cb_kwargs={"asked": url}, dont_filter=True)

    def parse_article(self, response: Response, asked: str) -> Page | None:
        """A fetched page, or None where the answer is no web page."""
        kind = fetching.not_html(response)
        if kind:
            self.end(asked, "refused", "NotHtml", f"{asked}: the answer is {kind}, not a web page; give the address of the article's page")
            return None
        return self.as_page(response, asked)

    def as_page(self, response: Response, asked: str) -> Page:
        """The Page of an answer."""
        return fetching.page(response, asked)

    def give_up(self, failure: Failure) -> None:
        """A request that gave no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.cb_kwargs["asked"]
        outcome, reason, sentence = fetching.explain(failure, request, 1 + request.meta.get("retry_times", 0))
        if reason in GONE and (folder := self.crawler.get_extension(Folder)) and (known := folder.vanished(asked, GONE[reason])):
            outcome, sentence = "gone", known
        self.end(asked, outcome, reason, f"{asked}: {sentence}")

    def end(self, url: str, outcome: str, reason: str, detail: str) -> None:
        """Tell the report how an address ended (see ``crawler.signals``)."""
        self.crawler.signals.send_catch_log(page_ended, url=url, outcome=outcome, reason=reason, detail=detail)
