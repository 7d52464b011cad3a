"""A scheduled crawl of recorded pages through a replay proxy: all is written once, nothing is asked for twice, what is new comes in.

    python benchmarks/schedule.py --corpus FOLDER --replay replay.py [--pages 300] [--faults 0.3]

Half of the pages are listed by feeds, half by a sitemap index. The first run must write them all; the second may only ask
for the lists, conditionally; before the third, five entries come and two pages are corrected, and exactly these are fetched.
With ``--faults`` that share of addresses fails at first; runs are then repeated until everything has arrived.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FEEDS, A_FEED = "http://feeds.newsmatter-bench.example", 25
NOW = datetime.now(UTC).replace(microsecond=0)


def cases(corpus: Path, count: int) -> list[dict[str, Any]]:
    """Recorded pages that are articles for sure: their title and a long text are known."""
    rows = [json.loads(line) for line in (corpus / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [row for row in rows if len(row["expected"].get("text") or "") > 1000 and row["expected"].get("title")]
    return found[:count]


def page(corpus: Path, row: dict[str, Any]) -> str:
    return gzip.decompress((corpus / "pages" / f"{row['id']}.html.gz").read_bytes()).decode("utf-8", "replace")


def routes(rows: list[dict[str, Any]], changed: dict[str, datetime], bodies: dict[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The routes of feeds, of a sitemap index, and of corrected pages; and the addresses of the sources."""
    half, made, sources = len(rows) // 2, [], []
    for start in range(0, half, A_FEED):
        items = "".join(
            f"<item><title>{escape(row['expected']['title'])}</title><link>{escape(row['url'])}</link>"
            + (f"<atom:updated>{changed[row['id']].isoformat()}</atom:updated>" if row["id"] in changed else "")
            + "</item>"
            for row in rows[start : min(half, start + A_FEED)]
        )
        text = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Bench</title>{items}</channel></rss>'
        sources.append(f"{FEEDS}/{start // A_FEED}.xml")
        made.append({"url": sources[-1], "headers": {"Content-Type": "application/rss+xml"}, "body": text})
    maps = []
    for start in range(half, len(rows), A_FEED):
        urls = "".join(
            f"<url><loc>{escape(row['url'])}</loc><lastmod>{changed.get(row['id'], NOW - timedelta(hours=5)).isoformat()}</lastmod></url>"
            for row in rows[start : start + A_FEED]
        )
        maps.append(f"{FEEDS}/map-{start}.xml")
        made.append({"url": maps[-1], "headers": {"Content-Type": "application/xml"}, "body": f"<urlset>{urls}</urlset>"})
    index = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in maps)
    sources.append(f"{FEEDS}/index.xml")
    made.append({"url": sources[-1], "headers": {"Content-Type": "application/xml"}, "body": f"<sitemapindex>{index}</sitemapindex>"})
    html = {"Content-Type": "text/html; charset=utf-8"}
    return made + [{"url": url, "headers": html, "body": body} for url, body in bodies.items()], sources


class Bench:
    """Runs of one source file into one folder, each behind a proxy of its own with a log of its own."""

    def __init__(self, root: Path, options: argparse.Namespace) -> None:
        self.root, self.options, self.runs = root, options, 0

    def run(self, made: list[dict[str, Any]], sources: list[str]) -> tuple[int, float, list[dict[str, Any]]]:
        """(exit status, seconds, the proxy's log) of one run."""
        self.runs += 1
        folder, log = self.root / "routes", self.root / f"requests-{self.runs}.jsonl"
        folder.mkdir(exist_ok=True)
        (folder / "routes.jsonl").write_text("".join(json.dumps(route) + "\n" for route in made), encoding="utf-8")
        (self.root / "sources.yaml").write_text("".join(f"- url: {url}\n" for url in sources))
        command = [sys.executable, self.options.replay, "--corpus", self.options.corpus, "--corpus", folder, "--log", log]
        if self.options.faults:
            command += ["--faults", str(self.options.faults), "--stall-seconds", "3"]
        proxy = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE)
        assert proxy.stdout
        port = json.loads(proxy.stdout.readline())["port"]
        settings = {
            "OUTPUT_DIR": self.root / "content",
            "STATE_DIR": self.root / "state",
            "SOURCES_FILE": self.root / "sources.yaml",
            "DOWNLOAD_VERIFY_CERTIFICATES": False,
            "IMAGES_MEASURE": False,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
        }
        chosen = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        address = f"http://127.0.0.1:{port}"
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "sources", *chosen],
            cwd=ROOT,
            env={**os.environ, "http_proxy": address, "https_proxy": address},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - begin
        proxy.terminate()
        proxy.wait()
        if done.returncode not in (0, 3, 5):
            sys.exit(done.stderr[-2000:])
        print(*(line for line in done.stderr.splitlines() if line.startswith(("refused", "failed")) or "written" in line), sep="\n")
        return done.returncode, seconds, [json.loads(line) for line in log.read_text().splitlines()]

    def files(self) -> dict[str, tuple[int, bytes]]:
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in (self.root / "content").glob("*.md")}


