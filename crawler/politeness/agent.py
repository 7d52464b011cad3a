"""Who is asking: the user agent, with the address under which a publisher can reach whoever runs this crawler."""

from __future__ import annotations

import re
import sys

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.exceptions import ConfigError

SCHEDULED = frozenset(("feeds", "sitemaps", "site", "sources"))  # spiders that come back by themselves
_CONTACT = re.compile(r"https?://[^\s()<>\"]+|(?:mailto:)?[^\s()<>\"@:,;]+@[^\s()<>\"@:,;]+\.[^\s()<>\"@:,;]+")


def user_agent(settings: BaseSettings) -> str:
    """USER_AGENT, and CONTACT in it.

    :raises ConfigError: CONTACT is neither a web nor a mail address.
    """
    agent, contact = str(settings["USER_AGENT"] or "").strip(), str(settings["CONTACT"] or "").strip()
    if not contact or contact in agent:
        return agent
    if not _CONTACT.fullmatch(contact) or not contact.isascii():
        raise ConfigError(f"CONTACT is {contact!r}; it takes the address of a web page (https://…) or a mail address")
    return f"{agent} (+{contact})"


class UserAgentMiddleware:
    """Puts it into every request that names no other."""

    def __init__(self, agent: str) -> None:
        self.agent = agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UserAgentMiddleware:
        middleware = cls(user_agent(crawler.settings))
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        if self.agent:
            request.headers.setdefault("User-Agent", self.agent)

    def spider_closed(self, spider: Spider) -> None:
        """A crawler that comes back every hour should say whose it is."""
        if spider.name in SCHEDULED and not re.search(r"://|@", self.agent):
            print("newsmatter: publishers can't tell whose crawler this is; set CONTACT to a web or mail address of yours", file=sys.stderr)
