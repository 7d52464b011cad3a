"""What it is about, in a sentence or two."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.items import Found
from pipelines.extract import jsonld
from pipelines.extract.cleaning import clean_text, key
from pipelines.extract.phrases import is_chrome
from pipelines.extract.rules import Rule, candidates, meta, site
from pipelines.extract.story import heading, is_foreign, story
from pipelines.extract.summary import WIDE, Known, believe, is_list, is_title, plain_start, refusable, stripped_names
from pipelines.extract.view import View, one_line

LIMIT = 300  # characters; schema, section 5
LONGEST = 800  # characters; a longer text is the article, not its summary
ENOUGH = 150  # characters of an opening
PARAGRAPH = 60  # characters; a shorter line without a stop is a heading or a byline
TAGLINE = 50  # characters; so short a line gives way to a summary twice as long
TEXT_START = 6000  # characters of the text in which a cut summary is looked for
LONGEST_WORD = 40  # characters past the limit that are searched for a blank
_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization", "webapplication", "collectionpage"))
_LEAD_MARK = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|dek|deck|sub-?title|sub-?head(?:line|ing)?|leads?|lede|lead-?(?:text|paragraph)|chapo|chapeau|"
    r"intro(?:duction)?|excerpt|summary|abstract"
    r"|entradilla|bajada|sottotitolo|occhiello|sommario|vorspann|anrisstext|ingress|manchet|perex|zajawka|resumo|linha-?fina|subt[ií]tulo|copete|sumario|catenaccio|sapo|ingressi|preamble|underrubrik|anons|"
    r"spot)(?:$|[\s_-])",
    re.I,
)
_AUTHOR_MARK = re.compile(
    r"author|byline|bio(?:graphy)?\b|contributor|caption|credit|social|share|(?:^|[\s_-])(?:autor|verfasser|auteur|firma)", re.I
)
_NO_LEAD = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af)\s[^.]{3,80}\b\d{4}\b|^(?:credit|photo|image)\b|\bshare on\b|\bopens in a new window\b"
    r"|\b(?:sign up|subscribe) (?:for|to)\b|\be-?mail:|\bfollow (?:us|me|him|her)\b|^[^\W\d_][\w.'’-]* [\w.'’ -]{2,30} "
    r"(?:is an?|writes|covers|reports|has been|schreibt|ist|est|es|è) ",
    re.I,
)
_BAR = re.compile(r"\s+[|–—·»-]\s+|[|｜_]")
_COMMA = re.compile(r"[,，、;；]")
_LOST = re.compile(r"[^\W\d_][?\ufffd][^\W\d_]")
_STOP = re.compile(r"[.!?][\"”’»)]*(?=\s|$)|[。！？][”’」』)）]*|$")
_STOPS = (".", "!", "?", "。", "！", "？", "…")
_STOPS_AFTER = (*_STOPS, ":", "：", "”", '"', "»", "’")
_DOTS = re.compile(r"\s*(?:\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|\.{2,}|…|&hellip;?)\s*$")


def _ld(view: View) -> list[str]:
    """Of the page's article, or of its video; other articles' descriptions belong to links."""
    nodes = view.ld_articles[:3] or view.ld_videos[:1]
    headline = key(" ".join(jsonld.strings(nodes[0].get("headline")))) if nodes else ""
    own = [node for node in nodes if node is nodes[0] or key(" ".join(jsonld.strings(node.get("headline")))) in (headline, "")]
    return [text for name in ("description", "abstract") for node in own for text in jsonld.strings(node.get(name))]


def _microdata(view: View) -> list[str]:
    return [text for item in view.microdata_articles[:1] if (text := item.text("description")) and len(text) <= LONGEST]


def _standfirst(view: View) -> list[str]:
    """Texts marked as lead below the headline, and the paragraph-like heading that follows it."""
    root, top = story(view), heading(view)
    if root is None or top is None:
        return []
    found: list[str] = []
    below = False
    for looked, element in enumerate(root.iter("h1", "p", "div", "h2", "h3", "span", "strong", "section")):
        if looked > 400:
            break
        if element is top:
            below = True
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('data-testid') or ''}"
        if below and marks.strip() and _LEAD_MARK.search(marks) and not is_foreign(element, root) and not _of_author(element, root):
            text = one_line("".join(element.xpath(".//text()[not(parent::script or parent::style)]")))
            if 40 <= len(text) <= LONGEST and not _NO_LEAD.search(text):
                found.append(text)
    return found


def _of_author(element: HtmlElement, root: HtmlElement) -> bool:
    """Whether an element lies in what is said of the author or beside a picture."""
    while element is not None and element is not root:
        if _AUTHOR_MARK.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


STATED: tuple[Rule[str], ...] = (
    Rule("config/sites", site("excerpt")),
    Rule("og:description", meta("og:description")),
    Rule("json-ld description", _ld),
    Rule("twitter:description", meta("twitter:description")),
    Rule("description", meta("description")),
    Rule(
        "meta",
        meta(
            "dc.description",
            "dc:description",
            "dcterms.description",
            "dcterms.abstract",
            "sailthru.description",
            "parsely-description",
            "lp:description",
            "abstract",
        ),
    ),
    Rule("microdata description", _microdata),
)
SHOWN: tuple[Rule[str], ...] = (
    Rule("standfirst", _standfirst),
    Rule("feed", lambda view: view.page.hints.excerpt),
)


def find_excerpt(view: View, text: str | None, title: str | None = None) -> Found[str] | None:
    """The publisher's summary, else the opening of ``text`` (plain), or None."""
    known = _known(view, text, title)
    heard: dict[str, str | None] = {}  # most pages say the same thing in several places

    def clean(raw: str) -> str | None:
        if raw not in heard:
            heard[raw] = believe(raw, known)
        return heard[raw]

    stated = list(candidates(STATED, view, clean))
    shown = iter(candidates(SHOWN, view, clean))
    best = next(iter(stated), None) or next(shown, None)
    if view.trace is not None:
        shown = iter(list(shown))  # whoever asks for an explanation wants the losers too
    if best is None:
        opening = _opening(text, known)
        return Found(shorten(opening), "text") if opening else None
    others = stated[1:]
    rivals = {key(one.value) for one in others} - {key(best.value)}
    if rivals and any(key(best.value).startswith(line) for line in known.openings):
        best = _written(best, others, list(shown))
    elif len(best.value) < TAGLINE or _is_cut(best.value):
        others.extend(shown)
    if _LOST.search(best.value):
        best = next((one for one in others if key(one.value) == key(best.value) and not _LOST.search(one.value)), best)
    if len(best.value) < TAGLINE:
        best = next((one for one in others if len(one.value) >= 2 * len(best.value) and not _DOTS.search(one.value)), best)
    if _is_cut(best.value):
        fuller = next((one for one in others if _continues(one.value, best.value)), None)
        if fuller and not _DOTS.search(fuller.value):
            best = fuller
        elif more := _resume(text, best.value):
            best = Found(more, best.by)
        elif fuller:
            best = fuller
    return Found(shorten(_strip_dots(best.value, text)), best.by)


