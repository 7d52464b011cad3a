"""How well stories are found, and how long it takes: clusters of retold stories planted among other articles (``stories.py``).

    python benchmarks/related.py [--articles 10000 --articles 100000] [--a-day 1000] [--seed 1]

Among the articles of each archive are planted: stories of 2 to 6 tellings within the window, the same outside of it (a telling a fortnight
later is no member), wire copies, and follow-ups (the same people and places, another event, some days on) that are stories of their own.
A pair of tellings counts as found if both are in one cluster. Recall and precision are of members: of a telling's true fellows, how many
share its cluster; of its cluster, how many are true fellows. The whole archive is kept as an edition keeps it (``kept.py``). A look-up is
``Index.near`` of one article of the newest day: *alone* with nothing read before but by SQLite, *in a pass* after others of the day. All
archives are looked up in turn, article by article, several times over; what counts is an article's fastest time, as the others are
the machine's doing.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.stories import Event, Telling, copied, event, tell
from crawler.cards_memory import TABLES, CardsMemory, Gist, Moved
from crawler.state import State
from pipelines.edition.cards import DAY, Card
from pipelines.edition.kept import Kept, place, take_in
from pipelines.edition.linkage import Story, groups, told
from pipelines.edition.related import WINDOW_DAYS, Index
from pipelines.edition.terms import weigh

END = 1_790_000_000  # seconds: the newest article
SHARE = 0.1  # of the articles that belong to planted stories
PROVIDERS = 60
LOOKED_UP = 500  # articles of the newest day


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


class Planted(CardsMemory):
    """An archive as an edition keeps it, without files."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        super().__init__(State(folder / "state.sqlite", TABLES), folder, lambda *_: None)
        self.cards = archive.cards
        start = time.process_time()
        take_in(self)
        index = place(self, WINDOW_DAYS)
        self.stories: list[Story] = []
        for group in groups(self.due(), self.likes):
            likes = {number: self.likes(number) for number in group}
            self.stories += told(index, {number: self.cards[number - 1] for number in group}, likes)
        self.took = time.process_time() - start
        self.newest = [number for number, card in enumerate(self.cards, 1) if card.at > END - DAY][:LOOKED_UP]
        self.alone = [math.inf] * len(self.newest)
        self.passing = [math.inf] * len(self.newest)
        self.index = index

    def refresh(self) -> Iterator[Moved]:
        for number, card in enumerate(self.cards, 1):
            gist = Gist(card.at, card.provider, card.terms)
            values = (number, card.path, card.at, json.dumps((card.provider, card.terms)))
            self.state.db.execute("INSERT INTO edition_articles VALUES (?, ?, 0, 0, ?, ?, '')", values)
            self.pend([number], moved=True)
            yield Moved(number, None, gist)

    def look_up(self, place: int) -> None:
        """Time one article in a pass, and one of five alone."""
        ways = [(self.passing, self.index)]
        if place % 5 == 0:
            ways.append((self.alone, Index(Kept(self))))
        for times, index in ways:
            start = time.thread_time()
            index.near(self.newest[place])
            times[place] = min(times[place], 1000 * (time.thread_time() - start))


COLUMNS = (
    "articles",
    "planted",
    "recall %",
    "precision %",
    "wire copies %",
    "follow-ups apart %",
    "CPU s",
    "look-up alone ms",
    "p95",
    "in a pass ms",
    "p95",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, action="append", help="size of an archive (default 10000 and 100000)")
    parser.add_argument("--a-day", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="of look-ups")
    args = parser.parse_args()
    rows, kept = [], []
    with tempfile.TemporaryDirectory() as name:
        for articles in args.articles or (10_000, 100_000):
            archive, folder = Archive(articles, args.a_day, args.seed), Path(name, str(articles))
            folder.mkdir()
            kept.append(Planted(archive, folder))
            found = quality(archive, kept[-1].stories)
            figures = [f"{found[name]:.1f}" for name in ("recall", "precision", "copies", "apart")]
            rows.append([str(articles), f"{found['planted']:.0f}", *figures, f"{kept[-1].took:.1f}"])
            gc.collect()
        gc.disable()
        for _ in range(args.rounds):
            for at in range(LOOKED_UP):
                for one in kept:
                    one.look_up(at % len(one.newest))
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    medians = []
    for row, one in zip(rows, kept, strict=True):
        ways = [sorted(time for time in times if time < math.inf) for times in (one.alone, one.passing)]
        medians.append([statistics.median(times) for times in ways])
        row += [f"{figure:.3f}" for times in ways for figure in (statistics.median(times), times[int(len(times) * 0.95)])]
        print(f"| {' | '.join(row)} |")
    alone, passing = (last / first for first, last in zip(medians[0], medians[-1], strict=True))
    print(f"\nThe last over the first: look-up alone {alone:.2f}, in a pass {passing:.2f}")


if __name__ == "__main__":
    main()
