"""What a feed writes into its fields as plain text: titles, summaries, names, languages. Pure; bounded."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from ftfy import fix_encoding
from lxml import etree
from lxml.html import HTMLParser

MAX_TITLE = 300  # characters; more is a paragraph
MAX_HTML = 50_000  # characters of a summary that are read
MAX_EXCERPT = 1000  # characters; of a longer one only the first paragraph counts
MIN_EXCERPT = 20
MAX_SUFFIX = 30  # letters behind a headline that is said once again
MAX_AUTHORS = 20

_LINK_START, _LINK_END = "\x02", "\x03"  # no text has them: they are invisible
_LINK = re.compile("\x02[^\x03]*\x03")
_LINKED = re.compile(r"\((?:[\s,;|/·]*\x02[^\x03]*\x03)+\s*\)")  # topics between brackets
_TAGS = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|u|wbr)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_BLOCK_NAMES = """address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre
    section table td th tr ul"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("script", "style", "template", "noscript", "figure", "iframe", "svg", "object", "form", "table", "button"))
_MORE_WORDS = (
    r"(?:continue|keep) reading\b", r"read (?:the )?(?:more|full|whole|rest|on)\b", r"view (?:more|full)\b", r"full (?:story|article)\b",
    r"more\s?(?=…|\.\.\.|»|›|>)", r"weiterlesen\b", r"mehr (?:lesen|erfahren)\b", r"zum artikel\b", r"lire (?:la suite|plus)\b",
    r"en savoir plus\b", r"leer m[áa]s\b", r"seguir leyendo\b", r"leggi (?:tutto|di più|anche|l['’]articolo)\b",
    r"continua a leggere\b", r"lees (?:meer|verder)\b", r"(?:ler|leia) mais\b", r"continue lendo\b", r"czytaj (?:więcej|dalej)\b",
    r"läs mer\b", r"læs mere\b", r"les mer\b", r"lue lisää\b", r"devamını oku\b", r"читать (?:далее|полностью)\b",
    r"číst (?:dále|více)\b", "続きを読む", "全文を読む", "阅读全文", "閱讀全文", "查看全文", "더 ?보기", "자세히 보기",
)  # fmt: skip
_TAIL = 160  # characters of a line in which "Read more" is looked for
_MORE = re.compile(rf"(?:^|(?<=[.!?…»\"”’)\]。]))\s*(?:[\[(](?:…|\.{{3}})[\])]|…)?\s*[(\[]?(?:{'|'.join(_MORE_WORDS)})(?:.{{0,80}})$", re.I)
_MORE_LINK = re.compile(rf"\W{{0,4}}(?:{'|'.join(_MORE_WORDS)}).{{0,80}}", re.I)
_FOOT = re.compile(
    r"^(?:the post .{0,400} (?:appeared first on|first appeared on) .{1,200}|(?:der|dieser) beitrag .{0,400} erschien zuerst auf .{1,200}"
    r"|(?:l['’]article|cet article) .{0,400} est apparu en premier sur .{1,200}"
    r"|la entrada .{0,400} (?:se publicó|aparece) primero en .{1,200}"
    r"|l['’]articolo .{0,400} (?:proviene da|sembra essere il primo su) .{1,200}|o post .{0,400} apareceu primeiro em .{1,200}"
    r"|het bericht .{0,400} verscheen eerst op .{1,200}|artykuł .{0,400} pochodzi z serwisu .{1,200}"
    r"|(?:comments|kommentare|commentaires|comentarios|\d{1,6} (?:comments|kommentare|commentaires))"
    r"|(?:photo|foto|image|bild|credit|source)\s?: .{0,120}|submitted by .{0,200}|advertisement|anzeige)\.?$",
    re.I,
)
_ELLIPSIS = re.compile(r"\s*[\[(](?:…|\.{3})[\])]\s*$")
_UNTITLED = r"no title|untitled|ohne titel|kein titel|sans titre|sin t[íi]tulo|senza titolo|sem t[íi]tulo|null|none|undefined|nan"
_PLACEHOLDER = re.compile(rf"\W*(?:\(?(?:{_UNTITLED})\)?)?\W*", re.I)
_MAIL = re.compile(r"<?(?:mailto:)?[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}>?")
_BY = re.compile(r"^(?:written by|by|von|par|por|di|av|af|door)\s*:?\s+(?=\S)", re.I)
_ROLES = """admin administrator author anonymous desk editor editorial editors guest newsroom n/a none null noreply redaktion redaction
    redazione redacción redacao redação root staff team unknown user webmaster webredaktion wordpress wp"""
