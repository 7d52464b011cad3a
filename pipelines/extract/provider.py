"""Who published it: proper name and registrable domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.items import Found, Provider
from pipelines.extract.names import (
    ARTICLES,
    agreement,
    fold,
    is_domain_like,
    label,
    slogan_parts,
    without_abbreviation,
    without_article,
    without_legal_form,
    without_tld,
    words,
)
from pipelines.extract.rules import Rule, candidates, meta
from pipelines.extract.story import heading
from pipelines.extract.view import View, one_line

EDITIONS = frozenset(
    [
        "Germany",
        "Deutschland",
        "Österreich",
        "Schweiz",
        "Suisse",
        "France",
        "España",
        "Italia",
        "Italy",
        "Spain",
        "UK",
        "USA",
        "US",
        "India",
        "Brasil",
        "Brazil",
        "Australia",
        "Canada",
        "Japan",
        "Polska",
        "Poland",
        "Portugal",
        "Nederland",
        "Netherlands",
        "België",
        "Belgique",
        "México",
        "Mexico",
        "Argentina",
        "Türkiye",
        "Россия",
        "日本",
        "日本版",
        "한국",
        "Korea",
    ]
)  # what an international brand adds for one country
MAX_CHARS = 60  # longer is a sentence, not a name
MAX_RAW_CHARS = 300  # with slogan and all

_MARKS = re.compile(r"[®™©\u00ad\u200b-\u200f]|\((?:c|tm|r)\)", re.I)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&copy;|\bcopyright\b)[\s:©,]*(?:(?:19|20)\d\d)?(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d)?)?[\s,]*(?:by\s+)?([^©|.;\n\d]{2,80})",
    re.I,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d\b)?")
_OF_LOGO = re.compile(
    r"^(?:logo(?:\s+(?:of|de|der|von|du|del|van))?[:\s]+)|\s*[-–|:]?\s*(?:logo(?:type)?|homepage|home|startseite|accueil|portada|首页|首頁|主页|ホーム|홈)$",
    re.I,
)
_COMPANY = re.compile(r"\s+(?:co|company|holdings|group)\.?$", re.I)
_FEED_TAIL = re.compile(r"\s*(?:[»|:].*|[–—-]\s.*|\b(?:rss|feed|atom|news\s?feed)\b.*)$", re.I)
_EDGES = " -–—|:,.·•=»«›\"'[_~"
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\uffee]")
_TLD_END = re.compile(r"\.[A-Za-z]{2,3}$")
_TITLE_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»«›:/⋆★☆✩~]{1,2}\s+|\s*[|｜│]\s*|(?<=[\u3040-\u9fff\uac00-\ud7af？！?!”」》…)）])[_\-–—]{1,2}(?=[\u3040-\u9fff\uac00-\ud7af])"
)
_FRONT = re.compile(r"(?!#)(?:https?:)?(?://[^/?#]+)?[./]*(?:$|[?#])", re.I)
_PAPER = re.compile(
    r"zeitung|\b(?:times|post|herald|tribune|journal|gazette|chronicle|telegraph|observer|mirror|express|nachrichten|anzeiger|tag(?:e)?blatt|"
    r"rundschau|kurier|bote|presse|courant|dagblad|tidende|diario|diário|periódico|giornale|gazzetta|corriere|gazeta|dziennik|noviny|haber)\b",
    re.I,
)
_ASIAN_PAPER = re.compile(
    r"^[\u3400-\u9fff\uac00-\ud7af]{1,6}(?:网|網|报|報|新闻|新聞|新闻网|通讯社|通訊社|电视台|電視台|周刊|週刊|杂志|雜誌|在线|신문|일보|뉴스|경제)$"
)
_PLATFORMS = frozenset(
    (
        "blogger",
        "blogspot",
        "wordpress",
        "wordpresscom",
        "tumblr",
        "livejournal",
        "ghost",
        "wix",
        "wixcom",
        "squarespace",
        "webflow",
        "jimdo",
        "typepad",
    )
)
_ASIAN_RIGHTS = re.compile(r"\s*(?:公司|股份|有限|网络传媒|版权所有|版權所有|著作權|All Rights).*$", re.I)


def _title_ends(view: View) -> list[str]:
    """The first and last piece of the title element, the last before the first."""
    element = view.tree.find("head/title")
    pieces = [piece for piece in _TITLE_SEPARATOR.split(one_line(element.text_content() if element is not None else "")) if piece]
    return [pieces[-1], pieces[0]] if len(pieces) > 1 else []


def _feed_titles(view: View) -> list[str]:
    links = [link for link in view.links.get("alternate", ()) if "xml" in (link.get("type") or "") and link.get("title")]
    return [_FEED_TAIL.sub("", one_line(link.get("title"))[:MAX_RAW_CHARS]) for link in links[:4]]


def _logo(view: View) -> list[str]:
    """What the links to the front page and the pictures called logo are labelled."""
    found: list[str] = []
    for link in _home_links(view):
        found.extend(link.get(key) for key in ("title", "aria-label") if link.get(key))
        found.extend(link.xpath(".//img/@alt | .//*[local-name()='title']/text()"))
        if len(found) > 20:
            break
    found.extend(view.tree.xpath("//img[contains(@class, 'logo') or contains(@src, 'logo') or contains(@id, 'logo')]/@alt")[:10])
    return [_OF_LOGO.sub("", one_line(text)[:MAX_RAW_CHARS]) for text in found]


def _home_links(view: View) -> Iterator[HtmlElement]:
    """Links to a host's front page."""
    for link in view.tree.iter("a"):
        address = link.get("href")
        if address and _FRONT.match(address.strip()) and (view.absolute(address) or "").split("?")[0].rstrip("/").count("/") == 2:
            yield link


