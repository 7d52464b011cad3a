"""Bylines in the visible page: elements marked as such, and short lines that begin with ``By``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.urls import registered_domain
from pipelines.extract.cleaning import EAST_ASIAN, word_set
from pipelines.extract.east_asian_names import has_label, is_editors, labelled_names
from pipelines.extract.names import fold
from pipelines.extract.person_names import believable, has_prefix, read_byline, strip_prefix
from pipelines.extract.story import heading, is_foreign, story
from pipelines.extract.view import View, one_line

MAX_CHARS = 200  # of a byline's text
MAX_LINES = 150  # elements after the headline among which a line is looked for
MAX_MARKED = 300
MAX_INNER = 400  # elements or texts looked at inside one
MAX_BESIDE = 20  # further authors in elements of their own
MAX_SIGNATURE = 45  # characters
MAX_CHILDREN = 9  # of an element that is a line
MAX_SIGNED = 4  # of the last paragraphs
MAX_DATED = 40  # elements after the headline among which a name beside a date is looked for
BOX_ROOM = 40  # characters that a byline's box may hold besides it: a date, a role
_LINES = ("h1", "p", "div", "span", "address", "li", "h2", "h3", "h4", "h5", "strong", "em", "i", "b", "td", "dt", "dd", "small", "cite")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?(?:19|20)\d\d)"
    r"|\b[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
)
_PARTS = re.compile(r"\n|\s[|·•–—]\s?")
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|more|most|popular|trending|latest|teasers?|cards?|promo\w*|comments?|disqus|footer|nav|menu|newsletter|carousel|"
    r"slider|ticker|reviews?|list|grid|feed|recent\w*|posts?)(?:$|[\s_-])",
    re.I,
)
_NOT_WORD = re.compile(r"\d|\b(?:author|autor|more|all|posts?|profile|website|home|blog|follow|articles?|about)\b", re.I)
_WITH_MARKS = XPath(".//*[@class or @rel or @itemprop or @data-testid or @data-component]")
# Words that labels, rubrics and headings of lists are made of, and people's names are not.
_LABELS = word_set(
    """
    date time release released published posted updated modified issued created edition category section topic topics tags contents overview
    introduction conclusion abstract summary references resources additional related further reading links downloads documents events
    business politics policy economy finance markets media sports culture science technology health education environment energy security
    research industry company opinion review reviews travel society international national local general after before during
    datum uhrzeit veröffentlicht aktualisiert thema themen rubrik inhalt politik wirtschaft kultur wissenschaft gesundheit unternehmen
    gesellschaft technik termine aktuelles literatur quellen fecha publicado actualizado sección política economía cultura ciencia
    salud sociedad deportes empresas opinión data pubblicato aggiornato sezione politica economia scienza salute società sport publié
    rubrique politique économie santé société culture sciences entreprises actualités seção saúde sociedade ciência negócios nieuws
    economie politiek cultuur wetenschap gezondheid bedrijven
    """
)
_HEADED = frozenset(("ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6"))
_SLASH = re.compile(r"\s*/\s*")
_NOT_TAGS = frozenset(
    ("script", "style", "link", "meta", "img", "svg", "input", "form", "nav", "body", "html", "article", "main", "figure", "figcaption")
)
_MARK = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?!i[sz]|it)|autor(?!i[sz])|auteur|autore|writer|signature|firma|reporter|redakteur|verfasser|skribent)|[a-z](?:Byline|Author(?!i[sz]|it))",
    re.I,
)
_NAME_MARK = re.compile(
    r"(?:author|byline|autor|auteur|writer|reporter)s?[-_]*(?:full)?[-_]*(?:name|link)|^author$|(?:^|\s)(?:fn|p-author)(?:\s|$)", re.I
)
_NOT_NAME = re.compile(
    r"bio|descr|image|photo|avatar|img|role|position|date|time|social|twitter|follow|share|title|comment|related|recirc|teaser|caption|credit|source|more|views?\b|count|promo",
    re.I,
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:es|en|i|e|s)?|auteurs?|profiles?|people|by|journalists?|staff|contributors?|redaktion|columnists?|reporters?|writers?|skribent|autorzy|redactores|"
    r"firmas|verfasser)/[^/]|/author-|[?&]author(?:_id)?=",
    re.I,
)


def marked(view: View) -> list[str]:
    """Names in the first element that is marked as byline and holds any, those of the story first."""
    root = _root(view)
    passed: set[HtmlElement] = set()
    for element in _marked(view, root):
        if any(up in passed for up in element.iterancestors()):
            continue
        names = _read(element)
        if names:
            return list(dict.fromkeys([*names, *_all(islice(_alike(element), MAX_BESIDE))]))
        if len(_text(element)) <= MAX_CHARS:
            passed.add(element)
    return []


def only(view: View) -> list[str]:
    """The names marked as the author's in a box beside the story, where no other is marked on the page."""
    found: list[list[str]] = []
    for element in islice(_every_marked(view), MAX_MARKED):
        if len(_text(element)) > MAX_SIGNATURE:
            continue
        if any(
            up.tag in ("footer", "figure", "form") or _OTHERS.search(f"{up.get('class')} {up.get('id')}") for up in element.iterancestors()
        ):
            continue
        names = _read(element)
        if names and names not in found:
            found.append(names)
        if len(found) > 1:
            return []
    return found[0] if found else []


