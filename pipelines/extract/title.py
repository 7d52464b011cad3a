"""The headline as a reader sees it: candidates in order of evidence, the best one cut to what they agree on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from ftfy import fix_encoding
from lxml.html import HtmlElement

from crawler.items import Found
from pipelines.extract import jsonld
from pipelines.extract.names import UMLAUTS, agreement, fold, label, without_article, without_tld, words
from pipelines.extract.provider import shown_names
from pipelines.extract.rules import Rule, candidates, meta, site
from pipelines.extract.story import heading
from pipelines.extract.view import View, one_line

MAX_CHARS = 300  # longer is a paragraph, not a headline
MAX_CUTS = 4  # names of sites and sections that one title may carry
MAX_NAME_CHARS = 60  # of a site's or section's name beside a headline
MAX_LEADING_WORDS = 4  # of a site's name before a headline
MIN_SLUG_WORDS = 6  # a shorter address proves little

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
# What stands between a headline and the name of a site or section; an underscore or colon only beside East Asian letters.
_SEPARATOR = re.compile(
    r"(?:\s+(?:[|\-–—‒―·•●∙»«›‹/~_<>*⋆★☆✩✭]|::)+(?=\s))+\s+|\s*[|｜│ㅣ]+\s*|(?<=\w)-\s+|(?<=[^\x00-\u2fff])\s*[_：:]+\s*|\s*_+\s*(?=[^\x00-\u2fff])"
    r"|\s+[@]\s+"
    r"|(?<=[^\x00-\u2fff])-{1,2}(?=[^\x00-\u2fff\s]{2,8}(?:[-|｜│ㅣ]|$))"
    r"|\s*(?=[\[【(（][^\[\]【】()（）]{2,40}[\]】)）]$)"
)
_STRONG = frozenset(("|", "||", "::", "»", "｜"))
_ADDED = re.compile(r"\s*(?:[|｜│ㅣ_＿*\[【•·~@/–—>：⋆★☆✩✭-]|::|\s[«»‹›]\s)")  # begins what a title adds behind a headline
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|overtitle|eyebrow|topline|roofline|dachzeile|spitzmarke|surtitle|surtitre|antetitulo|occhiello|label|badge"
    r"|category|rubric|section|prefix|supertitle|pretitle|preheading|sr-only|visually-?hidden|screen-?reader\w*|hidden|icon|sub-?(?:title|heading|head)"
    r"|tagline|date|author|byline)(?:$|[\s_-])",
    re.I,
)


def clean(raw: str) -> str | None:
    """Text as a reader sees it, or None: entities decoded (twice where encoded twice), no tags, no mojibake, one line."""
    text = raw
    for _ in range(2):
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text
    text = _TAG.sub("", text) if "<" in text else text
    text = one_line(_JOINER.sub("", _INVISIBLE.sub("", text)))
    if not text.isascii():
        text = one_line(fix_encoding(text))
    return text if len(text) <= MAX_CHARS and fold(text) and not _ADDRESS.match(text) else None


def _ld(key: str, view: View) -> list[str]:
    return [text for node in view.ld_articles[:1] for text in jsonld.strings(node.get(key))]


def _ld_headline(view: View) -> list[str]:
    return [text for text in [*_ld("headline", view), *_ld("name", view)] if _seconded(text, view)]


def _in_address(view: View) -> list[str]:
    """A headline that the address was made from, where og:title is clearly another one written for sharing or search."""
    slug, shown = _slug(view.url), view.meta.get("og:title", [])
    if len(slug) < MIN_SLUG_WORDS or any(len(_LATIN.findall(text)) * 2 < sum(map(str.isalpha, text)) for text in shown):
        return []  # short, or a translation
    shared = max((_share(slug, text) for text in shown), default=0.0)
    return [text for text in _ld("headline", view) if _share(slug, text) >= max(0.85, shared + 0.2)]


def _confirmed(view: View) -> list[str]:
    """JSON-LD's headline where og:title is another one, made for sharing, and two places have it.

    These are the title element while the h1 is a third text, or the h1 and a publishing system's meta element.
    """
    stated = (next(iter(_ld("headline", view)), ""), next(iter(view.meta.get("og:title", ())), ""), _h1(view) or "", _title(view) or "")
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


def _slug(url: str) -> list[str]:
    """The words of the address's longest path segment: letters, and numbers up to four digits."""
    segments = unquote(urlsplit(url).path).casefold()[:2000].split("/")
    split = (
        [word for word in re.split(r"[-_.,+ ]", segment) if word.isalpha() or (word.isdigit() and len(word) < 5)] for segment in segments
    )
    return max(split, key=len, default=[])