def _home_text(view: View) -> list[str]:
    """What the links to the front page say, and what is marked as the site's title."""
    marked = view.tree.xpath("//*[contains(@class, 'site-title') or contains(@class, 'site-name')]")[:3]
    texts = (one_line(element.text_content()) for element in (*marked, *islice(_home_links(view), 10)))
    return [text for text in texts if 2 <= len(text) <= MAX_CHARS]


def _copyright(view: View) -> list[str]:
    stated = [_YEARS.sub("", text) for text in view.meta.get("copyright", ())]
    texts = [text for text in view.tree.xpath("//body//text()[contains(., '©') or contains(., 'opyright')]")[:20] if len(text) < 400]
    # The sign often stands in an element of its own: the name is then what its parent goes on to say.
    texts += [one_line(up.text_content())[:200] for text in texts if len(text) < 30 and (up := text.getparent().getparent()) is not None]
    found = (match.group(1).strip() for text in texts if (match := _COPYRIGHT.search(text)))
    names = [*stated, *(name.removesuffix(" e") for name in found)]  # the beginning of "e.V."
    return [_ASIAN_RIGHTS.sub("", name) if _OTHER_SCRIPT.search(name) else name for name in names]


def _handle(view: View) -> list[str]:
    return [text.strip().rsplit("/", 1)[-1].lstrip("@") for text in view.meta.get("twitter:site", ())]


# Names that the page states as its publisher's; the order counts.
STATED: tuple[Rule[str], ...] = (
    Rule("og:site_name", lambda view: [name for name in meta("og:site_name")(view) if one_line(name) in view.site_names]),
    Rule("site names", lambda view: view.site_names),
)
# Names that stand somewhere on the page: believed where they agree with the domain.
_RIGHTS: Rule[str] = Rule("copyright", _copyright)
_ABOUT: tuple[Rule[str], ...] = (Rule("feed title", _feed_titles), Rule("logo", _logo), _RIGHTS)
SHOWN: tuple[Rule[str], ...] = (Rule("title", _title_ends), *_ABOUT, Rule("home link", _home_text))


def shown_names(view: View) -> frozenset[str]:
    """What feeds, logos and copyright lines call the publisher or its parts, folded."""
    names = candidates(_ABOUT, view, lambda raw: clean(raw, view.domain))
    return frozenset(fold(one.value) for one in names if not is_domain_like(one.value))