def nickname(view: View) -> list[str]:
    """The one word, or the one name in small letters, that the page marks with ``rel=author`` or as a card's name (hCard)."""
    query = (
        "//a[contains(concat(' ', @rel, ' '), ' author ')]"
        " | //*[contains(@class, 'author') and contains(@class, 'vcard')]//*[contains(concat(' ', @class, ' '), ' fn ')]"
    )
    texts = {_text(e) for e in view.tree.xpath(query)[:MAX_BESIDE] if not is_foreign(e)}
    found = [strip_prefix(text) for text in texts if 2 <= len(text) <= 30]
    fits = len(found) == 1 and len(found[0].split()) < 4 and not re.search(r"[^\w\s.'’-]", found[0])
    return [found[0]] if fits and believable(found[0]) and not _NOT_WORD.search(found[0]) else []


def linked(view: View) -> list[str]:
    """Names that link to authors' pages inside the story: the first one and those beside it."""
    root = _root(view)
    own = (a for a in ([] if root is None else root.iter("a")) if _AUTHOR_PATH.search(a.get("href") or ""))
    links = [a for a in own if (address := view.absolute(a.get("href"))) and registered_domain(address) == view.domain]
    for link in links:
        parent = link.getparent()
        if parent is None or len(_text(parent)) > MAX_CHARS or _NOT_NAME.search(_marks(link)):
            continue  # a link in running text, or a picture's
        if read_byline(_text(link)) and not is_foreign(link, root):
            return _all(a for a in links if a.getparent() is link.getparent())
    return []


def lines(view: View) -> list[str]:
    """Names in a short line below the headline that begins with ``By``, else in one labelled ``作者：``."""
    top, root = heading(view), _root(view)
    if top is None or root is None:
        return []
    below = looked = 0
    labelled: dict[bool, list[str]] = {}  # the authors, or else the editors
    for element in root.iter(*_LINES):
        if element is top:
            below = 1
            continue
        looked += below
        if looked > 10 * MAX_LINES or len(element) > MAX_CHILDREN or not below:
            continue
        text = _text(element)
        if 3 < len(text) < 15 and text.endswith((":", "：")) and has_prefix(f"{text} X") and (beside := element.getnext()) is not None:
            text = f"{text} {_text(beside)}"  # a label, the name in the element after it
            names = read_byline(text) if len(text) < MAX_CHARS and not is_foreign(element, root) else []
            if names:
                return names
        if not 5 <= len(text) <= 120:
            continue
        if (
            looked <= MAX_LINES
            and has_prefix(text)
            and not is_editors(text)
            and not is_foreign(element, root)
            and (names := read_byline(joined(element)))
        ):
            return names
        if (
            EAST_ASIAN.search(text, 0, 40)
            and is_editors(text) not in labelled
            and (has_label(text) or labelled_names(text))
            and not is_foreign(element, root)
        ):
            labelled[is_editors(text)] = read_byline(text)
    return labelled.get(False) or labelled.get(True) or []


