"""What stands in deploy/ can be used as it is."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def test_the_service_and_its_timer() -> None:
    service, timer = unit("newsmatter.service")["Service"], unit("newsmatter.timer")["Timer"]
    assert service["SuccessExitStatus"] == "4" and int(service["TimeoutStopSec"]) >= 60 and service["Type"] == "oneshot"
    assert timer["Persistent"] == "true" and timer["RandomizedDelaySec"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_reads_them(tmp_path: Path) -> None:
    text = (DEPLOY / "newsmatter.service").read_text()
    (tmp_path / "newsmatter.service").write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", text))
    shutil.copy(DEPLOY / "newsmatter.timer", tmp_path)
    units = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 and "newsmatter" not in done.stderr, done.stderr


def test_the_image_has_all_that_is_packed() -> None:
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = [name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]]
    assert all((ROOT / name).exists() for name in copied)
    assert {"setup.py", "MANIFEST.in", "config", "crawler", "pipelines", "pyproject.toml"} <= set(copied)
    assert "USER newsmatter" in lines and "VOLUME /data" in lines


def workflow() -> tuple[dict[Any, Any], dict[str, dict[str, Any]]]:
    """The file, and its steps that have a name."""
    found = yaml.safe_load((DEPLOY / "github-actions.yml").read_text())
    return found, {step["name"]: step for step in found["jobs"]["crawl"]["steps"] if "name" in step}


def test_the_workflow_runs_one_at_a_time() -> None:
    found, steps = workflow()
    assert found["concurrency"] == {"group": "newsmatter", "cancel-in-progress": False} and found["permissions"] == {"contents": "write"}
    assert list(steps) == ["crawl", "commit what changed", "say how the crawl ended"]


def shell(script: str, folder: Path, **variables: str) -> int:
    """As GitHub runs a step."""
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env={**os.environ, **variables}, check=False
    ).returncode


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def test_the_workflow_commits_only_what_changed(tmp_path: Path) -> None:
    site, script = tmp_path / "site", workflow()[1]["commit what changed"]["run"]
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "site")
    git(site, "-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "--quiet", "--allow-empty", "-m", "first")
    git(site, "push", "--quiet", "--set-upstream", "origin", "HEAD:main")
    assert shell(script, site, CONTENT="news") == 0  # no folder yet
    (site / "news").mkdir()
    (site / "news" / "a.md").write_text("---\n---\n")
    (site / ".newsmatter-state").mkdir()
    (site / ".newsmatter-state" / "x.sqlite").write_text("")
    for _ in range(2):
        assert shell(script, site, CONTENT="news") == 0
    log = git(tmp_path / "origin.git", "log", "--format=%an: %s", "--name-only", "main").splitlines()
    assert re.fullmatch(r"newsmatter: News of .{16} UTC", log[0]) and log[1:] == ["", "news/a.md", "a: first"]


@pytest.mark.parametrize(("status", "fails"), [(0, False), (4, False), (124, False), (1, True), (2, True), (3, True), (5, True)])
def test_the_workflow_fails_with_the_crawl(tmp_path: Path, status: int, fails: bool) -> None:
    script = workflow()[1]["say how the crawl ended"]["run"].replace("${{ steps.crawl.outputs.status }}", str(status))
    assert (shell(script, tmp_path) != 0) == fails


def test_the_workflow_tells_the_status(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "scrapy").write_text('#!/bin/sh\necho "# $1"\n[ "$1" = crawl ] && exit 5\nexit 0\n')
    (tmp_path / "bin" / "scrapy").chmod(0o755)
    variables = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "GITHUB_OUTPUT": "out", "GITHUB_STEP_SUMMARY": "summary"}
    script = workflow()[1]["crawl"]["run"]
    assert shell(script, tmp_path, **variables, SOURCES="s", CONTENT="c", NEWSMATTER_STATE_DIR="state") == 0
    assert (tmp_path / "out").read_text() == "status=5\n" and (tmp_path / "summary").read_text() == "# runs\n"
