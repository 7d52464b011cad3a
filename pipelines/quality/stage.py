"""The quality stage: one number for each article, by the law that QUALITY_LAW names (docs/quality.md)."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.config import load_providers, load_quality, load_topics
from crawler.exceptions import ConfigError
from crawler.items import Article, Topic
from pipelines.quality.facts import of_article
from pipelines.quality.laws import FINDERS, LAWS, Scorer


class QualityStage:
    """Fills ``quality``."""

    def __init__(self, scorer: Scorer, taxonomy: Mapping[str, Topic], directory: frozenset[str], trusted: tuple[str, ...]) -> None:
        self.scorer = scorer
        self.taxonomy = taxonomy
        self.directory = directory
        self.trusted = trusted

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> QualityStage:
        return cls.from_settings(crawler.settings)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> QualityStage:
        """The same for a command that crawls nothing.

        :raises ConfigError: a setting or a file that it names can't be used.
        """
        law, keywords = settings["QUALITY_LAW"], settings["QUALITY_KEYWORDS"]
        if law not in LAWS:
            raise ConfigError(f"QUALITY_LAW is {law!r}; it takes {' or '.join(LAWS)}")
        if keywords not in FINDERS:
            raise ConfigError(f"QUALITY_KEYWORDS is {keywords!r}; it takes {' or '.join(FINDERS)}")
        points = load_quality(settings["QUALITY_FILE"], {name: one.weights for name, one in LAWS.items()})
        return cls(
            Scorer(law, points.get(law, {}), keywords),
            load_topics(settings["TOPICS_DIR"]),
            frozenset(load_providers(settings["PROVIDERS_DIR"])),
            tuple(prefix.strip() for prefix in settings.getlist("TRUSTED_FEEDS")),
        )

    def process_item(self, article: Article) -> Article:
        article.quality = self.scorer.quality(of_article(article, self.taxonomy, self.directory, self.trusted))
        return article
