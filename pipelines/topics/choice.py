"""What an article is about: hits weighed by place and number, and the topics that are given. Pure.

1. Each topic is weighed: its best hit in the title, in the excerpt, and its hits in the text.
2. A word that may mean anything counts only in company: for a child, of its family; in a title, of the text.
3. A topic whose name holds its parent's ("AI in Finance") is a facet: a single word of it needs the parent's subject too.
4. Given is what reaches ENOUGH, and half of the best unless the title names it.
5. The best child stands first, then its parents, then the others and theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.items import Extraction, Topic
from pipelines.topics.matching import DOUBTFUL, SURE, Hit, matcher
from pipelines.topics.words import fold, words

# Points; set on the table in tests/test_topics.py and looked at on real pages. Move them together.
TITLE = 2.0
EXCERPT = 1.0
AGAIN = 0.25  # a further term of the same topic in title or excerpt
MENTION = 0.3  # each hit in the text
TEXT = 1.5  # the most that hits in the text give
DENSITY = 0.5  # hits a hundred words from which they count in full
LEAD = 0.5  # one of them in the opening
LEAD_WORDS = 60
ENOUGH = 2.0
SHARE = 0.5  # of the best topic's points that one needs which the title doesn't name
ALONE = 0.7  # of its points a common word in the title keeps if the text never comes back to it
FAMILY = 1.0  # points of the parent that a facet or a common word needs
LONG = 100  # words of a text that would have come back to it


@dataclass(frozen=True, slots=True)
class Weighed:
    """A topic that some word of the article speaks for; ``why`` says what was counted, ``lack`` why it isn't given."""

    topic: str
    points: float
    why: str
    lack: str = ""


def topics_of(
    taxonomy: Mapping[str, Topic], title: str, excerpt: str, text: str, language: str = "en", most: int = 3
) -> tuple[tuple[str, ...], tuple[Weighed, ...]]:
    """The article's topics, and everything that was weighed, best first. Same input, same answer."""
    weighed = _weigh(taxonomy, title, excerpt, text, language) if taxonomy else []
    given = [one.topic for one in weighed if not one.lack]
    above = {parent for name in given for parent in _parents(taxonomy, name)}
    names: list[str] = []
    for one in [*(name for name in given if name not in above), *(name for name in given if name in above)]:
        line = [name for name in (one, *_parents(taxonomy, one)) if name not in names]
        if not names or len(names) + len(line) <= most:
            names += line
    return tuple(names), tuple(weighed)


def extraction_topics(taxonomy: Mapping[str, Topic], found: Extraction, most: int = 3) -> tuple[tuple[str, ...], tuple[Weighed, ...]]:
    """The same for an extracted page."""
    text = found.text.plain if found.text else ""
    return topics_of(taxonomy, found.title or "", found.excerpt or "", text, found.locale or "", most)


def _weigh(taxonomy: Mapping[str, Topic], title: str, excerpt: str, text: str, language: str) -> list[Weighed]:
    match = matcher(tuple(taxonomy.values()), language.partition("-")[0].lower())
    places, length = [], 0
    for place in (title, _without(title, excerpt), _without(title, text)):
        hits, length = match.hits(place)  # at last the text's number of words
        places.append(_by_topic(hits))
    found = {name: _points(name, places, length) for name in taxonomy if any(name in place for place in places)}
    sure = {name for name, one in found.items() if any(hit.specific and hit.sure >= 0.5 for place in places for hit in place.get(name, ()))}
    rows: list[tuple[float, int, Weighed]] = []
    kept = {name: one for name, one in found.items() if not _lack_of_company(taxonomy, name, sure, found)}
    best = max((points for name, (points, _) in kept.items() if not _is_facet(taxonomy, name)), default=0.0)
    for number, name in enumerate(taxonomy):
        if name not in found:
            continue
        points, why = found[name]
        lack = _lack_of_company(taxonomy, name, sure, found)
        if not lack and _is_facet(taxonomy, name) and not _own_words(places, name):
            lack = _lack_of_parent(taxonomy, name, found, kept)
        if not lack and points < ENOUGH:
            lack = f"less than {ENOUGH:g}"
        elif not lack and points < SHARE * best and (_is_facet(taxonomy, name) or not _titled(places, name)):
            lack = f"less than half of the best topic's {best:.2f}"
        rows.append((-points, number, Weighed(name, points, why, lack)))
    return [row for _, _, row in sorted(rows, key=lambda row: row[:2])]


def _without(title: str, place: str) -> str:
    """An excerpt or text that begins by repeating the title says nothing new there."""
    at = place.find(title, 0, 2 * len(title) + 200) if title else -1
    return f"{place[:at]}\n{place[at + len(title) :]}" if at >= 0 else place


def _by_topic(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.term.topic, []).append(hit)
    return found


