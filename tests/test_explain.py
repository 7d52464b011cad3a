"""``scrapy explain`` of an address."""

from __future__ import annotations

from tests.crawling import scrapy


def test_an_address_is_fetched_and_explained(newsroom: str) -> None:
    page = "http://www.kestrel-post.example/news/science/machine-learning-maps-lost-kelp-forests-48190"
    run = scrapy("explain", page, proxy=newsroom)
    assert run.status == 0, run.err
    assert run.out.startswith(f"{page}\n")
    assert "title: Machine learning maps the coast’s lost kelp forests   [" in run.out
    assert "gate: passed" in run.out
