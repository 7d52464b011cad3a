"""What runs inside a worker process: the editorial tables, loaded once, and the reading of one page."""

from __future__ import annotations

import contextlib
import logging
import resource

from crawler.items import Extraction, Page
from pipelines.extract.fields import Options, extract

for name in ("trafilatura", "htmldate"):  # what they can't read is no news to a person: the rules take the next evidence
    logging.getLogger(name).setLevel(logging.CRITICAL)

_options = Options()


def start(options: Options, memory: int) -> None:
    """Keep the tables for all pages; ``memory`` limits the process's address space in MiB (0: no limit)."""
    global _options
    _options = options
    if memory:
        with contextlib.suppress(ValueError, OSError):  # macOS takes no such limit
            resource.setrlimit(resource.RLIMIT_AS, (memory * 1024 * 1024, resource.getrlimit(resource.RLIMIT_AS)[1]))


def read(page: Page) -> Extraction:
    """All fields of one page."""
    return extract(page, _options)
