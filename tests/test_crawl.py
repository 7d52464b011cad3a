"""The whole job on the demo newsroom: what is on the pages must come out, and what is no article must not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler import frontmatter, schema
from tests.crawling import ROOT, Run, scrapy

PAGES: list[dict[str, Any]] = yaml.safe_load((ROOT / "demo" / "expected.yaml").read_text(encoding="utf-8"))["pages"]
ARTICLES = [page for page in PAGES if page["outcome"] == "written"]


@pytest.fixture(scope="module")
def crawl(newsroom: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, dict[str, Any], Path]:
    """One crawl of all pages: the run, the feed's rows by address, the folder."""
    folder = tmp_path_factory.mktemp("newsroom")
    listing = "\n".join(page["url"] for page in PAGES)
    run = scrapy(
        "crawl", "article", "-a", "file=-", "-O", str(folder / "feed.jsonl"), proxy=newsroom, stdin=listing, OUTPUT_DIR=folder / "news"
    )
    rows = [json.loads(line) for line in (folder / "feed.jsonl").read_text(encoding="utf-8").splitlines()]
    return run, {row["originalUrl"]: row for row in rows}, folder / "news"


def name(page: dict[str, Any]) -> str:
    return str(page["url"]).partition(".example")[2] or "/"


@pytest.mark.parametrize("page", ARTICLES, ids=name)
def test_an_article_comes_out_as_it_is(page: dict[str, Any], crawl: tuple[Run, dict[str, Any], Path]) -> None:
    row = crawl[1][page["url"]]
    assert row["title"] == page["title"]
    assert row["publishedDateTime"] == f"{page['published']:%Y-%m-%dT%H:%M:%SZ}"
    assert row["authors"] == page.get("authors", [])
    assert row["locale"] == page["locale"]
    assert (row["provider"]["name"], row["provider"]["domain"]) == (page["provider"], page["domain"])
    assert row["type"] == page["type"]
    assert row["webUrl"] == page.get("canonical", page["url"])
    assert row.get("ampWebUrl") == page.get("amp")
    if "updated" in page:
        assert row["updatedDateTime"] == f"{page['updated']:%Y-%m-%dT%H:%M:%SZ}"
    if "embed" in page:
        assert f'src="{page["embed"]}"' in row["featuredContent"]
    assert row["excerpt"] and "\n" not in row["excerpt"]


@pytest.mark.parametrize("page", [page for page in PAGES if page["outcome"] != "written"], ids=name)
def test_everything_else_is_said(page: dict[str, Any], crawl: tuple[Run, dict[str, Any], Path]) -> None:
    run, rows, _ = crawl
    assert page["url"] not in rows
    lines = [line for line in run.err.splitlines() if f"{page['url']}:" in line or f"{page['url']} " in line]
    assert len(lines) == 1, run.err
    outcome, _, kind = page["outcome"].partition(":")
    assert lines[0].startswith(f"{outcome} ")
    if kind:
        assert lines[0].split()[1] == f"{kind}:"


def test_the_folder(crawl: tuple[Run, dict[str, Any], Path]) -> None:
    run, rows, folder = crawl
    assert run.status == 0
    assert "Traceback" not in run.err
    files = sorted(folder.iterdir())
    assert len(files) == len({row["webUrl"] for row in rows.values()})
    for file in files:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[a-z0-9-]+\.md", file.name)
        document = frontmatter.read(file.read_bytes())
        assert schema.validate(document.record) == []
        assert frontmatter.canonical(document) == document.text
        assert document.body.strip()
        row = rows[document.record["originalUrl"]]
        own = {key: value for key, value in row.items() if key not in ("authors", "text", "locale", "updatedDateTime")}
        own["images"] = document.record.get("images")  # a default picture is taken out of a file that was written before it was known
        if row["type"] == "video":
            del own["webUrl"]
        theirs = ("heat", "published", "related")  # the edition's, at the end of the run
        assert {key: value for key, value in document.record.items() if key not in theirs} == {
            key: value for key, value in own.items() if key not in theirs and value is not None
        }


def test_a_second_run_touches_nothing(newsroom: str, crawl: tuple[Run, dict[str, Any], Path]) -> None:
    folder = crawl[2]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    listing = "\n".join(page["url"] for page in ARTICLES)
    run = scrapy("crawl", "article", "-a", "file=-", proxy=newsroom, stdin=listing, OUTPUT_DIR=folder)
    assert run.status == 0
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before
    assert run.err.splitlines()[-1].startswith(f"0 written, {len(ARTICLES)} unchanged, 0 refused, 0 failed")


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_and_order_make_no_difference(workers: int, newsroom: str, crawl: tuple[Run, dict[str, Any], Path], tmp_path: Path) -> None:
    listing = "\n".join(page["url"] for page in (PAGES if workers == 1 else reversed(PAGES)))
    run = scrapy("crawl", "article", "-a", "file=-", proxy=newsroom, stdin=listing, OUTPUT_DIR=tmp_path, EXTRACT_WORKERS=workers)
    assert run.status == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: path.read_bytes() for path in crawl[2].iterdir()}


def test_front_matter_only(newsroom: str, tmp_path: Path) -> None:
    run = scrapy(
        "crawl", "article", "-a", f"url={ARTICLES[0]['url']}", proxy=newsroom, OUTPUT_DIR=tmp_path, BODY="none", EXTRA_KEYS="locale"
    )
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert run.status == 0
    assert text.endswith("\n---\n\n") and "\ntype: article\nlocale: en-gb\n" in text
