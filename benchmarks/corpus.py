"""Extract every page of a corpus folder without a crawl, as a feed that the scorer reads.

    python benchmarks/corpus.py --corpus FOLDER [--set NAME] [--field title] [--jobs 2] > items.jsonl

``--field`` (repeatable) runs only those fields, for a quick look while mending a rule. Prints CPU time
on standard error. A corpus folder has cases.jsonl (id, url, set, content_type) and pages/<id>.html.gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from crawler.items import Article, Page
from pipelines.extract import fields
from pipelines.record import feed_row

FINDERS = [name for name in vars(fields) if name.startswith("find_")]


def one(case: dict[str, str], folder: Path, only: list[str]) -> tuple[str, float]:
    """The feed row of one case as JSON, and the CPU seconds it took."""
    if only:
        for name in FINDERS:
            if name.removeprefix("find_") not in only:
                setattr(fields, name, lambda *_: None)
    body = gzip.decompress((folder / "pages" / f"{case['id']}.html.gz").read_bytes())
    page = Page(case["url"], case["url"], 200, {"content-type": case["content_type"]}, body, datetime(2026, 11, 22, tzinfo=UTC))
    start = time.process_time()
    found = fields.extract(page, fields.Options())
    seconds = time.process_time() - start
    row = feed_row(Article(page.url, page.final_url, found, found.images))
    return json.dumps({**row, "by": dict(found.by)}, ensure_ascii=False, default=str), seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--set", action="append")
    parser.add_argument("--field", action="append", default=[], choices=[name.removeprefix("find_") for name in FINDERS])
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    cases = [json.loads(line) for line in (args.corpus / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if not args.set or case["set"] in args.set]
    seconds = []
    with multiprocessing.Pool(args.jobs) as pool:
        for row, took in pool.imap(partial(one, folder=args.corpus, only=args.field), cases, chunksize=4):
            print(row)
            seconds.append(took)
    seconds.sort()
    mean, median, p95 = (1000 * s for s in (sum(seconds) / len(seconds), seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]))
    print(f"{len(seconds)} pages, CPU ms a page: mean {mean:.1f}, median {median:.1f}, p95 {p95:.1f}", file=sys.stderr)


if __name__ == "__main__":
    main()