def _share(slug: list[str], text: str) -> float:
    """Which part of the slug's words a text has; umlauts count in both spellings."""
    plain = (clean(text) or "").casefold()
    known = {*words(plain), *words(plain.translate(UMLAUTS))}
    return sum(fold(word) in known for word in slug) / len(slug)


def _video(view: View) -> list[str]:
    return [] if view.ld_articles else [text for node in view.ld_videos[:1] for text in jsonld.strings(node.get("name"))]


def _microdata(view: View) -> list[str]:
    texts = [item.text("headline") or item.text("name") for item in view.microdata_articles[:1]]
    return [text for text in texts if text and _seconded(text, view)]


def _h1(view: View) -> str | None:
    top = heading(view)
    return _words_of(top) if top is not None else None


def _h1_seconded(view: View) -> str | None:
    """The h1 where the title element has it too, word for word: a few words in common may be the site's name."""
    text, title = clean(_h1(view) or ""), clean(_title(view) or "")
    if not text or not title or fold(text) not in fold(title):
        return None
    return text if fold(title).startswith(fold(text)[:20]) or len(text) * 2 >= len(title) else None


def _title(view: View) -> str | None:
    element = view.tree.find("head/title")
    if element is None:
        element = next((one for one in view.tree.iter("title") if one.getparent().tag != "svg"), None)
    return element.text_content() if element is not None else None


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
    Rule("title", _title),
    Rule("h1", _h1),
    Rule("feed", _hint),
)


def find_title(view: View) -> Found[str] | None:
    """The headline without the site's name, one line, or None."""
    found = list(candidates(TITLE, view, clean))
    if not found or found[0].by == "config/sites":
        return found[0] if found else None
    names = _site_names(view)
    best = next((one for one in found if not _is_name(one.value, names, view.domain)), found[0])
    texts = [one.value for one in found if not _is_name(one.value, names, view.domain)]
    whole = _uncut(best.value, texts)
    text = _without_sections(_core(whole, texts), names, view)
    return Found(_without_stranger(text, view) if best.by == "title" and text == whole else text, best.by)


def _uncut(text: str, others: Iterable[str]) -> str:
    """The fuller candidate where this one was cut with dots, or by a quotation mark that ended its attribute."""
    stem = _ELLIPSIS.sub("", text)
    if stem == text:
        return next((one for one in others if one.startswith(text) and one[len(text) :].lstrip().startswith('"')), text)
    fuller = [one for one in others if one.startswith(stem) and len(fold(one)) > len(fold(text)) and not _ELLIPSIS.search(one)]
    return fuller[0] if fuller else text


def _core(text: str, others: Iterable[str]) -> str:
    """What another candidate agrees on: the longest that this one merely adds the name of a site or section to."""
    shorter = sorted({one for one in others if len(one) < len(text) and fold(text).startswith(fold(one))}, key=len, reverse=True)
    marks = [
        mark for mark in re.finditer(r"\s*[^\w\s]", text) if len(text) - mark.start() <= MAX_NAME_CHARS and _ADDED.match(text, mark.start())
    ]
    folded = [fold(text[: mark.start()]) for mark in marks]
    for one in shorter:
        ends = [mark.start() for mark, stem in zip(marks, folded, strict=True) if stem == fold(one)]
        if ends:
            return text[: ends[-1]]
    return text


def _without_sections(text: str, names: frozenset[str], view: View) -> str:
    """The text without a site's name before or behind it, and without the names of sections beside that."""
    sections = _sections(view)
    text = _without_slogan(text, names, view.domain)
    shown = cache(lambda: shown_names(view))  # looked for only where needed
    beside = ""  # the separator before the site's name
    for _ in range(MAX_CUTS):
        marks = _separators(text)
        if not marks:
            break
        # The site's name may have a separator in it: then all of it goes.
        last = next((one for one in marks if _is_name(text[one.end() :], names, view.domain)), marks[-1])
        mark = last.group().strip()
        head, tail = text[: last.start()], text[last.end() :].strip("[]()【】（） ")
        small = len(tail) * 2 <= len(head) and len(tail.split()) <= 2 and (mark in ("-", "--") or mark == beside)
        small = small and (mark in ("|", "｜", "_") or tail[:1] >= "\u3000")
        named = _is_site(tail, names, view.domain)
        named = named or (len(tail) <= MAX_NAME_CHARS and fold(tail) in shown())
        cuttable = fold(head) and agreement(head, view.domain) < 3
        if cuttable and (named or (beside and (small or fold(tail) in sections))):
            text, beside = head, mark or " "
            continue
        start, rest = text[: marks[0].start()], text[marks[0].end() :]
        leading = _is_name(start, names, view.domain) or _leads(marks[0], start, view.domain)
        leading = leading or (fold(rest) == fold(_h1(view) or "") and fold(start) in shown())
        if fold(rest) and fold(start) and leading:
            text = rest
            continue
        break
    return text.strip()


