"""``make consumers``: our files in the real site generators.

    python -m tests.consumers.run [--tools jekyll,hugo] [--content FOLDER ...]

Each tool builds its site (``sites/``) from hostile pages as our extraction writes them, the demo newsroom as crawled with its preset,
and any folder named. It has to build, read every front-matter value as PyYAML does, show every word of the bodies as text, nothing
alive, and no page that isn't published.
Tools are installed by package name into ``build/consumers``; one that can't be had is skipped, and said.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from crawler import frontmatter
from crawler.presets import apply, as_schema, folder
from tests.consumers import compare
from tests.consumers.hostile import TEXTS, body, mixtures
from tests.consumers.tools import SITES, TOOLS, Missing, Tool, run

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build/consumers"
EXAMPLES = ROOT.parent / "shared/schema/examples"
WITHOUT = "// without preset"  # ends a line of a site's configuration that no preset needs
MAX_SHOWN = 6  # faults of one build


class File(NamedTuple):
    """A file of the schema. ``text`` is what its page has to say, None where only the values count; ``whole``: the file as crawled."""

    name: str
    record: dict[str, Any]
    body: str
    text: str | None = None
    whole: str = ""

    @property
    def hidden(self) -> bool:
        return self.record.get("published") is False

    def spelled(self, preset: str) -> str:
        """The file with a preset's keys."""
        return self.whole or frontmatter.write(apply(preset, self.record), self.body)


class Result(NamedTuple):
    """Of one build: how many bodies and values were right, and what was wrong."""

    bodies: int
    values: int
    faults: list[str]


def hostile(random: int, seed: int) -> Iterator[File]:
    """The table, and random mixtures, in every place of a body and in every free value."""
    for number, text in enumerate([*TEXTS, *mixtures(random, seed)]):
        made, line = body(text), " ".join(text.split()) or "-"
        record = {
            "category": "news",
            "title": text,
            "excerpt": f"{line} and {line}",
            "publishedDateTime": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z",
            "originalUrl": f"https://news.example/{number}",
            "webUrl": f"https://news.example/{number}",
            "type": "article",
            "quality": number,
            "provider": {"name": line, "domain": "news.example"},
            "topics": [line, f"x {line}"],
            "images": [{"url": f"https://news.example/{number}.png", "title": text, "width": 1, "height": 1, "isCached": False}],
        }
        if number % 2:
            record |= {"heat": 70, "published": True}
        yield File(f"2026-01-01-hostile-{number:04}.md", record, made.markdown, made.text)
        if number % 20 == 0:
            name, address = f"2026-01-02-hidden-{number:04}.md", f"https://news.example/hidden/{number}"
            yield File(name, record | {"originalUrl": address, "webUrl": address, "published": False}, made.markdown)


def stored(source: Path) -> Iterator[File]:
    for path in sorted(source.glob("*.md")):
        document = frontmatter.read(path.read_bytes())
        yield File(path.name, document.record, document.body)


def newsroom(preset: str) -> Iterator[File]:
    """The demo newsroom, crawled with a preset; none of it may be known from before."""
    target = HOME / "demo" / (preset or "plain")
    shutil.rmtree(target, ignore_errors=True)
    given = (f"EXPORT_PRESET={preset}", f"STATE_DIR={target / 'state'}")
    done = run([sys.executable, "-m", "demo.run", "--output", str(target / "news"), *(part for one in given for part in ("-s", one))], ROOT)
    count = 0
    for path in sorted((target / "news").glob("*.md")):
        document = frontmatter.read(path.read_bytes())
        yield File(path.name, as_schema(preset, document.record), document.body, whole=document.text)
        count += 1
    if not count:
        raise SystemExit(f"the demo newsroom gave no files:\n{done.stdout}")