def tell(name: str, log: list[dict[str, Any]], seconds: float, articles: set[str]) -> list[str]:
    """Print what a run asked for; the articles among it."""
    pages = [row["url"] for row in log if row["url"] in articles and row["fault"] is None]
    lists = [row for row in log if row["url"].startswith(FEEDS) and not row["url"].endswith("robots.txt")]
    robots = sum(row["url"].endswith("/robots.txt") for row in log)
    most = max((row["concurrency"] for row in log), default=0)
    print(
        f"{name}: {seconds:.0f} s; {len(pages)} requests for {len(set(pages))} articles; {len(lists)} for lists, "
        f"{sum(row['conditional'] for row in lists)} conditional, {sum(row['status'] == 304 for row in lists)} answered 304; "
        f"{robots} for robots.txt; at most {most} of a host at once; faults {dict(Counter(row['fault'] for row in log if row['fault']))}"
    )
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--replay", type=Path, required=True, help="a forward proxy that serves the corpus and routes.jsonl")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--faults", type=float, default=0)
    options = parser.parse_args()
    options.corpus, options.replay = options.corpus.resolve(), options.replay.resolve()
    rows = cases(options.corpus, options.pages)
    late, rows = rows[:5], rows[5:]
    articles = {row["url"] for row in (*rows, *late)}
    root = Path(tempfile.mkdtemp(prefix="newsmatter-bench-"))
    bench = Bench(root, options)
    try:
        status, seconds, log = bench.run(*routes(rows, {}, {}))
        pages = tell("first run", log, seconds, articles)
        before = bench.files()
        print(f"  exit status {status}, {len(before)} files of {len(rows)} pages, each asked for once: {len(pages) == len(set(pages))}")
        if options.faults:
            return
        status, seconds, log = bench.run(*routes(rows, {}, {}))
        pages = tell("second run", log, seconds, articles)
        print(f"  exit status {status}, {len(pages)} articles asked for, folder untouched: {bench.files() == before}")
        half = len(rows) // 2
        plain = [
            [row for row in part if f">{row['expected']['title']}<" in page(options.corpus, row)] for part in (rows[:half], rows[half:])
        ]
        corrected = [part[0] for part in plain]
        changed = {row["id"]: datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1) for row in corrected}
        bodies = {}
        for row in corrected:
            bodies[row["url"]] = page(options.corpus, row).replace(row["expected"]["title"], row["expected"]["title"] + " (corrected)")
        status, seconds, log = bench.run(*routes([*late, *rows[:half], *rows[half:]], changed, bodies))
        pages = tell("third run", log, seconds, articles)
        after = bench.files()
        fresh, touched = after.keys() - before.keys(), [name for name in before if after[name] != before[name]]
        exactly = set(pages) == {row["url"] for row in (*late, *corrected)} and len(pages) == len(set(pages))
        print(
            f"  exit status {status}, exactly the 5 new and 2 corrected asked for: {exactly}; {len(fresh)} written, {len(touched)} changed"
        )
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
