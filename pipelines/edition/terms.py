"""A text as weighted terms in any language: stems of words, numbers, and pairs of letters where a script has no spaces."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

KEPT = 64  # terms of an article; more find nothing more (benchmarks/related.py)
READ = 6000  # characters of the text that are read: news tells the story first
STEM = 9  # letters of a word that count: long endings of inflection fall away in most languages
TITLE, EXCERPT, NAMED = 3.0, 1.5, 2.0  # a term's weight by place, and the factor for names and numbers
SCALE = 8  # weights are kept as whole numbers of 1/8

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff"
_TOKEN = re.compile(rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<run>[{_UNSPACED}]+)|(?P<word>(?:[^\W\d_{_UNSPACED}]|[{_MARKS}])+)")
_UNSPACED_PAIR = re.compile(rf"[{_UNSPACED}]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_MARKDOWN = re.compile(r"\]\([^)\s]{0,2000}\)|https?://\S+|&[a-z]{2,8};|&#\d+;")
_ENDS = '.!?:;…"“”„«»‘‹›([*#>-–—\n'


def weigh(title: str, excerpt: str, body: str) -> dict[str, int]:
    """The article's ``KEPT`` most telling terms with their weights, the most telling first.

    A term counts for its place (title, excerpt) and its frequency in the text; names (capitals within a sentence) and numbers more.
    The root keeps one name that two articles share from making them alike.
    """
    places: dict[str, float] = {}
    counts: dict[str, int] = {}
    named: set[str] = set()
    for text, weight in ((title, TITLE), (excerpt, EXCERPT)):
        for term, is_name in _terms(text):
            places[term] = max(places.get(term, 0.0), weight) if weight != EXCERPT else places.get(term, 0.0) + EXCERPT
            if is_name and text is excerpt:
                named.add(term)
    for term, is_name in _terms(_MARKDOWN.sub(" ", body[:READ])):
        counts[term] = counts.get(term, 0) + 1
        if is_name:
            named.add(term)
    order = {**places, **counts}
    weights = {}
    for term in order:
        weight = (places.get(term, 0.0) + math.log2(1 + counts.get(term, 0))) * (NAMED if term in named else 1.0)
        weights[term] = round(SCALE * math.sqrt(weight))
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1] * -math.log(common(pair[0])), pair[0]))[:KEPT])


def common(term: str) -> float:
    """The share of all articles that are thought to hold a term, before any is counted: short words are common in every language."""
    if term.isdigit():
        return 0.1 if len(term) == 2 or (len(term) == 4 and term[:2] in ("19", "20")) else 0.01  # years
    if _UNSPACED_PAIR.fullmatch(term):
        return 0.01
    return {1: 0.3, 2: 0.3, 3: 0.3, 4: 0.08, 5: 0.03}.get(len(term), 0.01)


def _terms(text: str) -> Iterator[tuple[str, bool]]:
    """Every term of a text, and whether it looks like a name or a number there."""
    text = unicodedata.normalize("NFC", text)
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "number":
            digits = re.sub("[.,]", "", token)
            if len(digits) > 1:
                yield digits, True
        elif match.lastgroup == "run":
            yield from ((token[i : i + 2], False) for i in range(max(1, len(token) - 1)))
        elif len(token) > 1:
            yield stem(token), token[0].isupper() and (token.isupper() or not _opens(text, match.start()))


def stem(word: str) -> str:
    """A word without case, accents, plural s and what follows its first letters."""
    word = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", word.casefold())))
    if len(word) > 3 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    return word[:STEM]


def _opens(text: str, at: int) -> bool:
    """Whether a word begins a sentence, where a capital says nothing."""
    before = text[max(0, at - 3) : at].rstrip(" \t*_")
    return not before or before[-1] in _ENDS
