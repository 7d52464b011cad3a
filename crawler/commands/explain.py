"""``scrapy explain URL-or-FILE``: every candidate of every field, the rule that won, and what the gate measured."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.http import Response

from crawler import clock, frontmatter
from crawler.config import load_providers, load_sites
from crawler.exceptions import NewsmatterError
from crawler.items import Article, Evidence, Extraction, Found, Page, Published, Text
from crawler.spiders.article import ArticleSpider
from crawler.urls import UrlError, parse_input_url
from pipelines.extract.fields import Options, extract
from pipelines.extract.view import Trace, View
from pipelines.gate import refusal
from pipelines.quality.facts import of_article
from pipelines.quality.laws import total
from pipelines.quality.stage import QualityStage
from pipelines.topics.choice import extraction_topics

WIDTH = 150  # characters of a value that are shown
NAMES = {
    "published": "publishedDateTime",
    "updated": "updatedDateTime",
    "web_url": "webUrl",
    "amp_url": "ampWebUrl",
    "featured": "featuredContent",
}


class OnePage(ArticleSpider):
    """Fetches one page and keeps it; no stage runs."""

    name = "explain"
    custom_settings = {  # noqa: RUF012 (Scrapy's name)
        "ITEM_PIPELINES": {},
        "EXTENSIONS": {"crawler.politeness.hosts.Hosts": 0},
        "DRY_RUN": True,  # what is known of hosts is read, nothing is written
    }
    page: Page | None = None
    sentence = ""

    def parse_article(self, response: Response, asked: str) -> None:
        OnePage.page = super().parse_article(response, asked)

    def end(self, url: str, outcome: str, reason: str, detail: str) -> None:
        OnePage.sentence = detail


class Command(ScrapyCommand):
    """Explains one page: an address (fetched), a saved .html file, or a front-matter file (its originalUrl is fetched)."""

    requires_project = True

    def syntax(self) -> str:
        return "<URL-or-FILE>"

    def short_desc(self) -> str:
        return "Show how each field of a page is found, and what the gate measured"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address of a saved .html file (default: what the page calls itself)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            if len(args) != 1:
                raise NewsmatterError("name one address or file: scrapy explain https://… or scrapy explain saved.html")
            options = Options(load_providers(self.settings["PROVIDERS_DIR"]), load_sites(self.settings["SITES_FILE"]))
            quality = QualityStage.from_settings(self.settings)
            page = self._page(args[0], opts.url)
        except (NewsmatterError, UrlError, frontmatter.FrontMatterError) as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        trace: Trace = {}
        extraction = extract(page, options, trace)
        print("\n".join(explanation(page, extraction, trace)))
        print("\n".join(edition(page, extraction, quality, self.settings.getint("TOPICS_MAX"))))

    def _page(self, given: str, url: str | None) -> Page:
        path = Path(given)
        if not path.is_file():
            return self._fetch(parse_input_url(given))
        body = path.read_bytes()
        if path.suffix in (".md", ".markdown"):
            original = frontmatter.read(body).record.get("originalUrl")
            if not original:
                raise NewsmatterError(f"{path}: it has no originalUrl; name the address itself")
            return self._fetch(parse_input_url(str(original)))
        address = parse_input_url(url) if url else _own_address(body) or "http://saved.invalid/"
        return Page(address, address, 200, {"content-type": "text/html"}, body, clock.now().replace(microsecond=0))

    def _fetch(self, url: str) -> Page:
        assert self.crawler_process
        self.crawler_process.crawl(OnePage, url=url)
        self.crawler_process.start()
        if OnePage.page is None:
            raise NewsmatterError(OnePage.sentence or f"{url}: no page came back; run again with -L INFO")
        return OnePage.page


def _own_address(body: bytes) -> str | None:
    """What a saved page calls itself."""
    view = View(Page("", "", 200, {}, body, clock.now()))
    stated = [link.get("href") for link in view.links.get("canonical", ())] + view.meta.get("og:url", [])
    return next((found for one in stated if (found := view.absolute(one))), None)


def explanation(page: Page, extraction: Extraction, trace: Trace) -> Iterator[str]:
    """The lines of an explanation: a block a field (winner, then the other candidates), then the gate."""
    yield page.url if page.url == page.final_url else f"{page.url} -> {page.final_url}"
    for field in dataclasses.fields(Extraction):
        if field.name in ("evidence", "by"):
            continue
        value, name = getattr(extraction, field.name), NAMES.get(field.name, field.name)
        rule = extraction.by.get(field.name)
        yield ""
        yield f"{name}: {_shown(value)}" + (f"   [{rule}]" if rule else "")
        yield from _losers(trace.get(field.name, ()), rule)
    refused = refusal(extraction)
    yield ""
    yield f"gate: {'refused, ' + type(refused).__name__ + ': ' + str(refused) if refused else 'passed'}"
    measured = [
        f"{one.name}={getattr(extraction.evidence, one.name)}"
        for one in dataclasses.fields(Evidence)
        if getattr(extraction.evidence, one.name) != one.default
    ]
    yield from textwrap.wrap("measured: " + ", ".join(measured), WIDTH, initial_indent="  ", subsequent_indent="    ")


def edition(page: Page, extraction: Extraction, stage: QualityStage, most: int) -> Iterator[str]:
    """Topics with what speaks for each, and the sum of quality, line by line; pictures are taken as the page states them."""
    topics, weighed = extraction_topics(stage.taxonomy, extraction, most)
    yield ""
    yield f"topics: {', '.join(topics) or 'none'}"
    for one in weighed:
        yield f"  {'*' if one.topic in topics else ' '} {one.topic} {one.points:.2f}: {one.why}" + (f" -> {one.lack}" if one.lack else "")
    article = Article(page.url, page.final_url, extraction, extraction.images[:1], topics)
    parts = stage.scorer.parts(of_article(article, stage.taxonomy, stage.directory, stage.trusted))
    yield ""
    yield f"quality: {total(parts)}   [{stage.scorer.law}]"
    yield from (f"  {part.points:+4d} {part.name}" + (f": {part.found}" if part.found else "") for part in parts)


def _losers(found: Any, winner: str | None) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for one in found:
        line = (one.by, _shown(one.value))
        if line not in seen:
            seen.add(line)
            yield f"  {'*' if one.by == winner else ' '} {one.by}: {line[1]}"


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "none"
    if isinstance(value, Found):
        value = value.value
    if isinstance(value, Published):
        return f"{value.at:%Y-%m-%dT%H:%M:%SZ} ({value.precision}, zone {value.zone})"
    if isinstance(value, Text):
        return f"{len(value.plain.split())} words: {textwrap.shorten(value.plain, WIDTH, placeholder=' …')}"
    if isinstance(value, tuple):
        return "; ".join(_shown(one) for one in value[:5]) + (f"; … {len(value) - 5} more" if len(value) > 5 else "")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ", ".join(
            f"{f.name}={getattr(value, f.name)}" for f in dataclasses.fields(value) if getattr(value, f.name) not in (None, (), False)
        )
    return textwrap.shorten(str(value), WIDTH, placeholder=" …") if isinstance(value, str) else str(value)
