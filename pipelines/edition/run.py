"""An edition of one content folder: read what changed, decide, rewrite the files that differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scrapy.settings import BaseSettings

from crawler import presets
from crawler.articles_memory import Remembered
from crawler.cards_memory import CardsMemory, Gist, Made, Maker
from crawler.exceptions import ConfigError, OutputError
from crawler.library import Library
from pipelines.edition.cards import DAY, FORM, card_of, dump
from pipelines.edition.decide import KEYS, Options, Values, Verdict, change_of, fixed, standing, wanted
from pipelines.edition.kept import take_in, verdicts_due


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
    take_in(memory)
    outcome.read = memory.read
    law = f"line {options.line}, window {options.window_days:g}, preset {library.preset}"
    if memory.fact("law") != law:
        memory.pend_all(moved=True)
        memory.set_fact("law", law)
    elif since is not None:
        memory.pend_all(since * DAY, moved=True)
    found = {number: verdict for group in verdicts_due(memory, options) for number, verdict in group.items()}
    outcome.decided = len(found)
    outcome.stories = sum(verdict.reason.startswith("leads") for verdict in found.values())
    orders, ours = _orders(library, found.values(), options.line, astray)
    with memory.state.transaction():
        for row, values in ours:
            library.adopt(row, values)
    failed = {order.path for order in orders if not _carry_out(library, memory, order, outcome)}
    with memory.state.transaction():
        memory.settle(number for number, verdict in found.items() if verdict.card.path not in failed)
    return outcome


class _Order(NamedTuple):
    """What a file is to say, and whether what stands there counts as ours (``Library.revise``)."""

    path: str
    values: Mapping[str, Any]
    take: bool = False


def _orders(
    library: Library, found: Iterable[Verdict], line: int, astray: Set[str]
) -> tuple[list[_Order], list[tuple[Remembered, dict[str, Any]]]]:
    """What to write, and the values of other files that are ours although nothing is remembered of them."""
    orders: list[_Order] = []
    ours: list[tuple[Remembered, dict[str, Any]]] = []
    for verdict in found:
        path, row = verdict.card.path, library.memory.at(verdict.card.path)
        stands = standing(verdict.card)
        remembered = _said(row, stands)
        change = change_of(verdict, remembered, line)
        if remembered is None:
            kept = fixed(verdict.card, None, line)
            if kept or change or row is None or not row.present or row.pending is not None or library.preset:
                orders.append(_Order(path, wanted(verdict, kept, line), take=not kept))
            else:
                ours.append((row, {key: value for key, value in stands.items() if value is not None}))
        elif change or path in astray or (row is not None and row.preset != library.preset):
            orders.append(_Order(path, change.values if change else {}))
    orders += [_Order(path, {}) for path in set(astray) - {order.path for order in orders}]
    return sorted(orders, key=lambda order: order.path), ours


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
        if card is None or card.at < 0 or card.quality is None:
            return None
        if library.preset and row is None and not presets.is_spelled(library.preset, record):
            astray.add(path)
        return Made(Gist(card.at, card.provider, card.terms), dump(card))

    return make
