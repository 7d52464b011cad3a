"""The lint command as people call it: what it prints, its exit status, and what it writes."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from crawler.commands.lint import Command
from crawler.frontmatter import read, write
from tests.test_schema import record
from tests.ugly import UGLY

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "schema" / "examples"
GOOD = write(record())


def lint(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, list[str]]:
    """Exit status and printed lines of ``scrapy lint`` with these arguments."""
    command = Command()
    parser = argparse.ArgumentParser()
    parser.add_argument("--fix", action="store_true")
    parser.add_argument("--strict", action="store_true")
    options, paths = parser.parse_known_args([str(arg) for arg in args])
    command.run(paths, options)
    return command.exitcode, capsys.readouterr().out.splitlines()


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_command_as_scrapy_runs_it(tmp_path: Path) -> None:
    put(tmp_path, "good.md", GOOD)
    call = [sys.executable, "-m", "scrapy", "lint"]
    good = subprocess.run([*call, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (good.returncode, good.stdout, good.stderr) == (0, "1 file, 0 findings, 1 canonical\n", "")
    bad = put(tmp_path, "sub/bad.markdown", GOOD.replace("quality: 54", 'quality: "54"'))
    run = subprocess.run([*call, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stdout == (
        f'{bad}:9: quality: is the text "54", expected a whole number from 0 on, without quotes\n2 files, 1 finding, 2 canonical\n'
    )
    assert subprocess.run(call, cwd=ROOT, capture_output=True, timeout=60).returncode == 2


def test_real_files_are_clean_and_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("the example files are not here")
    count = len(list(EXAMPLES.rglob("*.md")))
    assert lint(capsys, "--strict", EXAMPLES) == (0, [f"{count} files, 0 findings, {count} canonical"])


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("category: news\n", "", 1, "category: is missing"),
        ("  domain: daily.example\n", "", 13, "provider.domain: is missing"),
        ("quality: 54", "quality: 0x36", 9, "quality: is 0x36"),
        ("quality: 54", "quality: 1e3", 9, "quality: is the text"),
        ("published: false", 'published: "false"', 11, "published: is the text"),
        ("published: false", "published: no", 11, "published: is no"),
        (
            "publishedDateTime: 2024-02-29T08:00:00Z",
            'publishedDateTime: "2024-02-29T08:00:00Z"',
            5,
            "is a date in quotes",
        ),
        ("publishedDateTime: 2024-02-29T08:00:00Z", "publishedDateTime: 2024-02-30T08:00:00Z", 5, "publishedDateTime: is"),
        ("publishedDateTime: 2024-02-29T08:00:00Z", "publishedDateTime: 2024-02-29T08:00:00", 5, "publishedDateTime: is"),
        ("publishedDateTime: 2024-02-29T08:00:00Z", "publishedDateTime: 2024-02-29T08:00:00.5Z", 5, "fraction"),
        ("publishedDateTime: 2024-02-29T08:00:00Z", "publishedDateTime: 2024-02-29", 5, "publishedDateTime: is"),
        ("type: article", "type: opinion", 8, "type: is"),
        ('originalUrl: "https:', 'originalUrl: "ftp:', 6, "originalUrl: is"),
        ("https://daily.example/b.jpg", 'https://daily.example/\\"b.jpg', 21, "images[0].url: holds"),
        ("https://daily.example/b.jpg", "https://daily.example/\\\\b.jpg", 21, "images[0].url: holds"),
        ("    height: 630", "    height: null", 23, "images[0].height: is null"),
        ("title: ", "title: x\ntitle: ", 4, "title: stands twice (line 3 too)"),
        ("Bridge reopens", "Bridge\treopens", 3, "front matter: holds a tab"),
        ('title: "Bridge reopens"', "title: 1e3", 3, "title: is 1e3 without quotes"),
        ('title: "Bridge reopens"', "title: No", 3, "title: is the truth value false"),
        ("secured:", "layout: post\nsecured:", 26, "layout: is reserved"),
        ("secured:", "1: one\nsecured:", 26, "1: is a key that isn't text"),
        ("secured:", "mine: !new x\nsecured:", 26, "mine: has the tag !new"),
        ("---\ncategory", "--- \ncategory", 1, "front matter: opens with blanks"),
        ("---\ncategory", "\ufeff---\ncategory", 1, "front matter: begins with a byte-order mark"),
        ("secured:", "<<<<<<< ours\nsecured:", 26, "front matter: a merge conflict"),
        ('"QUJD;REVG"\n---\n', '"QUJD;REVG"\n', 1, "front matter: the front matter has no end"),
    ],
)
def test_what_it_finds(old: str, new: str, line: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert old in GOOD
    path = put(tmp_path, "file.md", GOOD.replace(old, new, 1))
    status, lines = lint(capsys, path)
    assert status == 1
    assert [one for one in lines if one.startswith(f"{path}:{line}: ") and says in one], lines


def test_not_canonical_is_said_and_wrong_under_strict_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "file.md", GOOD.replace('"Bridge reopens"', "Bridge reopens"))
    said = [f"{path}:3: front matter: is not canonical from here on, --fix rewrites it", "1 file, 0 findings, 0 canonical"]
    assert lint(capsys, path) == (0, said)
    assert lint(capsys, "--strict", path) == (1, said)
    assert lint(capsys, "--fix", "--strict", path) == (0, ["1 file, 0 findings, 1 canonical, 1 rewritten"])
    assert path.read_text() == GOOD


def test_fix_twice_on_ugly_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {name: put(tmp_path, f"{number}/{name}.md", text) for number, (name, text) in enumerate(UGLY.items())}
    lint(capsys, "--fix", tmp_path)
    once = {name: path.read_bytes() for name, path in paths.items()}
    _, lines = lint(capsys, "--fix", tmp_path)
    assert {name: path.read_bytes() for name, path in paths.items()} == once
    assert lines[-1].endswith(f"{len(UGLY)} canonical, 0 rewritten")
    for name, text in UGLY.items():
        before, after = read(text), read(once[name])
        assert yaml.safe_load(after.front) == yaml.safe_load(before.front), name
        assert after.body == before.body.replace("\r\n", "\n"), name
        assert after.text.count("# ") >= before.text.count(" comment"), name
    assert sorted(tmp_path.rglob("*")) == sorted([*paths.values(), *(path.parent for path in paths.values())])  # nothing left over


def test_fix_keeps_permissions_and_refuses_what_is_not_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ugly = UGLY["quotes"]
    script, locked = put(tmp_path, "a.md", ugly), put(tmp_path, "b.md", ugly)
    outside = put(tmp_path, "outside/c.txt", ugly)
    link = tmp_path / "d.md"
    link.symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path)
    script.chmod(0o751)
    locked.chmod(0o444)
    status, lines = lint(capsys, "--fix", tmp_path)
    assert status == 1
    assert script.stat().st_mode & 0o777 == 0o751
    assert script.read_text() != ugly
    assert (locked.read_text(), outside.read_text()) == (ugly, ugly)
    assert f"{locked}:1: file: is not rewritten: it is read-only; allow writing first" in lines
    assert "1 symbolic link left out" in lines[-1]
    status, lines = lint(capsys, "--fix", link)
    assert status == 1
    assert f"{link}:1: file: is not rewritten: it is a symbolic link; name the file that it points to" in lines
    assert link.is_symlink()
    assert outside.read_text() == ugly


def test_unreadable_paths_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    latin = put(tmp_path, "latin\n1.md", b"---\ntitle: caf\xe9\n---\n")
    status, lines = lint(capsys, tmp_path, tmp_path / "nowhere.md")
    assert status == 1
    assert [line.partition(str(tmp_path))[2] for line in lines[:-1]] == [
        "/latin\\n1.md:2: front matter: the byte 0xE9 is not UTF-8, expected: save the file as UTF-8",
        "/pipe.md:1: file: can't be read (not a regular file), expected a readable Markdown file",
        "/nowhere.md:1: file: can't be read (No such file or directory), expected a readable Markdown file",
    ]
    assert lines[-1] == "3 files, 1 finding, 0 canonical, 2 unreadable"
    assert lint(capsys, "--fix", latin)[0] == 1
    assert latin.read_bytes() == b"---\ntitle: caf\xe9\n---\n"
