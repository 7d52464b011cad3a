"""Articles that tell the same story: terms find the candidates, a cosine compares, average linkage makes the clusters.

Everything is a function of the set of cards alone: neither their order nor the clock nor earlier answers have a say. How rare a term is
counts over the weeks around an article, so that it is judged in the same way whether the archive holds 100 others or a million. It
counts in powers of two, so that one article more changes few others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipelines.edition.cards import DAY, Card
from pipelines.edition.terms import common

WINDOW_DAYS = 7.0
WHOLE = 1_000_000  # likeness is kept in millionths, so that sums of it are exact
ALIKE = 0.27  # mean likeness within a story; set with benchmarks/related.py (docs/edition.md)
LOOSER = 0.02  # less of it for each halving of the articles around: the fewer there are, the fewer can be taken for another
LOOSEST, DENSE = 0.155, 1024  # least likeness, and the articles in three weeks from which on the whole of ALIKE is asked
CROWD = 7  # a term that 2 ** CROWD articles of three weeks hold leads to none of them
FADE = 0.35  # likeness lost over the whole window: of two tellings the nearer one is likelier the same story
SAME_PROVIDER = 0.8  # a publisher seldom tells one story twice; what it adds later is a follow-up
COPY = 800_000  # likeness from which two texts are one text

WEEK = 7 * DAY
_WEEKS, _CARDS = 12, 50_000  # that are remembered at a time
_PRIOR = 200  # articles that are thought to stand beside those at hand: in a small folder nothing is rare by itself


class Gist(Protocol):
    """What of a card makes it like another."""

    @property
    def at(self) -> int: ...
    @property
    def provider(self) -> str: ...
    @property
    def terms(self) -> Mapping[str, int]: ...


class Archive(Protocol):
    """Cards by number, and by the weeks (since 1970) and terms that they have."""

    def gist(self, number: int) -> Gist: ...

    def count(self, week: int) -> int:
        """Cards of a week."""

    def held(self, week: int, term: str) -> int:
        """Cards of a week that hold a term."""

    def holders(self, week: int, term: str) -> Sequence[int]: ...


def week_of(gist: Gist) -> int:
    return gist.at // WEEK


def scale(articles: int) -> tuple[int, int]:
    """By how many articles three weeks have: their number as a power of two, and the likeness that makes fellows of two."""
    least = max(LOOSEST, min(ALIKE, round(ALIKE - LOOSER * math.log2(DENSE / max(1, articles)), 2)))
    return _power(_PRIOR + articles), round(WHOLE * least)


def spread(term: str, holders: int) -> int:
    """How many of the articles of three weeks hold a term, as a power of two."""
    return _power(round(_PRIOR * common(term)) + max(1, holders))


def _power(number: int) -> int:
    return number.bit_length() - 1


class Shelf:
    """An archive of cards in memory, numbered from 0 on."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards = list(cards)
        self._weeks: Counter[int] = Counter()
        self._holders: dict[int, dict[str, list[int]]] = {}
        for number, card in enumerate(self.cards):
            self._weeks[week_of(card)] += 1
            holders = self._holders.setdefault(week_of(card), {})
            for term in card.terms:
                holders.setdefault(term, []).append(number)

    def gist(self, number: int) -> Card:
        return self.cards[number]

    def count(self, week: int) -> int:
        return self._weeks[week]

    def held(self, week: int, term: str) -> int:
        return len(self.holders(week, term))

    def holders(self, week: int, term: str) -> Sequence[int]:
        return self._holders.get(week, {}).get(term, ())


@dataclass(frozen=True, slots=True)
class _Seen:
    """A card as a vector: its terms by weight and rarity."""

    at: int
    week: int
    provider: str
    terms: dict[str, int]
    rare: list[str]  # those that lead to others
    square: int  # of its length


class Index:
    """Looks cards up in an archive; ``near`` finds a card's fellows. What a look-up reads is of the window and a week around it."""

    def __init__(self, archive: Archive, window_days: float = WINDOW_DAYS) -> None:
        self.archive = archive
        self.window = round(window_days * DAY)
        self._scales: dict[int, tuple[int, int]] = {}  # by week
        self._spreads: dict[int, dict[str, int]] = {}  # by week
        self._seen: dict[int, _Seen] = {}

    def _scale(self, week: int) -> tuple[int, int]:
        if week not in self._scales:
            self._scales[week] = scale(sum(self.archive.count(one) for one in (week - 1, week, week + 1)))
        return self._scales[week]

    def _spread(self, week: int, term: str) -> int:
        known = self._spreads.get(week)
        if known is None:
            if len(self._spreads) == _WEEKS:
                del self._spreads[next(iter(self._spreads))]
            known = self._spreads[week] = {}
        found = known.get(term)
        if found is None:
            found = known[term] = spread(term, sum(self.archive.held(one, term) for one in (week - 1, week, week + 1)))
        return found

    def _see(self, number: int) -> _Seen:
        seen = self._seen.get(number)
        if seen is None:
            if len(self._seen) == _CARDS:
                self._seen.clear()
            gist = self.archive.gist(number)
            week = week_of(gist)
            power, _ = self._scale(week)
            raw = {term: weight * (power - self._spread(week, term)) for term, weight in gist.terms.items()}
            terms = {term: value for term, value in raw.items() if value > 0}
            rare = [term for term in terms if self._spread(week, term) < CROWD]
            seen = self._seen[number] = _Seen(gist.at, week, gist.provider, terms, rare, sum(value * value for value in terms.values()))
        return seen

    def likeness(self, one: int, other: int) -> int:
        """0 to ``WHOLE``, of two cards; 0 outside the window. One word or name makes no story: the strongest counts half."""
        a, b = self._see(one), self._see(other)
        apart = abs(a.at - b.at)
        shared = a.terms.keys() & b.terms.keys()
        if apart > self.window or not shared:
            return 0
        products = [a.terms[term] * b.terms[term] for term in shared]
        length = math.sqrt(a.square * b.square)
        cosine = sum(products) / length
        if WHOLE * cosine < COPY:
            cosine -= max(products) / length / 2
            cosine *= 1 - FADE * apart / self.window if self.window else 1
            cosine *= SAME_PROVIDER if a.provider == b.provider else 1
        return round(WHOLE * cosine)

    def candidates(self, number: int) -> list[int]:
        """The cards in the window's weeks that share two terms with this one which are rare in both weeks."""
        seen = self._see(number)
        hits: Counter[int] = Counter()
        for week in range((seen.at - self.window) // WEEK, (seen.at + self.window) // WEEK + 1):
            if self.archive.count(week):
                for term in seen.rare:
                    if week == seen.week or self._spread(week, term) < CROWD:
                        hits.update(self.archive.holders(week, term))
        del hits[number]
        return [other for other, shared in hits.items() if shared > 1]

    def least(self, number: int) -> int:
        """The likeness that makes another article a fellow of this one."""
        return self._scale(self._see(number).week)[1]

    def when(self, number: int) -> int:
        return self._see(number).at

    def near(self, number: int, without: Collection[int] = ()) -> dict[int, int]:
        """A card's fellows and how alike they are; whoever is near to one has it near. ``without``: cards that nobody asks for."""
        found, least = {}, self.least(number)
        for other in self.candidates(number):
            if other not in without:
                like = self.likeness(number, other)
                if like >= least and like >= self.least(other):
                    found[other] = like
        return found
