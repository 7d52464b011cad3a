"""The headline as a reader sees it: candidates in order of evidence, the best one cut to what they agree on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from ftfy import fix_encoding

from crawler.items import Found
from pipelines.extract import jsonld
from pipelines.extract.cleaning import EAST_ASIAN
from pipelines.extract.headings import h1, marked, title_element
from pipelines.extract.names import UMLAUTS, fold, label, words
from pipelines.extract.rules import Rule, candidates, meta, site
from pipelines.extract.title_ends import is_name, site_names, slug_words, without_ends
from pipelines.extract.view import View, one_line

MAX_CHARS = 300  # longer is a paragraph, not a headline
MIN_SLUG_WORDS = 6  # a shorter address proves little
MIN_DEFAULT_WORDS = 4  # of an address that proves og:title to be the same on all pages
MAX_SITE_WORDS = 6  # of a title element that says but whose page it is

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]")
_JOINER = re.compile("(?<=[\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u02ff]|$)")  # other scripts and emoji need them
_ADDRESS = re.compile(r"(?:https?:/|\.{0,2})/\S*$", re.I)
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|…)$")
_SENTENCES = re.compile(r"[.>»]\s|\.$")  # a summary, or a path to the page
_POINTER = re.compile(r"^(?:[▶▷►▸➤]\ufe0f?\s*)+(?=\S)")  # drawn before a headline
_GENERIC = frozenset(
    ("article", "document", "home", "homepage", "index", "loading", "newpage", "page", "untitled", "untitleddocument", "welcome")
)


def clean(raw: str) -> str | None:
    """Text as a reader sees it, or None: entities decoded (twice where encoded twice), no tags, no mojibake, one line."""
    text = raw
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text
    text = _TAG.sub("", text) if "<" in text else text
    text = _POINTER.sub("", one_line(_JOINER.sub("", _INVISIBLE.sub("", text))))
    if not text.isascii():
        text = one_line(fix_encoding(text))
    return text if len(text) <= MAX_CHARS and fold(text) and not _ADDRESS.match(text) else None


def _ld(key: str, view: View) -> list[str]:
    return [text for node in view.ld_articles[:1] for text in jsonld.strings(node.get(key))]


def _ld_headline(view: View) -> list[str]:
    return [text for text in [*_ld("headline", view), *_ld("name", view)] if _seconded(text, view)]


def _in_address(view: View) -> list[str]:
    """A headline that the address was made from, where og:title is clearly another one written for sharing or search.

    h1 and title element count where og:title names the site and has nothing of theirs or of the address: all pages have that one.
    """
    slug, shown = slug_words(view.url), view.meta.get("og:title", [])
    if len(slug) < MIN_DEFAULT_WORDS or any(len(_LATIN.findall(text)) * 2 < sum(map(str.isalpha, text)) for text in shown):
        return []  # short, or a translation
    shared = max((_share(slug, text) for text in shown), default=0.0)
    default = bool(shown) and not shared and label(view.domain) in fold(shown[0])
    seen = [text for text in (h1(view), title_element(view)) if text and default and _overlap(text, shown[0]) < 0.2]
    found = [text for text in seen if _share(slug, text) >= 0.6]
    if len(slug) < MIN_SLUG_WORDS:
        return found
    for text in _ld("headline", view):
        apart = fold(h1(view) or "") != fold(text) and not any(_begins(slug, one) for one in shown)
        if _share(slug, text) >= max(0.85, shared + 0.2) or (apart and _begins(slug, text)):
            found.append(text)
    return found


def _confirmed(view: View) -> list[str]:
    """JSON-LD's headline where og:title is another one, made for sharing, and two places have it.

    These are the title element while the h1 is a third text, or the h1 and a publishing system's meta element.
    """
    stated = (
        *(next(iter(texts), "") for texts in (_ld("headline", view), view.meta.get("og:title", ()))),
        h1(view) or "",
        title_element(view) or "",
    )
    own, shared, top, title = (fold(clean(text) or "") for text in stated)
    if not (own and shared and top) or _alike(own, shared):
        return []
    if own == top:
        return [stated[0]] if any(fold(clean(text) or "") == own for text in (*_named(view), *view.meta.get("title", ()))) else []
    third = not any(_alike(top, one) for one in (own, shared, title))
    return [stated[0]] if title and third and _alike(own, title) else []


def _alike(left: str, right: str) -> bool:
    """Whether one folded text is the beginning of the other."""
    return left.startswith(right) or right.startswith(left)


def _share(slug: list[str], text: str) -> float:
    """Which part of the slug's words a text has; umlauts count in both spellings."""
    plain = (clean(text) or "").casefold()
    known = {*words(plain), *words(plain.translate(UMLAUTS))}
    return sum(fold(word) in known for word in slug) / len(slug)


