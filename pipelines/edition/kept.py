"""The archive of a content folder as it is kept: brought up to date with the folder, and who is like whom with the archive.

An article that comes or goes changes how rare its terms are, and with that the likeness of others that hold them. Those are found here, so
that an edition costs what is new and what that concerns, and yet says what one over the whole folder would say.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence

from crawler.cards_memory import CardsMemory, Gist
from pipelines.edition.cards import load
from pipelines.edition.decide import Options, Verdict, judged
from pipelines.edition.linkage import groups, told
from pipelines.edition.related import CROWD, WEEK, Index, scale, spread, week_of

_WEEKS = 12  # of terms that are kept in memory


class Kept:
    """The archive that an index reads (``related.Archive``). What it has read it takes to stay as it is."""

    def __init__(self, memory: CardsMemory) -> None:
        self.gist = memory.gist
        self._memory = memory
        self._articles: dict[int, int] = {}
        self._rows: dict[int, dict[str, tuple[int, Sequence[int] | None]]] = {}

    def count(self, week: int) -> int:
        if week not in self._articles:
            self._articles[week] = self._memory.articles(week)
        return self._articles[week]

    def held(self, week: int, term: str) -> int:
        return self._row(week, term)[0] if self.count(week) else 0

    def holders(self, week: int, term: str) -> Sequence[int]:
        return self._row(week, term)[1] or ()

    def _row(self, week: int, term: str) -> tuple[int, Sequence[int] | None]:
        rows = self._rows.get(week)
        if rows is None:
            if len(self._rows) == _WEEKS:
                del self._rows[next(iter(self._rows))]
            rows = self._rows[week] = {}
        row = rows.get(term)
        if row is None:
            row = rows[term] = self._memory.held(week, term, 2**CROWD)
        return row


class _Ledger:
    """Weeks and terms as they were and as they will be."""

    def __init__(self, memory: CardsMemory) -> None:
        self.memory = memory
        self.weeks: dict[int, tuple[int, int]] = {}  # articles before and now
        self.terms: dict[tuple[int, str], tuple[int, array[int]]] = {}  # how many held it, and who does now

    def enter(self, number: int, gist: Gist) -> None:
        for holders in self._count(gist, 1):
            holders.append(number)

    def strike(self, number: int, gist: Gist) -> None:
        for holders in self._count(gist, -1):
            holders.remove(number)

    def _count(self, gist: Gist, more: int) -> Iterator[array[int]]:
        week = week_of(gist)
        before, now = self.weeks.get(week) or (self.memory.articles(week),) * 2
        self.weeks[week] = before, now + more
        for term in gist.terms:
            if (week, term) not in self.terms:
                held, holders = self.memory.held(week, term, sys.maxsize)
                self.terms[week, term] = held, array("I", holders or ())
            yield self.terms[week, term][1]

    def close(self) -> set[int]:
        """Write it down; whose vector is another now."""
        for week, (_, now) in self.weeks.items():
            self.memory.count(week, now)
        for (week, term), (_, holders) in self.terms.items():
            self.memory.hold(week, term, holders)
        weeks = {near for week in self.weeks for near in (week - 1, week, week + 1) if self._rescaled(near)}
        found = {number for week in weeks for number in self.memory.between(week * WEEK, (week + 1) * WEEK)}
        kept = Kept(self.memory)
        for near, term in {(week + more, term) for week, term in self.terms for more in (-1, 0, 1) if week + more not in weeks}:
            if kept.held(near, term) and self._respread(kept, near, term):
                found.update(self.memory.held(near, term, sys.maxsize)[1] or ())
        return found

    def _rescaled(self, week: int) -> bool:
        around = [self.weeks.get(one) or (self.memory.articles(one),) * 2 for one in (week - 1, week, week + 1)]
        return scale(sum(before for before, _ in around)) != scale(sum(now for _, now in around))

    def _respread(self, kept: Kept, week: int, term: str) -> bool:
        around = [(self.terms[one, term][0] if (one, term) in self.terms else kept.held(one, term)) for one in (week - 1, week, week + 1)]
        return spread(term, sum(around)) != spread(term, sum(kept.held(one, term) for one in (week - 1, week, week + 1)))


def take_in(memory: CardsMemory) -> None:
    """Bring the archive up to date with the folder."""
    with memory.state.transaction():
        ledger = _Ledger(memory)
        for number, before, after in memory.refresh():
            if before is not None:
                ledger.strike(number, before)
            if after is not None:
                ledger.enter(number, after)
            else:
                memory.like(number, {})
                memory.settle([number])
        memory.pend(ledger.close(), moved=True, due=False)


def place(memory: CardsMemory, window_days: float) -> Index:
    """Bring up to date who is like whom; an index of the archive."""
    index = Index(Kept(memory), window_days)
    placed: set[int] = set()
    with memory.state.transaction():
        for number in memory.moved():
            known = {other: like for other, like in memory.likes(number).items() if other in placed}
            memory.like(number, known | index.near(number, placed))
            placed.add(number)
        memory.placed()
    return index


def verdicts_due(memory: CardsMemory, options: Options) -> Iterator[dict[int, Verdict]]:
    """By number, on the files that are due and on all that are connected with them; a group at a time."""
    index = place(memory, options.window_days)
    for group in groups(memory.due(), memory.likes):
        cards = {number: load(memory.card(number)) for number in group}
        found = judged(cards.values(), told(index, cards, {number: memory.likes(number) for number in group}), options.line)
        verdicts = {verdict.card.path: verdict for verdict in found}
        yield {number: verdicts[card.path] for number, card in cards.items()}
