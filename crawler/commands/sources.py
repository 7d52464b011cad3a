"""``scrapy sources list|add|import|export``: what the scheduled crawls visit, and how it gets into ``SOURCES_FILE``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from crawler.config import load_topics
from crawler.exceptions import ConfigError, InputError, NewsmatterError
from crawler.folder import copy_of
from crawler.lists import opml, sources_file
from crawler.lists.lists_memory import ListAnswer, ListsMemory
from crawler.lists.sniffing import Finding, Sniffer, Visit
from crawler.lists.sources import Source, default_name, load_sources
from crawler.state import state_path
from crawler.urls import UrlError, page_key, parse_input_url

SAME = 0.8  # of a feed's articles stand in another one
USAGE = "scrapy sources list, add URL, import FILE.opml or export"


class Command(ScrapyCommand):
    """Nothing is fetched but by ``add``; nothing is written without ``--yes`` or a person's yes."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "ERROR"}

    def syntax(self) -> str:
        return "list | add URL | import FILE.opml | export"

    def short_desc(self) -> str:
        return "Show, find, import and export the sources of scheduled crawls"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--name", help="add: what the source is called (default: as it calls itself)")
        parser.add_argument("--topics", metavar="A,B", help="add, import: topics that its articles get")
        parser.add_argument("--all", action="store_true", help="add: every feed and sitemap that was found, not the most useful one")
        parser.add_argument("--yes", action="store_true", help="add, import: write without asking")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings
        try:
            path = Path(self.settings["SOURCES_FILE"] or "")
            if not self.settings["SOURCES_FILE"]:
                raise ConfigError("SOURCES_FILE: it is empty; name a YAML file, such as config/sources.yaml")
            match args:
                case ["list"]:
                    sources = load_sources(path, self._topics())
                    known = answers(sources, Path(self.settings["OUTPUT_DIR"]), Path(self.settings["STATE_DIR"]))
                    print("\n".join(listed(sources, known)))
                case ["add", url]:
                    self._add(path, url, opts)
                case ["import", file]:
                    self._import(path, Path(file), opts)
                case ["export"]:
                    self._export(path)
                case _:
                    raise InputError(f"write one of {USAGE}")
        except (NewsmatterError, UrlError) as error:
            print(f"newsmatter: {error}", file=sys.stderr)
            self.exitcode = error.exit_status if isinstance(error, NewsmatterError) else 1

    def _topics(self) -> list[str]:
        assert self.settings
        return list(load_topics(self.settings["TOPICS_DIR"]))

    def _chosen(self, opts: argparse.Namespace) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.strip() for one in (opts.topics or "").split(",") if one.strip()))

    def _add(self, path: Path, given: str, opts: argparse.Namespace) -> None:
        assert self.crawler_process
        topics = self._topics()
        known = load_sources(path, topics) if path.exists() else ()
        visit = Visit(parse_input_url(given))
        if opts.name and opts.all:
            raise InputError("--name is for one source; leave out --all")
        self.crawler_process.crawl(Sniffer, visit=visit)
        self.crawler_process.start()
        print("\n".join(shown(visit, known)))
        wanted = useful(visit, known)
        new: list[Source] = []
        for finding in wanted if opts.all else wanted[:1]:
            new.append(named(finding, (*known, *new), opts.name, self._chosen(opts)))
        if new:
            self._write(path, known, new, opts.yes)
        elif not any(_known(finding, known) for finding in visit.findings):
            self.exitcode = 2

    def _import(self, path: Path, file: Path, opts: argparse.Namespace) -> None:
        topics = self._topics()
        known = load_sources(path, topics) if path.exists() else ()
        try:
            found = opml.read(file.read_bytes(), topics)
        except OSError as error:
            raise InputError(f"{file}: can't be opened ({error.strerror}); check the path") from None
        except opml.NotOpml as error:
            raise InputError(f"{file}: {error}") from None
        for label, sentence in found.bad:
            print(f"left out  {label}: {sentence}", file=sys.stderr)
        new: list[Source] = []
        there = 0
        for source in found.sources:
            if any(page_key(source.url) == page_key(one.url) for one in known):
                there += 1
                print(f"there     {source.url}")
            else:
                extra = tuple(dict.fromkeys((*source.topics, *self._chosen(opts))))
                new.append(replace(source, name=_free_name(source.name, source.url, (*known, *new)), topics=extra))
                print(f"new       {new[-1].name}: {source.url}" + (f" ({', '.join(extra)})" if extra else ""))
        print(f"{len(new)} new, {there} there already, {len(found.bad)} left out")
        if new:
            self._write(path, known, new, opts.yes)

    def _write(self, path: Path, known: Sequence[Source], new: list[Source], yes: bool) -> None:
        """Append rows, once a person or ``--yes`` said so."""
        for source in new:
            unknown = [topic for topic in source.topics if topic not in self._topics()]
            if unknown:
                raise InputError(f"--topics: there is no topic {unknown[0]!r}; add its file to TOPICS_DIR, or name another")
        print("".join(f"\n{sources_file.row(source)}" for source in new), end="")
        if not yes:
            if not sys.stdin.isatty():
                print(f"\nnothing written; add --yes to append {'it' if len(new) == 1 else 'them'} to {path}")
                return
            if input(f"\nAppend to {path}? [y/N] ").strip().lower() not in ("y", "yes"):
                print("nothing written")
                return
        sources_file.append(path, new)
        print(f"\n{len(new)} appended to {path}, which has {len(known) + len(new)} now")

    def _export(self, path: Path) -> None:
        sources = load_sources(path)
        sys.stdout.write(opml.write(sources).decode())
        if left := len(sources) - len(list(opml.feeds(sources))):
            print(f"{left} left out: sitemaps and pages are no feeds", file=sys.stderr)