def build(tool: Tool, preset: str, files: list[File], hidden: bool) -> tuple[Path, str]:
    """The site's output folder, and what went wrong with the build."""
    site = HOME / "sites" / f"{tool.kind}-{tool.version}-{preset or 'plain'}{'-hidden' if hidden else ''}"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(SITES / tool.kind, site)
    for path in site.rglob("*.*") if preset else ():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.rstrip().endswith(WITHOUT)), encoding="utf-8")
    content = site / folder(tool.kind)
    content.mkdir(parents=True, exist_ok=True)
    for file in files:
        (content / file.name).write_text(file.spelled(preset), encoding="utf-8")
    try:
        done = run([*tool.command, *([tool.show_hidden] if hidden else [])], site)
    except subprocess.TimeoutExpired:
        return site / tool.out, "the build doesn't end"
    failed = done.returncode or (not (site / tool.out / "values.json").exists() and not (site / tool.out / "index.json").exists())
    return site / tool.out, f"the build fails ({done.returncode}): {done.stdout.strip()[-1500:]}" if failed else ""


def check(tool: Tool, preset: str, files: list[File], hidden: bool = False) -> Result:
    out, failure = build(tool, preset, files, hidden)
    if failure:
        return Result(0, 0, [failure])
    listed = out / ("index.json" if tool.kind == "hugo" else "values.json")
    items = {item["file"]: item for item in json.loads(listed.read_text(encoding="utf-8"))}
    faults: list[str] = []
    bodies = count = 0
    for file in files:
        item = items.get(file.name) or items.get(Path(file.name).stem)
        unpublished = file.hidden and not hidden
        page = out / item["url"].strip("/") / "index.html" if item and item.get("url") else None
        if unpublished and page and page.exists():
            faults.append(f"{file.name}: is shown, though unpublished")
        if item is None:
            faults += [f"{file.name}: is not read"] if not unpublished else []
            continue
        expected = yaml.safe_load(frontmatter.read(file.spelled(preset)).front)
        read, expected = compare.values(item["data"]), compare.values(expected)
        if tool.kind == "hugo":
            read, expected = compare.lowered(read), compare.lowered(expected)
        wrong = list(compare.value_faults(read, expected))
        count += compare.leaves(expected) - len(wrong)
        faults += [f"{file.name}: {fault}" for fault in wrong]
        if file.text is None or unpublished:
            continue
        wrong = list(compare.body_faults(page.read_bytes(), file.text)) if page and page.exists() else ["has no page"]
        bodies += not wrong
        faults += [f"{file.name}: {fault}" for fault in wrong]
    return Result(bodies, count, faults)


def main() -> int:
    """0 where every tool that could be had agrees with the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", default=",".join(TOOLS), help=f"of {', '.join(TOOLS)}")
    parser.add_argument("--content", type=Path, nargs="*", default=[EXAMPLES] if EXAMPLES.exists() else [], help="more folders to read")
    parser.add_argument("--random", type=int, default=100, help="random mixtures beside the table of hostile texts")
    parser.add_argument("--quick", action="store_true", help="hostile pages only, one build a tool")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    files = list(hostile(options.random, options.seed))
    if not options.quick:
        files += [file for source in options.content for file in stored(source)]
    print(f"{len(files)} files, {sum(file.text is not None for file in files)} of them with hostile bodies")
    crawls: dict[str, list[File]] = {}
    wrong = False
    for name in options.tools.split(","):
        try:
            tool = TOOLS[name](HOME)
        except (Missing, subprocess.TimeoutExpired) as error:
            print(f"SKIPPED {name}: {error}")
            continue
        rounds = [(tool.kind, False)]
        if not options.quick:
            rounds += [("", False)] * tool.reads_published + [(tool.kind, True)] * bool(tool.show_hidden)
        for preset, hidden in rounds:
            if preset not in crawls:
                crawls[preset] = [] if options.quick else list(newsroom(preset))
            crawled, start = crawls[preset], time.monotonic()
            bodies, count, faults = check(tool, preset, files + crawled, hidden)
            what = f"{tool.kind} {tool.version}, {f'preset {preset}' if preset else 'no preset'}{', unpublished shown' if hidden else ''}"
            held = sum(file.hidden for file in crawled)
            seen = f"{len(crawled)} crawled files ({held} of them unpublished), {bodies} bodies, {count} values"
            print(f"{'FAILED ' if faults else 'passed '} {what}: {seen}, {time.monotonic() - start:.0f} s", flush=True)
            for fault in faults[:MAX_SHOWN]:
                print(f"         {fault}")
            if len(faults) > MAX_SHOWN:
                print(f"         and {len(faults) - MAX_SHOWN} more")
            wrong |= bool(faults)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
