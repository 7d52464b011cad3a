"""``scrapy runs [TIME|last]``: the reports of earlier runs, one of them, or what became of a source."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.exceptions import InputError, NewsmatterError
from crawler.reporting import runs_files
from crawler.reporting.runs_memory import TABLES, RunsMemory
from crawler.reporting.runs_text import ended, length, markdown, reasons, status_words
from crawler.state import State, state_path

SHOWN = 20  # runs of the list; --all lists every one
COUNTED = ("found", "new", "written", "updated", "refused", "failed")

Run = tuple[str, Mapping[str, Any]]


class Command(ScrapyCommand):
    """Looks only, but for ``--acknowledge``."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[TIME|last] [--source NAME] [--acknowledge NAME]"

    def short_desc(self) -> str:
        return "Show the reports of earlier runs, and acknowledge alarms"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--source", metavar="NAME", help="what a source gave, run after run")
        parser.add_argument("--acknowledge", metavar="NAME", help="its standing alarms are known; 'all' for those of every source")
        parser.add_argument("--all", action="store_true", help=f"every run that is kept, not only the last {SHOWN}")
        parser.add_argument("--json", action="store_true", help="the same as JSON")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        folder = runs_files.folder_of_runs(self.settings)
        try:
            if len(args) > 1:
                raise InputError("name one run, such as 'scrapy runs last', or none for the list")
            if opts.acknowledge:
                print(self._acknowledge(opts.acknowledge))
            elif args:
                name, report = find(folder, args[0])
                print(
                    json.dumps(report, ensure_ascii=False, indent=1) if opts.json else f"{folder / name}.json\n\n{markdown(report)}", end=""
                )
            else:
                chosen = _newest(folder, opts.source, None if opts.all else SHOWN)
                print(_json(chosen, opts.source) if opts.json else "\n".join(_table(chosen, opts.source, folder)))
        except NewsmatterError as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = 1

    def _acknowledge(self, source: str) -> str:
        assert self.settings
        path = state_path(Path(self.settings["STATE_DIR"]), Path(self.settings["OUTPUT_DIR"]))
        if not path.exists():
            raise InputError(f"nothing is remembered of {self.settings['OUTPUT_DIR']}; name its folder with -s OUTPUT_DIR=…")
        state = State(path, TABLES)
        try:
            known = RunsMemory(state).acknowledge(None if source == "all" else source)
        finally:
            state.close()
        if not known and source != "all":
            raise InputError(f"no alarm stands of a source called {source!r}; 'scrapy runs last' shows those that do")
        return (
            f"{known} alarm{'' if known == 1 else 's'} acknowledged: said in the reports until well again, and no longer in the exit status"
        )


def find(folder: Path, given: str) -> Run:
    """The run of that name, the newest one whose name or time begins so, or ``last``.

    :raises InputError: there is none.
    """
    wanted = _digits(given)
    for name in reversed(runs_files.names(folder)):
        if (given == "last" or _digits(name).startswith(wanted)) and (report := runs_files.read(folder, name)):
            return name, report
    raise InputError(f"{folder}: there is no report of a run {given!r}; 'scrapy runs' lists them")


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit()) or "none"


def _newest(folder: Path, source: str | None, most: int | None) -> list[Run]:
    """The last runs, or the last that asked a source, oldest first."""
    found: list[Run] = []
    for name, report in runs_files.reports(folder, newest=True):
        if source is None or any(one["name"] == source for one in report["sources"]):
            found.append((name, report))
        if len(found) == most:
            break
    if source is not None and not found:
        raise InputError(f"{folder}: no report has a source called {source!r}; 'scrapy runs last' shows their names")
    return found[::-1]


def _json(runs: Sequence[Run], source: str | None) -> str:
    rows = [
        {
            "name": name,
            **report["run"],
            **({"source": _of(report, source)} if source else {key: report["all"][key] for key in COUNTED}),
            "checks": [one for one in report["checks"] if source in (None, one["source"])],
        }
        for name, report in runs
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _of(report: Mapping[str, Any], source: str) -> Mapping[str, Any]:
    return next(one for one in report["sources"] if one["name"] == source)


def _table(runs: Sequence[Run], source: str | None, folder: Path) -> Iterator[str]:
    if not runs:
        yield f"no run has left a report in {folder}"
        return
    rows = [["run", "list" if source else "spider", *COUNTED, "time", "checks", "why" if source else "status"]]
    for name, report in runs:
        run = report["run"]
        counts = _of(report, source) if source else report["all"]
        checks = [one for one in report["checks"] if source in (None, one["source"])]
        rows.append(
            [
                name,
                ended(counts) if source else run["spider"],
                *(str(counts[key]) for key in COUNTED),
                length(run["seconds"]),
                ", ".join(one["check"] for one in checks) if source else str(len(checks)),
                (counts["detail"] or reasons(counts)) if source else status_words(run["status"]),
            ]
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        left = "  ".join(
            cell.rjust(width) if 2 <= place < 3 + len(COUNTED) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield left.rstrip()
