"""Articles that tell the same story: postings of the window find the candidates, a cosine compares, average linkage makes the clusters.

Everything is a function of the set of cards alone: neither their order nor the clock nor earlier answers have a say. How rare a term is
counts over the weeks around an article, so that it is judged in the same way whether the archive holds 100 others or a million.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.edition.cards import DAY, Card
from pipelines.edition.terms import common

WINDOW_DAYS = 7.0
ALIKE = 0.3  # mean likeness within a story; set with benchmarks/related.py (docs/edition.md)
LOOSER = 0.02  # less of it for each halving of the articles around: the fewer there are, the fewer can be taken for another
LOOSEST, DENSE = 0.155, 1024  # least likeness, and the articles in three weeks from which on the whole of ALIKE is asked
PROBES = 20  # most telling terms by which an article looks for others
CROWD = 100  # articles in a window that share a term; a term of more leads to none of them
FADE = 0.35  # likeness lost over the whole window: of two tellings the nearer one is likelier the same story
SAME_PROVIDER = 0.8  # a publisher seldom tells one story twice; what it adds later is a follow-up
COPY = 0.8  # likeness from which two texts are one text

_WEEK = 7 * DAY
_PRIOR_ARTICLES = 200  # articles that are thought to stand beside those at hand: in a small folder nothing is rare by itself
_STEPS = 4  # rarity is rounded to quarters, so that one more article in the folder moves no other story

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story, the best first (``Card.rank``); ``texts`` numbers their texts: copies of one text have one number."""

    cards: tuple[Card, ...]
    texts: tuple[int, ...]


