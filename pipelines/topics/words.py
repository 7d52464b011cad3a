"""Words of a text for matching: folded, with what stands between them; and the forms a keyword's word may take. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_WORDS = 20_000  # of one place; a text that is longer has said what it is about
LEAST_STEM = 4  # letters that a word needs to take an ending
LEAST_HEAD = 5  # letters of a keyword that begins a compound, and of what follows it
LEAST_TAIL = 6  # letters of a keyword that ends one
COMPOUNDING = frozenset(("de", "nl", "sv", "da", "no", "nb", "nn", "fi", "hu", "is", "et"))
NOUNS_CAPITAL = frozenset(("de", "lb"))  # languages in which a capital letter says nothing
FREE_ENDINGS = frozenset(("fi", "tr", "hu", "et", "eu", "az", "kk"))  # endings pile up: any of them, up to MAX_ENDING letters
MAX_ENDING = 6
SCRIPT_WITHOUT_BLANKS = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿가-힯ༀ-࿿က-႟ក-៿]")

_ROMANCE = ("s", "es", "x")
_SLAVIC = (
    *("a", "e", "i", "o", "u", "y", "em", "om", "am", "ow", "ov", "ou", "ami", "ach", "ech", "ich", "imi", "ymi", "ego", "emu", "iem"),
    *("а", "е", "и", "о", "у", "ы", "ь", "я", "ю", "й", "ой", "ом", "ов", "ам", "ах", "ей", "ем", "ям", "ях", "ами", "ями", "ия", "ии"),
    *("ию", "ий", "ые", "ых", "ым", "ыми", "ая", "ое", "ую", "ого", "ому", "ій", "ії", "ію", "ою", "і", "ї"),
)
_NORDIC = ("s", "n", "t", "en", "et", "ar", "or", "er", "na", "ne", "arna", "orna", "erna", "ene", "ens", "ets", "e", "a")
ENDINGS = {
    "en": ("s", "es"),
    "de": ("s", "es", "e", "n", "en", "er", "ern", "em"),
    "nl": ("s", "en", "e"),
    **dict.fromkeys(("fr", "es", "pt", "ca", "gl"), _ROMANCE),
    **dict.fromkeys(("sv", "da", "no", "nb", "nn", "is"), _NORDIC),
    **dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "ru", "uk", "be", "mk"), _SLAVIC),
    "it": ("a", "e", "i", "o"),
    "ro": ("i", "e", "a", "ul", "ului", "le", "lor", "uri", "ilor"),
}
# (end of the word, what replaces it): the other number of the same word
SWAPS = {
    "en": (("y", "ies"), ("ies", "y"), ("is", "es")),
    "de": (("e", "er"), ("e", "en"), ("e", "em"), ("e", "es")),
    "fr": (("al", "aux"), ("eau", "eaux"), ("el", "elle"), ("el", "elles"), ("f", "ve"), ("f", "ves")),
    "es": (("z", "ces"), ("o", "a"), ("o", "as"), ("a", "os")),
    "pt": (("ao", "oes"), ("al", "ais"), ("el", "eis"), ("m", "ns"), ("o", "a"), ("o", "as"), ("a", "os")),
    **{one: tuple((v, w) for v in "aeio" for w in "aeio" if v != w) for one in ("it",)},
    **{
        one: tuple((v, w) for v in ("a", "o", "e", "y", "i", "а", "о", "е", "я", "ь", "ы", "и", "а") for w in ("", *_SLAVIC) if v != w)
        for one in ("pl", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "ru", "uk", "be", "mk")
    },
}


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits: as written, folded, and how it joins the word before it.

    ``joint``: "-" with a hyphen, " " with blanks only, "." glued into an address or number, "#" as a hashtag, "" at any other mark
    and at the beginning.
    """

    raw: str
    folded: str
    joint: str


_RUN = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,4}")
_HYPHEN = re.compile(r"[-‐‑]\Z")
_GLUE = re.compile(r"[.@]\Z")


def words(text: str) -> list[Word]:
    """The words of a text; ``A.I.`` is one of two letters."""
    text = _INITIALS.sub(lambda m: m[0].replace(".", "") + " ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    found: list[Word] = []
    end = 0
    for run in _RUN.finditer(text):
        between = text[end : run.start()]
        if between.endswith("#"):
            joint = "#"
        elif not found:
            joint = ""
        elif between.isspace() and "\n" not in between:
            joint = " "
        elif _HYPHEN.match(between):
            joint = "-"
        elif _GLUE.match(between) and not (between == "." and run[0][:1].isupper() and len(run[0]) > 3):
            joint = "."
        else:
            joint = ""
        found.append(Word(run[0], fold(run[0]), joint))
        end = run.end()
        if len(found) >= MAX_WORDS:
            break
    return found


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Without case and accents: ``Élections`` -> ``elections``, ``Straße`` -> ``strasse``."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def spellings(word: str) -> set[str]:
    """The folded word, and with umlauts written out: ``künstliche`` -> ``kunstliche``, ``kuenstliche``."""
    out = {fold(word)}
    low = word.lower()
    if any(c in low for c in "äöüåøæ"):
        for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("å", "aa"), ("ø", "oe"), ("æ", "ae")):
            low = low.replace(umlaut, letters)
        out.add(fold(low))
    return out


@lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> frozenset[str]:
    """The word in both numbers and its commonest cases, folded."""
    out: set[str] = set()
    for base in spellings(word):
        out.add(base)
        if not base.isalpha():
            continue
        if len(base) >= 3:
            out.add(base + "s")  # of loan words and abbreviations everywhere
        if base.endswith("s") and len(base) > LEAST_STEM and not base.endswith(("ss", "us", "is", "ics")):
            out.add(base[:-1])
        if len(base) < LEAST_STEM:
            continue
        out |= {base + ending for ending in ENDINGS.get(language, ())}
        for end, other in SWAPS.get(language, ()):
            if base.endswith(end) and len(base) - len(end) >= 3:
                out.add(base[: len(base) - len(end)] + other)
        if language in ("es", "en", "pt", "fr") and base.endswith("es") and len(base) > 5:
            out.add(base[:-2])
    return frozenset(out)
