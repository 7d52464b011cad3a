"""How a crawl treats hosts that are out of sorts, as the hosts see it; exit status 1 where a promise is broken.

    python benchmarks/politeness.py [--hosts 6] [--pages 20] [--faults 0.3]

A made-up web on 127.0.0.1: a share of the pages fails on its first attempt (reset, stall, half a body, 503), one host asks for a pause of
5 s with a 429, one has a Crawl-delay, one forbids a folder. The crawl has no delay of its own, so that only the promises hold it back.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zlib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.crawling import scrapy
from tests.guest_web import GuestWeb, Reply, story

PAUSE, CRAWL_DELAY, LIMIT, SLACK = 5, 0.5, 3, 0.1
FAULTS = ("reset", "stall", "truncate", "503")


def host(number: int) -> str:
    return f"www.paper-{number}.example"


class Web:
    """The answers; host 0 asks for a pause, host 1 has a Crawl-delay, host 2 forbids /closed/."""

    def __init__(self, faults: float) -> None:
        self.faults = faults
        self.failed: set[str] = set()  # pages whose first answer was none

    def fault(self, name: str, path: str) -> str:
        mark = zlib.crc32(f"{name}{path}".encode())
        return FAULTS[mark // 1000 % len(FAULTS)] if mark % 1000 < self.faults * 1000 else ""

    def __call__(self, name: str, path: str, nth: int) -> Reply | None:
        if path == "/robots.txt":
            rules = {host(1): f"Crawl-delay: {CRAWL_DELAY}", host(2): "Disallow: /closed/"}.get(name)
            return Reply(body=f"User-agent: *\n{rules}\n".encode(), kind="text/plain") if rules else None
        if name == host(0) and path == "/story/0" and nth == 0:
            return Reply(429, headers={"Retry-After": str(PAUSE)})
        fault = self.fault(name, path) if nth == 0 and name not in (host(0), host(1)) else ""
        if fault:
            self.failed.add(name + path)
        if fault == "503":
            return Reply(503, headers={"Retry-After": "1"})
        whole = story(name, path, 0.2)
        return Reply(body=whole.body, wait=8 if fault == "stall" else 0.2, fault=fault) if fault else whole


def judged(web: GuestWeb, failed: set[str], wanted: set[str], written: int) -> list[tuple[str, str, bool]]:
    """What was measured, and whether it is as promised."""
    pages = [row for row in web.log if row.path != "/robots.txt"]
    sound = Counter(row.host + row.path for row in pages if row.status == 200 and not (row.nth == 0 and row.host + row.path in failed))
    most = web.most_at_once()
    refused = next(row for row in pages if row.status == 429)
    paused = web.of(host(0))
    within = [row for row in paused if refused.until + SLACK < row.at < refused.until + PAUSE - SLACK]
    meanwhile = sum(row.host != host(0) and refused.until < row.at < refused.until + PAUSE for row in pages)
    slow = web.of(host(1), robots=True)
    mean = (slow[-1].at - slow[0].at) / (len(slow) - 1)  # single ones blur where this machine is busy
    early = [row.host for name in {row.host for row in web.log} if (row := web.of(name, robots=True)[0]).path != "/robots.txt"]
    return [
        ("articles written", f"{written} of {len(wanted)}", written == len(wanted)),
        ("pages whose whole answer was asked for twice", str(sum(count > 1 for count in sound.values())), max(sound.values()) == 1),
        (f"requests in progress on a host (set: {LIMIT})", str(most), most <= LIMIT),
        (f"requests to a host in the {PAUSE} s that it asked for", str(len(within)), not within),
        ("requests to other hosts meanwhile", str(meanwhile), meanwhile > 0),
        (f"mean pause under a Crawl-delay of {CRAWL_DELAY} s", f"{mean:.3f} s", mean >= CRAWL_DELAY - SLACK / len(slow)),
        (
            "requests that robots.txt forbids",
            str(sum("/closed/" in row.path for row in pages)),
            not any("/closed/" in r.path for r in pages),
        ),
        ("hosts whose first request wasn't robots.txt", str(len(early)), not early),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=6)
    parser.add_argument("--pages", type=int, default=20, help="of each host")
    parser.add_argument("--faults", type=float, default=0.3, help="share of the pages that fail at first")
    chosen = parser.parse_args()
    names = [host(number) for number in range(max(3, chosen.hosts))]
    wanted = {f"{name}/story/{number}" for name in names for number in range(chosen.pages)}
    urls = [f"http://{page}" for page in sorted(wanted)] + [f"http://{host(2)}/closed/{number}" for number in range(3)]
    answers = Web(chosen.faults)
    web = GuestWeb(answers)
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        settings = {
            "OUTPUT_DIR": f"{folder}/news",
            "STATE_DIR": f"{folder}/state",
            "EDITION": False,
            "RETRY_TIMES": 2,
            "DOWNLOAD_TIMEOUT": 2,
        }
        limits = {"CONCURRENT_REQUESTS": 12, "CONCURRENT_REQUESTS_PER_DOMAIN": LIMIT, "CRAWL_DELAY_MAX": 60}
        run = scrapy("crawl", "article", "-a", "file=-", proxy=web.proxy, stdin="\n".join(urls), **settings, **limits)
        written = len(list((Path(folder) / "news").glob("*.md")))
    print(run.err.splitlines()[-1])
    print(f"{len(web.log)} requests, {len(answers.failed)} pages failed at first, in {time.monotonic() - began:.1f} s")
    results = judged(web, answers.failed, wanted, written)
    for what, figure, kept in results:
        print(f"{'ok  ' if kept else 'FAIL'} {what}: {figure}")
    return 0 if all(kept for _, _, kept in results) else 1


if __name__ == "__main__":
    sys.exit(main())