class Index:
    """Cards by their terms; ``near`` looks one up. Each term's cards stand in order of time, so a look-up reads its window only."""

    def __init__(self, cards: Iterable[Card], window_days: float = WINDOW_DAYS) -> None:
        self.cards = sorted(cards, key=lambda card: (card.at, card.url, card.path))
        self.window = round(window_days * DAY)
        self._weeks: dict[int, tuple[int, Counter[str]]] = {}
        for card in self.cards:
            count, terms = self._weeks.get(card.at // _WEEK, (0, Counter()))
            terms.update(card.terms.keys())
            self._weeks[card.at // _WEEK] = (count + 1, terms)
        self._rarities: dict[int, dict[str, float]] = {}  # by week
        self._leasts: dict[int, float] = {}  # by week
        self._vectors = [self._vector(card) for card in self.cards]
        self._times: dict[str, list[int]] = {}
        self._places: dict[str, list[int]] = {}
        for place, vector in enumerate(self._vectors):
            for term in vector:
                self._times.setdefault(term, []).append(self.cards[place].at)
                self._places.setdefault(term, []).append(place)

    def _rarity(self, week: int, term: str) -> float:
        """How much a term says in a week: the logarithm of one in how many articles of three weeks hold it."""
        around = self._around(week)
        articles = _PRIOR_ARTICLES + sum(count for count, _ in around)
        holders = _PRIOR_ARTICLES * common(term) + max(1, sum(terms[term] for _, terms in around))
        return max(0.0, round(_STEPS * math.log(articles / holders)) / _STEPS)

    def _around(self, week: int) -> list[tuple[int, Counter[str]]]:
        return [self._weeks[one] for one in (week - 1, week, week + 1) if one in self._weeks]

    def _vector(self, card: Card) -> Vector:
        """The card's terms by weight and rarity, of length 1, the most telling ones first."""
        week = card.at // _WEEK
        known = self._rarities.setdefault(week, {})
        for term in card.terms:
            if term not in known:
                known[term] = self._rarity(week, term)
        raw = {term: weight * known[term] for term, weight in card.terms.items()}
        length = math.sqrt(math.fsum(value * value for value in raw.values())) or 1.0
        return {term: value / length for term, value in sorted(raw.items(), key=lambda pair: (-pair[1], pair[0])) if value}

    def likeness(self, one: int, other: int) -> float:
        """0 to 1, of two cards by their places; 0 outside the window. One word or name makes no story: the strongest counts half."""
        a, b = self.cards[one], self.cards[other]
        apart = abs(a.at - b.at)
        if apart > self.window:
            return 0.0
        mine, theirs = self._vectors[one], self._vectors[other]
        shared = [mine[term] * theirs[term] for term in mine.keys() & theirs.keys()]  # in no order: fsum is exact
        cosine = math.fsum(shared)
        if cosine < COPY:
            cosine -= max(shared, default=0.0) / 2
            cosine *= 1 - FADE * apart / self.window if self.window else 1
            cosine *= SAME_PROVIDER if a.provider == b.provider else 1
        return round(cosine, 6)

    def candidates(self, place: int) -> list[int]:
        """Places of the cards in the window that share two of a card's most telling terms, or its only one."""
        at, probes = self.cards[place].at, 0
        hits: Counter[int] = Counter()
        for term in self._vectors[place]:
            times = self._times[term]
            first, last = bisect_left(times, at - self.window), bisect_right(times, at + self.window)
            if last - first <= CROWD:
                hits.update(self._places[term][first:last])
                probes += 1
                if probes == PROBES:
                    break
        del hits[place]
        return [other for other, shared in hits.items() if shared >= min(2, probes)]

    def least(self, place: int) -> float:
        """The likeness that makes another article a fellow of this one."""
        week = self.cards[place].at // _WEEK
        if week not in self._leasts:
            articles = sum(count for count, _ in self._around(week))
            self._leasts[week] = max(LOOSEST, min(ALIKE, round(ALIKE - LOOSER * math.log2(DENSE / max(1, articles)), 2)))
        return self._leasts[week]

    def near(self, place: int) -> list[tuple[float, int]]:
        """Likeness and place of a card's fellows, the most alike first."""
        least = self.least(place)
        found = ((self.likeness(place, other), other) for other in self.candidates(place))
        return sorted((pair for pair in found if pair[0] >= least), key=lambda pair: (-pair[0], pair[1]))

    def stories(self) -> list[Story]:
        """The cards that have company; a card is in one story at most."""
        edges: dict[tuple[int, int], float] = {}
        for place in range(len(self.cards)):
            edges.update({(min(place, other), max(place, other)): like for like, other in self.near(place) if like >= self.least(other)})
        return sorted((self._story(cluster) for cluster in _linked(self, edges)), key=lambda story: story.cards[0].rank)

    def _story(self, cluster: Sequence[int]) -> Story:
        places = sorted(cluster, key=lambda place: self.cards[place].rank)
        texts: list[int] = []
        for number, place in enumerate(places):
            texts.append(next((texts[at] for at in range(number) if self.likeness(place, places[at]) >= COPY), number))
        return Story(tuple(self.cards[place] for place in places), tuple(texts))


def _linked(index: Index, edges: dict[tuple[int, int], float]) -> list[list[int]]:
    """Average linkage: the two most alike clusters become one, as long as the mean likeness of their members is high enough.

    No cluster spans more than the window, so a long-running story doesn't grow into one.
    """
    members: dict[int, list[int]] = {}
    friends: dict[int, set[int]] = {}
    for one, other in edges:
        members[one], members[other] = [one], [other]
        friends.setdefault(one, set()).add(other)
        friends.setdefault(other, set()).add(one)
    heap = [(-like, one, other) for (one, other), like in edges.items()]
    heapq.heapify(heap)
    fresh = len(index.cards)  # numbers of clusters
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        both = members.pop(one) + members.pop(other)
        near = (friends.pop(one) | friends.pop(other)) - {one, other}
        members[fresh], friends[fresh] = both, near
        for third in near:
            friends[third] -= {one, other}
            friends[third].add(fresh)
            all_three = both + members[third]
            like = _mean(index, both, members[third])
            if like >= max(map(index.least, all_three)) and _span(index, all_three) <= index.window:
                heapq.heappush(heap, (-like, min(third, fresh), max(third, fresh)))
        fresh += 1
    return [cluster for cluster in members.values() if len(cluster) > 1]


def _mean(index: Index, some: Sequence[int], others: Sequence[int]) -> float:
    return round(math.fsum(index.likeness(one, other) for one in some for other in others) / (len(some) * len(others)), 6)


def _span(index: Index, places: Sequence[int]) -> int:
    times = [index.cards[place].at for place in places]
    return max(times) - min(times)
