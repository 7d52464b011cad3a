"""What a title says beside the headline: names of sites and sections before and behind it, cut where the page shows them to be that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice, pairwise
from urllib.parse import unquote, urlsplit

from pipelines.extract import jsonld
from pipelines.extract.cleaning import EAST_ASIAN, word_set
from pipelines.extract.headings import h1, home_headings, standing
from pipelines.extract.names import agreement, fold, is_domain_like, label, slogan_parts, without_article, without_tld, words
from pipelines.extract.provider import shown_names
from pipelines.extract.view import View

MAX_CUTS = 8  # names of sites and sections that one title may carry
MAX_NAME_CHARS = 60  # of a site's or section's name beside a headline
MAX_SLOGAN_CHARS = 120  # of a name with what the site says of itself
MAX_LEADING_WORDS = 4  # of a site's name before a headline
MAX_OUTLET_CHARS = 24  # of an East Asian outlet's name
MIN_HEAD_CHARS = 6  # of an East Asian headline
MAX_BREAKS = 24  # places at which a title may end

# What stands between a headline and the name of a site or section; an underscore or colon only beside East Asian letters.
_SEPARATOR = re.compile(
    r"(?:\s+(?:[|\-–—‒―·•●∙»«›‹/~_<>*⋆★☆✩✭]|::)+(?=\s))+\s+|\s*[|｜│ㅣ]+\s*|(?<=\w)-\s+|(?<=[^\x00-\u2fff])\s*[_：:]+\s*|\s*_+\s*(?=[^\x00-\u2fff])"
    r"|\s+[@]\s+"
    r"|(?<=[^\x00-\u2fff])-{1,2}(?=[^\x00-\u2fff\s]{2,8}(?:[-|｜│ㅣ]|$))"
    r"|(?<=[^\x00-\u2fff])-(?=[\w.]{2,30}\.(?:com|net|org|cn|jp|kr|tw|hk)$)|(?<=\w)-(?=[A-Z][A-Z.]{1,30}\.(?:COM|NET|ORG|CN)$)"
    r"|\s*(?=[\[【(（][^\[\]【】()（）]{2,40}[\]】)）]$)"
)
_STRONG = frozenset(("|", "||", "::", "»", "｜"))
_ADDED = re.compile(r"\s*(?:[|｜│ㅣ_＿*\[【•·~@/–—>：⋆★☆✩✭-]|::|\s[«»‹›]\s)")  # begins what a title adds behind a headline
# Where a title may go on behind a headline that the page shows alone.
_BREAK = re.compile(r"\s*(?:[|｜│ㅣ_＿*•·~@–—：⋆★☆✩✭-]|::|\s[/»›]\s)+\s*|\s*(?=[\[【])|(?<=[^\x00-\u2fff])\s+(?=[^\x00-\u2fff])")
_DANGLING = re.compile(r"(?:\s+[-–—|·•_~]+|[|｜│_]+)\s*$")
# Words that end the names of East Asian media and their channels; the second lot also behind a colon.
_OUTLET = re.compile(
    r"(?:(?<![上联聯电電入断渔])[网網]|[网網]站|新[闻聞]|新[闻聞]中心|[资資][讯訊]|[频頻]道|[门門][户戶]|在[线線]|[日晚早时時周週快][报報]社?|[电電]子[报報]|通[讯訊]社|[周週]刊"
    r"|[杂雜][志誌]|[传傳]媒|客[户戶]端|[电電][视視]台|[广廣]播|[订訂][阅閱]|公众号|[财財][经經]"
    r"|ニュース|新聞|オンライン|デジタル|電子版|放送|テレビ|タイムズ|プレスリリース"
    r"|뉴스|신문|일보|닷컴|방송|투데이|타임[스즈]|저널)(?:\W?[A-Za-z][A-Za-z .]{1,15})?$",
)
_OUTLET_AFTER_COLON = re.compile(r"(?:ニュース|新聞|オンライン|デジタル|電子版|뉴스|신문|일보|닷컴)(?:\W?[A-Za-z][A-Za-z .]{1,15})?$")
_MOBILE = re.compile(r"\s?(?:모바일웹?|手[机機]版|モバイル)$")
_PART = re.compile(r"[\d()（）]|^[第上中下]")  # of several parts of a story
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?:\w{2,10}\.?,?\s)?\d{1,2}\.?\s\w{3,12}\.?,?\s\d{4}|\w{3,12}\.?\s\d{1,2},?\s\d{4}")
_ENDING = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|do|ece|amp|story|cms)$")
_NEWS = re.compile(r"\b(?:news|nachrichten|noticias|notícias|notizie|actualités|nieuws|nyheter|nyheder|haberleri|новости)\b", re.I)
# Words for news, and those beside them in a segment that says but "the latest news", folded.
_TIDINGS = word_set(
    """
    news headlines nachrichten schlagzeilen meldungen noticias notizie actualites actualite infos nieuws nyheter nyheder uutiset
    wiadomosci zpravy spravy hirek vesti vijesti stiri haber haberi haberler haberleri berita tuc новости новини samachar
    """
) | frozenset(map(fold, ("समाचार", "खबर", "खबरें", "ειδήσεις", "νέα", "أخبار", "اخبار", "خبر")))
_LATEST = word_set(
    """
    latest breaking top today live updates online daily world local national aktuelle aktuell ultimas ultima hora hoy ultime oggi
    direct laatste senaste seneste siste najnowsze aktualne friss ultimele son dakika guncel flas terkini terbaru hari ini tin moi
    nhat последние главные сегодня останні hindi in en
    """
) | frozenset(map(fold, ("ताज़ा", "ताजा", "हिंदी", "عاجل")))
_GENERIC_TLD = re.compile(r"\.(?:com|net|org|info|news|tv|co)(?:\.[a-z]{2})?/?$", re.I)


def without_ends(text: str, others: Sequence[str], view: View, alone: bool) -> str:
    """The text without names of site and section before and behind the headline.

    ``others`` are the page's other candidates; ``alone`` says that the text is from the title element, which nothing seconds.
    """
    names = site_names(view)
    core = _without_names(_agreed(text, others), names, view)
    if alone:
        core = _shown(core, view)
        core = _without_stranger(text, names, view) if core == text else core
        core = _without_colon(core, names, view)
    return _DANGLING.sub("", core).strip() or core


def site_names(view: View) -> frozenset[str]:
    """What the page calls its publisher, folded: with and without article, slogan and the address's ending."""
    forms = [form for name in view.site_names for form in (name, *slogan_parts(name)[:1], without_tld(name), without_article(name))]
    return frozenset(folded for form in forms if (folded := fold(form)))


