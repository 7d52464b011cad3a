"""Publishers' names: tidied, and how well one agrees with a domain. Pure text, no page."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_WORD = re.compile(r"[\W_]+")
_SCHEME = re.compile(r"^(?:https?:)?//", re.I)
_HOST_LIKE = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+){1,3}/?$")
_TLD = re.compile(r"\.(?:com?|net|org|info|tv|news|[a-z]{2})(?:\.[a-z]{2})?/?$", re.I)
_LEGAL = re.compile(
    r"[\s,]+(?:&\s*co\.?\s*(?:kg|ohg)?|gmbh(?:\s*&\s*co\.?\s*(?:kg|ohg))?|ag|kg|ug|se|inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|pty"
    r"|s\.?p\.?a|s\.?r\.?l|s\.?a\.?s?|s\.?l\.?u?|b\.?v|n\.?v|a/s|aps|ab|oyj?|as|asa|e\.\s?v|s\.?r\.?o|sp\.\s?z\s?o\.?\s?o|ооо|зао|株式会社)\.?$",
    re.I,
)
_ABBREVIATION = re.compile(r"(?<=\w)\s*\([A-ZÀ-Þ0-9]{2,6}\)$")
_SLOGAN = re.compile(r"\s+[|\-–—:·•»~★☆✩⋆]+\s+|\s*[|｜：]\s*|:\s+|\s+::\s+|,\s+(?=\w+ \w+ \w+)")
ARTICLES = frozenset(
    [
        "the",
        "a",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "l",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "i",
        "o",
        "os",
        "as",
        "het",
        "de",
        "den",
        "det",
    ]
)
_MAX_WORDS = 8
_CACHED_CHARS = 400  # longer texts are not kept in memory
_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"} | {"ي": "ی", "ى": "ی", "ك": "ک"}
)  # no accents to Unicode
_LOWER_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"}
UMLAUTS = str.maketrans(_LOWER_UMLAUTS | {one.upper(): two.title() for one, two in _LOWER_UMLAUTS.items()})  # as addresses write them


def fold(text: str) -> str:
    """Letters and digits only, without case and accents."""
    if text.isascii():
        return _NOT_WORD.sub("", text.lower())
    return _fold(text) if len(text) <= _CACHED_CHARS else _fold.__wrapped__(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
    return _NOT_WORD.sub("", "".join(char for char in plain if not unicodedata.combining(char)))


def words(text: str) -> list[str]:
    """The folded words of a name."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text.replace("'", "").replace("’", ""))
    return [folded for part in _NOT_WORD.split(spaced) if (folded := fold(part))]


def label(domain: str) -> str:
    """The registrable domain's own label, folded: ``the-post.co.uk`` -> ``thepost``."""
    return fold(domain.split(".", 1)[0])


def is_domain_like(name: str) -> bool:
    """Whether a name is written as an address: ``nytimes.com``, ``www.example.org``, ``http://example.org``."""
    return name.isascii() and bool(_SCHEME.match(name) or (_HOST_LIKE.match(name) and _TLD.search(name)))


def without_tld(name: str) -> str:
    """``Example.com`` -> ``Example``; other names as they are."""
    return _TLD.sub("", name).removeprefix("www.") or name


def without_legal_form(name: str) -> str:
    """``Example Media GmbH`` -> ``Example Media``."""
    return _LEGAL.sub("", name).strip(" ,") or name


def without_abbreviation(name: str) -> str:
    """``Valley Radio and Television (VRT)`` -> ``Valley Radio and Television``; a single word keeps its brackets."""
    bare = _ABBREVIATION.sub("", name)
    return bare if " " in bare else name


def without_article(name: str) -> str:
    """``The Example`` -> ``Example``; folded comparisons only."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ARTICLES else name


def slogan_parts(name: str) -> list[str]:
    """The pieces of "Name - the best news": the whole stays out unless it is one piece."""
    return [part.strip() for part in _SLOGAN.split(name) if part.strip()]


@lru_cache(maxsize=1024)
def agreement(name: str, domain: str) -> int:
    """How well a name fits a domain: 3 the same letters, 2 initials or shortened words, 1 one inside the other, 0 not at all.

    Of an umlaut's two spellings in addresses (``koeln``, ``koln``) the better one counts.
    """
    return max(_agreement(form, domain) for form in {name, name.translate(UMLAUTS)})


def _agreement(name: str, domain: str) -> int:
    own, folded = label(domain), fold(name)
    if len(own) < 2 or not folded:
        return 0
    bare = fold(without_article(without_tld(name)))
    if own in (folded, bare, fold(without_tld(name))) or folded == fold(domain) or (len(bare) > 2 and own in {a + bare for a in ARTICLES}):
        return 3
    parts = words(without_tld(name))[:_MAX_WORDS]
    if len(parts) > 1 and _spells(own, parts):
        return 2
    return int(own in parts or (len(own) >= 3 and own in folded) or (len(bare) >= 3 and bare in own))


def _spells(own: str, parts: list[str]) -> bool:
    """Whether the beginnings of a name's words, in order and with small words left out, make up the label.

    At least half of the words that aren't articles must take part.
    """
    states: set[tuple[int, int, bool]] = {(0, 0, False)}  # letters of the label spelled, words used, a lone letter after a long piece
    for part in parts:
        following = set(states)
        for at, used, _ in states:
            size = 0
            while size < len(part) and at + size < len(own) and own[at + size] == part[size]:
                size += 1
                following.add((at + size, used + 1, size == 1 and at > 2 * used))
        states = following
    weighty = sum(part not in ARTICLES for part in parts)
    return any(at == len(own) and not stray and used >= 2 and used * 2 >= weighty for at, used, stray in states)
