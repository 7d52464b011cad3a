"""CPU time of the whole extraction of a page, as a ratio to one plain ``trafilatura.extract`` on the same page in the same run.

    python benchmarks/cost.py --corpus FOLDER [--pages 200] [--set NAME]

Each page is read by both, one right after the other and in turn first, in one process. Machines are noisy and differ: only the
ratio is worth comparing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import trafilatura

from crawler.items import Page
from pipelines.extract.decoding import decode
from pipelines.extract.fields import Options, extract


def cpu(call: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--set", action="append")
    args = parser.parse_args()
    cases = [json.loads(line) for line in (args.corpus / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if not args.set or case["set"] in args.set]
    cases = sorted(cases, key=lambda case: case["id"][::-1])[: args.pages]  # a fixed mixture of all sets
    options, ours, theirs = Options(), [], []
    for number, case in enumerate(cases[:5] + cases):  # the first five once more: imports and caches are warm then
        body = gzip.decompress((args.corpus / "pages" / f"{case['id']}.html.gz").read_bytes())
        page = Page(case["url"], case["url"], 200, {"content-type": case["content_type"]}, body, datetime(2026, 11, 22, tzinfo=UTC))
        html = decode(body, case["content_type"])
        calls = [(ours, lambda page=page: extract(page, options)), (theirs, lambda html=html: trafilatura.extract(html))]
        for seconds, call in calls if number % 2 else reversed(calls):
            seconds.append(cpu(call))
    ours, theirs = ours[5:], theirs[5:]
    print("| | mean ms | median ms | p95 ms |\n|---|---|---|---|")
    for name, seconds in (("Newsmatter, all fields", ours), ("trafilatura.extract", theirs)):
        p95 = sorted(seconds)[int(len(seconds) * 0.95)]
        print(f"| {name} | {1000 * statistics.mean(seconds):.1f} | {1000 * statistics.median(seconds):.1f} | {1000 * p95:.1f} |")
    sums, medians = sum(ours) / sum(theirs), statistics.median(ours) / statistics.median(theirs)
    print(f"\n{len(cases)} pages; ratio of the sums {sums:.2f}, of the medians {medians:.2f}")


if __name__ == "__main__":
    main()