def is_name(text: str, names: frozenset[str], domain: str) -> bool:
    """Whether a text is but the publisher's name."""
    if len(text) > MAX_SLOGAN_CHARS:
        return False
    return bool({fold(text), fold(without_article(text))} & names) or (len(text) <= MAX_NAME_CHARS and agreement(text, domain) == 3)


def slug_words(url: str) -> list[str]:
    """The words of the address's longest path segment: letters, and numbers up to four digits."""
    segments = (_ENDING.sub("", one) for one in unquote(urlsplit(url).path).casefold()[:2000].split("/"))
    split = (
        [word for word in re.split(r"[-_.,+ ]", segment) if word.isalpha() or (word.isdigit() and len(word) < 5)] for segment in segments
    )
    return max(split, key=len, default=[])


def _agreed(text: str, others: Sequence[str]) -> str:
    """What another candidate agrees on: the longest that this one merely adds the name of a site or section to."""
    shorter = sorted({one for one in others if len(one) < len(text) and fold(text).startswith(fold(one))}, key=len, reverse=True)
    every = re.finditer(r"\s*[^\w\s]", text)
    marks = [mark for mark in every if len(text) - mark.start() <= MAX_NAME_CHARS and _ADDED.match(text, mark.start())]
    folded = [fold(text[: mark.start()]) for mark in marks]
    for one in shorter:
        ends = [mark.start() for mark, stem in zip(marks, folded, strict=True) if stem == fold(one)]
        if ends:
            return text[: ends[-1]]
    # The h1 of a page may say more before the headline: its rubric.
    for mark, stem in zip(reversed(marks), reversed(folded), strict=True):
        start = text[: mark.start()]
        if _weighs(start, text[mark.end() :]) and any(one.endswith(stem) and len(one) > len(stem) for one in map(fold, others)):
            return start
    return text


