"""What spiders share that fetch articles again: requests that cost nothing where the page hasn't changed."""

from __future__ import annotations

from functools import cached_property

from scrapy import Request
from scrapy.http import Response

from crawler import fetching
from crawler.articles_memory import Remembered
from crawler.folder import Folder, folder_of
from crawler.identity import article_key
from crawler.items import Page
from crawler.spiders.article import ArticleSpider

NOT_MODIFIED = 304


class KnownArticles(ArticleSpider):
    """Asks for an article conditionally (RFC 9110, section 13) where its file is as we last wrote it."""

    name = ""  # a base: no spider that a person can start

    @cached_property
    def folder(self) -> Folder:
        return folder_of(self.crawler)

    def request(self, url: str, row: Remembered | None, *, priority: int = 0) -> Request:
        """A request for an article; ``row``: what is remembered of it, if its answer "not modified" would do."""
        conditions = self.conditions(row) if row is not None else {}
        return Request(
            url,
            self.parse_article,
            headers=conditions,
            errback=self.give_up,
            cb_kwargs={"asked": url},
            dont_filter=True,
            priority=priority,
            meta={"handle_httpstatus_list": [NOT_MODIFIED]} if conditions else {},
        )

    def parse_article(self, response: Response, asked: str) -> Page | Request | None:  # type: ignore[override]
        """A fetched page; an answer "not modified" ends here and leaves the file alone, unless the page has moved meanwhile."""
        if response.status != NOT_MODIFIED:
            return super().parse_article(response, asked)
        memory = self.folder.library.memory
        if row := self.folder.library.find(asked):
            if article_key(response.url) not in {key for key, _ in memory.addresses(row.id)}:
                return self.request(asked, None)
            memory.answered(row.id, NOT_MODIFIED, self.folder.answer(asked))
        self.end(asked, "unchanged", "NotModified", "")
        return None

    def conditions(self, row: Remembered) -> dict[str, str]:
        """The headers that ask for a changed page only; none where another version or form of ours wrote the file."""
        if not row.present or row.made_with != self.folder.made_with or row.written is None or row.unpublished is not None:
            return {}
        return fetching.conditions(row.etag, row.modified)