def _points(name: str, places: Sequence[Mapping[str, Sequence[Hit]]], length: int) -> tuple[float, str]:
    """A topic's points and what they come from."""
    title, excerpt, text = _confirmed([place.get(name, ()) for place in places])
    why: list[str] = []
    points = 0.0
    for hits, worth, called in ((title, TITLE, "title"), (excerpt, EXCERPT, "excerpt")):
        if not hits:
            continue
        further = len({hit.term.text for hit in hits}) - 1
        points += worth * max(hit.sure for hit in hits) + AGAIN * further
        why.append(f"{called} {_shown(hits)}")
    back = sum(hit.sure for hit in text)
    if text:
        density = 100 * back / max(length, LONG)
        points += min(TEXT, MENTION * back) * min(1.0, density / DENSITY)
        opening = any(hit.at < LEAD_WORDS and hit.sure >= 0.5 for hit in text)
        points += LEAD * opening
        why.append(f"text {len(text)} times in {length} words{', in its opening' if opening else ''}: {_shown(text)}")
    common = not any(hit.specific for hits in (title, excerpt, text) for hit in hits)
    if title and common and length >= LONG and back < 1:
        points *= ALONE
        why.append("the text never comes back to it")
    return round(points, 3), "; ".join(why)


def _confirmed(places: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """A doubtful name counts in full once the same name stands somewhere without doubt."""
    sure = {hit.term.text for place in places for hit in place if hit.sure >= SURE}
    return [[replace(hit, sure=1.0) if hit.sure == DOUBTFUL and hit.term.text in sure else hit for hit in place] for place in places]


def _lack_of_company(taxonomy: Mapping[str, Topic], name: str, sure: set[str], found: Mapping[str, tuple[float, str]]) -> str:
    """A child that only common words speak for needs its family's word, or more than a word of its parents."""
    parents = _parents(taxonomy, name)
    if not parents or name in sure or sure & set(_family(taxonomy, name)):
        return ""
    if any(found.get(parent, (0.0, ""))[0] >= FAMILY for parent in parents):
        return ""
    return f"a common word, and nothing speaks for {parents[0]}"


def _lack_of_parent(
    taxonomy: Mapping[str, Topic], name: str, found: Mapping[str, tuple[float, str]], kept: Mapping[str, tuple[float, str]]
) -> str:
    """A facet needs its parent's subject too: by the parent's own words, or by another kind of it that is given."""
    parent = str(taxonomy[name].parent)
    near = [one for one in _family(taxonomy, name) if one in kept and one != parent and not _is_facet(taxonomy, one)]
    if found.get(parent, (0.0, ""))[0] >= FAMILY or any(kept[one][0] >= ENOUGH for one in near):
        return ""
    return f"too little of {parent}"


def _titled(places: Sequence[Mapping[str, Sequence[Hit]]], name: str) -> bool:
    """Whether the title names a topic without doubt."""
    return any(hit.sure >= SURE for hit in places[0].get(name, ()))


def _own_words(places: Sequence[Mapping[str, Sequence[Hit]]], name: str) -> bool:
    """Whether a phrase or a name with capitals within ("DeepPier") speaks for a topic in title or excerpt: these are its own."""
    hits = [hit for place in places[:2] for hit in place.get(name, ())]
    return any(hit.specific and hit.sure >= SURE and hit.term.kind != "acronym" for hit in hits)


def _is_facet(taxonomy: Mapping[str, Topic], name: str) -> bool:
    """Whether the topic's name holds its parent's name as words: "AI Ethics" of "AI"."""
    parent = taxonomy[name].parent
    if not parent:
        return False
    own, above = ([fold(word.raw) for word in words(one)] for one in (name, parent))
    return any(own[at : at + len(above)] == above for at in range(len(own) - len(above) + 1))


def _family(taxonomy: Mapping[str, Topic], name: str) -> Iterator[str]:
    """Parents, and everything below them, but the topic itself."""
    above = set(_parents(taxonomy, name))
    for other in taxonomy:
        if other != name and (other in above or above & set(_parents(taxonomy, other))):
            yield other


def _parents(taxonomy: Mapping[str, Topic], name: str) -> tuple[str, ...]:
    """The topic's parent, its parent, and so on."""
    line: list[str] = []
    topic = taxonomy.get(name)
    while topic and topic.parent and topic.parent not in line:
        line.append(topic.parent)
        topic = taxonomy.get(topic.parent)
    return tuple(line)


def _shown(hits: Sequence[Hit]) -> str:
    forms: dict[str, float] = {}
    for hit in hits:
        forms[hit.found] = max(hit.sure, forms.get(hit.found, 0.0))
    return ", ".join(f'"{form}"' + (" (doubtful)" if sure < 0.5 else "") for form, sure in list(forms.items())[:4])
