"""The state file: made, kept, set aside when it can't be used, refused when it is newer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.state import VERSION, State, StateError, state_path

TABLES = ("CREATE TABLE IF NOT EXISTS seen (url TEXT PRIMARY KEY)",)


def test_keeps_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.sqlite"
    first = State(path, TABLES)
    assert first.is_new and not first.notes
    with first.transaction() as db:
        db.execute("INSERT INTO seen VALUES ('x')")
    first.close()
    second = State(path, TABLES)
    assert not second.is_new
    assert second.db.execute("SELECT url FROM seen").fetchall() == [("x",)]
    assert second.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "a.sqlite", TABLES)
    with pytest.raises(ZeroDivisionError), state.transaction() as db:
        db.execute("INSERT INTO seen VALUES ('x')")
        raise ZeroDivisionError
    assert state.db.execute("SELECT count(*) FROM seen").fetchone()[0] == 0


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 50, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    state = State(path, TABLES)
    assert state.is_new and len(state.notes) == 1 and "set aside as a.sqlite.aside-1" in state.notes[0]
    assert (tmp_path / "a.sqlite.aside-1").read_bytes() == content


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StateError, match="a newer Newsmatter wrote this state"):
        State(path, TABLES)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="the state can't be kept there"):
        State(tmp_path / "file" / "a.sqlite", TABLES)


def test_each_folder_has_its_own(tmp_path: Path) -> None:
    one, two = state_path(tmp_path, Path("a/news")), state_path(tmp_path, Path("b/news"))
    assert one != two and one.name.startswith("news-") and one.parent == tmp_path
    assert state_path(tmp_path, Path("a/../a/news")) == one