def shorten(text: str) -> str:
    """At most about 300 characters, cut at the first word boundary at or after them, without ellipsis."""
    if len(text) <= LIMIT:
        return text
    end = text.find(" ", LIMIT, LIMIT + LONGEST_WORD)
    return text[: end if end >= 0 else LIMIT].rstrip()


def _known(view: View, text: str | None, title: str | None) -> Known:
    """What the page says besides: the headline in its spellings, and what the site says of itself."""
    stated = [title or "", *view.meta.get("og:title", ()), *view.meta.get("twitter:title", ())]
    top = heading(view)
    if top is not None:
        stated.append(str(top.text_content()))
    for node in view.ld_articles[:3]:
        stated.extend(jsonld.strings(node.get("headline")))
    titles = [clean_text(element.text_content()) for element in view.tree.xpath("/html/head/title")]
    headlines = {one for text in stated if (one := clean_text(text))} or {part for one in titles for part in _BAR.split(one)[:1]}
    tails = [parts[-1] for one in titles if len(parts := _BAR.split(one)) > 1 and len(parts[-1].split()) <= 4]
    of_site = list(view.site_names)
    for node in view.ld:
        if jsonld.types(node) & _SITE_TYPES:
            of_site.extend(jsonld.strings(node.get("description")))
        publisher = node.get("publisher")
        if isinstance(publisher, dict):
            of_site.extend(jsonld.strings(publisher.get("description")))
    return Known(
        headlines=tuple(sorted((one for one in headlines if len(one.split()) >= 3 or len(one) >= 8), key=len, reverse=True)),
        names=stripped_names((*view.site_names, *tails), view.domain),
        refused=frozenset(one for said in (*headlines, *titles, *map(clean_text, of_site)) if (one := key(said))),
        keywords=frozenset(
            one
            for name in ("keywords", "news_keywords")
            for said in view.meta.get(name, ())
            for item in _COMMA.split(said[:3000])
            if (one := key(item))
        ),
        authors=frozenset(
            one
            for said in (
                *view.meta.get("author", ()),
                *(name for node in view.ld_articles[:1] for name in jsonld.strings(node.get("author"), "name")),
            )
            if (one := key(said[:200]))
        ),
        openings=tuple(one[:24] for line in (text or "").split("\n")[:8] if len(one := key(line[:120])) >= 8),
    )


