"""Kill a run that rewrites a folder at random moments (``kill -9``), and see that every file is whole and the next run completes.

    python -m tests.kill_folder --files 300 --kills 200

A child process crawls stories of the made-up publisher (``newsdesk``); each try the publisher has changed every title and text.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler import frontmatter
from pipelines.record import record
from tests.newsdesk import Desk, Story

ROOT = Path(__file__).resolve().parents[1]


def story(n: int, edition: int) -> Story:
    text = f"Text of edition {edition}.\n\n" + "A paragraph that is long enough to be cut off in the middle of it.\n\n" * 40
    return Story(f"k/{n}", f"Story {n} edition {edition}", text=text)


def child(root: Path, files: int, edition: int) -> None:
    """One crawl; says when it begins to write."""
    stage, folder, wire = Desk(root).open()
    print("ready", flush=True)
    for n in range(files):
        stage.process_item(story(n, edition).article())
    stage.close_spider()
    folder.close()
    if any(outcome == "failed" for _, outcome, _ in wire.told):
        raise SystemExit(1)


def start(root: Path, files: int, edition: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.kill_folder", "--child", str(root), "--files", str(files), "--edition", str(edition)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"ready\n"
    return process


def rounds(root: Path, files: int, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many runs; returns how many were killed while they wrote, and how many temporary files they left."""
    desk, chance = Desk(root), random.Random(seed)
    begin = time.monotonic()
    process = start(root, files, 0)
    begin = time.monotonic()
    assert process.wait() == 0
    whole_run = time.monotonic() - begin
    valid = {f"k/{n}": {desk_bytes(desk, n)} for n in range(files)}
    midway = left = 0
    for edition in range(1, kills + 1):
        process = start(root, files, edition)
        time.sleep(chance.uniform(0, whole_run * 0.95))
        process.send_signal(signal.SIGKILL)
        killed = process.wait() == -signal.SIGKILL
        now = desk.files()
        left += sum(name.rpartition("/")[2].startswith(".newsmatter-") for name in now)
        new = {n: expected(n, edition) for n in range(files)}
        written = 0
        for n in range(files):
            content = desk_bytes(desk, n)
            assert content == new[n] or content in valid[f"k/{n}"], f"story {n} is neither the old nor the new one after kill {edition}"
            written += content == new[n]
            valid[f"k/{n}"] = {content}
        midway += killed and 0 < written < files
    process = start(root, files, kills + 1)
    assert process.wait() == 0, "the next run completes"
    final = desk.files()
    assert len(final) == files, "no file too many, no temporary file"
    assert all(desk_bytes(desk, n) == expected(n, kills + 1) for n in range(files)), "and brings everything up to date"
    return midway, left


def desk_bytes(desk: Desk, n: int) -> bytes:
    return (desk.folder / f"2026-11-03-story-{n}-edition-0.md").read_bytes()


def expected(n: int, edition: int) -> bytes:
    """The bytes of a story's file in an edition."""
    article = story(n, edition).article()
    assert article.extraction.text
    return frontmatter.write(record(article), article.extraction.text.markdown).encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path)
    parser.add_argument("--edition", type=int, default=0)
    args = parser.parse_args()
    if args.child:
        child(args.child, args.files, args.edition)
        return 0
    with tempfile.TemporaryDirectory() as root:
        begin = time.monotonic()
        midway, left = rounds(Path(root), args.files, args.kills, args.seed)
    print(
        f"{args.kills} runs over {args.files} files killed, {midway} of them between the first and the last write; every file was the old "
        f"or the new one; {left} temporary files were left by killed runs and taken away by the next; {time.monotonic() - begin:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
