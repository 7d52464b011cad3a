"""An edition of one content folder: read what changed, decide, rewrite the files that differ."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.atomic import rewrite
from crawler.cards_memory import TABLES, CardsMemory, Gist, Made
from crawler.exceptions import ConfigError
from crawler.frontmatter import FrontMatterError, read, replace
from crawler.state import State, state_path
from pipelines.edition.cards import DAY, FORM, Card, card_of, dump
from pipelines.edition.decide import Options, Verdict, change_of, settled, standing
from pipelines.edition.kept import take_in, verdicts_due


@dataclass(slots=True)
class Outcome:
    """What an edition did: paths below the folder, and in a dry run a diff a file."""

    read: int = 0  # files that were new or changed since the last edition
    decided: int = 0  # files that a verdict was given for
    stories: int = 0
    changed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # a sentence each
    diffs: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"edition: {self.decided} files, {self.stories} stories, {len(self.changed)} changed, {len(self.failed)} failed"


def options_of(settings: BaseSettings) -> Options:
    """The options that the settings give.

    :raises ConfigError: they can't be used.
    """
    for name, least in (("PUBLISHED_LINE", 0.0), ("RELATED_WINDOW", 0.0)):
        try:
            if settings.getfloat(name) >= least:
                continue
        except (TypeError, ValueError):
            pass
        raise ConfigError(f"{name} is {settings[name]!r}; it takes a number from 0 on")
    return Options(line=round(settings.getfloat("PUBLISHED_LINE")), window_days=settings.getfloat("RELATED_WINDOW"))


def edition(folder: Path, state_dir: Path, options: Options, *, since: int | None = None, dry_run: bool = False) -> Outcome:
    """Make an edition of a content folder; ``since``: a day (since 1970) from which on every file is decided anew.

    :raises StateError: what is remembered can't be read or kept.
    """
    state = State(state_path(state_dir, folder), TABLES)
    try:
        return _edition(folder, CardsMemory(state, folder, _make), options, since, dry_run)
    finally:
        state.close()


def _edition(folder: Path, memory: CardsMemory, options: Options, since: int | None, dry_run: bool) -> Outcome:
    outcome = Outcome()
    if memory.fact("form") != str(FORM):
        memory.forget_cards()
        memory.set_fact("form", str(FORM))
    take_in(memory)
    outcome.read = memory.read
    law = f"line {options.line}, window {options.window_days:g}"
    if memory.fact("law") != law:
        memory.pend_all(moved=True)
        memory.set_fact("law", law)
    elif since is not None:
        memory.pend_all(since * DAY, moved=True)
    found = {number: verdict for group in verdicts_due(memory, options) for number, verdict in group.items()}
    outcome.decided = len(found)
    outcome.stories = sum(verdict.reason.startswith("leads") for verdict in found.values())
    done: list[int] = []
    with memory.state.transaction():
        for number, verdict in sorted(found.items(), key=lambda pair: pair[1].card.path):
            if _carry_out(folder, memory, verdict, options, outcome, dry_run=dry_run):
                done.append(number)
        if not dry_run:
            memory.settle(done)
    return outcome


def _carry_out(folder: Path, memory: CardsMemory, verdict: Verdict, options: Options, outcome: Outcome, *, dry_run: bool) -> bool:
    """Bring one file up to date and remember what it was told; whether that went well."""
    path = verdict.card.path
    remembered = memory.wrote(path)
    change = change_of(verdict, remembered, options.line)
    said = settled(verdict, remembered, options.line)
    if change is not None:
        try:
            old, new = revised(folder / path, verdict.card, change.values)
        except (OSError, FrontMatterError) as error:
            outcome.failed.append(f"{path}: {error.strerror if isinstance(error, OSError) and error.strerror else error}")
            return False
        outcome.changed.append(path)
        if dry_run:
            before, after = (text.decode("utf-8").splitlines(keepends=True) for text in (old, new))
            outcome.diffs.append("".join(difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")))
            return True
        try:
            rewrite(folder / path, old, new)
        except OSError as error:
            outcome.changed.remove(path)
            outcome.failed.append(f"{path}: {error.strerror or error}")
            return False
        memory.look(path)
    if not dry_run and said != remembered:
        memory.remember(path, said)
    return True


def revised(path: Path, card: Card, values: Mapping[str, Any]) -> tuple[bytes, bytes]:
    """The file's bytes as they are and as they should be; only the given keys' lines differ.

    :raises OSError, FrontMatterError: it can't be read, or says something else than when its card was made.
    """
    old = path.read_bytes()
    source = read(old)
    now = card_of(card.path, source.record, "")
    if now is None or standing(now) != standing(card) or now.quality != card.quality:
        raise OSError("it has changed meanwhile; run again")
    return old, replace(source, values).encode("utf-8")


def _make(path: str, record: Mapping[str, Any], body: str) -> Made | None:
    card = card_of(path, record, body)
    return Made(Gist(card.at, card.provider, card.terms), dump(card)) if card and card.at >= 0 and card.quality is not None else None
