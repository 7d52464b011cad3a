"""The sources file: what loads, and what a mistake says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.exceptions import ConfigError
from crawler.lists.sources import Source, load_sources

ROOT = Path(__file__).resolve().parents[1]
FULL = """
- name: The Heron
  url: https://www.heron.example/rss.xml
  kind: feed
  topics: [Technology, Science]
  provider: The Heron
  language: en_GB
  interval: 90m
  max_age: 7d
  limit: 20
  depth: 0
  pages: 3
  only: "*/news/*"
  skip:
    - "*/live/*"
    - "*/ads/*"
  delay: 2
  enabled: false
- url: HTTPS://Mill.example:443/feed/?cat=2
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_has_every_key_or_only_its_address(tmp_path: Path) -> None:
    full, short = load_sources(write(tmp_path, FULL))
    assert full == Source(
        "The Heron",
        "https://www.heron.example/rss.xml",
        "feed",
        ("Technology", "Science"),
        "The Heron",
        "en-GB",
        timedelta(minutes=90),
        timedelta(days=7),
        20,
        0,
        3,
        ("*/news/*",),
        ("*/live/*", "*/ads/*"),
        2.0,
        False,
    )
    assert short == Source("mill.example/feed?cat=2", "https://mill.example/feed/?cat=2")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "---\n"])
def test_no_rows_no_sources(tmp_path: Path, text: str) -> None:
    assert load_sources(write(tmp_path, text)) == ()


def test_the_shipped_file_loads_and_its_example_too(tmp_path: Path) -> None:
    shipped = ROOT / "config" / "sources.yaml"
    assert load_sources(shipped) == load_sources("") == ()
    lines = shipped.read_text(encoding="utf-8").splitlines()
    rows = [line.removeprefix("# ") for line in lines[lines.index("# - name: The Kestrel Post, technology") :]]
    assert [one.name for one in load_sources(write(tmp_path, "\n".join(rows).replace("#", "")))] == [
        "The Kestrel Post, technology",
        "heron.example/sitemap-news.xml",
    ]


ROW = "- url: https://www.heron.example/rss.xml\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("url: https://www.heron.example/\n", ["sources.yaml", "a list of sources", "- url:"]),
        ("- https://www.heron.example/\n", ["row 1 (line 1)", "keys such as"]),
        ("\n- name: Heron\n", ["row 1 (line 2)", "url: is missing"]),
        (ROW + "  intervall: 1h\n", ["row 1", "'intervall'", "did you mean 'interval'?"]),
        (ROW + "  xyz: 1\n", ["'xyz'", "use one of name, url"]),
        (ROW + "  interval: 6 hours\n", ["heron.example/rss.xml: interval", "'6 hours'", "such as 6h"]),
        (ROW + "  interval: 90\n", ["interval", "'90' is no length of time"]),
        (ROW + "  interval: 5s\n", ["interval: 5s is out of bounds", "from 1m to 52w"]),
        (ROW + "  max_age: 0d\n", ["max_age: 0d lets nothing through"]),
        (ROW + "  kind: feeds\n", ["kind: 'feeds'", "did you mean 'feed'?"]),
        (ROW + "  kind: 7\n", ["kind: 7", "auto, feed, sitemap, page"]),
        (ROW + "  limit: 0\n", ["limit: 0 isn't a whole number from 1"]),
        (ROW + "  limit: yes\n", ["limit: True"]),
        (ROW + "  depth: 99\n", ["depth: 99", "from 0 to 10"]),
        (ROW + "  delay: -1\n", ["delay: -1", "seconds from 0"]),
        (ROW + "  delay: .nan\n", ["delay: nan"]),
        (ROW + "  language: no\n", ["language: False isn't text", "quotes"]),
        (ROW + "  language: English!\n", ["language: 'English!'", "such as en"]),
        (ROW + "  topics: {a: b}\n", ["topics: must be a list"]),
        (ROW + "  topics: [Technolgy]\n", ["there is no topic 'Technolgy'", "did you mean 'Technology'?"]),
        (ROW + "  only: [1]\n", ["only: 1 isn't text"]),
        (ROW + "  enabled: maybe\n", ["enabled: 'maybe' is neither true nor false"]),
        (ROW + "  name: ''\n", ["name: must be a line of text"]),
        ("- url: file:///etc/passwd\n", ["row 1", "url:", "scheme 'file'"]),
        ("- url: https://ada:secret@www.heron.example/\n", ["user name or password", "***"]),
        (ROW + "\n" + "- url: http://heron.example/rss.xml#top\n", ["row 2 (line 3)", "is the address of row 1 already"]),
        (ROW + "  name: Heron\n- url: https://mill.example/\n  name: HERON\n", ["row 2 (line 3)", "'HERON' is taken by row 1"]),
        (ROW + "  name: a\n  name: b\n", ["row 1 (line 1)", "'name' stands there twice"]),
        (ROW + "  skip: *\n", ["sources.yaml, line 2", "isn't YAML"]),
        (ROW + "  name: Heron: news\n", ["line 2", "needs quotes"]),
    ],
)
def test_a_mistake_names_file_row_key_and_what_to_do(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(ConfigError) as error:
        load_sources(write(tmp_path, text), topics=("Technology", "Science"))
    assert all(part in str(error.value) for part in ("sources.yaml", *said)), str(error.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.yaml: can't be opened"):
        load_sources(tmp_path / "absent.yaml")
