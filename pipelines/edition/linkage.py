"""From likeness to stories: average linkage within each group of articles that anything connects. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.edition.cards import Card
from pipelines.edition.related import ALIKE, COPY, LOOSEST, WHOLE, WINDOW_DAYS, Index, Shelf

APART = 0.68  # of the likeness within a story; what is less like it is another story about the same people: a follow-up

Likes = Mapping[int, int]
"""The fellows of a card and how alike they are."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell one story, the best first (``Card.rank``); ``texts`` numbers their texts: copies of one text have one number."""

    cards: tuple[Card, ...]
    texts: tuple[int, ...]


def stories(cards: Sequence[Card], window_days: float = WINDOW_DAYS) -> list[Story]:
    """The cards that have company; a card is in one story at most."""
    index = Index(Shelf(cards), window_days)
    likes = {number: index.near(number) for number in range(len(cards))}
    found = (told(index, {number: cards[number] for number in group}, likes) for group in groups(likes, likes.__getitem__))
    return sorted((story for group in found for story in group), key=lambda story: story.cards[0].rank)


def groups(numbers: Iterable[int], likes: Callable[[int], Likes]) -> Iterator[list[int]]:
    """Each of the numbers together with all that its fellows, their fellows and so on connect it to."""
    seen: set[int] = set()
    for number in numbers:
        if number not in seen:
            group, at = [number], 0
            seen.add(number)
            while at < len(group):
                fresh = likes(group[at]).keys() - seen
                group += fresh
                seen |= fresh
                at += 1
            yield group


def told(index: Index, cards: Mapping[int, Card], likes: Mapping[int, Likes]) -> list[Story]:
    """The stories of one group of cards."""
    numbers = sorted(cards, key=lambda number: (cards[number].at, cards[number].url, cards[number].path))
    clusters = _Clusters(index, numbers, likes).linked() if len(numbers) > 1 else []
    return [_story(index, cards, cluster) for cluster in clusters if len(cluster) > 1]


def _story(index: Index, cards: Mapping[int, Card], cluster: Sequence[int]) -> Story:
    numbers = sorted(cluster, key=lambda number: cards[number].rank)
    texts: list[int] = []
    for place, number in enumerate(numbers):
        texts.append(next((texts[at] for at in range(place) if index.likeness(number, numbers[at]) >= COPY), place))
    return Story(tuple(cards[number] for number in numbers), tuple(texts))


class _Clusters:
    """Clusters of one group by their numbers: first its cards in the order of time, then what is made of them."""

    def __init__(self, index: Index, numbers: Sequence[int], likes: Mapping[int, Likes]) -> None:
        self.index = index
        self.cards = numbers
        place = {number: at for at, number in enumerate(numbers)}
        self.members: dict[int, list[int]] = {at: [at] for at in range(len(numbers))}
        self.friends: dict[int, set[int]] = {at: {place[other] for other in likes[number]} for at, number in enumerate(numbers)}
        self.inner: dict[int, tuple[int, int]] = dict.fromkeys(self.members, (0, 0))  # sum and number of likenesses of its texts
        self.least: dict[int, int] = {at: index.least(number) for at, number in enumerate(numbers)}
        self.times: dict[int, tuple[int, int]] = {at: (index.when(number),) * 2 for at, number in enumerate(numbers)}  # first and last
        self._sums: dict[tuple[int, int], tuple[int, int, int]] = {}

    def linked(self) -> list[list[int]]:
        """The two most alike clusters become one, as long as they are alike enough.

        No cluster spans more than the window, so a long-running story doesn't grow into one.
        """
        heap = [(-self._mean(one, other), one, other) for one, friends in self.friends.items() for other in friends if one < other]
        heapq.heapify(heap)
        fresh = len(self.cards)
        while heap:
            _, one, other = heapq.heappop(heap)
            if one not in self.members or other not in self.members:
                continue
            self._join(one, other, fresh)
            for third in self.friends[fresh]:
                if self._belong(third, fresh):
                    heapq.heappush(heap, (-self._mean(third, fresh), third, fresh))
            fresh += 1
        return [[self.cards[at] for at in members] for members in self.members.values()]

    def _join(self, one: int, other: int, fresh: int) -> None:
        _, texts, pairs = self._between(one, other)
        self.inner[fresh] = (self.inner[one][0] + self.inner[other][0] + texts, self.inner[one][1] + self.inner[other][1] + pairs)
        self.least[fresh], self.times[fresh] = max(self.least[one], self.least[other]), self._times(one, other)
        friends = (self.friends.pop(one) | self.friends.pop(other)) - {one, other}
        for third in friends:
            a, b = self._between(one, third), self._between(other, third)
            self._sums[third, fresh] = a[0] + b[0], a[1] + b[1], a[2] + b[2]
            self.friends[third] -= {one, other}
            self.friends[third].add(fresh)
        self.members[fresh], self.friends[fresh] = self.members.pop(one) + self.members.pop(other), friends

    def _between(self, one: int, other: int) -> tuple[int, int, int]:
        """Of all pairs of two clusters: the sum of their likeness, that without copies, and the number of pairs without copies."""
        pair = (min(one, other), max(one, other))
        if pair not in self._sums:
            likes = [self.index.likeness(self.cards[a], self.cards[b]) for a in self.members[one] for b in self.members[other]]
            texts = [like for like in likes if like < COPY]
            self._sums[pair] = (sum(likes), sum(texts), len(texts))
        return self._sums[pair]

    def _mean(self, one: int, other: int) -> float:
        return self._between(one, other)[0] / (len(self.members[one]) * len(self.members[other]))

    def _times(self, one: int, other: int) -> tuple[int, int]:
        (first, last), (other_first, other_last) = self.times[one], self.times[other]
        return min(first, other_first), max(last, other_last)

    def _belong(self, one: int, other: int) -> bool:
        mean, least = self._mean(one, other), max(self.least[one], self.least[other])
        apart = APART * (least - WHOLE * LOOSEST) / (WHOLE * (ALIKE - LOOSEST))
        if mean < least or any(pairs and mean < apart * texts / pairs for texts, pairs in (self.inner[one], self.inner[other])):
            return False
        first, last = self._times(one, other)
        return last - first <= self.index.window
