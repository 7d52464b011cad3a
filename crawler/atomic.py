"""Replace a file's content so that a crash leaves either the old bytes or the new ones."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


class NotRewritten(OSError):
    """A file that we don't write, and why."""


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace an existing regular, writable file that still holds ``old``; its permissions stay."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise NotRewritten("is a symbolic link; name the file that it points to")
    if not stat.S_ISREG(status.st_mode):
        raise NotRewritten("is not a regular file")
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise NotRewritten("is read-only; allow writing first")
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(status.st_mode))
            os.fsync(file.fileno())
        if path.read_bytes() != old:
            raise NotRewritten("has changed meanwhile; run again")
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # some file systems can't
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