def dated(view: View) -> list[str]:
    """Names just below the headline that stand in one line with a date, or right before one, and are nothing else."""
    top, root = heading(view), _root(view)
    if top is None:
        return []
    headline = fold(top.text_content())
    scope = root if root is not None and root in top.iterancestors() else view.tree
    below = looked = 0
    waiting: list[str] = []  # names that a date may follow
    for element in scope.iter(*_LINES, "time"):
        if element is top:
            below = 1
            continue
        looked += below
        if looked > MAX_DATED:
            break
        text = _text(element) if below else ""
        date = _DATE.search(text)
        if not text or len(text) > 80 or len(element) > MAX_CHILDREN or top in element.iterancestors():
            continue
        if waiting and date and date.start() < 30:
            return waiting
        if (not date and len(text) > MAX_SIGNATURE) or sum(word[0].isupper() for word in text.split()[:6]) < 2:
            waiting = []
            continue
        first = _PARTS.split(joined(element), maxsplit=1)[0]
        names = read_byline(_DATE.split(first, maxsplit=1)[0]) if not is_foreign(element, root) else []
        names = [name for name in names if _is_persons(name) and "&" not in name and fold(name) not in headline]
        if not names or not fold(_DATE.split(first, maxsplit=1)[0]).endswith(fold(names[-1])) or _links_to(element, names[0]):
            names = []
        if names and date:
            return names
        waiting = names if fold(first) == fold(text) else []
    return []


def signed(view: View) -> list[str]:
    """The name that one of the last paragraphs consists of: to the right, in other type, behind a dash, or beside the publisher's own."""
    root = story(view)
    paragraphs = [] if root is None else [p for p in root.iter("p") if _text(p)]
    own = {fold(name) for name in view.site_names}
    return next((names for p in reversed(paragraphs[-MAX_SIGNED:]) if not is_foreign(p, root) and (names := _signature(p, own))), [])


def _signature(paragraph: HtmlElement, own: set[str]) -> list[str]:
    text = _text(paragraph)
    following = paragraph.getnext()
    if not 5 <= len(text) <= MAX_SIGNATURE or paragraph.find(".//a") is not None or (following is not None and following.tag in _HEADED):
        return []
    parts = [part for part in _SLASH.split(text.strip("-–—.() ")) if part]
    kept = [part for part in parts if fold(part) not in own]
    inner = next((child for child in paragraph if child.tag in ("strong", "b", "em", "i") and _text(child) == text), None)
    style = " ".join(paragraph.get(name) or "" for name in ("style", "class", "align"))
    if inner is None and "right" not in style and text[:1] not in "-–—(" and len(kept) == len(parts):
        return []
    names = [name for part in kept for name in read_byline(part)]
    whole = fold("".join(names)) == fold("".join(kept))
    shaped = all(_is_persons(name) and all(word[:1].isupper() for word in name.split()) for name in names)
    return names if whole and shaped else []


def _is_persons(name: str) -> bool:
    """Whether a name that only its place tells has two to four words, none of them a label's."""
    return 1 < len(name.split()) < 5 and _LABELS.isdisjoint(name.casefold().split())


def _links_to(element: HtmlElement, name: str) -> bool:
    """Whether a name is a link, as topics are: authors' pages were looked for before."""
    links = (a for a in islice(element.iter("a"), MAX_BESIDE) if not (a.get("href") or "").startswith("mailto:"))
    return any(fold(name) in fold(_text(a)) for a in links)


def _root(view: View) -> HtmlElement | None:
    found = story(view)
    if found is None:
        found = next(iter(view.tree.xpath("//article | //main | //*[contains(concat(' ', @class, ' '), ' hentry ')]")), None)
    return found


