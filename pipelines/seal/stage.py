"""The seal stage: what isn't for readers goes into ``secured`` (docs/secured.md); without a key there is none."""

from __future__ import annotations

import os

from scrapy.crawler import Crawler

from crawler.items import Article
from pipelines.seal.cipher import Key, seal
from pipelines.seal.keys import find_key
from pipelines.seal.payload import payload


class SealStage:
    """Fills ``secured``; the key comes from the environment or a key file, never from a setting."""

    def __init__(self, key: Key | None, hide_authors: bool) -> None:
        self.key = key
        self.hide_authors = hide_authors

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SealStage:
        return cls(find_key(os.environ, crawler.settings["SECURED_KEY_FILE"]), crawler.settings.getbool("HIDE_AUTHORS"))

    def process_item(self, article: Article) -> Article:
        if self.key is not None:
            article.secured = seal(payload(article, authors=self.hide_authors), self.key)
        return article
