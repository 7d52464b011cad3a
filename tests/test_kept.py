"""An edition after each of many small changes says what one over the whole folder says, and looks at little else."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.stories import Event, event, tell
from crawler import frontmatter
from crawler.cards_memory import TABLES, CardsMemory
from crawler.state import State, state_path
from pipelines.edition.cards import DAY, Card, card_of
from pipelines.edition.decide import KEYS, Options, standing, verdicts
from pipelines.edition.linkage import groups
from pipelines.edition.related import Index, Shelf
from tests.cards import NOON, record
from tests.newsdesk import edition_of

WEEKS = 5


class News:
    """A folder of articles that come, change and go."""

    def __init__(self, at: Path, seed: int) -> None:
        self.folder, self.state = at / "news", at / "state"
        self.folder.mkdir(parents=True)
        self.draw = random.Random(seed)
        self.told: list[tuple[Event, int]] = []
        self.number = 0
        self.read: dict[tuple[str, bytes], Card | None] = {}

    def add(self, name: str | None = None) -> None:
        draw = self.draw
        if self.told and draw.random() < 0.5:
            told, at = draw.choice(self.told)
            at += draw.randrange(3 * DAY)
        else:
            told, at = event(draw), NOON + draw.randrange(WEEKS * 7 * DAY)
            self.told.append((told, at))
        text = tell(draw, told)
        self.number += 1
        full = record(text.title, text.excerpt, at, f"p{draw.randrange(9)}", draw.randrange(20, 90), url=f"https://x.example/{self.number}")
        file = self.folder / (name or f"{self.number:04}.md")
        if name:  # a crawl keeps what the edition says
            stands = frontmatter.read(file.read_bytes()).record
            full |= {key: stands[key] for key in KEYS if key in stands}
        file.write_text(frontmatter.write(full, text.body), encoding="utf-8")

    def change(self, among: list[str]) -> None:
        name = among.pop(self.draw.randrange(len(among)))
        match self.draw.randrange(8):
            case 0:
                (self.folder / name).unlink()
            case 1:
                self.add(name)  # another article under the name
            case _:
                self.add()

    def cards(self) -> list[Card]:
        for path in self.folder.iterdir():
            content = path.read_bytes()
            if (path.name, content) not in self.read:
                one = frontmatter.read(content)
                self.read[path.name, content] = card_of(path.name, one.record, one.body)
        return [card for path in sorted(self.folder.iterdir()) if (card := self.read[path.name, path.read_bytes()])]

    def likes(self) -> dict[str, dict[str, int]]:
        """What is kept, by paths."""
        state = State(state_path(self.state, self.folder), TABLES)
        paths = dict(state.db.execute("SELECT number, path FROM edition_articles"))
        memory = CardsMemory(state, self.folder, lambda *_: None)
        found = {path: _named(memory.likes(number), paths) for number, path in paths.items()}
        assert not memory.due() and not memory.moved()
        state.close()
        return found


def _named(likes: Mapping[int, int], paths: Mapping[int, str]) -> dict[str, int]:
    return {paths[other]: like for other, like in likes.items()}


@pytest.mark.parametrize("seed", range(3))
def test_small_changes_end_as_one_edition_of_the_whole(seed: int, tmp_path: Path) -> None:
    news = News(tmp_path, seed)
    for _ in range((10, 40, 100)[seed]):
        news.add()
    edition_of(news.folder, news.state)
    for _ in range(8):
        names = sorted(path.name for path in news.folder.iterdir())
        for _ in range(news.draw.choice((1, 1, 5))):
            news.change(names)
        outcome = edition_of(news.folder, news.state)
        assert not outcome.failed
        cards = news.cards()
        wrong = [verdict.card.path for verdict in verdicts(cards) if standing(verdict.card) != verdict.values]
        assert wrong == []
        index = Index(Shelf(cards))
        paths = {number: card.path for number, card in enumerate(cards)}
        assert news.likes() == {path: _named(index.near(number), paths) for number, path in paths.items()}


def test_an_article_concerns_its_group_only(tmp_path: Path) -> None:
    news = News(tmp_path, 7)
    for _ in range(120):
        news.add()
    whole = edition_of(news.folder, news.state)
    assert whole.decided == 120 and whole.stories > 10
    decided = []
    for _ in range(8):
        news.add()
        decided.append(edition_of(news.folder, news.state).decided)
    assert max(decided) < 120 and sorted(decided)[4] < 60
    assert edition_of(news.folder, news.state).decided == 0


def test_a_window_of_another_length_is_taken_over(tmp_path: Path) -> None:
    news = News(tmp_path, 3)
    for _ in range(30):
        news.add()
    for days in (7, 2, 20):
        options = Options(window_days=days)
        edition_of(news.folder, news.state, options)
        assert [found.card.path for found in verdicts(news.cards(), options) if standing(found.card) != found.values] == []


def test_groups_hold_all_that_is_connected() -> None:
    likes = {1: {2: 9}, 2: {1: 9, 3: 8}, 3: {2: 8}, 4: {}, 5: {6: 7}, 6: {5: 7}}
    assert [sorted(group) for group in groups([3, 4, 1], likes.__getitem__)] == [[1, 2, 3], [4]]