def _without_stranger(text: str, view: View) -> str:
    """A title element that nothing on the page seconds, without a few words at its end that neither h1 nor address have."""
    marks = _separators(text)
    if not marks or not set(marks[-1].group().strip()) <= set("|-–—·•»«"):
        return text
    head, tail = text[: marks[-1].start()], text[marks[-1].end() :]
    known = {*map(fold, _slug(view.url)), *words(_h1(view) or "")}
    strange = tail[:1].isupper() and tail[-1:].isalnum() and not known & set(words(tail))
    return head if strange and len(head.split()) >= 4 >= len(tail.split()) else text


def _without_slogan(text: str, names: frozenset[str], domain: str) -> str:
    """The text without the site's name and what stands behind that: "Headline - Site - News for everyone"."""
    marks = _separators(text)
    for mark, following in pairwise(marks):
        if _is_name(text[mark.end() : following.start()], names, domain) and len(text) - mark.end() <= 2 * MAX_NAME_CHARS:
            return text[: mark.start()]
    return text


def _leads(mark: re.Match[str], start: str, domain: str) -> bool:
    """Whether a few words before a strong separator have the domain's whole label in them."""
    return (
        mark.group().strip() in _STRONG and len(start.split()) <= MAX_LEADING_WORDS and len(own := label(domain)) > 4 and own in fold(start)
    )


def _separators(text: str) -> list[re.Match[str]]:
    return [mark for mark in _SEPARATOR.finditer(text) if mark.start() > 0 and mark.end() < len(text)]


def _site_names(view: View) -> frozenset[str]:
    forms = [form for name in view.site_names for form in (name, without_tld(name), without_article(name))]
    return frozenset(folded for form in forms if (folded := fold(form)))


def _is_name(text: str, names: frozenset[str], domain: str) -> bool:
    """Whether a text is but the publisher's name."""
    return len(text) <= MAX_NAME_CHARS and bool({fold(text), fold(without_article(text))} & names or agreement(text, domain) == 3)


def _is_site(text: str, names: frozenset[str], domain: str) -> bool:
    """Whether a segment beside a headline names the publisher."""
    if len(text) > MAX_NAME_CHARS or _is_name(text, names, domain):
        return len(text) <= MAX_NAME_CHARS
    fits = agreement(text, domain)
    return fits >= 2 or (fits == 1 and len(text.split()) <= 4 and label(domain) in fold(text))


def _sections(view: View) -> frozenset[str]:
    stated = [
        *view.meta.get("article:section", ()),
        *(s for node in view.ld_articles[:1] for s in jsonld.strings(node.get("articleSection"))),
    ]
    path = view.url.split("?", 1)[0].split("/")[3:-1]
    return frozenset(fold(one) for one in [*stated, *path, "news"])


def _seconded(text: str, view: View) -> bool:
    """Whether h1 or title element say about the same; true where there is neither."""
    seen = [one for one in (_h1(view), _title(view)) if one]
    return not seen or any(_overlap(html.unescape(text), one) >= 0.55 for one in seen)


def _overlap(left: str, right: str) -> float:
    """Share of the shorter text's words (letter pairs where a script has no blanks) that the other has too."""
    one, two = set(words(left)), set(words(right))
    if min(len(one), len(two)) < 2:
        one, two = _pairs(fold(left)), _pairs(fold(right))
    return len(one & two) / (min(len(one), len(two)) or 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _words_of(element: HtmlElement) -> str:
    """An h1's text without kickers and hidden labels inside it, its parts kept apart."""
    parts: list[str] = []

    def walk(node: HtmlElement, depth: int) -> None:
        for child in node:
            if not isinstance(child.tag, str) or child.tag in ("script", "style", "template", "svg", "noscript", "button"):
                text = ""
            elif depth < 8 and not (_KICKER.search(child.get("class") or "") or child.get("hidden") is not None):
                parts.append(" " if child.tag in ("div", "p", "br", "h2") or child.get("class") else "")
                parts.append(child.text or "")
                walk(child, depth + 1)
                text = " " if child.tag in ("div", "p", "h2") or child.get("class") else ""
            else:
                text = " "
            parts.append(text)
            parts.append(child.tail or "")

    parts.append(element.text or "")
    walk(element, 0)
    joined = one_line("".join(parts))
    return joined if fold(joined) else one_line(element.text_content())
