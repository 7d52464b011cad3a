"""Where on a page a date is shown to readers: time elements, labels, the lines around the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.extract import jsonld
from pipelines.extract.date_text import LONGEST, Habits, Stamp, stamps
from pipelines.extract.date_words import ZONE_OF_COUNTRY
from pipelines.extract.story import heading, is_foreign
from pipelines.extract.view import View

_GENERIC_TLDS = frozenset("co me tv io ai fm ly to cc ws la am in is it eu us".split())  # country codes that are sold to everyone
_PUBLISHED_MARK = re.compile(r"publi|pubdate|posted|created|issued|entry-date|dateline|post-?date|article-?date", re.I)
_UPDATED_MARK = re.compile(r"modif|updat|aktualis|revis|edited", re.I)
_DATE_MARK = re.compile(
    r"date|time|publi|posted|byline|meta\b|-meta|meta-|stamp|datum|fecha|fecha|data\b|datetime|info|author|credit|submitted|created", re.I
)
_PUBLISHED_LABEL = re.compile(
    r"(?:publish(?:ed)?(?: (?:on|at|by))?|posted(?: (?:on|at|by))?|first published|release date|date(?: published| posted)?|created|issued|written"
    r"|veröffentlicht(?: am)?|erschienen(?: am)?|erstellt(?: am)?|datum|stand|vom|publié(?:e)?(?: le| par)?|mis en ligne(?: le)?|paru le|publicado(?: el| em)?"
    r"|publicada(?: el| em)?|fecha|data|pubblicato(?: il)?|pubblicata|geplaatst(?: op)?|gepubliceerd(?: op)?|opublikowan[oy]|data publikacji|dodano|publicerad(?:es)?"
    r"|publisert|udgivet|offentliggjort|julkaistu|yayınlan\w*|yayın tarihi|giriş|опубликован\w*|дата(?: публикации)?|опубліковано|vydáno|publikováno|zveřejněno"
    r"|publikované|megjelent|közzétéve|publicat|objavljeno|δημοσι\w*|ngày đăng|diterbitkan|公開日?|掲載日?|投稿日?|配信|发布(?:时间|日期)?|發布(?:時間|日期)?|发表于|入力|입력|등록|게시|승인"
    r"|نشر\w*|تاريخ\w*|פורסם)\s*[:：]?\s*\(?(?:[^\W\d_]{2,10}[.,]?\s*){0,3}$",
    re.I,
)
_UPDATED_LABEL = re.compile(
    r"(?:updat(?:ed?|ing)|last (?:modified|updated|edited|reviewed|changed)|modified|edited|revised|aktualisiert|geändert|letzte (?:änderung|aktualisierung)"
    r"|stand|mis(?:e)? à jour|modifié|màj|maj|actualizad[oa]|modificad[oa]|atualizad[oa]|última (?:actualización|atualização)|aggiornat[oa]|ultim[oa] (?:modifica|aggiornamento)"
    r"|bijgewerkt|gewijzigd|laatst|laatste|aktualizac\w+|zaktualizowan\w+|ostatnia|uppdatera[dt]|senast|oppdatert|sist|opdateret|sidst|päivitetty|muokattu|güncelle\w*|обновлен\w*|изменен\w*"
    r"|оновлено|aktualizován\w*|upraveno|frissítve|actualizat|ažurirano|posodobljeno|ενημ\w*|cập nhật|diperbarui|更新日?|最終更新|수정|업데이트|تحديث|עודכן)"
    r"[^\d\n]{0,24}$",
    re.I,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|all rights reserved)[^\n]{0,30}$", re.I)
_TEXT_NODES = (
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template or parent::option or parent::textarea)]"
)
_BYLINE_CHARS = 500
_LONG_LINE = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """A stamp in the visible text: its place, the text before it, the element and the length of its line."""

    stamp: Stamp
    place: int
    before: str
    element: HtmlElement
    line: int


def habits_of(view: View) -> Habits:
    """Language and country of the page as its markup and its address declare them."""
    language, region = _locale(view)
    return Habits(language, region or _tld_country(view))


def time_zone_country(view: View) -> str:
    """The country whose clock a naive time is assumed to show: of the address, else of the declared locale."""
    return _tld_country(view) or _locale(view)[1]


def _locale(view: View) -> tuple[str, str]:
    stated = [
        view.tree.get("lang") or view.tree.get("xml:lang") or "",
        *view.meta.get("og:locale", ()),
        *view.meta.get("content-language", ()),
    ]
    stated += [one for node in view.ld_articles[:1] for one in jsonld.strings(node.get("inLanguage"))]
    language = region = ""
    for tag in stated:
        parts = re.split(r"[-_]", tag.strip().lower())
        if not language and 2 <= len(parts[0]) <= 3:
            language = parts[0]
        if not region and parts[0] == language and len(parts) > 1 and len(parts[-1]) == 2:
            region = parts[-1]
    return language, region


def _tld_country(view: View) -> str:
    ending = view.domain.rsplit(".", 1)[-1]
    if ending in ("gov", "mil", "edu"):
        return "us"
    return ending if len(ending) == 2 and ending not in _GENERIC_TLDS - {"in", "it", "us"} else ""


def time_elements(view: View, updated: bool) -> list[str]:
    """Values of the story's time elements: those marked as published (or updated) first, then in document order."""
    marked, plain = [], []
    top = heading(view)
    seen = top is None
    for element in view.tree.iter("time", "abbr", "span", "h1"):
        if element is top:
            seen = True
        value = element.get("datetime") or (element.get("title") if element.tag == "abbr" else None) or element.get("data-datetime")
        if element.tag in ("h1",) or (element.tag != "time" and not value):
            continue
        value = value or (element.text_content() or "").strip()[:80]
        if not value or is_foreign(element) or _is_card(element):
            continue
        marks = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "data-testid", "pubdate"))
        parent = element.getparent()
        if parent is not None:
            marks += f" {parent.get('class') or ''}"
        before = _text_before(element)
        is_updated = bool(_UPDATED_MARK.search(marks) and not _PUBLISHED_MARK.search(marks)) or bool(_UPDATED_LABEL.search(before))
        if is_updated != updated:
            continue
        if _PUBLISHED_MARK.search(marks) or element.get("pubdate") is not None or updated:
            marked.append(value)
        elif seen or element.tag == "time":
            plain.append(value)
    return [*marked[:3], *plain[:3]]