def _without_names(text: str, names: frozenset[str], view: View, beside: str = "") -> str:
    """The text without a site's name before or behind it, and without the names of sections beside that.

    ``beside`` is the separator that stood before a name already cut.
    """
    sections = _sections(view)
    text, slogan = _without_slogan(text, names, view.domain)
    beside = slogan or beside
    handles = {fold(handle.rsplit("/", 1)[-1]) for handle in view.meta.get("twitter:site", ())}
    shown = cache(lambda: shown_names(view) | handles)  # looked for only where needed
    ahead = False  # whether a name before the headline is already cut
    for _ in range(MAX_CUTS):
        marks = _separators(text)
        if not marks:
            break
        # The site's name may have a separator in it: then all of it goes.
        last = next((one for one in marks if is_name(text[one.end() :], names, view.domain)), marks[-1])
        mark = last.group().strip()
        head, tail = text[: last.start()], text[last.end() :].strip("[]()【】（） ")
        named = _is_site(tail, names, view.domain) or _is_outlet(head, mark or text[last.end()], tail) or _is_tidings(head, tail)
        named = named or (len(tail) <= MAX_NAME_CHARS and fold(tail) in shown())
        cuttable = fold(head) and agreement(head, view.domain) < 3
        if cuttable and (named or (beside and (fold(tail) in sections or _is_small(head, mark, tail, beside)))):
            text, beside = head, mark or " "
            continue
        start, rest = text[: marks[0].start()], text[marks[0].end() :]
        leading = is_name(start, names, view.domain) or _leads(marks[0], start, rest, view.domain)
        leading = leading or (fold(rest) == fold(h1(view) or "") and fold(start) in shown())
        leading = leading or (ahead and (fold(start) in sections or fold(start) in _TIDINGS))
        if fold(rest) and fold(start) and leading:
            text, ahead = rest, True
            continue
        break
    return text.strip()


def _is_small(head: str, mark: str, tail: str, beside: str) -> bool:
    """Whether a segment that stands before a name already cut is a section, a keyword or the day."""
    if _DATE.fullmatch(tail) or (len(tail.split()) <= 3 and _NEWS.search(tail)):
        return True
    alike = set(mark) == set(beside) or (tail[:1] > "\u2fff" and set(mark + beside) <= set("|｜_-<>»›"))
    short = len(tail) * 2 <= len(head) and len(tail.split()) <= 2 and (alike or mark in ("-", "--"))
    return short and (mark[:1] in ("|", "｜", "_", "<", ">") or tail[:1] >= "\u3000")


def _shown(text: str, view: View) -> str:
    """The part of a title element that the page shows as a text of its own, where the rest is short, behind a separator and not the h1."""
    stems, whole, own = {}, fold(text), fold(h1(view) or "")
    for mark in islice(_BREAK.finditer(text), MAX_BREAKS) if own != whole else ():
        start, rest = text[: mark.start()], text[mark.end() :]
        if len(rest) <= MAX_SLOGAN_CHARS and _weighs(start, rest) and fold(rest) not in ("", own):
            stems[fold(start)] = start
        spaced = not mark.group().isspace() and (mark.group() != mark.group().strip() or start[-1:] > "\u2fff")
        if spaced and len(start) * 2 <= len(rest) and _weighs(rest, start) and fold(start) != own:
            stems[fold(rest)] = rest
    found = standing(view, stems | {whole: text}) if stems else ()
    return stems.get(max(found, key=len), text) if found else text


def _weighs(part: str, rest: str) -> bool:
    """Whether a part of a title has the length of a headline: three words or six East Asian letters, and much of the whole."""
    letters, count = len(EAST_ASIAN.findall(part)), len(part.split())
    return (count >= 3 or letters >= 6) and (count >= 4 or letters >= 10 or len(part) >= len(rest))


def _without_stranger(text: str, names: frozenset[str], view: View) -> str:
    """A title element that nothing on the page seconds, without a few words at its end that neither h1 nor address have."""
    marks = _separators(text)
    if not marks or not set(marks[-1].group().strip()) <= set("|-–—·•»«_"):
        return text
    mark, head, tail = marks[-1].group().strip(), text[: marks[-1].start()], text[marks[-1].end() :]
    known = {*map(fold, slug_words(view.url)), *words(h1(view) or "")}
    if set(mark) == {"_"}:
        strange = len(tail) <= 10 and len(EAST_ASIAN.findall(head)) >= 8 and not _PART.search(tail)
    else:
        strange = tail[:1].isalpha() and not tail[:1].islower() and tail[-1:].isalnum() and len(head.split()) >= 4 >= len(tail.split())
    return _without_names(head, names, view, mark) if strange and not known & set(words(tail)) else text


