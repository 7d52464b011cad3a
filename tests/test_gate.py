"""What is not an article is refused for its own reason, and what is one passes."""

from __future__ import annotations

import gzip
import json
import pickle
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from scrapy.exceptions import DropItem

from crawler.items import Article, Evidence, Extraction, Page
from pipelines import gate
from pipelines.extract.evidence import measure, words
from pipelines.extract.fields import Options, extract
from pipelines.extract.view import View

PAGES = Path(__file__).parent / "refusals"
FETCHED = yaml.safe_load((PAGES / "pages.yaml").read_text(encoding="utf-8"))
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
REASON = {
    "consent": gate.ConsentWall,
    "challenge": gate.BotChallenge,
    "login": gate.LoginPage,
    "paywall": gate.Paywalled,
    "notfound": gate.SoftNotFound,
    "home": gate.RedirectedHome,
    "section": gate.SectionPage,
    "shell": gate.JavaScriptShell,
    "empty": gate.EmptyPage,
    "other": gate.NotAnArticle,
    "forward": gate.Forwarding,
}


def article(path: Path) -> Article:
    fetched = FETCHED.get(path.stem, {})
    url = fetched.get("url", f"https://www.paper.example/local/{path.stem}")
    final = fetched.get("final_url", url)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    page = Page(url, final, fetched.get("status", 200), {"content-type": "text/html"}, path.read_bytes(), at)
    return Article(url, final, extract(page, Options()))


def ids(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", sorted(PAGES.glob("refused*/*.html")), ids=ids)
def test_refused_for_its_own_reason(path: Path) -> None:
    with pytest.raises(gate.Refused) as refused:
        gate.Gate().process_item(article(path))
    assert type(refused.value) is REASON[path.stem.split("-")[0]]
    sentence = str(refused.value)
    assert article(path).url in sentence
    assert "; needed " in sentence and "What to do: " in sentence


@pytest.mark.parametrize("path", sorted(PAGES.glob("passed*/*.html")), ids=ids)
def test_articles_pass(path: Path) -> None:
    one = article(path)
    assert gate.Gate().process_item(one) is one


def test_teasers_are_marked() -> None:
    marked = {path.stem for path in PAGES.glob("passed*/*.html") if article(path).extraction.evidence.paywalled}
    assert {"teaser-en", "teaser-de"} <= marked
    assert not marked & {"free-false-fr", "about-paywalls-en"}


def test_every_reason_has_a_page_and_a_section() -> None:
    classes = {one for one in vars(gate).values() if isinstance(one, type) and issubclass(one, gate.Refused) and one is not gate.Refused}
    assert classes == set(REASON.values())
    assert len(gate.REFUSALS) == len(classes)
    written = (Path(__file__).parents[1] / "docs" / "refusals.md").read_text(encoding="utf-8")
    assert all(f"## {one.__name__}\n" in written for one in classes)
    assert all(issubclass(one, DropItem) for one in classes)


def test_evidence_travels_between_processes() -> None:
    evidence = article(PAGES / "passed" / "flash-en.html").extraction.evidence
    assert pickle.loads(pickle.dumps(evidence)) == evidence
    assert all(isinstance(getattr(evidence, name), (bool, int, str, type(None))) for name in Evidence.__slots__)


STORY = Evidence(words=500, own_words=500, bulk=480, run=480, titled=True, dated=True, signed=True, declared="article")


@pytest.mark.parametrize(
    "said",
    [
        {"lost_title": 3, "lost": 4},
        {"consent": 9, "consent_vendor": True},
        {"challenge": 6, "challenge_vendor": True, "status": 403},
        {"password": True, "login": 9, "form": True},
        {"free": False, "paywall": 9, "paywall_marks": True},
        {"teasers": 60, "headlines": 200},
        {"asks_script": True, "root_empty": True, "scripts": 90},
        {"noindex": True, "canonical_home": True},
    ],
    ids=str,
)
def test_no_sign_outweighs_a_story(said: dict[str, object]) -> None:
    assert gate.refusal(Extraction(title="T", evidence=replace(STORY, **said))) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("two words", 2), ("港町の再開発", 3), ("JR東日本 は 遅延", 4), ("schön gesagt", 2)])
def test_words(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real pages isn't here")
def test_articles_of_the_corpus_pass() -> None:
    """A sample, one page in eight; at most one in a hundred of all is refused."""
    cases = [json.loads(line) for line in (CORPUS / "cases.jsonl").read_text(encoding="utf-8").splitlines()][::8]
    refused = []
    for case in cases:
        body = gzip.decompress((CORPUS / "pages" / f"{case['id']}.html.gz").read_bytes())
        page = Page(case["url"], case["url"], 200, {"content-type": case["content_type"]}, body, datetime(2026, 11, 22, tzinfo=UTC))
        if gate.refusal(extract(page, Options())):
            refused.append(case["url"])
    assert len(refused) <= 2, refused


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root">' * 3000 + "x",
        "<p><a href=/a>" * 20_000,
        f'<h2><a href="/x-{1}">word word word word</a></h2>' * 20_000,
        "<a href=/b><h3>" * 5_000,
        "<p>accept all, page not found, subscribe now</p>" * 5_000,
        "<title>" + "404 | " * 50_000,
    ],
    ids=["shells", "links", "teasers", "nested", "phrases", "title"],
)
def test_time_is_bounded(body: str) -> None:
    page = Page("https://p.example/a", "https://p.example/a", 200, {}, f"<html><body>{body}".encode(), datetime(2026, 11, 22, tzinfo=UTC))
    view = View(page)
    start = time.process_time()
    measure(view, None, {})
    assert time.process_time() - start < 3
