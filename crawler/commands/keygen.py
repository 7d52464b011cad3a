"""``scrapy keygen``: a new random key for ``secured``."""

from __future__ import annotations

import argparse
import base64
import os
import secrets
import sys
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from pipelines.seal.cipher import KEY_BYTES
from pipelines.seal.keys import FILE_VARIABLE, VARIABLE


class Command(ScrapyCommand):
    """Prints a key, or writes it to a new file that only its owner can read."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[--output FILE]"

    def short_desc(self) -> str:
        return "Make a key for the `secured` key of files"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--output", "-o", metavar="FILE", help="write the key to this new file, with mode 600")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError("keygen takes no arguments: scrapy keygen [--output FILE]")
        key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        if not opts.output:
            print(key)
            return
        path = Path(opts.output)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            print(f"newsmatter: {path}: is there already, and a key is never overwritten: name another file", file=sys.stderr)
            self.exitcode = 1
            return
        except OSError as error:
            print(f"newsmatter: {path}: can't be written ({error.strerror}): name another file", file=sys.stderr)
            self.exitcode = 1
            return
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{key}\n")
        print(f"the key is in {path}; use it with {FILE_VARIABLE}={path} or its content as {VARIABLE}", file=sys.stderr)
