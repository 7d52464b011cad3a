"""Look over a content folder: which files stand there, which moved, which a person took away. Reads heads of changed files only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from crawler import checkout, frontmatter
from crawler.articles_memory import ArticlesMemory
from crawler.atomic import is_temporary, sweep
from crawler.identity import addresses
from crawler.soundness import sound
from crawler.walk import LEFT_ALONE, SUFFIXES

HEAD_BYTES = 16 * 1024  # where the addresses of a front matter stand
CHECKOUT = "checkout"  # the fact under which ``checkout.identity`` is remembered
_KEYS = ("originalUrl", "webUrl", "ampWebUrl", "publishedDateTime")
_LINE = re.compile(rf"""^({"|".join(_KEYS)}):[ \t]*(["']?)(\S+?)\2[ \t]*(?:[ \t]#.*)?\r?$""", re.M)
_END = re.compile(rb"^(?:---|\.\.\.)[ \t]*\r?$", re.M)


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a file says of its article."""

    original: str | None = None
    web: str | None = None
    amp: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Head:
        """The same of a record; what is no text counts as absent."""
        return cls(*(value if isinstance(value := record.get(key), str) else None for key in _KEYS))

    @property
    def keys(self) -> tuple[str, ...]:
        return addresses(self.original, self.web, self.amp)


@dataclass(frozen=True, slots=True)
class Survey:
    """How many files stand there, and the paths of those that moved (from, to), were taken away, or are missing for another reason."""

    files: int = 0
    read: int = 0
    moved: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def survey(folder: Path, memory: ArticlesMemory, now: datetime, *, tidy: bool = True, reread: bool = False) -> Survey:
    """Bring the memory up to what stands in the folder.

    ``tidy`` takes away temporary files of killed runs; ``reread`` reads the heads of files that have not changed, too.
    """
    known = memory.files()
    first_look = not known
    same_folder = checkout.is_same(folder, memory.fact(CHECKOUT))
    new: list[_File] = []
    gone: dict[int, str] = {}
    unlistable: list[str] = []
    count = read = 0
    with memory.state.transaction():
        for path, size, mtime in _files(folder, tidy, unlistable):
            count += 1
            seen = known.pop(path, None)
            if seen is not None and (seen.size, seen.mtime) == (size, mtime) and not reread:
                continue
            read += 1
            file = _File(path, size, mtime, read_head(folder / path))
            if seen is None and first_look:
                _look(memory, _absent(memory, file), file)  # nothing can have moved
            elif seen is None:
                new.append(file)
            elif _is_another(memory, seen.id, file.head):
                gone[seen.id] = path
                new.append(file)
            else:
                if (seen.size, seen.mtime) != (size, mtime):
                    _check(folder, memory, seen.id, path)
                _look(memory, seen.id, file)
        gone |= {seen.id: path for path, seen in known.items()}
        moved = _settle_new(memory, new, gone)
        for _, path in moved:
            if row := memory.at(path):
                _check(folder, memory, row.id, path)
        by_person = same_folder and not unlistable and bool(count) and len(gone) <= count
        removed = []
        for article, path in gone.items():
            row = memory.get(article)
            taken = by_person and row is not None and row.written is not None
            memory.lose(article, now.date().isoformat() if taken else None)
            if taken:
                removed.append(path)
        memory.set_fact(CHECKOUT, checkout.identity(folder))
    missing = sorted(set(gone.values()) - set(removed))
    return Survey(count, read, tuple(moved), tuple(sorted(removed)), tuple(missing))


class _File(NamedTuple):
    path: str
    size: int
    mtime: int
    head: Head


def _look(memory: ArticlesMemory, article: int, file: _File) -> None:
    memory.look(article, file.size, file.mtime, file.head.original, file.head.published, file.head.keys)


def _check(folder: Path, memory: ArticlesMemory, article: int, path: str) -> None:
    """Note whether an article's changed file can still be read; other files may be what they like."""
    row = memory.get(article)
    if row is None or (row.original is None and row.written is None and row.broken is None):
        return
    sentence = None
    try:
        sound((folder / path).read_bytes())
    except (OSError, frontmatter.FrontMatterError) as error:
        reason = error.strerror or error if isinstance(error, OSError) else error
        sentence = f"{folder / path}: {reason}; the file is left as it stands"
    if sentence != row.broken:
        memory.find_broken(article, sentence)


def _is_another(memory: ArticlesMemory, article: int, head: Head) -> bool:
    """Whether a file has come to the path of another: it names an article that we know, and none of the addresses of the one before."""
    if not head.keys or not {key for key, _ in memory.addresses(article)}.isdisjoint(head.keys):
        return False
    other = memory.of_address(head.keys[0])
    return other is not None and other.id != article


def _settle_new(memory: ArticlesMemory, new: list[_File], gone: dict[int, str]) -> list[tuple[str, str]]:
    """Give each new file its row: that of a missing file of the same article if there is one."""
    moved = []
    for file in new:
        article = next((found for key in file.head.keys if (found := memory.missing_from(key, gone)) is not None), None)
        if article is not None:
            moved.append((gone.pop(article), file.path))
            memory.move(article, file.path)
        else:
            article = _absent(memory, file)
        _look(memory, article, file)
    return moved


def _absent(memory: ArticlesMemory, file: _File) -> int:
    """The row of an article that had no file until now, or a new one."""
    for key in file.head.keys[:1]:
        row = memory.of_address(key)
        if row is not None and not row.present:
            memory.move(row.id, file.path)
            return row.id
    there = memory.at(file.path)
    if there is not None and not there.present and not memory.addresses(there.id):
        return there.id
    return memory.add(file.path)


def _files(folder: Path, tidy: bool, unlistable: list[str]) -> Iterator[tuple[str, int, int]]:
    """(path, size, mtime in nanoseconds) of every content file in a fixed order; hidden folders and links are left alone."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            unlistable.append(below)  # nothing can be said of its files
            continue
        folders = []
        for entry in entries:
            if is_temporary(entry.name):
                if tidy:
                    sweep(Path(entry.path))
            elif entry.name.startswith(".") or entry.is_symlink():
                continue
            elif entry.is_dir():
                if entry.name not in LEFT_ALONE:
                    folders.append(f"{below}{entry.name}/")
            elif entry.name.lower().endswith(SUFFIXES) and entry.is_file():
                status = entry.stat()
                yield f"{below}{entry.name}", status.st_size, status.st_mtime_ns
        waiting += reversed(folders)


def read_head(path: Path) -> Head:
    """The addresses and the date that a file's front matter states; nothing where it can't be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return Head()
    if not head.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return Head()
    end = _END.search(head, 5)
    found: dict[str, Any] = {}
    for match in _LINE.finditer(head[: end.start() if end else None].decode("utf-8", "replace")):
        found.setdefault(match[1], match[3])
    if "originalUrl" not in found:
        found |= _parsed(path)
    return Head.of(found)


def _parsed(path: Path) -> dict[str, Any]:
    """The record of a file that spells its addresses in another way."""
    try:
        return frontmatter.read(path.read_bytes()).record
    except (OSError, frontmatter.FrontMatterError):
        return {}
