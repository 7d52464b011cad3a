"""What it is about, in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.items import Found
from pipelines.extract import jsonld
from pipelines.extract.cleaning import clean_text
from pipelines.extract.rules import Rule, candidates, meta, site
from pipelines.extract.story import heading, is_foreign, story
from pipelines.extract.view import View, one_line

LIMIT = 300  # characters; schema, section 5
LONGEST = 800  # characters; a longer text is the article, not its summary
TAGLINE = 50  # characters; so short a line gives way to a summary twice as long
LONGEST_WORD = 40  # characters past the limit that are searched for a blank
_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization", "webapplication", "collectionpage"))
_LEAD_MARK = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|dek|deck|sub-?title|sub-?head(?:line|ing)?|leads?|lede|lead-?(?:text|paragraph)|chapo|chapeau|"
    r"intro(?:duction)?|excerpt|summary|abstract"
    r"|entradilla|bajada|sottotitolo|occhiello|sommario|vorspann|anrisstext|ingress|manchet|perex|zajawka|resumo|linha-?fina|"
    r"spot)(?:$|[\s_-])",
    re.I,
)
_DOTS = re.compile(r"\s*(?:\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|\.{3,}|…|&hellip;?)\s*$")
_MORE = re.compile(
    r"\s*(?:\[\s*)?(?:read (?:more|on|the full (?:story|article))(?: (?:on|at|here)\b.{0,40})?|"
    r"continue reading(?: .{0,120})?|click here(?: .{0,60})?|learn more|find out more|see more|"
    r"full story|subscribe(?: now)?|weiterlesen|mehr (?:dazu|lesen|erfahren)|jetzt lesen|lire la suite(?: .{0,60})?|lire plus|"
    r"en savoir plus|leer más|seguir leyendo|sigue leyendo|leggi (?:tutto|di più|anche)|"
    r"continua a leggere|leia mais|saiba mais|lees (?:meer|verder)|czytaj (?:więcej|dalej)|läs mer|læs mere|les mer|lue lisää|"
    r"devamını oku|devamı için tıklayın|"
    r"читать далее|подробнее|číst dále|více|続きを読む|閱讀更多|阅读更多|더 ?보기)\s*[.!»›>→…]*\s*\]?\s*$",
    re.I,
)
_APPEARED = re.compile(
    r"\s*(?:The post .{1,300} (?:appeared first on|first appeared on) .{1,100}|Der Beitrag .{1,300} erschien zuerst auf .{1,100}|"
    r"L.article .{1,300} est apparu en premier sur .{1,100}|"
    r"La entrada .{1,300} se publicó primero en .{1,100}|L.articolo .{1,300} proviene da .{1,100})$",
    re.I,
)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|door|av|af)\s[^|.]{3,60}\s\|\s+", re.I)
_DATELINE = re.compile(
    r"^(?:[A-ZÀ-Þ][\w .,'’/À-ÿ-]{1,50}\s)?\((?:reuters|ap|afp|dpa|efe|ansa|lusa|pap|ots|cnn|anp|sda|apa|tass|xinhua|upi|pti|"
    r"ani)(?:/[\w ]{1,20})?\)\s*(?:[-–—]+|\.\s?-)\s*",
    re.I,
)
_CONSENT = re.compile(
    r"\b(?:(?:we|this (?:web)?site|our (?:web)?site) uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|consent|"
    r"preferences)|verwende[nt] (?:wir )?cookies|cookies zu|akzeptieren|"
    r"utilisons des cookies|utilise des cookies|utilizamos cookies|utiliza cookies|utilizziamo (?:i )?cookie|utilizza (?:i )?cookie|"
    r"gebruik(?:t|en) (?:van )?cookies|używamy (?:plików )?cookies?|"
    r"enable javascript|without javascript|javascript is (?:disabled|required)|your browser (?:does not|doesn't|is)|(?:disable|"
    r"turn off) your ad ?blocker|verify you are (?:a )?human|access denied)\b",
    re.I,
)


def _ld(view: View) -> list[str]:
    nodes = [*view.ld_articles, *view.ld_videos]
    return [text for key in ("description", "abstract") for node in nodes[:3] for text in jsonld.strings(node.get(key))]


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
        if below and marks.strip() and _LEAD_MARK.search(marks) and not is_foreign(element, root):
            text = one_line(element.text_content())
            if 40 <= len(text) <= LONGEST:
                found.append(text)
    return found


EXCERPT: tuple[Rule[str], ...] = (
    Rule("config/sites", site("excerpt")),
    Rule("og:description", meta("og:description")),
    Rule("json-ld description", _ld),
    Rule("description", meta("description")),
    Rule("twitter:description", meta("twitter:description")),
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
    Rule("standfirst", _standfirst),
    Rule("feed", lambda view: view.page.hints.excerpt),
)


def find_excerpt(view: View, text: str | None) -> Found[str] | None:
    """The publisher's summary, else the opening of ``text`` (plain), or None."""
    refused = _refused(view)
    texts = iter(candidates(EXCERPT, view, lambda raw: _believe(raw, refused)))
    best = next(texts, None)
    if best is None:
        opening = _opening(text, refused)
        return Found(shorten(opening), "text") if opening else None
    others = list(texts) if len(best.value) < TAGLINE or _is_cut(best.value) else []
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
    return Found(shorten(_strip_dots(best.value)), best.by)


