"""A run that is killed leaves whole files (the full count: ``python -m tests.kill_folder``)."""

from __future__ import annotations

from pathlib import Path

from tests.kill_folder import rounds


def test_killed_runs_leave_whole_files(tmp_path: Path) -> None:
    midway, _ = rounds(tmp_path, files=25, kills=4, seed=7)
    assert midway >= 1
