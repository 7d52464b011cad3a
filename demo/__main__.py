"""``python -m demo --port 0``: prints ``{"port": N}`` and serves until told to stop; ``--list`` prints what to crawl."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from demo.server import Newsroom


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the made-up newsroom on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--slow", type=float, default=2.0, metavar="SECONDS", help="how long the slow page waits (default 2)")
    parser.add_argument("--list", action="store_true", help="print the addresses that a demo crawl visits, one a line, and stop")
    args = parser.parse_args()
    if args.list:
        print((Path(__file__).parent / "crawl.txt").read_text(encoding="utf-8"), end="")
        return 0
    with Newsroom(args.port, args.slow) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            # shutdown() waits for the loop to end, so it can't be called from the thread that runs it.
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        print(json.dumps({"port": server.port}), flush=True)
        server.serve_forever(poll_interval=0.1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
