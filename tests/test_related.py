"""What is one story, and what the publishing law makes of it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.stories import copied, event, tell
from pipelines.edition import linkage
from pipelines.edition.cards import DAY, Card, card_of, dump, load, seconds
from pipelines.edition.decide import decide, verdicts
from pipelines.edition.terms import weigh
from tests.cards import NOON, card, record, story

RETOLD: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "edition" / "retold.yaml").read_text(encoding="utf-8"))


def stories(*cards: Card) -> list[set[str]]:
    return [{one.path.removesuffix(".md") for one in story.cards} for story in linkage.stories(cards)]


def values(cards: list[Card]) -> dict[str, Mapping[str, Any]]:
    return {verdict.card.path.removesuffix(".md"): verdict.values for verdict in verdicts(cards)}


@pytest.mark.parametrize("language", RETOLD)
def test_retellings_are_one_story(language: str) -> None:
    (one, other), hours = RETOLD[language], 3600
    others = [text for name, pair in RETOLD.items() if name != language for text in pair[:1]]
    cards = [card("a", *one, NOON, "kestrel"), card("b", *other, NOON + 5 * hours, "alba")]
    cards += [card(f"x{number}", *text, NOON, f"p{number}") for number, text in enumerate(others)]
    assert stories(*cards) == [{"a", "b"}]


def test_other_events_of_one_kind_are_not() -> None:
    assert not stories(
        card(
            "a", "Harbour bridge in Velmouth closed after cracks found", "Engineers shut the Velmouth bridge on Tuesday.", NOON, "kestrel"
        ),
        card("b", "Castle bridge in Ostholm reopens after repairs", "Ostholm celebrates: the castle bridge is open again.", NOON, "alba"),
        card("c", "Farmers fear a dry summer in the Quin valley", "No rain for six weeks: the harvest is at risk.", NOON, "alba"),
    )


def test_the_window_ends() -> None:
    one, other = RETOLD["en"]
    late = card("b", *other, NOON + 7 * DAY + 1, "alba")
    assert not stories(card("a", *one, NOON, "kestrel"), late)
    wide = linkage.stories([card("a", *one, NOON, "kestrel"), late], window_days=14)
    assert len(wide) == 1


def test_a_story_never_spans_more_than_the_window() -> None:
    draw = random.Random(1)
    told = event(draw)
    texts = [tell(draw, told) for _ in range(8)]
    cards = [card(str(n), t.title, t.excerpt, NOON + 3 * n * DAY, f"p{n}", body=t.body) for n, t in enumerate(texts)]
    found = linkage.stories(cards)
    assert found
    for told_once in found:
        times = [one.at for one in told_once.cards]
        assert max(times) - min(times) <= 7 * DAY


def test_copies_of_one_text_are_one_story_and_follow_ups_are_two() -> None:
    draw = random.Random(5)
    first = event(draw)
    wire = tell(draw, first)
    cards = [card("wire", wire.title, wire.excerpt, NOON, "p0", body=wire.body)]
    for n in range(1, 4):
        copy = copied(draw, wire)
        cards.append(card(f"copy{n}", copy.title, copy.excerpt, NOON + n * 3600, f"p{n}", body=copy.body))
    later = event(draw, first)
    for n in range(2):
        told = tell(draw, later)
        cards.append(card(f"later{n}", told.title, told.excerpt, NOON + 4 * DAY, f"p{n}", body=told.body))
    for n in range(600):  # other news of those days
        told = tell(draw, event(draw))
        cards.append(card(f"other{n}", told.title, told.excerpt, NOON + draw.randrange(-5 * DAY, 5 * DAY), f"p{n % 9}", body=told.body))
    found = stories(*cards)
    assert {"wire", "copy1", "copy2", "copy3"} in found and {"later0", "later1"} in found


def test_terms_are_bounded_and_of_every_script() -> None:
    assert {"recogniti", "police", "uk"} <= set(weigh("UK’s police: recognition", "", ""))
    assert weigh("Die Züge", "", "").keys() == weigh("die züge", "", "").keys() == {"die", "zuge"}
    assert "3000" in weigh("Fabrik für 3.000 Millionen", "", "") and "3000" in weigh("A 3,000 million plant", "", "")
    assert "地震" in weigh("南海トラフ地震", "", "")
    assert len(weigh("a b", "", "word " * 200_000 + " ".join(f"w{n}x" for n in range(50_000)))) <= 64
    assert not any("example" in term for term in weigh("", "", "See [this](https://www.example.com/a_b) now"))


# ---- the law over a story


def test_the_best_leads_and_the_others_follow() -> None:
    said = values(story(35, 54, 42))
    assert [(one["heat"], one["published"]) for one in said.values()] == [(-1, False), (74, True), (-1, False)]
    assert [[entry["quality"] for entry in one["related"]] for one in said.values()] == [[54, 42], [42, 35], [54, 35]]


@pytest.mark.parametrize(("qualities", "heats"), [((50, 50), [60, -1]), ((0, 0, 0), [20, -1, -1]), ((10, 80, 80), [-1, 100, -1])])
def test_of_equals_the_earlier_leads(qualities: tuple[int, ...], heats: list[int]) -> None:
    assert [one["heat"] for one in values(story(*qualities)).values()] == heats


def test_of_equals_at_one_moment_the_smaller_address_leads() -> None:
    said = verdicts(story(50, 50, 50, gap=0))
    lead = min(said, key=lambda verdict: verdict.card.url)
    assert [verdict.card for verdict in said if verdict.values["heat"] >= 0] == [lead.card]


def test_an_entry_is_an_exact_projection() -> None:
    one, other = story(30, 40)
    image = {"url": "https://i.example/a.png", "width": 600, "height": 400, "isCached": True}
    full = record(
        "T", "E", NOON, "alba", 40, ampWebUrl="https://a.example/amp", cdnAmpWebUrl="https://c.example/", images=[image], topics=["AI"]
    )
    full["provider"]["images"] = [{"url": "https://i.example/logo.png", "width": 50, "height": 50}]
    shown = card_of("x.md", full, "").shown  # type: ignore[union-attr]
    assert list(shown) == [
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "ampWebUrl",
        "cdnAmpWebUrl",
        "type",
        "provider",
        "quality",
        "images",
    ]
    assert shown["provider"] == {"name": "Alba", "domain": "alba.example"} and shown["images"] == [image]
    assert values([one, other])["0a"]["related"] == [dict(other.shown)]


def test_five_entries_at_most_of_five_publishers_and_the_lead_among_them() -> None:
    cards = story(10, 90, 20, 80, 30, 70, 40, 60, providers="aabbcdef")
    said = values(cards)
    assert sum(one["heat"] >= 0 for one in said.values()) == 1
    for name, one in said.items():
        qualities = [entry["quality"] for entry in one["related"]]
        assert len(qualities) == 5 and qualities == sorted(qualities, reverse=True)
        assert len({entry["provider"]["domain"] for entry in one["related"]}) == 5, name
        assert qualities[0] == (90 if name != "1a" else 80)


def test_too_few_publishers_fill_the_places_twice() -> None:
    said = values(story(10, 90, 20, 80, providers="aabb"))
    assert [len(one["related"]) for one in said.values()] == [3, 3, 3, 3]


def test_a_file_without_quality_takes_no_part() -> None:
    cards = story(50, 40)
    older = card("old", "T", "E", NOON, "alba", None)
    assert "old" not in values([*cards, older])
    assert card_of("a.md", {"title": "No date"}, "") is None


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_cards_says_nothing(seed: int) -> None:
    cards = story(50, 40, 40, 30) + [card(f"x{n}", *RETOLD[name][0], NOON + n, "p") for n, name in enumerate(RETOLD)]
    shuffled = random.Random(seed).sample(cards, len(cards))
    assert decide(shuffled) == decide(cards) and decide(cards)


def test_a_card_goes_into_a_text_and_back() -> None:
    one = story(50, 40)[0]
    assert load(dump(one)) == replace(one, terms={})
    assert seconds("2026-11-02T07:15:00Z") == 1793603700 and seconds("2026-11-02") is None and seconds(None) is None
