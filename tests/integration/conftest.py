"""What these tests share: an environment without Newsmatter in it, a copy of the project to pack, and Scrapyd on a free port."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKED = ("config", "crawler", "demo", "pipelines", "pyproject.toml", "setup.py", "MANIFEST.in", "scrapy.cfg", "README.md", "LICENSE")
SECONDS = 300  # for anything to happen
_open = build_opener(ProxyHandler({})).open


@pytest.fixture(scope="session")
def tools() -> Path:
    """The ``bin`` of an environment with Scrapyd; NEWSMATTER_INTEGRATION names one that isn't build/integration."""
    folder = Path(os.environ.get("NEWSMATTER_INTEGRATION") or ROOT / "build" / "integration") / "bin"
    if not (folder / "scrapyd").exists():
        pytest.skip(f"{folder} has no Scrapyd: make integration")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project: packing leaves traces, and the checkout is nobody's business there."""
    (folder := tmp_path / "project").mkdir()
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def environment(home: Path, proxy: str, **more: str) -> dict[str, str]:
    """That of a user whose home is empty, with nothing of this project in it."""
    mine = ("NEWSMATTER_", "PYTHON", "SCRAPY_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(mine) and not key.lower().endswith("_proxy")}
    kept |= {"HOME": str(home), "XDG_STATE_HOME": "", "XDG_CACHE_HOME": "", "http_proxy": proxy, "https_proxy": proxy}
    return kept | more


@dataclass
class Scrapyd:
    """A running Scrapyd: its address, its folder, and its user's home."""

    url: str
    folder: Path
    home: Path

    def ask(self, service: str, given: Mapping[str, str] | None = None, **query: str) -> dict[str, Any]:
        """The answer of one of its services; ``given`` is posted."""
        with _open(f"{self.url}{service}.json?{urlencode(query)}", urlencode(given).encode() if given else None, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        assert given is None or found["status"] == "ok", found
        return found

    def schedule(self, spider: str, settings: Mapping[str, object], **arguments: str) -> str:
        """Schedule a crawl as curl would; the job's name."""
        pairs = [("project", "newsmatter"), ("spider", spider), *arguments.items()]
        body = urlencode([*pairs, *(("setting", f"{name}={value}") for name, value in settings.items())])
        with _open(f"{self.url}schedule.json", body.encode(), timeout=30) as answer:
            job: str = json.load(answer)["jobid"]
        return job

    def finished(self, *jobs: str) -> list[str]:
        """The log of each job when all have ended."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            done = {job["id"] for job in self.ask("listjobs", project="newsmatter")["finished"]}
            if done.issuperset(jobs):
                logs = self.folder / "logs" / "newsmatter"
                return [next(logs.glob(f"*/{job}.log")).read_text(encoding="utf-8") for job in jobs]
            time.sleep(0.5)
        raise AssertionError(f"not finished after {SECONDS} s: {(self.folder / 'scrapyd.log').read_text(errors='replace')[-3000:]}")


@pytest.fixture
def scrapyd(tools: Path, newsroom: str, tmp_path: Path) -> Iterator[Scrapyd]:
    """Scrapyd on a free port of 127.0.0.1, in a folder of its own; its jobs reach the demo newsroom through its proxy."""
    (folder := tmp_path / "scrapyd").mkdir(), (home := tmp_path / "home").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "scrapyd.conf").write_text(f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.2\nmax_proc = 2\n")
    with (folder / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen([tools / "scrapyd"], cwd=folder, env=environment(home, newsroom), stdout=log, stderr=log)
    server = Scrapyd(f"http://127.0.0.1:{port}/", folder, home)
    try:
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                server.ask("daemonstatus")
                break
            except URLError:
                assert process.poll() is None and time.monotonic() < deadline, (folder / "scrapyd.log").read_text(errors="replace")
                time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)
