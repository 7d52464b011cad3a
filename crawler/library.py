"""The content folder: find an article's file, name a new one, change one and lose nothing. Holds no rule of the schema.

Every change goes through ``create`` or ``revise``: the bytes are written whole or not at all, and what was written is
remembered, so that the next change can tell a person's value from ours (``merge``).
"""

from __future__ import annotations

import difflib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from crawler import atomic, frontmatter, presets
from crawler.articles_memory import ArticlesMemory, Remembered
from crawler.exceptions import OutputError
from crawler.identity import addresses
from crawler.merge import Kept
from crawler.revising import plan, standing
from crawler.soundness import sound
from crawler.survey import Head, Survey, survey
from crawler.urls import page_key

Rank = tuple[bool, str, str]
"""``rank_of`` an address: less is better."""


class Unreadable(OutputError):
    """A file of the folder that can't be read as front matter: never written, always said."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What became of a file: the keys that changed in it ("body" for its text), and a person's values that stand against ours."""

    changed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


class _Made(NamedTuple):
    article: int
    rank: Rank
    stem: str


class Library:
    """The files of one content folder. Values come and go as the schema has them; files are spelled as ``preset`` wants them.

    ``dry_run`` writes nothing: ``diffs`` says what would be written.

    :raises OutputError: the folder can't be made or written.
    :raises ConfigError: no preset is called so.
    """

    def __init__(self, folder: Path, memory: ArticlesMemory, now: datetime, *, preset: str = "", dry_run: bool = False) -> None:
        presets.named(preset)
        self.folder, self.memory, self.preset, self.dry_run = folder, memory, preset, dry_run
        self._made: dict[str, _Made] = {}  # files that this run made
        self._ranks: dict[int, Rank] = {}  # the best address whose answer this run has for an article
        self._overlay: dict[str, bytes] = {}  # what a dry run would have written
        self.survey = Survey()
        if folder.exists() or not dry_run:
            self._check()
            self.survey = survey(folder, memory, now, tidy=not dry_run)
        self._left = {path: _Made(article, rank, stem) for article, path, stem, rank in memory.made()}  # by a run that was killed

    def _check(self) -> None:
        make_folder(self.folder)
        if not self.dry_run:
            with _writing(self.folder), tempfile.TemporaryFile(dir=self.folder):
                pass

    # --- finding -----------------------------------------------------------------
    def find(self, *urls: str | None) -> Remembered | None:
        """The article of any of these addresses, the first that is known; it may have no file (any more)."""
        without_file = None
        for key in addresses(*urls):
            row = self.memory.of_address(key)
            if row is not None and row.present:
                return row
            without_file = without_file or row
        return without_file

    def is_mine(self, row: Remembered) -> bool:
        """Whether this run made the file, and nobody has changed it since."""
        if row.path in self._made and not self._untouched(row):
            del self._made[row.path]
        return row.path in self._made

    def _untouched(self, row: Remembered) -> bool:
        """Whether a file is as it was when it was last looked at or written."""
        if row.path in self._overlay:
            return True
        try:
            status = (self.folder / row.path).lstat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime)

    def outranks(self, row: Remembered, rank: Rank) -> bool:
        """Whether no better address of the article has been answered in this run."""
        best = self._ranks.get(row.id)
        return best is None or rank < best

    def name(self, stem: str, rank: Rank) -> str:
        """A free path ``<stem>.md`` for a new article (schema, section 3).

        Of two new articles of one name the one that ranks first has it and the other gets a short hash of its address,
        whichever came first, and whether or not a run was killed between them.
        """
        plain = f"{stem}.md"
        if not self.exists(plain):
            return plain
        made = self._made.get(plain) or self._left.get(plain)
        if made is None or not rank < made.rank:
            return self._suffixed(stem, rank)
        self._rename(plain, self._suffixed(stem, made.rank))
        return plain

    def rename(self, row: Remembered, stem: str, rank: Rank) -> str:
        """Where a file that this run made belongs now that a better address of its article has answered.

        A name that it leaves goes to the next article of that name: the same names come out whatever came first.
        """
        made = self._made[row.path]
        if not made.stem or row.path == f"{stem}.md":
            return row.path
        del self._made[row.path]
        if self._overlay.pop(row.path, None) is None:
            (self.folder / row.path).unlink()
        self.memory.lose(row.id, None)
        heirs = [(other.rank, path) for path, other in (self._left | self._made).items() if other.stem == made.stem]
        if row.path == f"{made.stem}.md" and heirs:
            self._rename(min(heirs)[1], row.path)
        return self.name(stem, rank)

    def _rename(self, old: str, new: str) -> None:
        if old in self._overlay:
            self._overlay[new] = self._overlay.pop(old)
        else:
            (self.folder / old).rename(self.folder / new)
        files = self._made if old in self._made else self._left
        files[new] = made = files.pop(old)
        self.memory.move(made.article, new)

    def _suffixed(self, stem: str, rank: Rank) -> str:
        digest = hashlib.sha256(rank[1].encode()).hexdigest()
        names = (f"{stem}-{digest[:length]}.md" for length in range(8, 65, 8))
        return next(name for name in names if not self.exists(name))

    def exists(self, path: str) -> bool:
        """Whether anything stands at a path of the folder."""
        return path in self._overlay or os.path.lexists(self.folder / path)

    def learn(self, row: Remembered, urls: Iterable[str | None]) -> None:
        """Remember further addresses of an article."""
        self.memory.learn(row.id, addresses(*urls))

    # --- writing -------------------------------------------------------------------
    def create(self, path: str, stem: str, values: Mapping[str, Any], body: str, rank: Rank, urls: Iterable[str | None]) -> int:
        """Write a new file, or write one anew that this run made; the article's id.

        ``stem`` is the name that it would have alone, "" if it has its name from an earlier run.

        :raises OutputError: the disk is full, something stands there already.
        """
        row = self.find(*urls)
        article = row.id if row is not None and (not row.present or row.path == path) else self.memory.add(path)
        self.memory.move(article, path)
        said = presets.apply(self.preset, values)
        text = frontmatter.write(said, body)
        written, digest = frontmatter.as_read({**values, **said}), body_hash(frontmatter.body_of(body))
        self.memory.learn(article, addresses(*urls))
        self.memory.intend(article, written, digest)
        old = self._read(path) if path in self._made else None
        self._store(path, old, text.encode("utf-8"))
        self._settle(article, path, written, written, digest, rank)
        self._made[path] = _Made(article, rank, stem if path not in self._made or self._made[path].stem else "")
        self._ranks[article] = rank
        if self._made[path].stem:
            self.memory.make(article, self._made[path].stem, rank)
        return article

    def revise(
        self,
        path: str | Path,
        changes: Mapping[str, Any],
        *,
        body: str | None = None,
        rank: Rank | None = None,
        urls: Iterable[str | None] = (),
        gone: bool | None = None,
        take: bool = False,
    ) -> Revision:
        """Bring these keys of an existing file up to date (None removes one); of other keys only the preset's are looked at.

        A key or body that a person changed stays as it is. A file that would not change isn't opened for writing.
        ``path`` is that of the file, or its part below the folder; ``gone`` and ``take`` as in ``revising.plan``.

        :raises Unreadable: it is no sound front matter, or holds a merge conflict.
        :raises OutputError: it can't be written.
        """
        path = self._relative(path)
        row = self.memory.at(path)
        if row is None or not row.present:
            row = self.memory.get(self.memory.add(path))
            assert row is not None
        wanted = {**dict.fromkeys(changes), **frontmatter.as_read(changes)}
        new = body_hash(frontmatter.body_of(body)) if body else None
        if urls:
            self.memory.learn(row.id, addresses(*urls))
        if rank is not None:
            self._ranks[row.id] = rank
        calm = not take and (gone is None or (not gone and row.unpublished is None))
        if changes and calm and self._stands(row, wanted, new, rank):
            return Revision()
        old = self._read(path)
        source = self._sound(path, old)
        outcome = plan(row, source.record, wanted, self.preset, gone=gone, take=take)
        text = frontmatter.replace(source, outcome.changes)
        changed = list(outcome.changes) if text != source.text else []
        digest, there = row.body, body_hash(source.body)
        if body and new:
            if there == new:
                digest = new
            elif there in (row.body, row.pending_body):
                text, digest = frontmatter.with_body(text, body), new
                changed.append("body")
        if changed:
            self.memory.intend(row.id, outcome.written, digest, outcome.unpublished)
            self._store(path, old, text.encode("utf-8"))
        known = (row.written, row.body, row.pending, row.preset, row.unpublished)
        if changed or known != (outcome.written, digest, None, self.preset, outcome.unpublished) or (rank and rank[:2] != row.rank):
            record = {**source.record, **outcome.changes}
            self._settle(row.id, path, record, outcome.written, digest, rank, outcome.unpublished)
        return Revision(tuple(changed), outcome.kept)

    def _stands(self, row: Remembered, wanted: Mapping[str, Any], body: str | None, rank: Rank | None) -> bool:
        """Whether neither the file nor the page has changed since we last compared them: the file isn't even read then."""
        if row.written is None or row.pending is not None or row.preset != self.preset:
            return False
        if (body and body != row.body) or (rank and rank[:2] != row.rank):
            return False
        if any(key not in row.written or not frontmatter.same(row.written[key], value) for key, value in wanted.items()):
            return False
        return self._untouched(row)

    def adopt(self, row: Remembered, values: Mapping[str, Any]) -> None:
        """Count values that stand in a file as ours."""
        preset = self.preset if row.written is None else row.preset
        self.memory.settle(row.id, {**(row.written or {}), **values}, row.body, None, preset, row.unpublished)

    def standing(self, row: Remembered | None, record: Mapping[str, Any]) -> dict[str, Any]:
        """What a file says, as the schema has it, and as though its page had never gone."""
        return standing(row, record, self.preset)

    def document(self, path: str) -> frontmatter.Document:
        """A file of the folder, read.

        :raises Unreadable: it is no sound front matter.
        """
        return self._sound(path, self._read(path))

    def _sound(self, path: str, content: bytes) -> frontmatter.Document:
        try:
            return sound(content)
        except frontmatter.FrontMatterError as error:
            raise Unreadable(f"{self.folder / path}: {error}; the file is left as it stands") from None

    def _relative(self, path: str | Path) -> str:
        path = Path(path)
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()

    def _read(self, path: str) -> bytes:
        if path in self._overlay:
            return self._overlay[path]
        try:
            if (self.folder / path).is_symlink():
                raise OSError("it is a symbolic link, which is never written through")
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise OutputError(f"{self.folder / path}: can't be read ({error.strerror or error})") from None

    def _store(self, path: str, old: bytes | None, new: bytes) -> None:
        if self.dry_run:
            self._overlay[path] = new
            return
        whole = self.folder / path
        try:
            if old is None:
                whole.parent.mkdir(parents=True, exist_ok=True)
                atomic.create(whole, new)
            else:
                atomic.rewrite(whole, old, new)
        except atomic.NotRewritten as error:
            raise OutputError(f"{whole}: it {error}") from None
        except OSError as error:
            raise OutputError(f"{whole}: can't be written ({error.strerror or error}); check the disk and the file's rights") from None

    def _settle(
        self,
        article: int,
        path: str,
        record: Mapping[str, Any],
        written: Mapping[str, Any],
        digest: str | None,
        rank: Rank | None,
        unpublished: str | None = None,
    ) -> None:
        """Remember the file as it stands now: its ``record``, and what of it is ours."""
        size, mtime = len(self._overlay.get(path, b"")), 0
        if path not in self._overlay:
            status = (self.folder / path).stat()
            size, mtime = status.st_size, status.st_mtime_ns
        head = Head.of(record)
        with self.memory.state.transaction():
            self.memory.look(article, size, mtime, head.original, head.published, head.keys)
            self.memory.find_broken(article, None)
            self.memory.settle(article, written, digest, rank[:2] if rank else None, self.preset, unpublished)

    def diffs(self) -> Iterator[str]:
        """What a dry run would have written, as one unified diff, file by file."""
        for path in sorted(self._overlay):
            there = self.folder / path
            old = there.read_bytes().decode("utf-8").splitlines(keepends=True) if there.exists() else []
            new = self._overlay[path].decode("utf-8").splitlines(keepends=True)
            for line in difflib.unified_diff(old, new, f"a/{path}" if old else "/dev/null", f"b/{path}"):
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{folder}: the content folder can't be written ({error.strerror or error}); change OUTPUT_DIR or its rights"
        ) from None


def make_folder(folder: Path) -> None:
    """The content folder, made if it isn't there.

    :raises OutputError: it can't be made.
    """
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def rank_of(url: str, web_url: str | None) -> Rank:
    """How well an address stands for its article: the canonical one first, then in the order of their letters."""
    return (not web_url or page_key(url) != page_key(web_url), page_key(url), url)


def body_hash(body: str) -> str:
    """What is remembered of a body (``Document.body``)."""
    return hashlib.sha256(body.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()[:24]
