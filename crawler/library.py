"""The content folder: find an article's file, name a new one, write atomically. Holds no rule of the schema."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from crawler.exceptions import OutputError
from crawler.urls import page_key, slug

HEAD_BYTES = 16 * 1024  # where the addresses of a front matter stand
_ADDRESS = re.compile(r"""^(originalUrl|webUrl):[ \t]*(["']?)(\S+?)\2[ \t]*\r?$""", re.M)
_TEMPORARY = ".newsmatter-"
SUFFIXES = (".md", ".markdown")
Rank = tuple[bool, str]
"""``rank_of`` an address: less is better."""


class Library:
    """The files of one content folder by the addresses of their articles.

    :raises OutputError: the folder can't be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths: dict[str, Path] = {}
        self._made: dict[Path, Rank] = {}  # files that this run wrote
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise OutputError(
                f"{folder}: the content folder can't be written ({error.strerror or error}); change OUTPUT_DIR or its rights"
            ) from None
        for path in self._files():
            for key in _keys(path):
                self._paths.setdefault(key, path)

    def _files(self) -> Iterator[Path]:
        """Every content file below the folder in a fixed order; hidden folders and links are left alone."""
        for parent, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "node_modules")))
            for name in sorted(names):
                path = Path(parent, name)
                if name.startswith(_TEMPORARY):
                    with contextlib.suppress(OSError):  # left by a run that was killed
                        path.unlink()
                elif name.endswith(SUFFIXES) and not path.is_symlink():
                    yield path

    def find(self, *urls: str | None) -> Path | None:
        """The file of an article by any of its addresses, or None."""
        for url in urls:
            if url and (path := self._paths.get(page_key(url))):
                return path
        return None

    def is_mine(self, path: Path) -> bool:
        """Whether this run wrote the file."""
        return path in self._made

    def outranks(self, path: Path, rank: Rank) -> bool:
        """Whether an article ranks before the one that this run wrote to a file: of two addresses of one page the better one's
        answer stands, whichever came first."""
        return path in self._made and rank < self._made[path]

    def name(self, title: str, day: datetime, rank: Rank) -> Path:
        """A free path ``YYYY-MM-DD-slug.md`` for a new article (schema, section 3).

        Of two new articles of one name the one that ranks first has it and the other gets a short hash of its address,
        whichever came first.
        """
        stem = f"{day:%Y-%m-%d}-{slug(title)}"
        plain = self.folder / f"{stem}.md"
        if not os.path.lexists(plain):
            return plain
        if not self.outranks(plain, rank):
            return self._suffixed(stem, rank)
        moved = self._suffixed(stem, self._made[plain])
        plain.rename(moved)
        self._made[moved] = self._made.pop(plain)
        self._paths.update({key: moved for key, path in self._paths.items() if path == plain})
        return plain

    def _suffixed(self, stem: str, rank: Rank) -> Path:
        return self.folder / f"{stem}-{hashlib.sha256(rank[1].encode()).hexdigest()[:8]}.md"

    def write(self, path: Path, text: str, rank: Rank, addresses: Iterable[str]) -> None:
        """Write a whole file or nothing, and remember the article's addresses.

        :raises OutputError: the disk is full, the file read-only, a link stands there.
        """
        write_atomically(path, text)
        self._made[path] = rank
        for url in addresses:
            self._paths[page_key(url)] = path


def rank_of(url: str, web_url: str | None) -> Rank:
    """How well an address stands for its article: the canonical one first, then in the order of their letters."""
    return (not web_url or page_key(url) != page_key(web_url), page_key(url))


def write_atomically(path: Path, text: str) -> None:
    """Replace a file's content by way of a temporary file in the same folder: whole or not at all; its mode is kept.

    :raises OutputError: it can't be written, or is a link (never followed).
    """
    if path.is_symlink():
        raise OutputError(f"{path}: it is a symbolic link, which is never written through; replace it by a file")
    temporary = ""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is read-only")
        handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(f"{path}: can't be written ({error.strerror or error}); check the disk and the file's rights") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _keys(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return []
    if not head.lstrip("\ufeff").startswith("---"):
        return []
    return [page_key(match[3]) for match in _ADDRESS.finditer(head)]