_NOBODY = frozenset(_ROLES.split())
_ROLE = re.compile(r"\s+\([^()]{0,60}\)$")
_LOGIN = re.compile(r"[a-z0-9._/-]+")
_PARTS = re.compile(r"\s+[-–—|·»:]+\s+|:\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_SEPARATOR = re.compile(r"\s*;\s*|\s+(?:and|und|et|y|e|i|och|og|en|&|\|)\s+|\s*,\s+(?!(?:jr|sr|ii|iii|phd|md)\b)", re.I)


def plain(text: str | None) -> str:
    """One line without markup: references decoded, also where they were encoded twice, tags taken out, no mojibake."""
    text = (text or "")[:MAX_HTML]
    for _ in range(2):
        text = _TAGS.sub(_blank, text) if "<" in text else text
        text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
    text = _TAGS.sub(_blank, text) if "<" in text else text
    return _one_line(text)


def title(text: str | None) -> str | None:
    """A headline, or None where there is none in it."""
    found = plain(text)
    return None if len(found) > MAX_TITLE or _PLACEHOLDER.fullmatch(found) or "://" in found.partition(" ")[0] else found


def excerpt(text: str | None, headline: str | None = None) -> str | None:
    """The summary in plain words; None where it is a picture, a "Read more", the headline once again, or nothing."""
    lines = [line for line in (_without_more(line) for line in _lines(text or "")) if line and not _FOOT.match(line)]
    if headline and lines and _repeats(lines[0], headline):
        del lines[0]
    if not lines:
        return None
    whole = " ".join(lines)
    found = whole if len(whole) <= MAX_EXCERPT else next((line for line in lines if len(line) >= 2 * MIN_EXCERPT), lines[0])
    if len(found) > MAX_EXCERPT or len(found) < _least(found) or (headline and _repeats(found, headline)):
        return None
    return None if "://" in found and " " not in found else found


def _repeats(text: str, headline: str) -> bool:
    """Whether a text is the headline, a part of it, or it with a few words more, such as the publisher's name."""
    left, right = ("".join(filter(str.isalnum, one.casefold())) for one in (text, headline))
    return right.startswith(left) or (left.startswith(right) and 2 * (len(left) - len(right)) <= min(len(right), 2 * MAX_SUFFIX))


def people(texts: Iterable[str | None], own: str | None = None) -> tuple[str, ...]:
    """Names, each once, without addresses and roles; ``own`` is the feed's title; the publication in it signs nothing."""
    found: dict[str, str] = {}
    names = {own.casefold(), *_PARTS.split(own.casefold())} if own else set()
    for text in texts:
        for name in _names(plain(text)):
            key = name.casefold()
            if key not in _NOBODY and key not in names:
                found.setdefault(key, name)
    return tuple(found.values())[:MAX_AUTHORS]


def language(text: str | None) -> str | None:
    """A language tag, its parts joined by hyphens; None for what is none."""
    found = (text or "").strip()
    return found.replace("_", "-") if _LANGUAGE.fullmatch(found) and found.lower() not in ("und", "mul", "zxx") else None


def _names(text: str) -> Iterator[str]:
    """``desk@heron.example (Ada Poole)`` -> ``Ada Poole``."""
    text = text[:500]
    mail = _MAIL.search(text)
    if mail:
        text = _MAIL.sub(" ", text).strip(" <>,;")
        text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    parts = [part.strip(" ,;|/-–") for part in _SEPARATOR.split(_BY.sub("", text.strip()))]
    whole = [part for part in parts if part]
    if len(whole) > 1 and not all(" " in part for part in whole):  # "Poole, Ada" or "Science and Health": not two people
        whole = [_BY.sub("", text.strip())]
    for name in (_ROLE.sub("", part) for part in whole):
        if (
            1 < len(name) <= 80
            and "://" not in name
            and "@" not in name
            and any(char.isalpha() for char in name)
            and not _LOGIN.fullmatch(name)
        ):
            yield name


def _lines(text: str) -> list[str]:
    """The paragraphs of a piece of HTML."""
    text = text[:MAX_HTML]
    if "<" not in text and "&lt;" in text:  # encoded twice
        text = html.unescape(text)
    if "<" not in text:
        return [line for line in (_one_line(html.unescape(part)) for part in text.split("\n\n")) if line]
    try:
        root = etree.fromstring(f"<div>{_INVISIBLE.sub('', text)}</div>", HTMLParser(encoding=None, remove_comments=True))
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        return []
    pieces: list[str] = []
    if root is not None:
        _walk(root, pieces)
    parts = _LINKED.sub("", "".join(pieces)).split("\n\n")
    own = [part for part in parts if any(char.isalnum() for char in _LINK.sub("", part))]  # other paragraphs are navigation
    return [line for line in (_one_line(part) for part in own or parts) if line]


def _walk(root: etree._Element, pieces: list[str]) -> None:
    """The seen text of an element, blocks set apart by two line feeds, links between marks."""
    hidden = 0
    more: set[etree._Element] = set()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == "a" and _MORE_LINK.fullmatch(" ".join(islice(element.itertext(), 20)).strip()):
                more.add(element)
            hidden += tag in _UNSEEN or element in more
            text = element.text
        else:
            hidden -= tag in _UNSEEN or element in more
            text = element.tail
        if tag == "a" and element not in more:
            pieces.append(_LINK_START if event == "start" else _LINK_END)
        if tag in _BLOCKS or tag in _UNSEEN:
            pieces.append("\n\n" if tag != "br" else "\n")
        if text and not hidden:
            pieces.append(text.replace("\n", " "))


def _without_more(line: str) -> str:
    if more := _MORE.search(line, max(0, len(line) - _TAIL)):
        line = line[: more.start()]
    cut = _ELLIPSIS.sub("", line).strip()
    return cut if cut == line.strip() or cut.endswith((".", "!", "?", "…", "。", "”", "»")) else f"{cut}…"


def _least(text: str) -> int:
    """Characters that a summary has at least: in scripts without blanks words are shorter."""
    return MIN_EXCERPT if text[:1] < "\u2e80" else MIN_EXCERPT // 3


def _blank(tag: re.Match[str]) -> str:
    name = tag[0].strip("</>").split()[0].lower() if tag[0].strip("</> ") else ""
    return " " if name in _BLOCKS else ""


def _one_line(text: str) -> str:
    text = " ".join(_INVISIBLE.sub("", text).split())
    return unicodedata.normalize("NFC", text if text.isascii() else fix_encoding(text).strip())