def _is_cut(text: str) -> bool:
    return bool(_DOTS.search(text)) or (
        len(text) < LIMIT and not text.endswith((".", "!", "?", "。", "”", '"', "»", "’", "'", ")", "！", "？"))
    )


def _continues(longer: str, cut: str) -> bool:
    """Whether one text begins as the cut one and says more."""
    letters = key(_strip_dots(cut))
    return len(letters) >= 20 and len(key(longer)) > len(letters) and key(longer).startswith(letters)


def _strip_dots(summary: str, text: str | None = None) -> str:
    """Without dots at the end, and without the word that they cut in two: one that ``text`` has only longer."""
    dots = _DOTS.search(summary)
    if not dots:
        return summary
    bare = summary[: dots.start()].rstrip(" ,;:-–—")
    last = bare.rpartition(" ")[2]
    if text and last.isalpha() and dots.start() == len(bare) and not dots[0][:1].isspace() and re.search(rf"\b{last}\w", text):
        return bare if re.search(rf"\b{last}\b", text) else bare[: -len(last)].rstrip(" ,;:-–—")
    return bare


def _written(best: Found[str], others: list[Found[str]], shown: list[Found[str]]) -> Found[str]:
    """The summary that stands below the headline and in another place, where the preferred one only repeats the text's opening."""
    leads = {key(one.value) for one in shown}
    return best if key(best.value) in leads else next((one for one in others if key(one.value) in leads), best)


def _resume(text: str | None, cut: str) -> str | None:
    """The sentence that a cut summary began, out of the article's text, whose first paragraphs it may have run together."""
    letters = key(_strip_dots(cut))
    if not text or len(letters) < 20:
        return None
    lines = text[:TEXT_START].split("\n")[:20]
    for number in range(min(12, len(lines))):
        begun = key(lines[number][: 2 * len(cut)])
        if not begun or not (begun.startswith(letters) or letters.startswith(begun)):
            continue
        if begun == letters and not _DOTS.search(cut):
            return None  # a line of its own ends there
        whole = lines[number]
        for following in lines[number + 1 :]:
            if len(key(whole)) > len(letters) or not letters.startswith(key(whole)):
                break
            whole = f"{whole} {following}"
        for end in _STOP.finditer(whole):
            if key(whole[: end.end()]).startswith(letters):
                return one_line(whole[: end.end()])
    return None


def _opening(text: str | None, known: Known) -> str:
    """The first paragraphs that read like prose, until there are 150 characters; of verse or notes the first lines."""
    lines: list[str] = []
    opening: list[str] = []
    for raw in (text or "").split("\n")[:40]:
        line = plain_start(one_line(raw))
        if not _is_own(line, known):
            continue
        lines.append(line)
        if _size(line) >= PARAGRAPH or line.endswith(_STOPS_AFTER if opening else _STOPS):
            opening.append(line)
        if sum(map(_size, opening)) >= ENOUGH:
            break
    return " ".join(opening or lines[:4])


def _is_own(line: str, known: Known) -> bool:
    """Whether a line of the text says something of the story: no headline, list, table, menu, credit or notice."""
    if not line or line.startswith(("|", "#", "- ", "* ", "©", "Copyright")) or refusable(line) or is_title(line, known):
        return False
    return line.count(" | ") < 3 and not is_list(line, 4) and not is_chrome(line, len(line.split()))


def _size(line: str) -> int:
    """Characters; a Chinese, Japanese or Korean one counts as two."""
    return len(line) if line.isascii() else len(line) + len(WIDE.findall(line))
