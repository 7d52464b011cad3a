"""Quality: two laws, each an ordered table of named parts whose points are data (config/quality.yaml). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ftfy.badness import is_bad

from crawler.items import Topic

Weights = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the laws look at. The seed's law needs the first block only, all of which stands in a file's own keys.

    ``keywords``: of each of the article's topics, entry by entry; an entry that a topic lists twice counts twice.
    """

    title: str = ""
    topics: int = 0
    keywords: tuple[str, ...] = ()
    picture: bool = False
    amp: bool = False
    directory: bool = False
    trusted: bool = False
    featured: bool = False

    words: int = 0
    excerpt: str = ""
    own_excerpt: bool = False
    picture_width: int = 0
    picture_url: str = ""
    instant: bool = False
    authors: bool = False
    language: bool = False
    truncated: bool = False
    paywalled: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the sum: what was looked at, what it gave, and what was found."""

    name: str
    points: int
    found: str


@dataclass(frozen=True, slots=True)
class Law:
    """A named table of parts; ``weights`` holds every key that it reads from config/quality.yaml, with its default."""

    weights: Weights
    parts: Callable[[Facts, Weights, Finder], Iterator[Part]]


Finder = Callable[[str, str], bool]
"""Whether a title has a keyword."""


def substring(keyword: str, title: str) -> bool:
    """The seed's way: letters within a word count too."""
    return keyword.lower() in title.lower()


def whole_words(keyword: str, title: str) -> bool:
    """Only a whole word counts, or several in a row; hyphens are blanks."""
    words = r"[\s\-‐‑]+".join(map(re.escape, re.split(r"[\s\-‐‑]+", keyword.lower())))
    return re.search(rf"(?<!\w){words}(?!\w)", title.lower()) is not None


FINDERS: Mapping[str, Finder] = {"substring": substring, "words": whole_words}


def keywords_of(topics: tuple[str, ...], taxonomy: Mapping[str, Topic]) -> tuple[str, ...]:
    """All keyword entries of these topics."""
    return tuple(keyword for name in topics if name in taxonomy for keyword in taxonomy[name].keywords)


def _seed(facts: Facts, weigh: Weights, has: Finder) -> Iterator[Part]:
    yield Part("topics", weigh["topic"] * facts.topics, f"{facts.topics}")
    hits = [keyword for keyword in facts.keywords if has(keyword, facts.title)]
    yield Part("keywords in the title", weigh["keyword"] * len(hits), ", ".join(hits))
    yield Part("picture", weigh["picture"] * facts.picture, _yes(facts.picture))
    yield Part("AMP version", weigh["amp"] * facts.amp, _yes(facts.amp))
    yield Part("publisher in the directory", weigh["directory"] * facts.directory, _yes(facts.directory))
    yield Part("trusted feed", weigh["trusted"] * facts.trusted, _yes(facts.trusted))
    yield Part("featured content", weigh["featured"] * facts.featured, _yes(facts.featured))
    over = max(0, len(facts.title) - weigh["title_length"])
    yield Part("long title", -(over // weigh["title_step"]), f"{len(facts.title)} characters")


def _editorial(facts: Facts, weigh: Weights, _has: Finder) -> Iterator[Part]:
    full = weigh["words"] * min(facts.words, weigh["full_words"]) // weigh["full_words"]
    yield Part("words to read", full, f"{facts.words}")
    large = facts.picture_width >= weigh["picture_width"]
    picture = weigh["picture"] if large else weigh["picture"] // 2
    yield Part("picture", picture * facts.picture, f"{facts.picture_width} pixels wide" if facts.picture else "no")
    yield Part("instant", weigh["instant"] * facts.instant, "time of day known" if facts.instant else "no time of day")
    yield Part("authors", weigh["authors"] * facts.authors, _yes(facts.authors))
    yield Part("the publisher's own excerpt", weigh["excerpt"] * facts.own_excerpt, _yes(facts.own_excerpt))
    yield Part("language as declared", weigh["language"] * facts.language, _yes(facts.language))
    yield Part("topic", weigh["topic"] * bool(facts.topics), f"{facts.topics}")
    yield Part("publisher in the directory", weigh["directory"] * facts.directory, _yes(facts.directory))
    yield Part("trusted feed", weigh["trusted"] * facts.trusted, _yes(facts.trusted))
    thin = facts.words < weigh["thin_words"]
    yield Part("thin", weigh["thin"] * thin, f"{facts.words} words")
    yield Part("truncated", weigh["truncated"] * facts.truncated, _yes(facts.truncated))
    yield Part("paywalled", weigh["paywalled"] * facts.paywalled, _yes(facts.paywalled))
    loud = shouts(facts.title)
    yield Part("shouting", weigh["shouting"] * loud, _yes(loud))
    garbled = is_bad(facts.title) or is_bad(facts.excerpt)
    yield Part("mojibake", weigh["mojibake"] * garbled, _yes(garbled))
    default = facts.picture and _DEFAULT_PICTURE.search(facts.picture_url[-300:]) is not None
    yield Part("default picture", weigh["default_picture"] * default, _yes(default))


# A file that is a logo, or whose whole name tells its use by the site instead of what it shows; a rendition's suffix doesn't count.
_DEFAULT_PICTURE = re.compile(
    r"(?:[/_.-](?:logo|placeholder)(?:[_.-][^/?#]*)?"
    r"|/(?:site-?)?(?:default|fallback|no-?image|dummy|avatar|share|sharing|social|og-?image|open-?graph)"
    r"(?:[_-](?:image|img|card|share|default|logo|fb|facebook|twitter|social|\d{1,5}(?:x\d{1,5})?))*(?:\.\w{3,4})?)(?:[?#]|$)",
    re.IGNORECASE,
)

LAWS: Mapping[str, Law] = {
    "seed": Law(
        {
            "topic": 2,
            "keyword": 15,
            "picture": 20,
            "amp": 20,
            "directory": 40,
            "trusted": 50,
            "featured": 100,
            "title_length": 70,
            "title_step": 2,
        },
        _seed,
    ),
    "editorial": Law(
        {
            "words": 30,
            "full_words": 400,
            "picture": 20,
            "picture_width": 600,
            "instant": 10,
            "authors": 10,
            "excerpt": 10,
            "language": 5,
            "topic": 5,
            "directory": 5,
            "trusted": 5,
            "thin": -25,
            "thin_words": 120,
            "truncated": -20,
            "paywalled": -40,
            "shouting": -20,
            "mojibake": -40,
            "default_picture": -20,
        },
        _editorial,
    ),
}


@dataclass(frozen=True, slots=True)
class Scorer:
    """A law with its points and its way to find keywords: the same facts give the same number."""

    law: str
    weights: Weights
    keywords: str = "substring"

    def parts(self, facts: Facts) -> tuple[Part, ...]:
        """Every line of the sum, in the law's order."""
        law = LAWS[self.law]
        return tuple(law.parts(facts, {**law.weights, **self.weights}, FINDERS[self.keywords]))

    def quality(self, facts: Facts) -> int:
        return total(self.parts(facts))


def total(parts: tuple[Part, ...]) -> int:
    """The sum of the parts, never below 0."""
    return max(0, sum(part.points for part in parts))


def shouts(title: str) -> bool:
    """Whether a title is mostly capitals, or ends in several exclamation marks; scripts without case never shout."""
    cased = [letter for letter in title if letter.isupper() or letter.islower()]
    loud = sum(letter.isupper() for letter in cased)
    return (len(cased) >= 12 and loud > 0.7 * len(cased)) or re.search(r"[!！]{2}", title) is not None


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"
