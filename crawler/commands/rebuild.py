"""``scrapy rebuild [FOLDER]``: make the memory of a content folder anew from its files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler import clock
from crawler.articles_memory import TABLES, ArticlesMemory
from crawler.exceptions import NewsmatterError
from crawler.lock import FolderLock
from crawler.state import State, state_path
from crawler.survey import survey


class Command(ScrapyCommand):
    """Reads every file's head again; what only the memory knows (what we wrote, what was taken away) stays unless ``--forget``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--forget] [FOLDER]"

    def short_desc(self) -> str:
        return "Make the memory of a content folder anew from its files"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--forget",
            action="store_true",
            help="forget what was written and taken away too: every value in a file then counts as a person's",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            if len(args) > 1:
                raise NewsmatterError("name one folder at most: scrapy rebuild [FOLDER]")
            folder = Path(args[0] if args else self.settings["OUTPUT_DIR"])
            if not folder.is_dir():
                raise NewsmatterError(f"{folder}: there is no such folder")
            print(rebuilt(folder, Path(self.settings["STATE_DIR"]), forget=opts.forget))
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = error.exit_status


def rebuilt(folder: Path, state_dir: Path, *, forget: bool) -> str:
    """Rebuild, and say in a line what was found."""
    path = state_path(state_dir, folder)
    lock = FolderLock(folder, path.with_suffix(".lock"))
    try:
        state = State(path, TABLES)
        for note in state.notes:
            print(f"newsmatter: {note}", file=sys.stderr)
        memory = ArticlesMemory(state)
        if forget:
            memory.forget()
        found = survey(folder, memory, clock.now(), reread=True)
        counts = memory.counts()
        state.close()
    finally:
        lock.release()
    parts = [f"{found.files} files read", f"{len(found.moved)} moved", f"{len(found.removed)} newly taken away"]
    parts += [f"{len(found.missing)} missing", f"{counts['removed']} kept away in all"]
    return f"{', '.join(parts)}; the memory is {path}"
