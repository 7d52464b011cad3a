"""What an edition costs as a folder grows: the first one, with nothing new, with a new article, with another telling of a story.

    python benchmarks/edition.py [--files 1000 --files 10000] [--a-day 500]

Files are made in a temporary folder (``stories.py``), with a body each, the newest last. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scrapy.settings import BaseSettings

from benchmarks.stories import Event, event, tell
from crawler import frontmatter
from crawler.folder import library_of
from pipelines.edition.cards import DAY
from pipelines.edition.decide import Options
from pipelines.edition.run import edition

END = 1_790_000_000  # seconds: the newest article


def add(folder: Path, draw: Random, number: int, at: int, told: Event | None = None) -> None:
    text, provider, quality = tell(draw, told or event(draw)), f"p{draw.randrange(60)}.example", draw.randrange(80)
    url = f"https://www.{provider}/{number}"
    record = {
        "category": "news",
        "title": text.title,
        "excerpt": text.excerpt,
        "publishedDateTime": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "originalUrl": url,
        "webUrl": url,
        "type": "article",
        "quality": quality,
        "heat": quality,
        "published": quality >= 70,
        "provider": {"name": provider, "domain": provider},
    }
    (folder / f"{number:07}.md").write_text(frontmatter.write(record, text.body), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, action="append", help="files in the folder (default 1000 and 10000)")
    parser.add_argument("--a-day", type=int, default=500)
    args = parser.parse_args()
    columns = ("files", "first s", "nothing new s", "one new article s", "decided then", "one more telling s", "decided then")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for files in args.files or (1000, 10_000):
        with tempfile.TemporaryDirectory() as name:
            folder, state, draw = Path(name, "news"), Path(name, "state"), Random(1)
            folder.mkdir()
            for number in range(files):
                add(folder, draw, number, END - (files - number) * DAY // args.a_day)
            row, story = [str(files)], event(draw)
            for number in range(5):
                if number > 1:
                    add(folder, draw, files + number, END, story if number > 2 else None)
                start = time.process_time()
                with library_of(folder, BaseSettings({"STATE_DIR": str(state), "EXPORT_PRESET": ""})) as library:
                    outcome = edition(library, Options())
                if number != 3:
                    row.append(f"{time.process_time() - start:.2f}")
                    row += [str(outcome.decided)] if number > 1 else []
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
