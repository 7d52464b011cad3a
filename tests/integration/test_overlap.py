"""Two timers, one folder: the second run steps back and harms nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.integration.conftest import ROOT, SECONDS

PAGES = [f"http://www.copperwire.example/2026/11/{slug}/" for slug in ("velmar-ostmark-chip-plant", "robot-tugs-learn-to-park")]


def test_overlapping_runs(newsroom: str, tmp_path: Path) -> None:
    settings = {"OUTPUT_DIR": tmp_path / "out", "STATE_DIR": tmp_path / "state", "DOWNLOAD_DELAY": 1, "DOWNLOAD_TIMEOUT": SECONDS}
    command = [sys.executable, "-m", "scrapy", "crawl", "article", "-a", f"urls={','.join(PAGES)}"]
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    variables = {**os.environ, "http_proxy": newsroom, "https_proxy": newsroom}
    first = subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + SECONDS
    while not list((tmp_path / "state").glob("*.lock")):
        assert first.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    first.send_signal(signal.SIGSTOP)  # so that it is still at work, however slow the machine
    second = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 4 and f"(process {first.pid} on" in second.stderr
    _, said = first.communicate(timeout=SECONDS)
    assert first.returncode == 0 and "2 written, 0 unchanged, 0 refused, 0 failed" in said
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "out").iterdir()}
    assert len(before) == 2
    third = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert third.returncode == 0 and "0 written, 2 unchanged" in third.stderr
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "out").iterdir()} == before
