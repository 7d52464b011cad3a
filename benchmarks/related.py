"""How well stories are found, and how long it takes: clusters of retold stories planted among other articles (``stories.py``).

    python benchmarks/related.py [--articles 10000 --articles 100000] [--a-day 1000] [--seed 1]

Among the articles of each archive are planted: stories of 2 to 6 tellings within the window, the same outside of it (a telling a fortnight
later is no member), wire copies, and follow-ups (the same people and places, another event, some days on) that are stories of their own.
A pair of tellings counts as found if both are in one cluster. Recall and precision are of members: of a telling's true fellows, how many
share its cluster; of its cluster, how many are true fellows. A look-up is ``Index.near`` of one article of the newest day, among the cards
that one run reads (window and margin); the CPU time is that of all stories of the archive.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.stories import Event, Telling, copied, event, tell
from pipelines.edition.cards import DAY, Card
from pipelines.edition.linkage import Story
from pipelines.edition.related import WINDOW_DAYS, Index
from pipelines.edition.terms import weigh

END = 1_790_000_000  # seconds: the newest article
SHARE = 0.1  # of the articles that belong to planted stories
PROVIDERS = 60


class Archive:
    """Cards of one archive with what is known of them: ``truth`` names the story of every card."""

    def __init__(self, articles: int, a_day: int, seed: int) -> None:
        self.draw = Random(seed)
        self.seconds = articles / a_day * DAY
        self.cards: list[Card] = []
        self.truth: list[str] = []
        self.kind: list[str] = []
        stories = 0
        while len(self.cards) < articles:
            if self.draw.random() < SHARE / 4:
                self._story(f"s{stories}")
            else:
                self._add(f"b{stories}", "alone", tell(self.draw, event(self.draw)), self._moment(), self.draw.randrange(PROVIDERS))
            stories += 1

    def _moment(self) -> int:
        return END - round(self.draw.random() * self.seconds)

    def _story(self, story: str) -> None:
        draw, told, start = self.draw, event(self.draw), self._moment()
        first = self._tellings(story, told, start, draw.randint(2, 6))
        match draw.randrange(4):
            case 0:  # what happens next, retold as well
                self._tellings(f"{story}f", event(draw, told), start + round(draw.uniform(2, 5) * DAY), draw.randint(1, 4), "follow-up")
            case 1:  # the same event, told again when the window has passed
                self._add(f"{story}o", "outside", tell(draw, told), start - round(draw.uniform(9, 20) * DAY), draw.randrange(PROVIDERS))
            case 2:
                self._add(story, "copy", copied(draw, first), start + draw.randrange(DAY), PROVIDERS + draw.randrange(PROVIDERS))

    def _tellings(self, story: str, told: Event, start: int, count: int, kind: str = "retold") -> Telling:
        tellings = [tell(self.draw, told) for _ in range(count)]
        spread = self.draw.choice((0.5, 1.0, 2.0, 4.0)) * DAY
        for provider, telling in zip(self.draw.sample(range(PROVIDERS), count), tellings, strict=True):
            self._add(story, kind, telling, start + round(self.draw.random() * spread), provider)
        return tellings[0]

    def _add(self, story: str, kind: str, telling: Telling, at: int, provider: int) -> None:
        url = f"https://www.p{provider}.example/{len(self.cards)}"
        terms = weigh(telling.title, telling.excerpt, telling.body)
        quality = self.draw.randrange(20, 90)
        self.cards.append(Card(f"{len(self.cards)}.md", at, url, f"p{provider}.example", quality, {"title": telling.title}, terms))
        self.truth.append(story)
        self.kind.append(kind)


def quality(archive: Archive, stories: list[Story]) -> dict[str, float]:
    """Recall and precision of members, in percent; and how many follow-ups stand apart from the story before."""
    truth = {card.path: story for card, story in zip(archive.cards, archive.truth, strict=True)}
    kinds = {card.path: kind for card, kind in zip(archive.cards, archive.kind, strict=True)}
    sizes: dict[str, int] = defaultdict(int)
    for story in archive.truth:
        sizes[story] += 1
    cluster = {card.path: [other.path for other in story.cards] for story in stories for card in story.cards}
    hits = wanted = given = copies = copies_found = followers = apart = 0
    for path, story in truth.items():
        fellows = [other for other in cluster.get(path, [path]) if other != path]
        right = sum(truth[other] == story for other in fellows)
        hits, wanted, given = hits + right, wanted + sizes[story] - 1, given + len(fellows)
        if kinds[path] == "copy":
            copies, copies_found = copies + sizes[story] - 1, copies_found + right
        if kinds[path] == "follow-up":
            followers += 1
            apart += all(truth[other] != story[:-1] for other in fellows)
    return {
        "planted": sum(size for size in sizes.values() if size > 1),
        "recall": 100 * hits / wanted,
        "precision": 100 * hits / given,
        "copies": 100 * copies_found / max(1, copies),
        "apart": 100 * apart / max(1, followers),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, action="append", help="size of an archive (default 10000 and 100000)")
    parser.add_argument("--a-day", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    columns = (
        "articles",
        "planted",
        "recall %",
        "precision %",
        "wire copies %",
        "follow-ups apart %",
        "look-up median ms",
        "p95 ms",
        "CPU s",
    )
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for articles in args.articles or (10_000, 100_000):
        archive = Archive(articles, args.a_day, args.seed)
        view = [card for card in archive.cards if card.at >= END - 4 * WINDOW_DAYS * DAY]
        index = Index(view)
        newest = [place for place, card in enumerate(index.cards) if card.at > END - DAY][:500]
        times = []
        for place in newest:
            start = time.thread_time()
            index.near(place)
            times.append(1000 * (time.thread_time() - start))
        times.sort()
        start = time.process_time()
        found = quality(archive, (Index(archive.cards) if len(view) < articles else index).stories())
        took = time.process_time() - start
        figures = [f"{found[name]:.1f}" for name in ("recall", "precision", "copies", "apart")]
        figures += [f"{statistics.median(times):.3f}", f"{times[int(len(times) * 0.95)]:.2f}", f"{took:.1f}"]
        print(f"| {articles} | {found['planted']:.0f} | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
