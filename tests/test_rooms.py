"""The layout holds: who may import whom (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for folder in ("crawler", "pipelines") for path in (ROOT / folder).rglob("*.py"))
MAX_LINES = 400
STAGES = {"pipelines/extract/stage.py", "pipelines/gate.py", "pipelines/directives.py", "pipelines/export.py"}
STAGES |= {f"pipelines/images/{name}.py" for name in ("stage", "fetch", "store")}
STAGES |= {"pipelines/edition/run.py", "pipelines/edition/extension.py"}
STAGES |= {"pipelines/topics/stage.py", "pipelines/quality/stage.py", "pipelines/seal/stage.py"}
LISTS = "feeds feed_dates feed_entries feed_links feed_text feed_xml json_feed lastmod links opml readers"
LISTS += " sitemap_bytes sitemap_xml sitemaps sniff"
READERS = {f"crawler/lists/{name}.py" for name in LISTS.split()}


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_room(path: Path) -> None:
    name, modules = path.relative_to(ROOT).as_posix(), imported(path)
    tops = {module.partition(".")[0] for module in modules}
    if name.startswith("crawler/") and not name.startswith("crawler/commands/"):
        assert "pipelines" not in tops, "crawler/ never imports pipelines/"
    if name.startswith("pipelines/") and name not in STAGES:
        assert "scrapy" not in tops, "only stages know Scrapy"
        assert not modules & {"crawler.library", "crawler.frontmatter"}, "only stages write"
    if name == "crawler/items.py":
        assert not tops & {"crawler", "pipelines", "scrapy", "lxml"}, "the nouns are standard library only"
    if name in READERS:
        assert not tops & {"scrapy", "twisted", "sqlite3"}, "readers of lists are pure"
        assert not modules & {"crawler.state", "crawler.settings", "crawler.fetching"}, "readers of lists are pure"
    assert "demo" not in tops
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert path.name not in {"utils.py", "helpers.py", "common.py", "misc.py"}
