"""Where a text has the keywords of a taxonomy, and how much each place can be believed. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crawler.items import Topic
from pipelines.topics.words import (
    COMPOUNDING,
    FREE_ENDINGS,
    LEAST_HEAD,
    LEAST_STEM,
    LEAST_TAIL,
    MAX_ENDING,
    NOUNS_CAPITAL,
    SCRIPT_WITHOUT_BLANKS,
    Word,
    fold,
    forms,
    spellings,
    words,
)

Kind = Literal["phrase", "word", "acronym", "name", "script"]
SURE = 0.75  # from which a hit is believed
DOUBTFUL = 0.25  # a name without its capitals, or bound to another word: "high power apps"
LONG_COMPOUND = 12  # letters of a word that is a phrase in other languages
LONGEST = 80  # letters of a word that is looked at
WINDOW = 5  # words on each side that show whether capitals mean something there
ALL_CAPITALS = 0.7  # share of words in capitals from which an abbreviation can't be told from a word
_SMALL_WORDS = (
    "and are but can for from has have how into its nor not off onto our out over per than that the their this til upon via was what when "
    "where which who why will with your about after amid before between without aus bei das dem den der des die ein eine für mit nach und "
    "vom von vor zum zur aux avec dans des les par pour sur une con del las los para por una con dal dei della delle gli nel per sul uma "
    "dos das com em voor met van het een och med för til"
)
SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword, name or hashtag of a topic, in the words it is matched by."""

    topic: str
    text: str
    kind: Kind
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a term stands: ``at`` counts words, ``sure`` is 0-1.

    ``specific``: the term can hardly mean something else: several words, an abbreviation, or capitals within.
    """

    term: Term
    at: int
    found: str
    sure: float
    specific: bool


class Matcher:
    """All terms of a taxonomy, indexed for one language; linear in the text's length."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self.language = language
        self.free = language in FREE_ENDINGS
        self.begins: defaultdict[str, list[Term]] = defaultdict(list)  # a form of the first word -> terms
        self.whole: defaultdict[str, list[Term]] = defaultdict(list)  # a form of all words written as one
        self.heads: defaultdict[str, list[Term]] = defaultdict(list)  # stems that may begin a compound
        self.scripts: list[Term] = []
        self.tags: defaultdict[str, list[Term]] = defaultdict(list)
        self.own: set[str] = set()  # words of the taxonomy's phrases
        for term in terms:
            if len(term.parts) > 1:
                self.own |= {fold(part) for part in term.parts}
            if term.text.startswith("#"):
                self.tags[fold(term.text[1:])].append(term)
            elif term.kind == "script":
                self.scripts.append(term)
            else:
                self._add(term)

    def _add(self, term: Term) -> None:
        joined = "".join(term.parts)
        if len(term.parts) > 1:
            for form in forms(term.parts[0], self.language):
                self.begins[form].append(term)
        for form in forms(joined, self.language) if len(joined) > LEAST_STEM or len(term.parts) == 1 else ():
            self.whole[form].append(term)
        if term.kind != "acronym":
            for stem in spellings(joined):
                self.heads[stem].append(term)

    def hits(self, text: str) -> tuple[list[Hit], int]:
        """All hits of a text, at most one a topic at each word, and the number of words."""
        found = words(text)
        capitals = _all_capitals(found)
        hits: list[Hit] = []
        until: dict[str, int] = {}  # topic -> the word up to which a longer hit holds
        for at in range(len(found)):
            here: dict[str, tuple[int, Hit]] = {}
            for term, length, sure in self._at(found, at):
                if at < until.get(term.topic, 0) or (length <= here[term.topic][0] if term.topic in here else False):
                    continue
                hit = self._judge(found, at, length, term, sure, capitals)
                if hit:
                    here[term.topic] = length, hit
            for topic, (length, hit) in here.items():
                until[topic] = at + length
                hits.append(hit)
        return hits + self._in_scripts(text), len(found)

    def _at(self, found: Sequence[Word], at: int) -> Iterator[tuple[Term, int, float]]:
        """Terms that begin at a word, with their length in words and how sure the form is."""
        word = found[at]
        if len(word.folded) > LONGEST:
            return
        if word.joint == "#":
            for term in self.tags.get(word.folded, ()):
                yield term, 1, 1.0
        for stem in self._stems(word.folded):
            for term in self.begins.get(stem, ()):
                if self._follows(found, at, term.parts):
                    yield term, len(term.parts), 1.0
            for term in self.whole.get(stem, ()):
                yield term, 1, 1.0
        if at + 1 < len(found) and found[at + 1].joint == "-":
            for term in self.whole.get(word.folded + found[at + 1].folded, ()):
                if len(term.parts) == 1:
                    yield term, 2, 1.0
        if self.language in COMPOUNDING and len(word.folded) >= LEAST_HEAD + 3:
            for cut in range(LEAST_HEAD, len(word.folded) - 3):
                for term in self.heads.get(word.folded[:cut], ()):
                    yield term, 1, 1.0
            for cut in range(3, len(word.folded) - LEAST_TAIL + 1):
                for term in self.whole.get(word.folded[cut:], ()):
                    if term.kind != "acronym" and len("".join(term.parts)) >= LEAST_TAIL:
                        yield term, 1, 1.0

    def _stems(self, folded: str) -> Iterator[str]:
        """The word, and in languages of many endings whatever may be left without one."""
        yield folded
        if self.free:
            for cut in range(max(LEAST_STEM, len(folded) - MAX_ENDING), len(folded)):
                yield folded[:cut]

    def _follows(self, found: Sequence[Word], at: int, parts: Sequence[str]) -> bool:
        if at + len(parts) > len(found):
            return False
        for word, part in zip(found[at + 1 : at + len(parts)], parts[1:], strict=True):
            if word.joint not in (" ", "-"):
                return False
            known = forms(part, self.language)
            if len(word.folded) > LONGEST or not any(stem in known for stem in self._stems(word.folded)):
                return False
        return True

    def _judge(self, found: Sequence[Word], at: int, length: int, term: Term, sure: float, capitals: bool) -> Hit | None:
        """The hit, or None where the word only looks like the term."""
        span = found[at : at + length]
        if span[0].joint == "." or (at + length < len(found) and found[at + length].joint == "."):
            return None  # part of an address or a number
        shown = "".join(f"{word.joint if place and word.joint in (' ', '-') else ''}{word.raw}" for place, word in enumerate(span))
        if span[0].joint == "#":
            return Hit(term, at, f"#{shown}", sure, True)
        if term.kind == "acronym":
            if not _in_capitals(shown):
                return None
            return Hit(term, at, shown, DOUBTFUL if capitals else sure, not capitals)
        if term.kind == "name" and (self.language not in NOUNS_CAPITAL or _inner_capital(term.text)):
            telling = self.language not in NOUNS_CAPITAL and _telling(found, at, at + length)
            sure *= _name_sure(found, at, span, telling, self.own)
            return Hit(term, at, shown, sure, sure >= SURE and (len(term.parts) > 1 or _inner_capital(term.text)))
        specific = len(term.parts) > 1 or (self.language in COMPOUNDING and len(term.parts[0]) >= LONG_COMPOUND)
        specific |= any(_inner_capital(word.raw) for word in span)  # TensorFlow
        return Hit(term, at, shown, sure, specific)

    def _in_scripts(self, text: str) -> list[Hit]:
        """Terms in scripts without blanks count wherever they stand."""
        folded = fold(text) if self.scripts else ""
        found: list[Hit] = []
        for term in self.scripts:
            start = folded.find(term.parts[0])
            while start >= 0 and len(found) < 200:
                found.append(Hit(term, start // 2, term.text, 1.0, True))
                start = folded.find(term.parts[0], start + len(term.parts[0]))
        return found


def _name_sure(found: Sequence[Word], at: int, span: Sequence[Word], telling: bool, own: Container[str]) -> float:
    """How surely a name is meant: by its capitals where they tell; in a headline of capitals by the word before it,
    which binds unless it is one of the taxonomy's own."""
    if any(_inner_capital(word.raw) for word in span):
        return 1.0  # PowerApps, PyTorch
    if not all(word.raw[:1].isupper() or word.raw[:1].isdigit() for word in span):
        return DOUBTFUL
    if len(span) == 1 and span[0].joint == "":
        return DOUBTFUL  # any first word has a capital
    if telling:
        return 1.0
    bound = span[0].joint in (" ", "-") and not _small(found[at - 1]) and found[at - 1].folded not in own
    return DOUBTFUL if bound else 1.0


def _inner_capital(text: str) -> bool:
    return any(letter.isupper() for letter in text[1:]) and not text.isupper()


def _telling(found: Sequence[Word], start: int, end: int) -> bool:
    """Whether words around are in small letters, so that capitals mean a name."""
    around = [*found[max(0, start - WINDOW) : start], *found[end : end + WINDOW]]
    content = [word for word in around if word.joint in (" ", "-") and not _small(word) and word.raw[:1].isalpha()]
    lower = sum(word.raw[:1].islower() for word in content)
    return lower > 0 and 3 * lower >= len(content)


def _small(word: Word) -> bool:
    return len(word.folded) <= 2 or word.folded in SMALL


def _in_capitals(shown: str) -> bool:
    stem = shown[:-1] if shown.endswith("s") else shown
    return stem.isupper()


def _all_capitals(found: Sequence[Word]) -> bool:
    cased = [word for word in found[:100] if len(word.raw) > 1 and word.raw.upper() != word.raw.lower()]
    return len(cased) >= 3 and sum(word.raw.isupper() for word in cased) > ALL_CAPITALS * len(cased)


def terms_of(taxonomy: Sequence[Topic]) -> tuple[Term, ...]:
    """The terms of every topic: its keywords, its names, its short name if that is an abbreviation, its hashtags."""
    capitals_declared = _abbreviations(taxonomy)
    keywords = [keyword for topic in taxonomy for keyword in topic.keywords]
    lower = sum(keyword == keyword.lower() for keyword in keywords)
    sparing = 3 * lower >= 2 * len(keywords)  # keywords are written small, so a capital in one is meant
    sentence_case = any(_sentence_case(topic.name) for topic in taxonomy)
    found: dict[tuple[str, str], Term] = {}
    for topic in taxonomy:
        short = [topic.shortname] if topic.shortname and topic.shortname.isupper() else []
        for text in (*topic.keywords, topic.name, *topic.other_names, *short):
            parts = tuple(word.raw for word in words(text))
            if not parts:
                continue
            name = sentence_case and len(parts) > 1 and fold(text) == fold(topic.name) and _all_title(topic.name)
            if SCRIPT_WITHOUT_BLANKS.search(text):
                kind: Kind = "script"
                parts = (fold(text),)
            elif len(parts) == 1 and (text.isupper() or parts[0].lower() in capitals_declared):
                kind = "acronym"
            elif name or (sparing and text in topic.keywords and text != text.lower()):
                kind = "name"
            else:
                kind = "phrase" if len(parts) > 1 else "word"
            found.setdefault((topic.name, fold(text)), Term(topic.name, text, kind, parts))
        for tag in topic.hashtags:
            found.setdefault((topic.name, fold(tag)), Term(topic.name, f"#{tag.lstrip('#')}", "word", (tag.lstrip("#"),)))
    return tuple(found.values())


def _abbreviations(taxonomy: Sequence[Topic]) -> frozenset[str]:
    """Words that the taxonomy itself writes in capitals: AI, NLP."""
    texts = [
        text for topic in taxonomy for text in (topic.name, topic.shortname or "", *topic.other_names, *topic.hashtags, *topic.keywords)
    ]
    return frozenset(word.raw.lower() for text in texts for word in words(text) if 2 <= len(word.raw) <= 5 and word.raw.isupper())


def _sentence_case(name: str) -> bool:
    """Whether a later word of weight is written small: capitals of such names mean something."""
    return any(word.raw[:1].islower() and not _small(word) for word in words(name)[1:])


def _all_title(name: str) -> bool:
    return all(word.raw[:1].isupper() for word in words(name))


@lru_cache(maxsize=64)
def matcher(taxonomy: tuple[Topic, ...], language: str) -> Matcher:
    """The taxonomy's matcher for texts of a language."""
    return Matcher(terms_of(taxonomy), language)
