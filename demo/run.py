"""``make demo``: start the newsroom, crawl it, say where the files are.

python -m demo.run --output FOLDER
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Exit status of the crawl."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="content folder")
    parser.add_argument("-s", dest="settings", metavar="NAME=VALUE", action="append", default=[], help="a setting of the crawl")
    options = parser.parse_args()
    folder: Path = options.output
    server = subprocess.Popen([sys.executable, "-m", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        port = json.loads(server.stdout.readline())["port"]
        urls = subprocess.run([sys.executable, "-m", "demo", "--port", str(port), "--list"], capture_output=True, text=True, check=True)
        proxy = f"http://127.0.0.1:{port}"
        print(f"The demo newsroom is open on {proxy}; crawling it …", file=sys.stderr)
        feed = folder.with_suffix(".jsonl")
        # it is our own newsroom
        quick = {"DOWNLOAD_DELAY": 0.05, "CRAWL_DELAY_MAX": 0.05, "CONCURRENT_REQUESTS_PER_DOMAIN": 4, "RETRY_TIMES": 1}
        given = [*(f"{name}={value}" for name, value in {"OUTPUT_DIR": folder, **quick}.items()), *options.settings]
        settings = [part for one in given for part in ("-s", one)]
        crawl = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "article", "-a", "file=-", "-O", str(feed), *settings],
            input=urls.stdout,
            text=True,
            env={**os.environ, "http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""},
            check=False,
        )
    finally:
        server.terminate()
        server.wait(timeout=10)
    print(f"The feed is {feed}. Refused and failed pages above are there on purpose: the newsroom has some of each.", file=sys.stderr)
    return crawl.returncode


if __name__ == "__main__":
    sys.exit(main())