def _text_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    parent = element.getparent()
    text = (previous.tail or previous.text_content() or "") if previous is not None else (parent.text or "") if parent is not None else ""
    return str(text).strip()[-40:]


def _is_card(element: HtmlElement) -> bool:
    """Whether the element stands in a list item, link or small article with a headline of its own that isn't the h1."""
    for up in element.iterancestors():
        if up.tag == "a" and any(child.tag in ("h2", "h3", "h4", "img") for child in up.iter()):
            return True
        if up.tag in ("article", "li"):
            names = {child.tag for child in up.iter("h1", "h2", "h3", "h4")}
            return bool(names) and "h1" not in names and any(other is not up for other in _siblings(up))
    return False


def _siblings(element: HtmlElement) -> Iterable[HtmlElement]:
    parent = element.getparent()
    return [] if parent is None else [child for child in parent if child.tag == element.tag and child is not element]


def _lines(view: View) -> tuple[str, list[int], list[HtmlElement]]:
    """The visible text, where each of its text nodes begins, and their elements."""
    parts: list[str] = []
    starts: list[int] = []
    owners: list[HtmlElement] = []
    length = 0
    for node in view.tree.xpath(_TEXT_NODES):
        text = " ".join(node.split())
        if not text:
            continue
        parts.append(text)
        starts.append(length)
        owners.append(node.getparent())
        length += len(text) + 1
        if length > LONGEST:
            break
    return "\n".join(parts), starts, owners


def _shown(view: View) -> Iterator[Shown]:
    text, starts, owners = _lines(view)
    for stamp, place in stamps(text, habits_of(view)):
        node = bisect_right(starts, place) - 1
        end = starts[node + 1] if node + 1 < len(starts) else len(text)
        yield Shown(stamp, place, text[max(0, place - 60) : place], owners[node], end - starts[node])


def _heading_place(view: View) -> int | None:
    top = heading(view)
    if top is None:
        return None
    _, starts, owners = _lines(view)
    inside = {top, *top.iter()}
    places = [start for start, owner in zip(starts, owners, strict=True) if owner in inside]
    return places[-1] if places else None


def labelled(view: View, updated: bool) -> list[Stamp]:
    """Stamps right after a label such as "Published:" (or "Updated:"), outside foreign parts."""
    found = []
    for one in _shown(view):
        is_updated = bool(_UPDATED_LABEL.search(one.before))
        if (is_updated if updated else not is_updated and _PUBLISHED_LABEL.search(one.before)) and not is_foreign(one.element):
            found.append(one.stamp)
    return found


def near_heading(view: View) -> list[Stamp]:
    """Stamps in short lines around the h1: after it first, then before it."""
    place = _heading_place(view)
    if place is None:
        return []
    after, before = [], []
    for one in _shown(view):
        if one.line > _LONG_LINE or is_foreign(one.element) or _UPDATED_LABEL.search(one.before) or _COPYRIGHT.search(one.before):
            continue
        if place <= one.place <= place + _BYLINE_CHARS:
            after.append(one.stamp)
        elif place - 300 <= one.place < place:
            before.append(one.stamp)
    return [*after, *before[::-1]]


def shown(view: View) -> list[Stamp]:
    """Stamps in short lines anywhere in the story, those whose element is marked as a date first."""
    marked, plain = [], []
    for one in _shown(view):
        if one.line > _LONG_LINE or is_foreign(one.element) or _COPYRIGHT.search(one.before):
            continue
        marks = " ".join(f"{up.get('class') or ''} {up.get('id') or ''}" for up in (one.element, *list(one.element.iterancestors())[:2]))
        (marked if _DATE_MARK.search(marks) else plain).append(one.stamp)
    return [*marked, *plain]
