"""The Markdown files that a command's paths name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

SUFFIXES = (".md", ".markdown")
LEFT_ALONE = frozenset(("node_modules",))  # folders, beside hidden ones


def content_files(
    path: Path, unlistable: Callable[[OSError], None] | None = None, linked: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """The path itself, or the content files below a folder in a fixed order, but for hidden ones, ``LEFT_ALONE`` and symbolic links.

    ``unlistable`` is told of folders that can't be listed, ``linked`` of content files that are symbolic links.
    """
    if not path.is_dir():
        yield path
        return
    for parent, folders, names in os.walk(path, onerror=unlistable):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in LEFT_ALONE)
        for name in sorted(names):
            file = Path(parent, name)
            if file.suffix.lower() not in SUFFIXES or name.startswith("."):
                continue
            if not file.is_symlink():
                yield file
            elif linked is not None:
                linked(file)
