"""An edition of one content folder: read what changed, decide, rewrite the files that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scrapy.settings import BaseSettings

from crawler import presets
from crawler.articles_memory import Remembered
from crawler.cards_memory import CardsMemory, Made, Maker
from crawler.exceptions import ConfigError, OutputError
from crawler.library import Library
from pipelines.edition.cards import DAY, FORM, card_of, dump, load
from pipelines.edition.decide import KEYS, Options, Values, Verdict, change_of, fixed, standing, verdicts, wanted

REACH = 2  # windows around a touched day whose files may change: its articles' stories, and stories that these might join instead
CONTEXT = 2  # windows around those that are read, to judge how rare a term is


@dataclass(slots=True)
class Outcome:
    """What an edition did: paths below the folder."""

    read: int = 0  # files that were new or changed since the last edition
    decided: int = 0  # files that a verdict was given for
    stories: int = 0
    changed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # a sentence each

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


def edition(library: Library, options: Options, *, since: int | None = None) -> Outcome:
    """Make an edition of a content folder; ``since``: a day (since 1970) from which on every file is decided anew.

    :raises StateError: what is remembered can't be read or kept.
    """
    outcome = Outcome()
    astray: set[str] = set()  # files in which the preset's keys don't follow from the schema's, as after a person's change
    memory = CardsMemory(library.memory.state, library.folder, _maker(library, astray))
    if memory.fact("form") != str(FORM):
        memory.forget_cards()
        memory.set_fact("form", str(FORM))
    outcome.read = memory.refresh()
    law = f"line {options.line}, window {options.window_days:g}, preset {library.preset}"
    if memory.fact("law") != law:
        memory.touch()
        memory.set_fact("law", law)
    elif since is not None:
        memory.touch(since)
    touched = memory.touched()
    days = _around(touched, REACH * options.window_days)
    cards = [load(text) for text in memory.cards(_ranges(_around(days, CONTEXT * options.window_days)))]
    found = verdicts(cards, Options(options.line, options.window_days, days))
    outcome.decided = len(found)
    outcome.stories = sum(verdict.reason.startswith("leads") for verdict in found)
    failed: set[int] = set()
    orders, ours = _orders(library, found, options.line, astray)
    with memory.state.transaction():
        for row, values in ours:
            library.adopt(row, values)
    for order in orders:
        if not _carry_out(library, memory, order, outcome) and order.day is not None:
            failed.add(order.day)
    with memory.state.transaction():
        memory.settle(touched - _around(failed, REACH * options.window_days))
    return outcome


class _Order(NamedTuple):
    """What a file is to say, whose it is counted as (``Library.revise``), and the day that isn't done until it does."""

    path: str
    values: Mapping[str, Any]
    take: bool = False
    day: int | None = None


def _orders(
    library: Library, found: Iterable[Verdict], line: int, astray: Set[str]
) -> tuple[list[_Order], list[tuple[Remembered, dict[str, Any]]]]:
    """What to write, and the values of other files that are ours although nothing is remembered of them."""
    orders: list[_Order] = []
    ours: list[tuple[Remembered, dict[str, Any]]] = []
    for verdict in found:
        path, day, row = verdict.card.path, verdict.card.at // DAY, library.memory.at(verdict.card.path)
        stands = standing(verdict.card)
        remembered = _said(row, stands)
        change = change_of(verdict, remembered, line)
        if remembered is None:
            kept = fixed(verdict.card, None, line)
            if kept or change or row is None or not row.present or row.pending is not None or library.preset:
                orders.append(_Order(path, wanted(verdict, kept, line), take=not kept, day=day))
            else:
                ours.append((row, {key: value for key, value in stands.items() if value is not None}))
        elif change or path in astray or (row is not None and row.preset != library.preset):
            orders.append(_Order(path, change.values if change else {}, day=day))
    orders += [_Order(path, {}) for path in sorted(set(astray) - {order.path for order in orders})]
    return orders, ours


def _said(row: Remembered | None, stands: Values) -> Values | None:
    """What we last said of a file, None where that isn't known; a killed run may have said what it was about to."""
    if row is None:
        return None
    written, pending = ({key: base.get(key) for key in KEYS} if base and "heat" in base else None for base in (row.written, row.pending))
    return pending if pending == stands else written


def _carry_out(library: Library, memory: CardsMemory, order: _Order, outcome: Outcome) -> bool:
    """Bring one file up to date; whether that went well."""
    try:
        revision = library.revise(order.path, order.values, take=order.take)
        memory.look(order.path)
    except (OSError, OutputError) as error:
        outcome.failed.append(str(error))
        return False
    if revision.changed:
        outcome.changed.append(order.path)
    return True


def _maker(library: Library, astray: set[str]) -> Maker:
    """Makes cards of files, and notes those whose preset's keys are astray."""
    unlike = library.memory.unlike(library.preset)

    def make(path: str, record: Mapping[str, Any], body: str) -> Made | None:
        row = library.memory.at(path) if path in unlike else None
        card = card_of(path, library.standing(row, record), body)
        if card is None or card.at < 0:
            return None
        if library.preset and row is None and not presets.is_spelled(library.preset, record):
            astray.add(path)
        return Made(card.at // DAY, dump(card))

    return make


def _around(days: Iterable[int], reach: float) -> Set[int]:
    """The days, and those around them."""
    reach = int(-(-reach // 1))
    found: set[int] = set()
    last = None
    for day in sorted(days):
        found.update(range(day - reach if last is None else max(day - reach, last + 1), day + reach + 1))
        last = day + reach
    return found


def _ranges(days: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of days."""
    runs: list[tuple[int, int]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
