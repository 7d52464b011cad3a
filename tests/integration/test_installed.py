"""Newsmatter as a wheel, outside any checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.integration.conftest import SECONDS, environment

WIRE = "http://www.copperwire.example/2026/11/velmar-ostmark-chip-plant/"


def test_an_installed_newsmatter_has_its_tables_and_keeps_its_state_at_home(
    tools: Path, project: Path, newsroom: str, tmp_path: Path
) -> None:
    (home := tmp_path / "home").mkdir(), (away := tmp_path / "away").mkdir()
    pip = [tools / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", tmp_path / "lib", "."]
    subprocess.run(pip, cwd=project, env=environment(home, ""), check=True, capture_output=True, timeout=300)
    variables = environment(home, newsroom, PYTHONPATH=str(tmp_path / "lib"), SCRAPY_SETTINGS_MODULE="crawler.settings")
    crawl = [tools / "scrapy", "crawl", "article", "-a", f"url={WIRE}", "-s", "DOWNLOAD_DELAY=0.05"]
    done = subprocess.run(crawl, cwd=away, env=variables, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = (away / "output").glob("*.md")
    assert "topics:\n  - Technology" in file.read_text() and [path.name for path in away.iterdir()] == ["output"]
    assert list((home / ".local" / "state" / "newsmatter").glob("output-*.sqlite"))
    listed = subprocess.run([tools / "scrapy", "runs"], cwd=away, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert "all well (0)" in listed.stdout, listed.stderr
