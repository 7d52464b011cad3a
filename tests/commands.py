"""Run one of our commands in this process, as ``scrapy NAME ARGS`` would."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(capsys: pytest.CaptureFixture[str], name: str, *args: object, **settings: object) -> Done:
    """Exit status, output and errors; 2 for a wrong call, as Scrapy gives."""
    command = import_module(f"crawler.commands.{name}").Command()
    command.settings = Settings()
    command.settings.setmodule("crawler.settings", priority="project")
    for key, value in settings.items():
        command.settings.set(key, value, priority="cmdline")
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    capsys.readouterr()
    command.exitcode = 0
    try:
        options, rest = parser.parse_known_intermixed_args([str(arg) for arg in args])
        command.process_options(rest, options)
        command.run(rest, options)
    except UsageError:
        command.exitcode = 2
    output = capsys.readouterr()
    return Done(command.exitcode, output.out, output.err)
