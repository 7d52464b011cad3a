"""What pictures cost a crawl, from the log of a proxy: requests, bytes an address, addresses asked for twice.

    python benchmarks/pictures.py requests.jsonl --pages urls.txt [--full 150000]

The log has a JSON object a request with ``url``, ``status`` and ``bytes``; ``--pages`` lists the addresses that are no pictures,
``--full`` is the size of a whole picture where the proxy gives all of them one.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter
from pathlib import Path
from urllib.parse import unquote


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--full", type=int, default=0)
    given = parser.parse_args()
    pages = {unquote(line.strip()) for line in given.pages.read_text(encoding="utf-8").splitlines()}
    rows = [json.loads(line) for line in given.log.read_text(encoding="utf-8").splitlines()]
    asked = [row for row in rows if unquote(row["url"]) not in pages and not row["url"].endswith("/robots.txt") and row["method"] == "GET"]
    times = Counter(row["url"] for row in asked)
    taken: Counter[str] = Counter()
    for row in asked:
        if row["status"] in (200, 206):
            taken[row["url"]] += row["bytes"]
    sizes = sorted(taken.values())
    print("| requests | addresses | asked for more than once | had | median bytes | p95 | most | all |")
    print("|---|---|---|---|---|---|---|---|")
    figures = (statistics.median(sizes), sizes[int(0.95 * len(sizes))], sizes[-1], sum(sizes)) if sizes else (0, 0, 0, 0)
    twice = sum(count > 1 for count in times.values())
    print(f"| {len(asked)} | {len(times)} | {twice} | {len(sizes)} | {' | '.join(f'{n:,.0f}' for n in figures)} |")
    if given.full and sizes:
        print(f"\n{100 * figures[3] / (given.full * len(sizes)):.1f} % of the pictures' full {given.full * len(sizes):,} bytes")


if __name__ == "__main__":
    main()
