"""The topics stage: gives each article the topics that it is about (docs/topics.md)."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.crawler import Crawler

from crawler.config import load_topics
from crawler.exceptions import ConfigError
from crawler.items import Article, Topic
from pipelines.topics.choice import extraction_topics


class TopicsStage:
    """Fills ``topics`` from TOPICS_DIR, at most TOPICS_MAX of them; without a taxonomy there are none."""

    def __init__(self, taxonomy: Mapping[str, Topic], most: int) -> None:
        self.taxonomy = taxonomy
        self.most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TopicsStage:
        most = crawler.settings.getint("TOPICS_MAX")
        if most < 1:
            raise ConfigError(f"TOPICS_MAX is {most}; it takes 1 or more (for no topics at all empty TOPICS_DIR)")
        return cls(load_topics(crawler.settings["TOPICS_DIR"]), most)

    def process_item(self, article: Article) -> Article:
        found, _ = extraction_topics(self.taxonomy, article.extraction, self.most)
        article.topics = tuple(dict.fromkeys((*found, *article.topics)))  # its source's own come last
        return article