def find_provider(view: View, directory: Mapping[str, Provider]) -> Found[Provider] | None:
    """The publisher; ``directory`` (registrable domain -> provider) wins. None where the address has no host."""
    domain = view.domain
    if not domain:
        return None
    if domain in directory:
        return Found(directory[domain], "config/providers")
    row = view.site.get("provider")
    if row:
        return Found(Provider(str(row), domain), "config/sites")
    if view.page.hints.provider:
        return Found(Provider(view.page.hints.provider, domain), "source")
    best = _choose(view, domain)
    return Found(Provider(best.value if best else domain, domain), best.by if best else "domain")


def _choose(view: View, domain: str) -> Found[str] | None:
    """The first stated name, unless it is written as an address or in a script that the page isn't in.

    Then what agrees with the domain, stated or shown, or what two places show, else the address without its ending.
    """
    stated = [one for one in candidates(STATED, view, lambda raw: clean(raw, domain)) if not _is_platform(one.value, domain)]
    top = stated[0] if stated else None
    fits = agreement(top.value, domain) if top else 0
    if top and not fits and _own_host(view) and not _OTHER_SCRIPT.search(top.value):
        top = next((one for one in stated if " " in one.value and agreement(one.value, domain) == 3), top)
        fits = agreement(top.value, domain)
    firm = top is not None and not is_domain_like(top.value) and (fits or top.by == "og:site_name")
    if top and (paper := _paper(top, stated)):
        return paper
    latin = _in_latin(view, domain) if top and not fits and _OTHER_SCRIPT.search(top.value) else None
    if latin:
        return latin
    if top and firm and not (fits and _is_plain(top.value)) and not _is_foreign_script(top.value, view):
        return _better_spelled(top, stated)
    plain = top is None or _is_plain(top.value)
    shown = list(candidates(SHOWN, view, lambda raw: clean(raw, domain)))
    for one in [*stated, *sorted(shown, key=lambda one: -agreement(one.value, domain))]:
        if one.by == "home link" and not _own_host(view):
            continue
        need = 2 if plain or one in stated else 3
        if not _is_plain(one.value) and agreement(one.value, domain) >= need and fold(domain) not in fold(one.value):
            return _better_spelled(Found(_run(one.value, domain), one.by), shown if plain else ())
    texts = [*(without_tld(one.value) for one in (*shown, *stated)), *_handle(view)]
    spelled = {fold(text): text for text in texts if text != text.lower()}
    if top is not None:
        bare = without_tld(top.value)
        return Found(spelled.get(fold(bare), bare) if is_domain_like(top.value) or bare == bare.lower() else top.value, top.by)
    host = (urlsplit(view.url).hostname or "").removeprefix("www.")
    own = (
        one for one in shown if host != domain and agreement(one.value, host) >= 2 and not is_domain_like(one.value)
    )  # a platform's guest
    return (
        next((found for one in shown if (found := _fallback(one, domain))), None)
        or next(own, None)
        or _twice(shown, view)
        or next((one for one in shown if one.by == "title" and _ASIAN_PAPER.match(one.value)), None)
    )


def _is_platform(name: str, domain: str) -> bool:
    """Whether a name is only that of the system under a site of its own."""
    return fold(name) in _PLATFORMS and not agreement(name, domain)


def _own_host(view: View) -> bool:
    """Whether the page isn't on a platform's or a section's own host."""
    return urlsplit(view.url).hostname in (view.domain, f"www.{view.domain}")


def _paper(top: Found[str], stated: Iterable[Found[str]]) -> Found[str] | None:
    """The paper that a name written as an address belongs to: ``Kestrel.de`` beside ``Kestrel Zeitung``."""
    brand = fold(without_tld(top.value))
    if " " in top.value or brand == fold(top.value):
        return None
    names = (one for one in stated if _PAPER.search(one.value) and 1 < len(one.value.split()) <= 4 and not _TLD_END.search(one.value))
    return next((one for one in names if brand in words(one.value)), None)


