"""The Markdown files that a command's paths name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = (".md", ".markdown")


def content_files(path: Path) -> Iterator[Path]:
    """The path itself, or the content files below a folder in a fixed order; hidden ones and symbolic links in it are left out."""
    if not path.is_dir():
        yield path
        return
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if file.suffix.lower() in SUFFIXES and not name.startswith(".") and not file.is_symlink():
                yield file
