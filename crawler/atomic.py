"""Replace a file's content so that a crash leaves either the old bytes or the new ones, and no other file.

The new bytes go into a temporary file of the same folder, reach the disk, and take the name in one step. What a killed
process leaves behind carries its process id in its name and is taken away by ``sweep``.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".newsmatter-"


class NotRewritten(OSError):
    """A file that we don't write, and why."""


def create(path: Path, new: bytes) -> None:
    """Write a new file; one that stands there already is never replaced."""
    name = _temporary(path, new, 0o666 & ~_umask())
    try:
        _take_free_name(name, path)
    finally:
        with suppress(OSError):
            Path(name).unlink()
    _sync_folder(path.parent)


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace an existing regular, writable file that still holds ``old``; its permissions stay."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise NotRewritten("is a symbolic link; name the file that it points to")
    if not stat.S_ISREG(status.st_mode):
        raise NotRewritten("is not a regular file")
    if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
        raise NotRewritten("is read-only; allow writing first")
    name = _temporary(path, new, stat.S_IMODE(status.st_mode))
    try:
        if path.read_bytes() != old:
            raise NotRewritten("has changed meanwhile; run again")
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def is_temporary(name: str) -> bool:
    """Whether a file name is one of ours for a moment."""
    return name.startswith(TEMPORARY)


def sweep(path: Path) -> None:
    """Take away a temporary file whose process has ended."""
    owner = path.name.removeprefix(TEMPORARY).partition("-")[0]
    if owner.isdigit() and int(owner) != os.getpid() and is_alive(int(owner)):
        return
    with suppress(OSError):
        path.unlink()


def is_alive(process: int) -> bool:
    """Whether a process of this machine runs."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _temporary(path: Path, content: bytes, mode: int) -> str:
    handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY}{os.getpid()}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return name


def _take_free_name(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        raise NotRewritten("stands there already; run again") from None
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise NotRewritten("stands there already; run again") from None
        Path(name).replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # some file systems can't
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
