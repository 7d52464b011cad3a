"""A content folder of many files: seconds and peak memory to open it with a warm state, to rebuild its memory, and without a state.

    python benchmarks/folder.py --files 100000

Each measurement is a process of its own; the files have the size of real ones. Prints one table.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from crawler import frontmatter  # noqa: E402
from crawler.articles_memory import TABLES, ArticlesMemory  # noqa: E402
from crawler.commands.rebuild import rebuilt  # noqa: E402
from crawler.library import Library  # noqa: E402
from crawler.state import State, state_path  # noqa: E402

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def fill(folder: Path, files: int) -> None:
    """Made-up articles, 20 a day back from today."""
    folder.mkdir()
    for number in range(files):
        at = NOW - timedelta(days=number // 20)
        url = f"https://www.publisher-{number % 40}.example/news/{at:%Y/%m/%d}/a-story-with-a-name-of-usual-length-{number}"
        values = {
            "category": "news",
            "title": f"A story with a headline of the usual length, number {number}",
            "excerpt": "What the article is about, in some words. " * 6,
            "publishedDateTime": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "originalUrl": url,
            "webUrl": url,
            "type": "article",
            "provider": {"name": f"Publisher {number % 40}", "domain": f"publisher-{number % 40}.example"},
            "topics": ["AI", "Robotics"],
            "images": [{"url": f"{url}/lead.jpg", "width": 1200, "height": 675, "isCached": False}],
        }
        (folder / f"{at:%Y-%m-%d}-a-story-with-a-headline-of-the-usual-length-number-{number}.md").write_text(frontmatter.write(values))


def opened(folder: Path, state_dir: Path) -> Library:
    return Library(folder, ArticlesMemory(State(state_path(state_dir, folder), TABLES)), NOW)


def publish_all(folder: Path, state_dir: Path) -> None:
    """Every article found again with what stands in its file: the memory of a folder that crawls have filled."""
    library = opened(folder, state_dir)
    with library.memory.state.transaction():
        for row in library.memory.present():
            record = library.document(row.path).record
            library.memory.settle(row.id, record, None, (False, row.original or ""))


def measure(what: str, folder: Path, state_dir: Path) -> dict[str, float]:
    begin, cpu = time.monotonic(), time.process_time()
    if what == "rebuild":
        rebuilt(folder, state_dir, forget=False)
    elif what in ("cold", "warm", "warm again"):
        library = opened(folder, state_dir)
        assert library.survey.read == (0 if what.startswith("warm") else library.survey.files)
    return {
        "seconds": time.monotonic() - begin,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        / (1 if sys.platform == "darwin" else 1024)
        / (1024 if sys.platform == "darwin" else 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--measure", nargs=3, metavar=("WHAT", "FOLDER", "STATE"))
    args = parser.parse_args()
    if args.measure:
        what, folder, state_dir = args.measure
        print(json.dumps(measure(what, Path(folder), Path(state_dir))))
        return 0
    with tempfile.TemporaryDirectory() as root:
        folder, state_dir = Path(root, "content"), Path(root, "state")
        fill(folder, args.files)
        print(f"{args.files} files\n{'':28}{'seconds':>9}{'CPU s':>9}{'peak MiB':>10}")
        for what in ("nothing", "cold", "fill", "warm", "warm again", "rebuild"):
            if what == "fill":
                publish_all(folder, state_dir)
                continue
            command = [sys.executable, __file__, "--measure", what, str(folder), str(state_dir)]
            row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            label = {"nothing": "imports alone", "cold": "no state: all heads read", "warm": "start with a warm state"}.get(what, what)
            print(f"{label:28}{row['seconds']:9.2f}{row['cpu']:9.2f}{row['peak']:10.0f}")
        state = state_path(state_dir, folder)
        print(f"state file: {state.stat().st_size / 1024**2:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
