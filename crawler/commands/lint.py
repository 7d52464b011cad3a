"""``scrapy lint PATH...``: check front-matter files against the schema, and rewrite them in canonical form on request."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.atomic import rewrite
from crawler.checks import check, not_canonical
from crawler.frontmatter import MAX_BYTES, FrontMatterError, canonical, read, same
from crawler.walk import content_files


class Command(ScrapyCommand):
    """Findings are wrong and give exit status 1; a file that is merely not canonical is named, and wrong under ``--strict`` only."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options] PATH..."

    def short_desc(self) -> str:
        return "Check front-matter files against the schema"

    def long_desc(self) -> str:
        return (
            "Checks files, and the .md and .markdown files of folders, against the schema (docs/schema.md). Symbolic links in folders are "
            "not followed. Prints a line a finding, `file:line: key: what is wrong, what is expected`, and a summary. A file that is right "
            "but spelled or ordered otherwise than the writer would is named as not canonical. Exit status: 0; 1 with a finding, an "
            "unreadable file or a refused rewrite, and with --strict for a file that is not canonical; 2 for a wrong call."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--fix", action="store_true", help="rewrite files in canonical form; comments, unknown keys and text stay")
        parser.add_argument("--strict", action="store_true", help="count a file that is not canonical as wrong")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("name at least one file or folder: scrapy lint PATH...")
        run = _Run(fix=opts.fix, strict=opts.strict)
        for path in args:
            run.path(Path(path))
        run.summary()
        self.exitcode = 1 if run.wrong else 0


class _Run:
    """One run's choices and counts."""

    def __init__(self, *, fix: bool, strict: bool) -> None:
        self.fix, self.strict = fix, strict
        self.files = self.findings = self.canonical = self.rewritten = self.unreadable = self.links = 0
        self.wrong = False

    def path(self, path: Path) -> None:
        for file in content_files(path, self._unlistable, self._linked):
            self._file(file)

    def _linked(self, _: Path) -> None:
        self.links += 1

    def _unlistable(self, error: OSError) -> None:
        self._unread(Path(error.filename), error)

    def _unread(self, path: Path, error: OSError) -> None:
        self.unreadable += 1
        self.wrong = True
        _say(path, 1, f"file: can't be read ({error.strerror or error}), expected a readable Markdown file")

    def _file(self, path: Path) -> None:
        self.files += 1
        try:
            if path.exists() and not path.is_file():
                raise OSError("not a regular file")
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            self._unread(path, error)
            return
        try:
            document = read(content)
            form = canonical(document)
            if self.fix and form != document.text:
                if not same(read(form).record, document.record):
                    raise FrontMatterError("the canonical form would read otherwise", 1, "rewrite the file by hand")
                document = read(self._rewritten(path, content, form))
        except FrontMatterError as error:
            self.findings += 1
            self.wrong = True
            _say(path, error.line, f"front matter: {error.wrong}, expected: {error.advice}")
            return
        for line, finding in check(document):
            self.findings += 1
            self.wrong = True
            _say(path, line, f"{finding.key or 'front matter'}: {finding.wrong}, expected {finding.expected}")
        other = not_canonical(document.text, form)
        if other is None:
            self.canonical += 1
        else:
            self.wrong |= self.strict
            _say(path, other, "front matter: is not canonical from here on, --fix rewrites it")

    def _rewritten(self, path: Path, content: bytes, form: str) -> bytes:
        """The file's content after an attempt to write the canonical form."""
        new = form.encode()
        try:
            rewrite(path, content, new)
        except OSError as error:
            self.wrong = True
            _say(path, 1, f"file: is not rewritten: it {error.args[0] if len(error.args) == 1 else f'fails with {error.strerror}'}")
            return content
        self.rewritten += 1
        return new

    def summary(self) -> None:
        parts = [_count(self.files, "file"), _count(self.findings, "finding"), f"{self.canonical} canonical"]
        if self.fix:
            parts.append(f"{self.rewritten} rewritten")
        if self.unreadable:
            parts.append(f"{self.unreadable} unreadable")
        if self.links:
            parts.append(f"{_count(self.links, 'symbolic link')} left out")
        print(", ".join(parts))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _say(path: Path, line: int, sentence: str) -> None:
    """One line, whatever stands in names and values."""
    text = f"{path}:{line}: {sentence}"
    print("".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text))