def _begins(slug: list[str], text: str) -> bool:
    """Whether a text begins with the slug's words, one after the other; umlauts in both spellings."""
    plain, spelled = (clean(text) or "").casefold(), "".join(map(fold, slug))
    return any(fold(one).startswith(spelled) for one in (plain, plain.translate(UMLAUTS)))


def _video(view: View) -> list[str]:
    return [] if view.ld_articles else [text for node in view.ld_videos[:1] for text in jsonld.strings(node.get("name"))]


def _microdata(view: View) -> list[str]:
    texts = [item.text("headline") or item.text("name") for item in view.microdata_articles[:1]]
    return [text for text in texts if text and _seconded(text, view)]


def _h1_seconded(view: View) -> str | None:
    """The h1 where the title element has it too, word for word: a few words in common may be the site's name."""
    text, title = clean(h1(view) or ""), clean(title_element(view) or "")
    if not text or not title or fold(text) not in fold(title):
        return None
    return text if fold(title).startswith(fold(text)[:20]) or len(text) * 2 >= len(title) else None


# What publishing systems call the headline in a meta element of their own.
_named = meta(
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "dc.title.main",
    "cxenseparse:title",
    "citation_title",
)


def _unsaid(view: View) -> str | None:
    """The element marked as the headline on a page without h1, where the title element is a few words of the site's."""
    title = clean(title_element(view) or "") or ""
    if not title or len(title.split()) + len(EAST_ASIAN.findall(title)) / 2 > MAX_SITE_WORDS or h1(view) is not None:
        return None
    text = marked(view)
    own = {fold(word) for word in slug_words(view.url)} & set(words(title))
    return text if text and not own and not _SENTENCES.search(text) and not _seconded(text, view) else None


def _hint(view: View) -> str | None:
    return view.page.hints.title


TITLE: tuple[Rule[str], ...] = (
    Rule("config/sites", site("title")),
    Rule("headline in address", _in_address),
    Rule("headline in title", _confirmed),
    Rule("dublin core", meta("dc:title", "dcterms:title")),
    Rule("og:title", meta("og:title")),
    Rule("json-ld headline", _ld_headline),
    Rule("twitter:title", meta("twitter:title")),
    Rule("json-ld video", _video),
    Rule("microdata headline", _microdata),
    Rule("named metas", _named),
    Rule("h1 in title", _h1_seconded),
    Rule("marked headline", _unsaid),
    Rule("title", title_element),
    Rule("h1", h1),
    Rule("marked", lambda view: None if title_element(view) else marked(view)),
    Rule("feed", _hint),
)


def find_title(view: View) -> Found[str] | None:
    """The headline without the site's name, one line, or None."""
    found = list(candidates(TITLE, view, clean))
    if not found or found[0].by == "config/sites":
        return found[0] if found else None
    names = site_names(view) | _GENERIC
    texts = [one.value for one in found if not is_name(one.value, names, view.domain)]
    best = next((one for one in found if one.value in texts), found[0])
    return Found(without_ends(_uncut(best.value, texts), texts, view, best.by == "title"), best.by)


def _uncut(text: str, others: Iterable[str]) -> str:
    """The fuller candidate where this one was cut: with dots, within a word, or by a quotation mark that ended its attribute."""
    stem = _ELLIPSIS.sub("", text)
    if stem == text:
        return next((one for one in others if one.startswith(text) and _goes_on(text, one[len(text) :])), text)
    longer = (one for one in others if len(fold(one)) > len(fold(text)) and fold(one).startswith(fold(stem)) and not _ELLIPSIS.search(one))
    return next((one for one in longer if fold(re.split(r"\.\.\.|…", one)[0]) != fold(stem)), text)


def _goes_on(text: str, rest: str) -> bool:
    """Whether what follows a text shows that it was cut."""
    return rest.lstrip().startswith('"') or (rest[:1].isalpha() and text[-1:].isalpha() and bool(_LATIN.match(rest)))


def _seconded(text: str, view: View) -> bool:
    """Whether h1 or title element say about the same; true where there is neither."""
    seen = [one for one in (h1(view), title_element(view)) if one]
    return not seen or any(_overlap(html.unescape(text), one) >= 0.55 for one in seen)


def _overlap(left: str, right: str) -> float:
    """Share of the shorter text's words (letter pairs where a script has no blanks) that the other has too."""
    one, two = set(words(left)), set(words(right))
    if min(len(one), len(two)) < 2:
        one, two = _pairs(fold(left)), _pairs(fold(right))
    return len(one & two) / (min(len(one), len(two)) or 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