def _marked(view: View, root: HtmlElement | None) -> Iterator[HtmlElement]:
    """Elements marked as byline, at most MAX_MARKED: those of the story, then those around it."""
    found = _every_marked(view)
    own = [element for element in found if root is not None and root in element.iterancestors()]
    known = set(own)
    for at, element in enumerate(islice((*own, *(one for one in found if one not in known)), MAX_MARKED)):
        if any(up.tag in ("figure", "figcaption", "blockquote") for up in element.iterancestors()):
            continue
        if not is_foreign(_box(element, root) if at < len(own) else element, root):
            yield element


@lru_cache(maxsize=1)
def _every_marked(view: View) -> list[HtmlElement]:
    """The page's elements that a class, rel or the like marks as byline, looked for once; bounded."""
    return list(islice((element for element in _WITH_MARKS(view.tree) if _is_byline(element)), 4 * MAX_MARKED))


def _is_byline(element: HtmlElement) -> bool:
    if element.tag in _NOT_TAGS:
        return False
    marks = _marks(element)
    said = _is_marked(marks) or "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()
    return said and not _NOT_NAME.search(marks)


def _box(element: HtmlElement, root: HtmlElement | None) -> HtmlElement:
    """What stands around the box that holds a byline and nothing else: the box itself may be an aside or a widget."""
    room = len(_text(element)) + BOX_ROOM
    box = element
    for up in element.iterancestors():
        if up is root or up.tag in ("body", "html"):
            return up
        if len(_text(up)) > room or up.find(".//h2") is not None or up.find(".//h3") is not None:
            return up
        box = up
    return box


def _alike(element: HtmlElement) -> Iterator[HtmlElement]:
    """What follows beside an element and is marked just as it is: the other authors, one each."""
    mark = (element.tag, element.get("class"), element.get("rel"), element.get("itemprop"))
    return (one for one in element.itersiblings() if (one.tag, one.get("class"), one.get("rel"), one.get("itemprop")) == mark)


def _marks(element: HtmlElement) -> str:
    return " ".join(filter(None, (element.get(name) for name in ("class", "data-testid", "data-component"))))


@lru_cache(maxsize=8192)
def _is_marked(marks: str) -> bool:
    """Whether a class or its like says "author" or "byline"; most elements of a page share a few."""
    return bool(_MARK.search(marks))


def _text(element: HtmlElement) -> str:
    """An element's text as one line; of a longer one only so much that it is seen to be longer than MAX_CHARS."""
    parts: list[str] = []
    length = 0
    for part in islice(element.itertext(), MAX_INNER):
        parts.append(part)
        length += len(part.strip())
        if length > 2 * MAX_CHARS:
            break
    return one_line("".join(parts))


def _read(element: HtmlElement) -> list[str]:
    text = _text(element)
    if not text:
        return []
    inner = [e for e in islice(element.iter(), MAX_INNER) if isinstance(e.tag, str) and e is not element]
    named = [
        e for e in inner if (_NAME_MARK.search(_marks(e)) or e.get("itemprop") in ("name", "author")) and not _NOT_NAME.search(_marks(e))
    ]
    linked = [a for a in inner if a.tag == "a" and (_AUTHOR_PATH.search(a.get("href") or "") or "author" in (a.get("rel") or ""))]
    for group in (named, linked):
        if 0 < len(group) <= 20 and (names := _all(group)):
            return names
    return read_byline(joined(element)) if len(text) <= MAX_CHARS else []


def _all(elements: Iterable[HtmlElement]) -> list[str]:
    """Names of all elements; one whose inner elements part a name is read as one line."""
    return list(dict.fromkeys(name for e in elements for name in read_byline(joined(e)) or read_byline(_text(e))))


def joined(element: HtmlElement) -> str:
    """An element's text: a new line between inner elements unless ``By`` or a comma joins them."""
    out = ""
    for part in (text for one in islice(element.itertext(), MAX_INNER) if (text := one_line(one))):
        last = out.rsplit("\n", 1)[-1]
        if (
            not out
            or (len(last) < 25 and has_prefix(f"{last} X"))
            or last.endswith((",", " and", "&", ":", " und", " et", " y", " e"))
            or part[:1] in ",&"
            or part in _JOINING
        ):
            out += " " + part
        else:
            out += "\n" + part
    return out.strip()


_JOINING = word_set("and und et y e en og och ja & ve ")
