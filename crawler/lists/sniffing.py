"""One polite visit to find the sources of a site: the address itself, robots.txt, and what they offer, each asked and read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import clock, fetching
from crawler.identity import article_key
from crawler.items import Follow, Listed
from crawler.lists import feeds, links, sitemaps
from crawler.lists.sniff import Offer, Sniffed, sniff
from crawler.lists.sources import Kind

MAX_STATED = 8  # offers that a site names and that are looked at
MAX_GUESSED = 6  # addresses that are tried where it names none
MAX_LISTED = 5000  # entries of a sitemap that are counted
PERMANENT = (301, 308)  # the address has changed for good
ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """A list that was asked for and read: what it is and has, or ``problem``."""

    url: str
    kind: Kind
    why: str
    form: str = ""  # rss, atom, sitemap index, …
    title: str | None = None
    language: str | None = None
    entries: int = 0
    more: bool = False  # it has more entries than were counted
    newest: datetime | None = None
    keys: frozenset[str] = field(default=frozenset(), repr=False)  # of its articles (``identity.article_key``)
    problem: str = ""


@dataclass(slots=True)
class Visit:
    """What came out: the answer's sort, the findings in the order of their use, or ``problem`` with the address itself."""

    url: str
    sniffed: Sniffed | None = None
    findings: list[Finding] = field(default_factory=list)
    problem: str = ""
    left: int = 0  # lists that the site names and that were not asked for


class Sniffer(Spider):
    """Visits ``url`` and fills ``visit``; no stage runs."""

    name = "sniffer"
    custom_settings = {"ITEM_PIPELINES": {}, "EXTENSIONS": {"crawler.politeness.hosts.Hosts": 0}}  # noqa: RUF012 (Scrapy's name)

    def __init__(self, visit: Visit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visit = visit

    async def start(self) -> AsyncIterator[Any]:
        """All of the visit, one request after the other."""
        visit = self.visit
        answer = await self._get(visit.url)
        if isinstance(answer, str):
            visit.problem = answer
            return
        content_type = _content_type(answer)
        visit.sniffed = sniff(answer.body, answer.url, content_type)
        if visit.sniffed.sort in ("feed", "sitemap"):
            offer = Offer(visit.url, visit.sniffed.sort, "you gave its address")
            visit.findings.append(self._look(answer, offer))
        elif visit.sniffed.sort in ("page", "article"):
            robots = await self._get(answer.urljoin(ROBOTS))
            text = robots.text if isinstance(robots, Response) and hasattr(robots, "text") else ""
            visit.sniffed = sniff(answer.body, answer.url, content_type, text)
            await self._try(visit.sniffed.offers)
            if visit.sniffed.sort == "page":
                visit.findings.append(_page(answer, content_type, visit))
        return
        yield  # an iterator, of nothing

    async def _try(self, offers: tuple[Offer, ...]) -> None:
        stated = [offer for offer in offers if offer.stated][:MAX_STATED]
        guessed = [offer for offer in offers if not offer.stated]
        self.visit.left = sum(offer.stated for offer in offers) - len(stated)
        for offer in stated:
            self.visit.findings.append(await self._finding(offer))
        have = {finding.kind for finding in self.visit.findings if not finding.problem}
        for kind in ("feed", "sitemap"):
            for offer in [one for one in guessed if one.kind == kind and kind not in have][:MAX_GUESSED]:
                finding = await self._finding(offer)
                if not finding.problem:
                    self.visit.findings.append(finding)
                    break

    async def _finding(self, offer: Offer) -> Finding:
        answer = await self._get(offer.url)
        if isinstance(answer, str):
            return Finding(offer.url, offer.kind, offer.why, problem=answer)
        return self._look(answer, offer)

    def _look(self, answer: Response, offer: Offer) -> Finding:
        moved = answer.meta.get("redirect_reasons") or []
        if moved and all(reason in PERMANENT for reason in moved):
            offer = replace(offer, url=answer.url)
        return look(answer.body, answer.url, _content_type(answer), offer, clock.now(), self.settings.getint("FEED_MAX_ENTRIES"))

    async def _get(self, url: str) -> Response | str:
        """An answer with status 200, or the sentence why there is none."""
        request = Request(url, dont_filter=True)
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever a download fails with, it is said
            failure = Failure(error)  # type: ignore[no-untyped-call]
            return fetching.explain(failure, request, 1 + request.meta.get("retry_times", 0))[2]
        return response if response.status == 200 else f"the answer has status {response.status}, not 200"


def look(body: bytes, url: str, content_type: str, offer: Offer, at: datetime, most: int = feeds.MAX_ENTRIES) -> Finding:
    """What an offer has; ``url`` is where its answer was found, after redirects."""
    try:
        if offer.kind == "feed":
            return _feed(feeds.parse(body, url, content_type, at, most), offer)
        return _sitemap(list(islice(sitemaps.read(body, url, at), MAX_LISTED + 1)), offer)
    except (feeds.NotAFeed, sitemaps.NotASitemap) as error:
        return Finding(offer.url, offer.kind, offer.why, problem=str(error))


def _feed(feed: feeds.Feed, offer: Offer) -> Finding:
    keys = frozenset(article_key(one.url) for one in feed.entries)
    more = bool(feed.left_out and len(feed.entries) >= feeds.MAX_ENTRIES)
    return Finding(offer.url, "feed", offer.why, feed.kind, feed.title, feed.language, len(feed.entries), more, _newest(feed.entries), keys)


def _sitemap(rows: list[Listed | Follow], offer: Offer) -> Finding:
    pages = [one for one in rows if isinstance(one, Listed)]
    changed = [one.changed for one in rows if isinstance(one, Follow) and one.changed]
    newest = max([*changed, *filter(None, [_newest(pages)])], default=None)
    spoken = next((one.hints.language for one in pages if one.hints.language), None)
    form = "sitemap" if pages or not rows else "sitemap index"
    return Finding(offer.url, "sitemap", offer.why, form, None, spoken, min(len(rows), MAX_LISTED), len(rows) > MAX_LISTED, newest)


def _page(answer: Response, content_type: str, visit: Visit) -> Finding:
    """A page as the list of the articles that it links to."""
    assert visit.sniffed
    robots = ", ".join(value.decode("latin-1") for value in answer.headers.getlist("X-Robots-Tag"))
    rows = links.read(answer.body, answer.url, clock.now(), content_type, robots)
    pages = [one for one in rows if isinstance(one, Listed)]
    return Finding(visit.url, "page", visit.sniffed.why, "page", None, None, len(pages), False, _newest(pages))


def _newest(entries: Iterable[Listed]) -> datetime | None:
    return max((date for one in entries if (date := one.hints.published or one.hints.updated)), default=None)


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
