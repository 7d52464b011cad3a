"""Kill scheduled crawls at random moments (``kill -9``) and run them again until they are done: the folder is that of an undisturbed one.

python -m tests.kill_crawl --pages 500 --kills 20
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.crawling import QUICK, ROOT
from tests.publisher import HOST, SITE, Publisher, Story, on_air

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def stories(count: int) -> list[Story]:
    """Every tenth has a headline that three others of its day have too, every seventh retells the one before."""
    made = []
    for n in range(count):
        at = NOW - timedelta(minutes=7 * n)
        named = f"Nothing new at the harbour {n // 40}" if n % 10 == 9 else ""
        made.append(Story(n, at, named=named, retells=n - 1 if n % 7 == 6 and n % 10 != 9 else None))
    return made


def start(root: Path, proxy: str) -> subprocess.Popen[bytes]:
    settings = {**QUICK, "OUTPUT_DIR": root / "content", "STATE_DIR": root / "state", "IMAGES_MEASURE": False, "REVISIT_AFTER": ""}
    chosen = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", "feeds", "-a", f"url={SITE}/feed.xml", *chosen]
    environment = {"http_proxy": proxy, "PATH": "/usr/bin:/bin"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(root: Path, proxy: str) -> None:
    process = start(root, proxy)
    _, err = process.communicate(timeout=600)
    assert process.returncode == 0, err.decode()[-2000:]


def folder(root: Path) -> dict[str, bytes]:
    """Every file of the folder, hidden ones too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}


def rounds(root: Path, pages: int, kills: int, seed: int) -> tuple[int, int, int]:
    """(kills, crawls brought to their end, requests for articles beyond one each) until so many kills were made."""
    chance, publisher = random.Random(seed), Publisher(stories(pages), shown=pages)
    with on_air(publisher) as proxy:
        begin = time.monotonic()
        finish(root / "whole", proxy)
        seconds = time.monotonic() - begin
        whole = folder(root / "whole")
        assert len(whole) == pages, f"{len(whole)} files of {pages} pages at {HOST}"
        killed = trials = twice = 0
        while killed < kills:
            trials += 1
            here = root / f"trial-{trials}"
            publisher.log.clear()
            while killed < kills:
                process = start(here, proxy)
                try:
                    process.wait(chance.uniform(0.5, seconds))
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    killed += 1
            finish(here, proxy)
            assert folder(here) == whole, f"trial {trials} differs: {differences(folder(here), whole)}"
            asked = publisher.articles_asked()
            twice += len(asked) - len(set(asked))
    return killed, trials, twice


def differences(here: dict[str, bytes], whole: dict[str, bytes]) -> list[str]:
    return sorted(name for name in here.keys() | whole.keys() if here.get(name) != whole.get(name))[:10]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        killed, trials, twice = rounds(Path(root), options.pages, options.kills, options.seed)
    print(f"{killed} crawls killed, {trials} folders of {options.pages} files, all as undisturbed; {twice} articles were asked for again")


if __name__ == "__main__":
    main()