def _without_colon(text: str, names: frozenset[str], view: View) -> str:
    """A title element without the site's name before its first colon ("Some Blog: Headline") or behind its last one."""
    head, colon, tail = text.rpartition(": ")
    if colon and len(head.split()) >= 3 and _is_site(tail, names, view.domain):
        return head
    head, colon, tail = text.partition(": ")
    return tail if len(tail.split()) >= 3 and (is_name(head, names, view.domain) or fold(head) in home_headings(view)) else text


def _without_slogan(text: str, names: frozenset[str], domain: str) -> tuple[str, str]:
    """The text without the site's name and what stands behind that ("Headline - Site - News for everyone"), and the separator before."""
    for mark, following in pairwise(_separators(text)):
        head, name = text[: mark.start()], text[mark.end() : following.start()]
        outlet = len(text) - mark.end() <= MAX_NAME_CHARS and _is_outlet(head, mark.group().strip(), name)
        if outlet or (is_name(name, names, domain) and len(text) - mark.end() <= MAX_SLOGAN_CHARS):
            return head, mark.group().strip()
    return text, ""


def _leads(mark: re.Match[str], start: str, rest: str, domain: str) -> bool:
    """Whether words before a headline spell the domain, or before a strong separator have its whole label or an outlet's word."""
    count = len(start.split())
    if count >= 3 and len(start) <= MAX_NAME_CHARS and agreement(start, domain) >= 2:
        return True
    if mark.group().strip() not in _STRONG or count > MAX_LEADING_WORDS:
        return False
    outlet = (
        len(start) <= MAX_OUTLET_CHARS / 2 and _OUTLET.search(_MOBILE.sub("", start)) and len(EAST_ASIAN.findall(rest)) > MIN_HEAD_CHARS
    )
    return bool(outlet) or (len(own := label(domain)) > 4 and own in fold(start))


def _separators(text: str) -> list[re.Match[str]]:
    return [mark for mark in _SEPARATOR.finditer(text) if mark.start() > 0 and mark.end() < len(text)]


def _is_site(text: str, names: frozenset[str], domain: str) -> bool:
    """Whether a segment beside a headline names the publisher."""
    if is_name(text, names, domain) or len(text) > MAX_NAME_CHARS:
        return is_name(text, names, domain)
    if is_domain_like(text):
        host = text.casefold().strip("/")
        return bool(_GENERIC_TLD.search(host)) or host.endswith(f".{domain}") or agreement(text, domain) >= 2
    fits, short, folded = agreement(text, domain), len(text.split()) <= 4, fold(text)
    if short and any(folded.startswith(name) or folded.endswith(name) for name in names if len(name) >= (5 if name.isascii() else 3)):
        return True  # a section's name beside the site's
    return fits >= 2 or (fits == 1 and short and label(domain) in folded)


def _is_outlet(head: str, mark: str, tail: str) -> bool:
    """Whether a short East Asian segment at the end is called as media and their channels are."""
    colon = mark[:1] in (":", "：")
    if mark in ("(", "（") or len(tail) > MAX_OUTLET_CHARS or len(head) < MIN_HEAD_CHARS:
        return False
    return bool((_OUTLET_AFTER_COLON if colon else _OUTLET).search(tail))


def _is_tidings(head: str, tail: str) -> bool:
    """Whether a segment behind three words or more says but that there are news."""
    said = set(map(fold, tail.split()))
    return len(head.split()) >= 3 and bool(said & _TIDINGS) and said <= _TIDINGS | _LATEST


def _sections(view: View) -> frozenset[str]:
    stated = [
        *view.meta.get("article:section", ()),
        *(s for node in view.ld_articles[:1] for s in jsonld.strings(node.get("articleSection"))),
    ]
    path = view.url.split("?", 1)[0].split("/")[3:-1]
    return frozenset(fold(one) for one in [*stated, *path, "news"])
