"""A row in config/sites comes before all other evidence, for every field that it can name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.config import FIELD_KEYS, load_sites
from crawler.items import Article, Extraction, Page
from pipelines.extract.fields import Options, extract
from pipelines.gate import Paywalled, refusal
from pipelines.record import feed_row

PAGE = """<!doctype html><html lang="en"><head><title>Wrong title | Heron</title><meta property="og:title" content="Wrong title">
<meta property="article:published_time" content="2026-01-01T01:00:00Z">
<meta property="article:modified_time" content="2026-01-02T01:00:00Z">
<meta name="author" content="Wrong Person"><meta property="og:image" content="https://heron.example/wrong.jpg">
<meta name="description" content="The wrong summary of the story, which another field has.">
<link rel="canonical" href="https://heron.example/story-1"><link rel="short" href="https://heron.example/s/1">
<link rel="other-amp" href="https://heron.example/amp/1"></head><body>
<h2 class="head">The ferry runs again</h2><span class="who">Ada Lunt</span><time class="when" datetime="2026-03-04T05:06:07Z">today</time>
<time class="then" datetime="2026-03-05T05:06:07Z">later</time>
<p class="dek">After a winter in dock the ferry carries cars and people again.</p>
<img class="pic" src="/ferry.jpg"><div class="copy"><p>{text}</p></div><div class="junk"><p>{junk}</p></div>
<i class="tongue">en-gb</i><iframe class="player" src="https://player.example/v/9"></iframe>{extra}</body></html>"""
TEXT = "The ferry left the pier at seven with forty cars and a hundred people who had waited since the autumn for it. " * 6
JUNK = "Win a weekend at the sea for two, with breakfast and a walk along the dunes, in our great autumn competition. " * 6
ROW = """heron.example:
  title: .head
  authors: .who
  published: .when
  updated: [.nothing, .then]
  excerpt: .dek
  text: .copy
  locale: .tongue
  web_url: link[rel=short]
  amp_url: link[rel=other-amp]
  images: .pic
  featured: .player
  drop: .junk
  paywall: .meter
  provider: The Heron
"""
EXPECTED = {
    "title": "The ferry runs again",
    "authors": ["Ada Lunt"],
    "publishedDateTime": "2026-03-04T05:06:07Z",
    "updatedDateTime": "2026-03-05T05:06:07Z",
    "excerpt": "After a winter in dock the ferry carries cars and people again.",
    "text": TEXT.strip(),
    "locale": "en-gb",
    "webUrl": "https://heron.example/s/1",
    "ampWebUrl": "https://heron.example/amp/1",
    "images": [{"url": "https://heron.example/ferry.jpg", "isCached": False}],
}


def read(folder: Path, text: str = TEXT, extra: str = "") -> tuple[Extraction, Article]:
    (folder / "sites.yaml").write_text(ROW, encoding="utf-8")
    body = PAGE.format(text=text, junk=JUNK, extra=extra).encode()
    page = Page("https://heron.example/story-1", "https://heron.example/story-1", 200, {}, body, datetime(2026, 4, 1, tzinfo=UTC))
    found = extract(page, Options(sites=load_sites(folder / "sites.yaml")))
    return found, Article(page.url, page.final_url, found, found.images[:1])


def test_every_field_takes_the_row(tmp_path: Path) -> None:
    found, article = read(tmp_path)
    row = feed_row(article)
    assert {key: row.get(key) for key in EXPECTED} == EXPECTED
    assert row["provider"]["name"] == "The Heron"
    assert found.featured is not None and 'src="https://player.example/v/9"' in found.featured
    assert {field for field, rule in found.by.items() if rule == "config/sites"} == {*FIELD_KEYS, "provider"}


@pytest.mark.parametrize(
    ("text", "extra", "refused"), [(TEXT[:110], '<div class="meter">x</div>', True), (TEXT, '<div class="meter">x</div>', False)]
)
def test_its_mark_of_a_paywall(text: str, extra: str, refused: bool, tmp_path: Path) -> None:
    found, _ = read(tmp_path, text, extra)
    assert isinstance(refusal(found), Paywalled) == refused
    assert found.evidence.paywalled
