"""The demo newsroom as a child process, for tests that crawl: import ``newsroom`` into a conftest to use it as a fixture."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def start(*options: str) -> tuple[subprocess.Popen[str], str]:
    """The process, listening already, and its proxy address."""
    process = subprocess.Popen([sys.executable, "-m", "demo", "--port", "0", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"


def stop(process: subprocess.Popen[str]) -> int:
    """Asks it to end; its exit code."""
    process.terminate()
    try:
        return process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def newsroom() -> Iterator[str]:
    """The address to set as ``http_proxy``; the slow page waits a quarter of a second."""
    process, address = start("--slow", "0.25")
    yield address
    stop(process)
