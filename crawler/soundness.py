"""Whether a file of the folder may be changed: sound front matter, each key once, no merge conflict anywhere."""

from __future__ import annotations

import re
from collections import Counter

from crawler.frontmatter import Document, FrontMatterError, line_of, read

_CONFLICT = re.compile(r"^<{7} .*?^={7}\r?$.*?^>{7} ", re.M | re.S)


def sound(content: bytes) -> Document:
    """The file, read.

    :raises FrontMatterError: it must not be written.
    """
    source = read(content)
    entries = source.root.entries if source.root else []
    names = Counter(entry.name for entry in entries)
    if twice := next((entry for entry in entries if names[entry.name] > 1), None):
        raise FrontMatterError(f"the key {twice.name} stands twice", source.line_at(twice.at), "take one out")
    if conflict := _CONFLICT.search(source.text):
        raise FrontMatterError("a merge conflict", line_of(source.text, conflict.start()), "resolve it first")
    return source
