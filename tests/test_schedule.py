"""Short forms of two long trials: days of scheduled crawls by a clock of their own, and crawls that are killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import kill_crawl
from tests.crawling import ROOT


def test_days_of_scheduled_crawls() -> None:
    """A child process: a reactor runs once. Its own judge ends it with an error; ``python -m tests.month`` plays thirty days."""
    command = [sys.executable, "-m", "tests.month", "--days", "2", "--every", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "exit statuses: {0: 12}" in done.stdout


def test_killed_crawls_end_in_the_same_folder(tmp_path: Path) -> None:
    killed, trials, _ = kill_crawl.rounds(tmp_path, pages=30, kills=2, seed=5)
    assert killed == 2 and trials >= 1
