"""The folder of run reports: a JSON file and a Markdown summary a run, the newest as a page, old ones taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler import atomic
from crawler.state import state_path

KEEP_NOT_RUN = 20  # reports of runs that another one kept from the folder
NOT_RUN = "locked"
PAGE = "last.html"
_NAME = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?(?:-locked)?")


def folder_of_runs(settings: BaseSettings) -> Path:
    """RUNS_DIR, or the folder beside the content folder's state."""
    given = settings.get("RUNS_DIR")
    return Path(given) if given else state_path(Path(settings["STATE_DIR"]), Path(settings["OUTPUT_DIR"])).with_suffix(".runs")


def write(folder: Path, report: Mapping[str, Any], summary: str, *, locked: bool = False) -> Path:
    """Write a run's two files, each whole or not at all; the path of the JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = datetime.fromisoformat(report["run"]["started"]).strftime("%Y%m%dT%H%M%SZ")
    ending = f"-{NOT_RUN}" if locked else ""
    text = (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    path, number = folder / f"{stem}{ending}.json", 1
    while True:
        try:
            atomic.create(path, text)
            break
        except atomic.NotRewritten:  # another run began in the same second
            number += 1
            path = folder / f"{stem}-{number}{ending}.json"
    atomic.create(path.with_suffix(".md"), summary.encode())
    return path


def write_page(folder: Path, page: str) -> None:
    """Replace the page of the newest run."""
    path = folder / PAGE
    if path.exists():
        atomic.rewrite(path, path.read_bytes(), page.encode())
    else:
        atomic.create(path, page.encode())


def names(folder: Path) -> list[str]:
    """The runs' names, oldest first."""
    return sorted(path.stem for path in folder.glob("*.json") if _NAME.fullmatch(path.stem)) if folder.is_dir() else []


def read(folder: Path, name: str) -> dict[str, Any] | None:
    """A run's report; None where it is no report of ours."""
    try:
        report = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) and report.get("format") == 1 else None


def reports(folder: Path, *, newest: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and report of every run, oldest first, or the newest first."""
    for name in sorted(names(folder), reverse=newest):
        if report := read(folder, name):
            yield name, report


def prune(folder: Path, keep: int) -> None:
    """Take away all but the newest reports, and what killed runs left half-written."""
    found = names(folder)
    idle = [name for name in found if name.endswith(NOT_RUN)]
    real = [name for name in found if not name.endswith(NOT_RUN)]
    for name in [*idle[: max(0, len(idle) - KEEP_NOT_RUN)], *real[: max(0, len(real) - keep)]]:
        for suffix in (".json", ".md"):
            with suppress(OSError):
                (folder / f"{name}{suffix}").unlink()
    for path in folder.iterdir():
        if atomic.is_temporary(path.name):
            atomic.sweep(path)
