"""Where on a page a date is shown to readers: time elements, labels, the lines around the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from lxml.html import HtmlElement

from pipelines.extract import jsonld
from pipelines.extract.date_text import LONGEST, Habits, Stamp, stamps
from pipelines.extract.story import heading, is_foreign
from pipelines.extract.view import View, one_line

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
_FOOTER = re.compile(r"(?:^|[\s_-])footer(?:$|[\s_-])", re.I)
_STORY_FOOTER = re.compile(r"(?:post|entry|article|content|story|node)[a-z_-]{0,6}[_-]?footer", re.I)
_TEXT_NODES = (
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template or parent::option or parent::textarea)]"
)
_BYLINE_CHARS = 500
_HEAD_CHARS = 300
_LONG_LINE = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """A stamp in the visible text: characters from the headline's end, the text before it, its element, its line's length."""

    stamp: Stamp
    place: int
    before: str
    element: HtmlElement
    line: int


class Places:
    """What the rules for visible dates share of one page: the headline, what is foreign to it, the stamps in the text."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.top = _headline(view)
        self._home = set(self.top.iterancestors()) if self.top is not None else set()
        self._foreign: dict[HtmlElement, bool] = {}

    def is_foreign(self, element: HtmlElement) -> bool:
        """Whether an element belongs to another story, to readers or to the site; what holds the headline is at home."""
        known = self._foreign.get(element)
        if known is None:
            known = self._foreign[element] = self._look_up(element)
        return known

    def _look_up(self, element: HtmlElement) -> bool:
        for up in (element, *element.iterancestors()):
            if up in self._home or up.tag in ("body", "html"):
                return False
            marks = f"{up.get('class') or ''} {up.get('id') or ''}"
            if up.tag == "footer" or _FOOTER.search(marks):
                if _STORY_FOOTER.search(marks) or any(more.tag == "article" for more in up.iterancestors()):
                    continue
                return True
            if is_foreign(up, up.getparent()):
                return True
        return False

    @cached_property
    def shown(self) -> list[Shown]:
        """The stamps of the visible text that stand at home, outside copyright lines."""
        text, starts, owners = _lines(self.view)
        top = self.top
        inside = set(top.iter()) if top is not None else set()
        ends = [start + len(top.text_content()) for start, owner in zip(starts, owners, strict=True) if owner in inside] if top is not None else []
        origin = ends[-1] if ends else 0
        found = []
        for stamp, place in stamps(text, habits_of(self.view)):
            node = bisect_right(starts, place) - 1
            end = starts[node + 1] if node + 1 < len(starts) else len(text)
            before = text[max(0, place - 60) : place]
            if not _COPYRIGHT.search(before) and not self.is_foreign(owners[node]):
                found.append(Shown(stamp, place - origin, before, owners[node], end - starts[node]))
        return found


_PLACES: WeakKeyDictionary[View, Places] = WeakKeyDictionary()


def places(view: View) -> Places:
    """The page's places, made once."""
    known = _PLACES.get(view)
    if known is None:
        known = _PLACES[view] = Places(view)
    return known


def _headline(view: View) -> HtmlElement | None:
    """The heading that the page's title repeats, else the story's h1."""
    titles = [_plain(title) for title in (*view.meta.get("og:title", ())[:1], view.tree.findtext(".//title") or "")]
    for element in view.tree.iter("h1", "h2", "h3"):
        text = _plain(element.text_content())
        if len(text) >= 8 and any(text in title or (len(title) >= 8 and title in text) for title in titles) and element.tag != "h3":
            return element
    return heading(view)


def _plain(text: str) -> str:
    return one_line(text).casefold()


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


def time_elements(view: View, updated: bool, near: bool = True) -> list[str]:
    """Values of the story's time elements: those marked as published (or updated) first, then in document order.

    ``near`` asks for those after the headline or beside it; otherwise for the rest, such as a clock in the page's head.
    """
    here = places(view)
    marked, plain, early = [], [], []
    seen = here.top is None
    home = here.top.getparent() if here.top is not None else None
    for element in view.tree.iter("time", "abbr", "span", "div", "p", "h1", "h2"):
        if element is here.top:
            seen = True
        value = element.get("datetime") or element.get("data-datetime")
        prop = (element.get("itemprop") or "").lower()
        if element.tag == "abbr" or prop.startswith("date"):
            value = value or element.get("title") or element.get("content")
        if not value:
            if element.tag != "time" and not prop.startswith("date"):
                continue
            value = (element.text_content() or "").strip()[:80]
        if not value or here.is_foreign(element) or _is_card(element, here.top):
            continue
        marks = " ".join(element.get(key) or "" for key in ("class", "id", "itemprop", "data-testid"))
        parent = element.getparent()
        if parent is not None:
            marks += f" {parent.get('class') or ''}"
        is_updated = bool(_UPDATED_MARK.search(marks) and not _PUBLISHED_MARK.search(marks)) or bool(_UPDATED_LABEL.search(_text_before(element)))
        if is_updated != updated:
            continue
        if _PUBLISHED_MARK.search(marks) or element.get("pubdate") is not None or updated:
            marked.append(value)
        elif seen or (home is not None and home in element.iterancestors()):
            plain.append(value)
        else:
            early.append(value)
    return [*marked[:3], *plain[:3]] if near else early[:3]


def _text_before(element: HtmlElement) -> str:
    previous = element.getprevious()
    parent = element.getparent()
    text = (previous.tail or previous.text_content() or "") if previous is not None else (parent.text or "") if parent is not None else ""
    return str(text).strip()[-40:]


def _is_card(element: HtmlElement, top: HtmlElement | None) -> bool:
    """Whether the element stands in a link, list item or article with a headline of its own that isn't the page's."""
    for up in element.iterancestors():
        if up.tag == "a" and any(child.tag in ("h2", "h3", "h4", "img") for child in up.iter()):
            return True
        if up.tag in ("article", "li"):
            heads = [child for child in up.iter("h1", "h2", "h3", "h4")]
            return bool(heads) and top not in heads and any(child.tag == up.tag for child in (*up.itersiblings(), *up.itersiblings(preceding=True)))
    return False


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


def labelled(view: View, updated: bool) -> list[Stamp]:
    """Stamps right after a label such as "Published:" (or "Updated:")."""
    found = []
    for one in places(view).shown:
        is_updated = bool(_UPDATED_LABEL.search(one.before))
        if is_updated if updated else not is_updated and _PUBLISHED_LABEL.search(one.before):
            found.append(one.stamp)
    return found


def near_heading(view: View) -> list[Stamp]:
    """Stamps in short lines around the headline: after it first, then before it."""
    here = places(view)
    if here.top is None:
        return []
    lines = [one for one in here.shown if one.line <= _LONG_LINE and not _UPDATED_LABEL.search(one.before)]
    after = [one.stamp for one in lines if 0 <= one.place <= _BYLINE_CHARS]
    before = [one.stamp for one in lines if -_HEAD_CHARS <= one.place < 0]
    return [*after, *before[::-1]]


def shown(view: View) -> list[Stamp]:
    """Stamps in short lines anywhere in the story, those whose element is marked as a date first."""
    marked: list[Stamp] = []
    plain: list[Stamp] = []
    for one in places(view).shown:
        if one.line > _LONG_LINE:
            continue
        parent = one.element.getparent()
        near = (one.element,) if parent is None else (one.element, parent)
        marks = " ".join(f"{up.get('class') or ''} {up.get('id') or ''}" for up in near)
        (marked if _DATE_MARK.search(marks) else plain).append(one.stamp)
    return [*marked, *plain]
