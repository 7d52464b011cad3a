"""``scrapy unseal FILE...``: open the ``secured`` key of files, and seal it anew with another key."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.atomic import rewrite
from crawler.exceptions import ConfigError, NewsmatterError
from crawler.frontmatter import FrontMatterError, read, replace
from crawler.walk import content_files
from pipelines.seal.cipher import Key, SealError, seal, unseal
from pipelines.seal.keys import FILE_VARIABLE, VARIABLE, find_key, given_key


class Command(ScrapyCommand):
    """Prints each file's sealed facts; what can't be opened is said, and gives exit status 1."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] FILE..."

    def short_desc(self) -> str:
        return "Open the `secured` key of files"

    def long_desc(self) -> str:
        return (
            "Prints `file: facts` for each file (of folders, each content file) that has a `secured` key. The key is that of "
            f"{VARIABLE}, or of the file that {FILE_VARIABLE} or SECURED_KEY_FILE names. With --old-key what it doesn't open is "
            "tried with that one, and with --rotate sealed anew with the key and written. Exit status: 0; 1 for a value that was "
            "changed, was sealed with another key, or isn't ours; 2 for a wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--old-key", metavar="FILE", help="a file with the key that was used before")
        parser.add_argument("--rotate", action="store_true", help="with --old-key: seal with the key what the old one opens")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        if not args:
            raise UsageError("name at least one file: scrapy unseal FILE...")
        try:
            key = find_key(os.environ, self.settings["SECURED_KEY_FILE"])
            old = given_key(opts.old_key) if opts.old_key else None
            if key is None and (old is None or opts.rotate):
                raise ConfigError(f"there is no key: put it into {VARIABLE}, or its file's name into {FILE_VARIABLE}")
            if opts.rotate and old is None:
                raise ConfigError("--rotate needs the key that was used before: --old-key FILE")
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        keys = [one for one in (key, old) if one is not None]
        self.exitcode = 0
        for path in (file for arg in args for file in content_files(Path(arg))):
            try:
                self._file(path, keys, rotate=opts.rotate)
            except (SealError, OSError, FrontMatterError) as error:
                what = "secured: " if isinstance(error, SealError) else ""
                print(f"{path}: {what}{error}", file=sys.stderr)
                self.exitcode = 1

    def _file(self, path: Path, keys: list[Key], *, rotate: bool) -> None:
        content = path.read_bytes()
        document = read(content)
        value = document.record.get("secured")
        if value is None:
            print(f"{path}: has no secured key", file=sys.stderr)
            return
        plain, key = _opened(str(value), keys)
        text = plain.decode("utf-8", "backslashreplace")
        print(f"{path}: " + "".join(one if one.isprintable() else repr(one)[1:-1] for one in text))
        if rotate and key is not keys[0]:
            rewrite(path, content, replace(document, {"secured": seal(plain, keys[0])}).encode("utf-8"))
            print(f"{path}: sealed with the new key", file=sys.stderr)


def _opened(value: str, keys: list[Key]) -> tuple[bytes, Key]:
    """What is sealed, and the key that opens it."""
    errors: list[SealError] = []
    for key in keys:
        try:
            return unseal(value, key), key
        except SealError as error:
            errors.append(error)
    raise next((error for error in errors if "another key" not in str(error)), errors[0])
