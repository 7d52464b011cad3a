"""An index of many large sitemaps, made while it is asked for: seconds and peak memory to read it, and to walk it with a crawl.

    python benchmarks/sitemaps.py --maps 200 --urls 50000

Entries are two minutes apart and go back from now; a day's are asked for. "dated": the index tells when each sitemap changed;
"undated": it doesn't, so every one of them has to be read. Each measurement is a process of its own. Prints one table.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from crawler.items import Follow  # noqa: E402
from crawler.lists import sitemaps  # noqa: E402

SITE = "http://www.great-archive.example"
AGE = timedelta(days=1)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
WORDS = ["ferry", "harbour", "council", "bridge", "winter", "market", "school", "river", "station", "garden", "library", "museum"]
APART = timedelta(minutes=2)


def index(maps: int, urls: int, now: datetime, *, dated: bool) -> bytes:
    """The index: sitemap 0 is the newest."""
    rows = []
    for number in range(maps):
        changed = f"<lastmod>{now - number * urls * APART:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if dated else ""
        rows.append(f"<sitemap><loc>{SITE}/maps/{number}.xml</loc>{changed}</sitemap>\n")
    return (HEAD.format("sitemapindex") + "".join(rows) + "</sitemapindex>").encode()


def sitemap(number: int, urls: int, now: datetime) -> bytes:
    """One of its sitemaps, with addresses and dates of the usual length."""
    first = now - number * urls * APART
    rows = [HEAD.format("urlset")]
    for hour in range(0, urls, 30):
        at = first - hour * APART
        words = "-".join(WORDS[(number + hour // 30 * 7 + n * 5) % 12] for n in range(5))
        start, day = f"<url><loc>{SITE}/news/{at:%Y/%m/%d}/{words}-{number}", f"{at:%Y-%m-%dT%H:}"
        minutes = range(min(30, urls - hour))
        rows += [f"{start}{hour + one:05}</loc><lastmod>{day}{59 - 2 * one:02}:00Z</lastmod></url>\n" for one in minutes]
    return "".join([*rows, "</urlset>"]).encode()


def story(path: str) -> bytes:
    """The page of an article."""
    name = path.rsplit("/", 1)[-1]
    said = "".join(f"<p>{name.replace('-', ' ')} {n}: what was said of it in town, and by whom.</p>" for n in range(12))
    page = f"<html lang=en><head><title>{name}</title></head><body><article><h1>{name}</h1>{said}</article></body></html>"
    return page.encode()


def serve(maps: int, urls: int, now: datetime, *, dated: bool) -> ThreadingHTTPServer:
    """The publisher, as a forward proxy on 127.0.0.1."""

    class Publisher(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/robots.txt":
                body, kind = b"User-agent: *\nDisallow:\n", "text/plain"
            elif path == "/sitemap.xml":
                body, kind = index(maps, urls, now, dated=dated), "application/xml"
            elif path.startswith("/maps/"):
                body, kind = sitemap(int(path[6:-4]), urls, now), "application/xml"
            else:
                body, kind = story(path), "text/html; charset=utf-8"
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def read_all(maps: int, urls: int, *, dated: bool) -> dict[str, float]:
    """The reader alone, in this process; what is made for it isn't counted."""
    now = datetime.now(UTC).replace(microsecond=0)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent, read, found = 0.0, 0, 0
    started = time.process_time()
    follow = [one for one in sitemaps.read(index(maps, urls, now, dated=dated), f"{SITE}/sitemap.xml", now, AGE) if isinstance(one, Follow)]
    spent += time.process_time() - started
    for one in follow:
        body = sitemap(int(one.url.rsplit("/", 1)[-1][:-4]), urls, now)
        started = time.process_time()
        found += sum(1 for _ in sitemaps.read(body, one.url, now, AGE))
        spent += time.process_time() - started
        read += urls
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"maps": len(follow), "urls": read, "found": found, "seconds": spent, "peak": peak / 1024, "more": (peak - base) / 1024}


def crawl(maps: int, urls: int, *, dated: bool) -> dict[str, float]:
    """A real ``scrapy crawl sitemaps`` in a process of its own."""
    now = datetime.now(UTC).replace(microsecond=0)
    server = serve(maps, urls, now, dated=dated)
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "OUTPUT_DIR": f"{folder}/out", "STATE_DIR": f"{folder}/state", "DOWNLOAD_DELAY": 0, "EXTRACT_WORKERS": 0,
            "IMAGES_MEASURE": False, "AUTOTHROTTLE_ENABLED": False, "PROGRESS_BAR": False,
        }  # fmt: skip
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "sitemaps",
            "-a",
            f"url={SITE}/sitemap.xml",
            "-a",
            "max_age=1d",
            "-a",
            "limit=5",
        ]
        command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "http_proxy": proxy}, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        written = len(list(Path(folder, "out").glob("*.md")))
    server.shutdown()
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "status": done.returncode,
        "wall": seconds,
        "seconds": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "written": written,
    }


def measured(what: str, maps: int, urls: int, index_is: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    arguments = ["--maps", str(maps), "--urls", str(urls), "--only", what, "--index", index_is]
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=False)
    sys.stderr.write(done.stderr)
    return dict(json.loads(done.stdout))


def table(most: int, urls: int, kinds: list[str]) -> Iterator[str]:
    """The rows: a tenth, a half and all of the sitemaps, so that growth would show."""
    yield f"| {'what':10} | {'index':8} | sitemaps | CPU seconds | peak MB |"
    yield "|---|---|---:|---:|---:|"
    for what in kinds:
        for index_is in ("dated", "undated"):
            for maps in dict.fromkeys((max(most // 10, 1), most // 2, most)):
                row = measured(what, maps, urls, index_is)
                if row.get("status"):
                    raise SystemExit(f"the crawl ended with status {row['status']}")
                yield f"| {what:10} | {index_is:8} | {maps:8} | {row['seconds']:11.1f} | {row['peak']:7.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maps", type=int, default=200)
    parser.add_argument("--urls", type=int, default=50_000)
    parser.add_argument("--only", choices=("read", "crawl"))
    parser.add_argument("--index", choices=("dated", "undated"))
    options = parser.parse_args()
    if options.only and options.index:
        run = read_all if options.only == "read" else crawl
        print(json.dumps(run(options.maps, options.urls, dated=options.index == "dated")))
        return
    for row in table(options.maps, options.urls, [options.only] if options.only else ["read", "crawl"]):
        print(row, flush=True)


if __name__ == "__main__":
    main()
