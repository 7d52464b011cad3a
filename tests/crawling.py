"""A real ``scrapy …`` in a child process, as a person would start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUICK = {"DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0, "CRAWL_DELAY_MAX": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "EXTRACT_WORKERS": 0}


@dataclass(frozen=True)
class Run:
    """What a person sees of a run."""

    status: int
    out: str
    err: str


def scrapy(*arguments: str, proxy: str = "", stdin: str = "", **settings: object) -> Run:
    """Run a command with the settings of the tests (no delay, no retries, reading in place) and those given."""
    chosen = [part for name, value in {**QUICK, **settings}.items() for part in ("-s", f"{name}={value}")]
    environment: Mapping[str, str] = {
        **{key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")},
        **({"http_proxy": proxy, "https_proxy": proxy} if proxy else {}),
    }
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments, *chosen],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)
