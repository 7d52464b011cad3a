"""The directives stage: what a page asks of those who index and quote it is counted, and kept where it binds us (docs/politeness.md)."""

from __future__ import annotations

from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.exceptions import ConfigError
from crawler.items import Article, Extraction
from pipelines.gate import Refused

POLICIES = ("found", "always", "never")
RESERVED = ("tdm-reservation", "noai")  # no text and data mining, no artificial intelligence
_LIMIT = "max-snippet:"


class NoIndex(Refused):
    """A page that a list named, and that asks not to be indexed."""

    advice = "give its own address if you may use it, or set OBEY_DIRECTIVES to never"


class Reserved(Refused):
    """A page that a list named, and whose publisher reserves its use."""

    advice = "ask the publisher; if you may use it, give its own address or set OBEY_DIRECTIVES to never"


class DirectivesStage:
    """Refuses a page, takes from it what may not be shown, or leaves it as it is; ``policy`` says for which pages."""

    def __init__(self, crawler: Crawler, policy: str) -> None:
        self.crawler = crawler
        self.policy = policy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DirectivesStage:
        policy = str(crawler.settings["OBEY_DIRECTIVES"]).lower()
        if policy not in POLICIES:
            raise ConfigError(f"OBEY_DIRECTIVES is {policy!r}; it takes {', '.join(POLICIES)}")
        return cls(crawler, policy)

    def process_item(self, article: Article) -> Article:
        asked = article.extraction.directives
        assert self.crawler.stats
        for one in asked:
            self.crawler.stats.inc_value(f"directive/{one.partition(':')[0]}")
        if not asked or not binds(self.policy, article.extraction):
            return article
        refused = refusal(article.extraction)
        if refused is not None:
            refused.extraction = article.extraction
            raise refused
        article.extraction = curbed(article.extraction)
        if not article.extraction.images:
            article.images = ()
        return article


def binds(policy: str, extraction: Extraction) -> bool:
    """Whether the page's directives bind us: where a list named it, or always; never where a person asked for it by address."""
    return policy == "always" or (policy == "found" and extraction.evidence.found)


def refusal(extraction: Extraction) -> Refused | None:
    """The publisher's own reason not to use a page."""
    asked, url = extraction.directives, extraction.evidence.url
    reserved = [one for one in RESERVED if one in asked]
    if reserved:
        return Reserved(url, f"its publisher reserves its use ({', '.join(reserved)})", "the publisher's leave")
    if "noindex" in asked:
        return NoIndex(url, "the page asks not to be indexed (noindex)", "a page that may be listed")
    return None


def curbed(extraction: Extraction) -> Extraction:
    """Without what may not be shown: excerpt and text, or all but the beginning of the excerpt, and pictures."""
    asked = extraction.directives
    limit = 0 if "nosnippet" in asked else next((int(one.removeprefix(_LIMIT)) for one in asked if one.startswith(_LIMIT)), None)
    if limit is not None:
        extraction = replace(extraction, excerpt=beginning(extraction.excerpt or "", limit) or None, text=None)
    if "noimageindex" in asked or "noimageai" in asked:
        extraction = replace(extraction, images=())
    return extraction


def beginning(text: str, most: int) -> str:
    """At most so many characters of a text, to the end of a word where that isn't far back."""
    if len(text) <= most:
        return text
    if most < 2:
        return ""
    head = text[: most - 1]
    at = head.rfind(" ") if not text[most - 1].isspace() else len(head)
    return head[: at if at > most // 2 else len(head)].rstrip(" ,;:–—-") + "…"