def _in_latin(view: View, domain: str) -> Found[str] | None:
    """How the copyright line spells in Latin letters a name that the page states in another script.

    It has the domain's label as a word and others beside it; on a platform's host it is the platform's name.
    """
    if not _own_host(view):
        return None
    for one in candidates((_RIGHTS,), view, lambda raw: clean(raw, domain)):
        name = _COMPANY.sub("", without_article(one.value))
        if name.isascii() and (label(domain) in words(name) or agreement(name, domain) == 3) and 2 <= len(name.split()) <= 4:
            return Found(name, one.by)
    return None


def _twice(shown: Sequence[Found[str]], view: View) -> Found[str] | None:
    """A name that two places show, such as the title's end and the copyright line; a headline isn't one."""
    top = heading(view)
    headlines = {fold(text) for text in (*view.meta.get("og:title", ()), top.text_content() if top is not None else "")}
    places: dict[str, set[str]] = {}
    for one in shown:
        if one.by != "home link" and fold(one.value) not in headlines and not is_domain_like(one.value):
            places.setdefault(fold(one.value), set()).add(one.by)
    return next((one for one in shown if len(places.get(fold(one.value), ())) > 1), None)


def _fallback(one: Found[str], domain: str) -> Found[str] | None:
    """A shown name that has but a part of the domain, or writes it with capitals."""
    if is_domain_like(one.value):
        bare = without_tld(one.value)
        return Found(bare, one.by) if fold(one.value) == fold(domain) and bare != bare.lower() else None
    if one.by == "copyright":  # a company's name around the site's: Kestrel Publishing House
        one = Found(_run(one.value, domain), one.by)
    if fold(domain) in fold(one.value) or one.by in ("logo", "home link") or len(one.value.split()) > 4:
        return None
    return one if agreement(one.value, domain) else None


def _is_foreign_script(name: str, view: View) -> bool:
    """Whether a name has no Latin letter though the page's title has hardly another."""
    title = " ".join(view.meta.get("og:title", ())[:1])
    return bool(title) and not _LATIN.search(name) and len(_LATIN.findall(title)) * 10 > 9 * sum(char.isalpha() for char in title)


def _run(name: str, domain: str) -> str:
    """The words in a row that spell the domain's label: ``Read the Kestrel Post`` -> ``Kestrel Post``; else the name."""
    words = name.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if fold("".join(words[start:end])) == label(domain):
                article = start > 0 and words[start - 1].lower() in ARTICLES and words[start - 1][0].isupper()
                return " ".join(words[start - article : end])
    return name


def _better_spelled(top: Found[str], others: Iterable[Found[str]]) -> Found[str]:
    """The same letters with blanks, or without the address's ending, where another source writes them so."""
    forms = {fold(top.value), fold(without_tld(top.value)), fold(without_article(top.value))}
    same = [one for one in others if {fold(one.value), fold(without_article(one.value))} & forms]

    def rank(one: Found[str]) -> tuple[bool, bool, bool]:
        apart = " " in (one.value if fold(one.value) == fold(top.value) else without_article(one.value))
        return not _is_plain(one.value), not _TLD_END.search(one.value), apart

    return max([top, *same], key=rank)


def _is_plain(name: str) -> bool:
    """Whether a name is an address or one run of small letters: someone may spell it better."""
    return is_domain_like(name) or (name == name.lower() and name.isascii() and " " not in name)


def clean(raw: str, domain: str) -> str | None:
    """A name without slogan, section, legal form and marks; None for what is no name."""
    if len(raw) > MAX_RAW_CHARS:
        return None
    text = one_line(_MARKS.sub("", raw)).strip(_EDGES)
    if is_domain_like(text):
        text = re.sub(r"^(?:https?:)?//", "", text, flags=re.I).rstrip("/").removeprefix("www.")
        return text if "/" not in text else None
    parts = slogan_parts(text)
    if len(parts) > 1:
        text = max(parts[:3], key=lambda part: agreement(part, domain))
        if not agreement(text, domain):
            text = parts[0]
    text = without_abbreviation(without_legal_form(text)).strip(_EDGES)
    brand, _, edition = text.rpartition(" ")
    if edition in EDITIONS and fold(brand) == label(domain):
        text = brand
    if not 2 <= len(text) <= MAX_CHARS or not fold(text) or "{" in text or fold(text).isdigit():
        return None
    return text
