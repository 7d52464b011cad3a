"""The edition as a decision: what ``heat``, ``published`` and ``related`` should be in every file. Pure; nobody writes here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.edition.cards import Card, seconds
from pipelines.edition.heat import heat, published
from pipelines.edition.linkage import Story, stories
from pipelines.edition.related import WINDOW_DAYS

MOST = 5  # related entries of a file (schema, section 7.2)
KEYS = ("heat", "published", "related")
Values = Mapping[str, Any]
"""Values of ``KEYS``; ``related`` is None where there is none."""


@dataclass(frozen=True, slots=True)
class Options:
    line: int = 70
    window_days: float = WINDOW_DAYS


@dataclass(frozen=True, slots=True)
class Change:
    """What one file should say instead, by key (None: without the key), and why in a few words."""

    path: str
    values: Values
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the law gives for one file, and whether it leads, follows or stands alone."""

    card: Card
    values: Values = field(repr=False)
    reason: str


def decide(cards: Iterable[Card], options: Options = Options(), remembered: Mapping[str, Values] | None = None) -> tuple[Change, ...]:
    """The changes that make an edition of the folder, in the order of paths.

    ``remembered``: what the edition last wrote into each file; a key that says something else now was fixed by a person and stays.
    """
    found = (change_of(verdict, (remembered or {}).get(verdict.card.path), options.line) for verdict in verdicts(cards, options))
    return tuple(change for change in found if change)


def verdicts(cards: Iterable[Card], options: Options = Options()) -> list[Verdict]:
    """A verdict on every card with a quality, in the order of paths. Cards without one (files of an older form) take no part."""
    rated = [card for card in cards if card.quality is not None]
    return judged(rated, stories(rated, options.window_days), options.line)


def judged(cards: Iterable[Card], stories: Iterable[Story], line: int) -> list[Verdict]:
    """A verdict on every card, in the order of paths; the stories are all that these cards are in."""
    found = {card.path: Verdict(card, _values(card, (), line), "stands alone") for card in cards}
    for story in stories:
        lead = story.cards[0]
        for place, card in enumerate(story.cards):
            reason = f"leads {len(story.cards) - 1} more" if not place else f"follows {lead.path}"
            found[card.path] = Verdict(card, _values(card, entries(story, place), line), reason)
    return [found[path] for path in sorted(found)]


def entries(story: Story, place: int) -> list[Card]:
    """The related articles of one of a story, at most ``MOST``, best first.

    The lead is always among them. Then come other publishers before a second article of one, and other texts before a copy.
    """
    card, chosen = story.cards[place], list[int]()
    others = [at for at in range(len(story.cards)) if at != place]
    for new_text, new_provider in ((True, True), (False, True), (False, False)):
        for at in others:
            providers = {story.cards[one].provider for one in chosen}
            texts = {story.texts[one] for one in (*chosen, place)}
            first = not chosen and at == others[0]
            if at in chosen or len(chosen) == MOST:
                continue
            if first or (
                (not new_text or story.texts[at] not in texts) and (not new_provider or story.cards[at].provider not in providers)
            ):
                chosen.append(at)
    return [story.cards[at] for at in sorted(chosen) if story.cards[at] is not card]


def _values(card: Card, related: Sequence[Card], line: int) -> Values:
    hot = _heat(card.quality or 0, card.rank, [(other.quality or 0, other.rank) for other in related])
    return {"heat": hot, "published": published(hot, line), "related": [dict(other.shown) for other in related] or None}


def _heat(quality: int, rank: tuple[Any, ...], related: Sequence[tuple[int, tuple[Any, ...]]]) -> int:
    """The law, and for articles of one quality: whoever doesn't lead follows (schema, section 14.4)."""
    ahead = any(other == quality and theirs < rank for other, theirs in related)
    return heat(quality, [other for other, _ in related], wins_ties=not ahead)


def change_of(verdict: Verdict, remembered: Values | None, line: int) -> Change | None:
    """What has to change in a file, or None. ``published`` follows a heat that a person has set."""
    card, kept = verdict.card, fixed(verdict.card, remembered, line)
    stands = standing(card)
    changed = {key: value for key, value in wanted(verdict, kept, line).items() if key not in kept and value != stands[key]}
    return Change(card.path, changed, verdict.reason) if changed else None


def wanted(verdict: Verdict, kept: Collection[str], line: int) -> Values:
    """The verdict's values, where a person has set those of ``kept``: what we would say there too."""
    hot = verdict.card.heat
    if "heat" not in kept or hot is None:
        return verdict.values
    return {**verdict.values, "published": published(hot, line)}


def standing(card: Card) -> Values:
    """What the file says now."""
    return {"heat": card.heat, "published": card.published, "related": [dict(one) for one in card.related] or None}


def fixed(card: Card, remembered: Values | None, line: int) -> frozenset[str]:
    """The keys that a person has set: they say something else than we last wrote.

    Where nothing is remembered (a new file, or a lost cache) values that obey the law together are ours, others a person's.
    """
    stands = standing(card)
    if remembered is not None:
        return frozenset(key for key in KEYS if key in remembered and stands[key] != remembered[key])
    related = [_entry(one) for one in card.related]
    obeys = card.heat == _heat(card.quality or 0, card.rank[:3], related) and card.published == published(card.heat, line)
    return frozenset() if obeys else frozenset(key for key in KEYS if stands[key] is not None)


def _entry(entry: Mapping[str, Any]) -> tuple[int, tuple[Any, ...]]:
    """Quality and rank of a related entry as a file has it."""
    quality = entry.get("quality")
    quality = quality if isinstance(quality, int) else 0
    return quality, (-quality, seconds(entry.get("publishedDateTime")) or 0, str(entry.get("webUrl") or ""))
