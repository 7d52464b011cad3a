"""A spider with sources, for tests of the run report: what it lists is said by its arguments, its pages are the demo newsroom's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request

from crawler.signals import source_ended
from crawler.spiders.article import ArticleSpider


class DeskSpider(ArticleSpider):
    """``-a new=N``: the source "desk" lists so many new articles; ``-a outcome=failed``: it can't be read."""

    name = "desk"

    def __init__(self, new: str = "0", outcome: str = "read", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.new, self.outcome = int(new), outcome
        self.asked = None

    def source_of(self, url: str) -> str | None:
        return "desk" if "copperwire" in url else None

    async def start(self) -> AsyncIterator[Request]:
        told = {"reason": "http-503" if self.outcome == "failed" else "", "detail": "server error (503)", "found": 30, "new": self.new}
        self.crawler.signals.send_catch_log(source_ended, source="desk", url="http://d.example/feed", outcome=self.outcome, **told)
        if self.outcome == "read":
            async for request in super().start():
                yield request