def shorten(text: str) -> str:
    """At most about 300 characters, cut at the first word boundary at or after them, without ellipsis."""
    if len(text) <= LIMIT:
        return text
    end = text.find(" ", LIMIT, LIMIT + LONGEST_WORD)
    return text[: end if end >= 0 else LIMIT].rstrip()


def _believe(raw: str, refused: frozenset[str]) -> str | None:
    """A cleaned summary, or None for what says nothing of the story."""
    text = clean_text(raw[:5000])
    text = _APPEARED.sub("", text)
    text = _MORE.sub("", text) if _MORE.search(text) and len(_MORE.sub("", text)) >= 20 else text
    text = _DATELINE.sub("", _BYLINE.sub("", text)).strip(" |")
    key = _key(text)
    if len(key) < 12 and not re.search(r"[\u3040-\u9fff\uac00-\ud7af]{6}", key):
        return None
    if key in refused or _CONSENT.search(text) or text.startswith(("http://", "https://", "{", "<")):
        return None
    return text


def _refused(view: View) -> frozenset[str]:
    """Keys of texts that are no summary: the headline in its spellings, and what the site says of itself."""
    texts = [*view.meta.get("og:title", ()), *view.meta.get("twitter:title", ()), *view.site_names]
    top = heading(view)
    if top is not None:
        texts.append(str(top.text_content()))
    texts.extend(title.text_content() for title in view.tree.xpath("/html/head/title"))
    for node in view.ld_articles:
        texts.extend(jsonld.strings(node.get("headline")))
    for node in view.ld:
        if jsonld.types(node) & _SITE_TYPES:
            texts.extend(jsonld.strings(node.get("description")))
        publisher = node.get("publisher")
        if isinstance(publisher, dict):
            texts.extend(jsonld.strings(publisher.get("description")))
    return frozenset(key for text in texts if (key := _key(clean_text(text))))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _is_cut(text: str) -> bool:
    return bool(_DOTS.search(text)) or (
        len(text) < LIMIT and not text.endswith((".", "!", "?", "。", "”", '"', "»", "’", "'", ")", "！", "？"))
    )


def _continues(longer: str, cut: str) -> bool:
    """Whether one text begins as the cut one and says more."""
    key = _key(_strip_dots(cut))
    return len(key) >= 20 and len(_key(longer)) > len(key) and _key(longer).startswith(key)


def _strip_dots(text: str) -> str:
    """Without dots at the end, and without the word that they cut in two."""
    if not _DOTS.search(text):
        return text
    bare = _DOTS.sub("", text)
    return bare.rstrip(" ,;:-–—")


def _resume(text: str | None, cut: str) -> str | None:
    """The sentence that a cut summary began, out of the article's text."""
    key = _key(_strip_dots(cut))
    if not text or len(key) < 20:
        return None
    for line in text.split("\n")[:12]:
        if _key(line[: 2 * len(cut)]).startswith(key):
            for end in re.finditer(r"[.!?。][\"”’»)]*(?=\s|$)|$", line):
                if _key(line[: end.end()]).startswith(key):
                    return one_line(line[: end.end()])
    return None


def _opening(text: str | None, refused: frozenset[str]) -> str:
    """The first paragraphs that read like prose, until there are 150 characters."""
    return one_line(" ".join(_prose(text, refused))) if text else ""


def _prose(text: str, refused: frozenset[str]) -> Iterator[str]:
    length = 0
    for line in text.split("\n")[:40]:
        line = one_line(line)
        if not line or _CONSENT.search(line) or line.startswith(("|", "#", "- ", "* ", "©", "Copyright")) or _key(line) in refused:
            continue
        if len(line) < 60 and not length and not line.endswith((".", "!", "?", "。")):
            continue
        yield _DATELINE.sub("", line)
        length += len(line)
        if length >= 150:
            return