def answers(sources: Sequence[Source], folder: Path, state_dir: Path) -> dict[str, ListAnswer]:
    """Address -> how it last answered a crawl into a content folder."""
    state = copy_of(state_path(state_dir, folder))
    try:
        memory = ListsMemory(state)
        return {source.url: answer for source in sources if (answer := memory.get(source.url))}
    finally:
        state.close()


def listed(sources: Sequence[Source], known: Mapping[str, ListAnswer]) -> Iterator[str]:
    """Two lines a source, its row and its last answer, then how many there are."""
    for source in sources:
        words = [source.kind, source.url]
        words += [f"every {sources_file.spelled_span(source.interval)}"] if source.interval else []
        words += [", ".join(source.topics)] if source.topics else []
        words += [] if source.enabled else ["not enabled"]
        yield f"{source.name}: {'; '.join(words)}"
        yield f"  {_last(source, known.get(source.url))}"
    enabled = sum(source.enabled for source in sources)
    yield f"{len(sources)} sources" + (f", {enabled} of them enabled" if enabled < len(sources) else "")


def _last(source: Source, answer: ListAnswer | None) -> str:
    if answer is None:
        return "not asked yet"
    if answer.fails:
        told = f"failed {answer.fails} times in a row" + (f" (status {answer.status})" if answer.status else "")
    else:
        told = "unchanged" if answer.status == 304 else f"{answer.kind} with {answer.found} articles"
    due = f"due {_date(answer.asked + source.interval)}" if source.interval else "due in every run"
    return f"asked {_date(answer.asked)}: {told}; {due if source.enabled else 'never due'}"


def shown(visit: Visit, known: Sequence[Source]) -> Iterator[str]:
    """What a visit found: the address, then each list."""
    if visit.problem or visit.sniffed is None:
        yield f"{visit.url}: {visit.problem}"
        return
    sort = {"nothing": "no source", "opml": "a list of feeds"}.get(
        visit.sniffed.sort, f"a{'n' if visit.sniffed.sort == 'article' else ''} {visit.sniffed.sort}"
    )
    yield f"{visit.url} is {sort}: {visit.sniffed.why}"
    if visit.sniffed.sort == "opml":
        yield "  save it and import it: scrapy sources import FILE.opml"
    for finding in visit.findings:
        yield f"  {finding.kind:<8}{finding.url}"
        yield f"          {_facts(finding)}" + (f" - it is row {number} already" if (number := _known(finding, known)) else "")
    if visit.left:
        yield f"  {visit.left} more are named by the site; give the address of one to look at it"
    if not visit.findings and visit.sniffed.sort in ("page", "article"):
        yield "  no feed or sitemap was found; give the address of a list page"


def _facts(finding: Finding) -> str:
    if finding.problem:
        return f"can't be used: {finding.problem} ({finding.why})"
    if finding.kind == "page":
        return f"links to {finding.entries} articles, {finding.why}"
    words = [finding.form, f"“{finding.title}”" if finding.title else "", finding.language or ""]
    many = f"{'more than ' if finding.more else ''}{finding.entries} {'sitemaps' if finding.form == 'sitemap index' else 'entries'}"
    return ", ".join([*(word for word in words if word), many, f"newest {_date(finding.newest)}", finding.why])


def _date(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z" if at else "undated"


def useful(visit: Visit, known: Sequence[Source]) -> list[Finding]:
    """The findings that can become rows, the most useful first; a page's own links only where it has no list.

    A feed that lists what an earlier one lists is left out: the same in another format.
    """
    lists: list[Finding] = []
    listed: set[str] = set()
    for one in visit.findings:
        if one.problem or one.kind == "page" or (not one.entries and len(visit.findings) > 1):
            continue
        if not one.keys or len(one.keys & listed) < SAME * len(one.keys):
            lists.append(one)
        listed |= one.keys
    wanted = lists or [one for one in visit.findings if one.kind == "page"]
    return [one for one in wanted if not _known(one, known)]


def named(finding: Finding, known: Sequence[Source], name: str | None, topics: tuple[str, ...]) -> Source:
    """A finding as a row."""
    wish = name or finding.title or default_name(finding.url)
    return Source(_free_name(wish, finding.url, known), finding.url, finding.kind, topics)


def _known(finding: Finding, known: Sequence[Source]) -> int:
    """The number of the row that a finding is already, 0 for none."""
    return next((number for number, one in enumerate(known, 1) if page_key(one.url) == page_key(finding.url)), 0)


def _free_name(name: str, url: str, known: Sequence[Source]) -> str:
    taken = {source.name.casefold() for source in known}
    wishes = (name, f"{name} ({default_name(url)})", default_name(url), url)
    return next((wish for wish in wishes if wish.casefold() not in taken), url)
