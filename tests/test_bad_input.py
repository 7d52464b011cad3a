"""One test for each bad input: the sentence and the exit status that a person gets, no traceback, nothing half-written."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests.crawling import Run, scrapy

GOOD = "http://www.kestrel-post.example/news/local/library-van-gets-second-life-48217"


def crawl(tmp_path: Path, *arguments: str, **more: object) -> Run:
    """A crawl into ``tmp_path``/out whose output has no traceback."""
    run = scrapy("crawl", *arguments, **{"OUTPUT_DIR": tmp_path / "out", **more})  # type: ignore[arg-type]
    assert "Traceback" not in run.err
    return run


def wrote_nothing(tmp_path: Path) -> bool:
    return not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("article", "-a", "url=harbour news"), "newsmatter: 'harbour news': not a web address, expected http:// or https:// and a host"),
        (("article", "-a", "url=ftp://files.example/a"), "newsmatter: 'ftp://files.example/a': the scheme 'ftp' can't be fetched"),
        (("article", "-a", "url=file:///etc/hostname"), "newsmatter: 'file:///etc/hostname': the scheme 'file' can't be fetched"),
        (("article",), "newsmatter: give one of -a url=ADDRESS, -a urls=ADDRESS,ADDRESS or -a file=PATH"),
        (("article", "-a", "urls=,"), "newsmatter: urls: the list has no address; put one a line"),
        (("article", "-a", "link=https://a.example/"), "newsmatter: the spider takes url, urls or file, not link"),
        (("article", "-a", "url"), "newsmatter: Invalid -a value"),
        (("articles", "-a", "url=https://a.example/"), "newsmatter: there is no spider 'articles'; there are: article"),
        ((), "newsmatter: name one spider"),
        (("article", "-a", "url=https://a.example/", "-s", "BODY=html"), "newsmatter: BODY is 'html'; it takes markdown or none"),
        (
            ("article", "-a", "url=https://a.example/", "-s", "EXTRA_KEYS=mood"),
            "newsmatter: EXTRA_KEYS names mood; it takes images.attribution, images.title, locale, updated",
        ),
        (("article", "-a", "url=https://a.example/", "-s", "FILENAME_TIMEZONE=Mars/One"), "newsmatter: FILENAME_TIMEZONE is 'Mars/One'"),
    ],
)
def test_usage(arguments: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    run = crawl(tmp_path, *arguments)
    assert run.err.startswith(sentence) and run.err.count("\n") == 1
    assert run.status == 1 and wrote_nothing(tmp_path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "the list can't be read (No such file or directory)"), ("# none today\n\n", "the list has no address; put one a line")],
)
def test_list(content: str | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    run = crawl(tmp_path, "article", "-a", f"file={path}")
    assert run.err.startswith(f"newsmatter: {path}: {sentence}") and run.status == 1 and wrote_nothing(tmp_path)


def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, newsroom: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"# today\nharbour news\n{GOOD}\n", encoding="utf-8")
    run = crawl(tmp_path, "article", "-a", f"file={path}", proxy=newsroom)
    assert f"failed   no-address: {path}, line 2: 'harbour news': not a web address" in run.err
    assert run.err.splitlines()[-1].startswith("1 written, 0 unchanged, 0 refused, 1 failed")
    assert run.status == 0 and len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://www.kestrel-post.example/news/no-such-story-40404", "failed   http-404: {url}: not found (404); check the address"),
        (
            "http://www.kestrel-post.example/news/withdrawn-story-48001",
            "failed   http-410: {url}: gone (410): the publisher has taken it down",
        ),
        ("http://www.copperwire.example/members/benchmarks/", "failed   http-403: {url}: access refused (403)"),
        ("http://www.ahlstedter-anzeiger.example/wirtschaft/datenbank-10001.html", "failed   http-500: {url}: server error (500)"),
        ("http://www.copperwire.example/loop/a/", "failed   redirects: {url}: it redirects more often than REDIRECT_MAX_TIMES allows"),
        (
            "http://www.copperwire.example/files/harrowmouth-audit.pdf",
            "refused  NotHtml: {url}: the answer is application/pdf, not a web page",
        ),
        ("http://www.copperwire.example/2026/11/outage/", "refused  EmptyPage: {url} "),
        ("http://www.kestrel-post.example/about", "refused  NotAnArticle: {url} "),
        (
            "http://www.kestrel-post.example/private/embargoed-honours-list-48300",
            "refused  Robots: {url}: robots.txt of www.kestrel-post.example",
        ),
    ],
)
def test_pages_without_an_article(url: str, line: str, tmp_path: Path, newsroom: str) -> None:
    run = crawl(tmp_path, "article", "-a", f"url={url}", proxy=newsroom)
    assert run.err.startswith(line.format(url=url))
    assert run.err.splitlines()[-1].endswith("no file was written")
    assert run.status == 2 and wrote_nothing(tmp_path)


def test_unknown_host(tmp_path: Path) -> None:
    run = crawl(tmp_path, "article", "-a", "url=http://no-such-host.invalid/story")
    assert run.err.startswith(
        "failed   unknown-host: http://no-such-host.invalid/story: the host 'no-such-host.invalid' isn't known; check"
    )
    assert run.status == 2 and wrote_nothing(tmp_path)


def test_refused_connection(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/story"
        run = crawl(tmp_path, "article", "-a", f"url={url}", ALLOW_PRIVATE_HOSTS=True)
    assert run.err.startswith(f"failed   connection-refused: {url}: 127.0.0.1 refused the connection; check the address or try again later")
    assert run.status == 2 and wrote_nothing(tmp_path)


def test_more_failed_than_allowed(tmp_path: Path, newsroom: str) -> None:
    gone = [f"http://www.kestrel-post.example/news/no-such-story-{number}" for number in range(3)]
    run = crawl(tmp_path, "article", "-a", f"urls={','.join([GOOD, *gone])}", proxy=newsroom)
    assert run.err.splitlines()[-1].startswith("1 written, 0 unchanged, 0 refused, 3 failed") and run.status == 3


def test_unwritable_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be", encoding="utf-8")
    run = crawl(tmp_path, "article", "-a", f"url={GOOD}")
    assert run.err.startswith(f"newsmatter: {tmp_path / 'out'}: the content folder can't be written") and run.status == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o555)
    run = crawl(tmp_path, "article", "-a", f"url={GOOD}")
    assert "the content folder can't be written (Permission denied)" in run.err and run.status == 2


def test_a_file_with_broken_yaml_is_left_alone(tmp_path: Path, newsroom: str) -> None:
    assert crawl(tmp_path, "article", "-a", f"url={GOOD}", proxy=newsroom).status == 0
    (path,) = (tmp_path / "out").iterdir()
    broken = path.read_text(encoding="utf-8").replace('title: "', 'title: "" "', 1)
    path.write_text(broken, encoding="utf-8")
    for state in ("", tmp_path / "lost"):  # with what is remembered, and without: then the file must be read
        run = crawl(tmp_path, "article", "-a", f"url={GOOD}", proxy=newsroom, **({"STATE_DIR": state} if state else {}))
        assert path.read_text(encoding="utf-8") == broken and list((tmp_path / "out").iterdir()) == [path]
    assert run.err.startswith(f"failed   NotWritten: {GOOD}: {path}: ") and "line 3" in run.err and run.status == 2
    lint = scrapy("lint", str(path))
    assert lint.status == 1 and lint.out.startswith(f"{path}:3: front matter: ")


def test_a_broken_provider_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "a.example.md").write_text("---\nname: A\ndomain: a.example\ncolour: red\n---\n", encoding="utf-8")
    run = crawl(tmp_path, "article", "-a", f"url={GOOD}", PROVIDERS_DIR=tmp_path / "providers")
    assert run.err.startswith(f"newsmatter: {tmp_path / 'providers' / 'a.example.md'}: ") and "colour" in run.err and run.status == 1
