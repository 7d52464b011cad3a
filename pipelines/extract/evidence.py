"""What the gate needs to know of a page, measured while the tree is at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, cast
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler import url_shapes
from crawler.identity import page_address
from crawler.items import Evidence
from crawler.urls import page_key
from pipelines.extract import jsonld, phrases
from pipelines.extract.rules import site_elements
from pipelines.extract.view import View, one_line

THIN_WORDS = 350  # a longer text with paragraphs isn't looked at for walls and shells; dialogues of consent rarely are longer
THIN_BULK = 60
POOR_WORDS = 150  # with more of its own, a page isn't searched for walls unless its title or status gives cause
MAX_SHELLS = 8
MARK_BYTES = 150_000  # of the page, for vendors' marks
OWN_CHARS = 6_000
SCAN_CHARS = 8_000  # of the visible text, for phrases
HEADLINE_WORDS = 4
SHORT_LINE, MIDDLING_LINE = 14, 40  # words; one phrase makes a short line a wall's, two a middling one, three a longer one
LONG_LINE = 30  # words; teasers in lists seldom have more

_LIST_TYPES = frozenset(("collectionpage", "searchresultspage", "profilepage", "categorycodeset", "datafeed"))
_OTHER_TYPES = frozenset(
    ("product", "productgroup", "contactpage", "aboutpage", "jobposting", "checkoutpage", "localbusiness", "softwareapplication")
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LOST_STATUS = re.compile(r"(?:^|\W)(?:404|410)(?:\W|$)")
_ID = re.compile(r"\d{5,}")
_SLUG = re.compile(r"[-_+ .,]")
_TITLE_PARTS = re.compile(r"\s+[-–—·•:»]\s+|\s*[|｜]\s*|:\s+")
_ENDS = (".", "!", "?", "。", "！", "？", '"', "”", "“", "»", "’", ")", "」", "]", "*", ":")


def _selector(path: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """The elements that a compiled path selects."""
    return cast("Callable[[HtmlElement], list[HtmlElement]]", etree.XPath(path))


_links = _selector("//body//a[@href][string-length(normalize-space()) > 7]")
_paragraphs = _selector("//body//p[string-length(.) > 24]")
_headings = _selector("//h2[.//a[@href] or ancestor::a] | //h3[.//a[@href] or ancestor::a] | //h4[.//a[@href] or ancestor::a]")
_scripts = _selector("//script")
_shells = _selector(
    "//body//*[self::app-root or @id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='react-root' or @id='main-app'"
    " or @id='application' or @id='app-root' or @id='___gatsby' or @id='svelte' or @id='mount' or @id='q-app' or @data-reactroot]"
)
_password = _selector("//input[@type='password']")
_form = _selector("//form//input[@type='email' or contains(@name,'mail') or contains(@name,'user') or contains(@name,'login')]")
_walls = {
    mark: etree.XPath(f"boolean(//body//*[not(self::script)][contains(@class, '{mark}') or contains(@id, '{mark}')])")
    for mark in phrases.WALL_MARKS
}
_HIDDEN = frozenset(("script", "style", "noscript", "template", "nav", "footer", "svg", "head", "iframe", "select", "textarea"))


def measure(view: View, text: str | None, found: Mapping[str, Any]) -> Evidence:
    """The gate's measurements of one page: ``text`` is the article's, ``found`` the other fields' values."""
    count, run = words(text or ""), _run(view)
    long = sum(size for line in (text or "").splitlines() if (size := words(line)) >= LONG_LINE and not phrases.is_chrome(line, size))
    bulk = max(run, long)
    address = _address(view)
    values: dict[str, Any] = {
        "site_paywall": bool(site_elements(view, "paywall")),
        "url": view.page.url,
        "status": view.page.status,
        "found": view.page.found,
        "words": count,
        "own_words": count,
        "run": run,
        "bulk": bulk,
        "bare": _bare(view),
        "h1_words": max((words(h1.text_content()) for h1 in view.tree.iter("h1")), default=0),
        "titled": bool(found.get("title")) or any(one_line(title.text_content()) for title in view.tree.iter("title")),
        "dated": bool(found.get("published"))
        or _stated(view, "datePublished", "article:published_time", "datepublished", "dc.date", "date"),
        "signed": bool(found.get("authors")) or _stated(view, "author", "author", "article:author", "dc.creator"),
        "declared": _declared(view),
        "noindex": any("noindex" in value.lower() for value in (*view.meta.get("robots", ()), view.page.headers.get("x-robots-tag", ""))),
        "free": _free(view),
        "thin": count < THIN_WORDS or bulk < THIN_BULK,
        **address,
    }
    values["standing"], values["front"], values["label"] = _standing(view), _front(view), _label(view)
    values["headlines"], values["teasers"] = _headlines(view)
    if values["thin"]:
        values.update(_walls_and_shells(view, text or ""))
    values["paywalled"] = values.get("paywalled", False) or values["site_paywall"]
    return Evidence(**values)


def words(text: str) -> int:
    """Words by blanks; two CJK characters are one word."""
    if text.isascii() or not _CJK.search(text):
        return len(text.split())
    return len(_CJK.sub(" ", text).split()) + len(_CJK.findall(text)) // 2


def _run(view: View) -> int:
    groups: dict[HtmlElement, int] = {}
    for paragraph in _paragraphs(view.tree):
        text = paragraph.text_content()
        linked = sum(words(a.text_content()) for a in paragraph.iter("a"))
        own = words(text) - linked
        if own >= 6 and own > linked:
            parent = paragraph.getparent()
            groups[parent] = groups.get(parent, 0) + own
    return max(groups.values(), default=0)


def _headlines(view: View) -> tuple[int, int]:
    """Distinct addresses of headline-like links, and of headings that are links; both of this site, other than this page."""
    here = urlsplit(view.url).path.rstrip("/")

    def other_page(address: str) -> bool:
        address = address.strip().partition("#")[0]
        host, path = "", address
        if "//" in address[:8]:
            host, _, path = address.partition("//")[2].partition("/")
            path = f"/{path}"
        elif ":" in address[:12]:
            return False
        return bool(address) and path.rstrip("/") != here and (not host or host.partition(":")[0].endswith(view.domain))

    longs = {a.get("href") for a in _links(view.tree) if words(a.text_content()) >= HEADLINE_WORDS}
    linked: set[str] = set()
    for heading in _headings(view.tree):
        link = next(heading.iter("a"), None)
        if link is None:
            link = next(heading.iterancestors("a"), None)
        if link is not None and link.get("href") and words(heading.text_content()) >= 2:
            linked.add(link.get("href"))
    return sum(map(other_page, longs)), sum(map(other_page, linked))


def _bare(view: View) -> bool:
    """Whether the document has no links, scripts, styles and forms: nothing of a site around its text."""
    site = view.tree.iter("a", "script", "style", "link", "form", "iframe", "button", "input")
    return all(element.tag == "a" and (element.get("href") or "#").startswith(("#", "javascript:")) for element in site)


def _stated(view: View, key: str, *metas: str) -> bool:
    return any(view.meta.get(name) for name in metas) or any(node.get(key) for node in view.ld_articles[:2])


def _declared(view: View) -> Literal["", "article", "list", "video", "other"]:
    stated = {name for node in view.ld for name in jsonld.types(node)}
    kind = " ".join(view.meta.get("og:type", ())).lower()
    if kind.startswith("video") or (view.ld_videos and not view.ld_articles and not kind.startswith("article")):
        return "video"
    if 1 <= len(view.ld_articles) <= 2:
        return "article"
    if stated & _LIST_TYPES or len(view.ld_articles) > 2 or len(view.microdata_articles) > 3 or kind == "profile":
        return "article" if view.meta.get("article:published_time") and not stated & _LIST_TYPES else "list"
    if stated & _OTHER_TYPES or kind.startswith(("product", "og:product")):
        return "other"
    if kind.startswith("article") or view.meta.get("article:published_time") or len(view.microdata_articles) == 1:
        return "article"
    return "list" if "itemlist" in stated else ""


def _place(url: str) -> SplitResult:
    """The parts of an address, or of the one that a web archive keeps there."""
    return urlsplit(page_address(url))


def _address(view: View) -> dict[str, bool]:
    asked, final = _place(view.page.url), _place(view.url)
    root = url_shapes.is_home(final.path, final.query)
    moved = root and page_key(view.page.url) != page_key(view.url) and not (url_shapes.is_home(asked.path) and asked.query == final.query)
    canonical = next((view.absolute(link.get("href")) for link in view.links.get("canonical", ()) if link.get("href")), None)
    home = elsewhere = False
    if canonical and not root:
        stated = _place(canonical)
        home = url_shapes.is_home(stated.path) and not stated.query
        elsewhere = unquote(stated.path).rstrip("/").lower() != unquote(final.path).rstrip("/").lower()
    parts = url_shapes.parts_of(final.path)
    return {
        "root": root,
        "moved": moved,
        "canonical_home": home,
        "canonical_elsewhere": elsewhere,
        "list_path": url_shapes.is_list(parts, final.query),
        "login_path": url_shapes.is_login(parts),
        "rubric_path": url_shapes.is_rubric(parts),
        "slug": (bool(parts) and len([word for word in _SLUG.split(parts[-1]) if word]) >= 5)
        or bool(_ID.search(f"{final.path}?{final.query}")),
    }


def _title(view: View) -> str:
    return next((one_line(t.text_content()) for t in view.tree.iter("title")), "")


def _h1(view: View) -> str:
    return next((one for t in view.tree.iter("h1") if (one := one_line(t.text_content()))), "")


def _titles(view: View) -> str:
    return one_line(f"{_title(view)} | {_h1(view)}").lower()


def _standing(view: View) -> bool:
    """Whether address and title both name a standing page, or title and h1 do."""
    path = unquote(urlsplit(view.url).path).rstrip("/").lower().rsplit("/", 1)[-1]
    path = re.sub(r"\.(?:html?|php|aspx?)$", "", path).replace("_", "-")
    parts = [re.sub(r"[\s_]+", "-", part.strip()) for part in re.split(r"[|–—·:•»]|\s-\s", _titles(view))]
    named = [part in url_shapes.STANDING_PAGES for part in parts]
    return (path in url_shapes.STANDING_PAGES and any(named)) or sum(named) >= 2 or (path in url_shapes.STANDING_PAGES and len(path) > 5)


def _front(view: View) -> bool:
    """Whether the title has a part that says "home page", or nothing besides the site's name."""
    parts = [part for one in _TITLE_PARTS.split(_title(view).lower()) if (part := one.strip(" .!"))]
    named = {_squeezed(name) for name in (*view.site_names, view.domain, view.domain.partition(".")[0])}
    return any(part in phrases.HOME for part in parts) or (bool(parts) and all(_squeezed(part) in named for part in parts))


def _squeezed(name: str) -> str:
    return re.sub(r"\W+", "", name.lower().removeprefix("www.").removeprefix("the "))


def _label(view: View) -> bool:
    """Whether the only headline is one or two words, those in which the address ends: "/people-search", "People search"."""
    h1, parts = _h1(view), url_shapes.parts_of(_place(view.url).path)
    if not parts or not h1 or words(h1) > 2:
        return False
    return [word for word in _SLUG.split(re.sub(r"\.\w{2,5}$", "", parts[-1].lower())) if word] == h1.lower().split()


def _free(view: View) -> bool | None:
    tier = " ".join(view.meta.get("article:content_tier", ())).lower()
    for node in [*view.ld_articles[:2], *view.ld[:3]]:
        value = node.get("isAccessibleForFree")
        if value is not None:
            return str(value).lower() not in ("false", "0", "no")
    return tier not in ("locked", "metered") if tier else None


def _visible(element: HtmlElement) -> Iterator[str]:
    """Texts that a reader sees, navigation and footer left out."""
    stack: list[HtmlElement | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tail and one is not element:
            stack.append(one.tail)
        if one.tag in _HIDDEN or one.get("hidden") is not None:
            continue
        if one.tag in ("input", "button") and one.get("value"):
            yield str(one.get("value"))
        stack.extend(reversed(one))
        if one.text:
            stack.append(one.text)


def _own_words(text: str) -> int:
    """Words of the lines that aren't a wall's: few words and many phrases of one kind make it a wall's."""
    low = text.lower()
    kinds = [said for kind in phrases.WALLS if (said := tuple(phrase for phrase in kind if phrase in low))]
    if not kinds:
        return sum(size for line in text.splitlines() if (size := words(line)) < LONG_LINE or not phrases.is_chrome(line, size))
    total = 0
    for line in text.splitlines():
        low, size = line.lower(), words(line)
        if size >= LONG_LINE and phrases.is_chrome(line, size):
            continue
        if size and max(phrases.count(low, kind) for kind in kinds) < (1 if size <= SHORT_LINE else 2 if size <= MIDDLING_LINE else 3):
            total += size
    return total


def _walls_and_shells(view: View, text: str) -> dict[str, Any]:
    own, titles, free = _own_words(text[:OWN_CHARS]), _titles(view), _free(view)
    lost = phrases.count(titles, phrases.NOT_FOUND) + bool(_LOST_STATUS.search(titles))
    if own >= POOR_WORDS and not lost and free is not False and view.page.status < 400:
        return {"own_words": own}
    body = view.tree.find("body")
    pieces = list(_visible(body if body is not None else view.tree))
    seen = one_line(" ".join(pieces))
    low = seen[:SCAN_CHARS].lower()
    labels = " | ".join(
        piece for piece in pieces if len(piece) < 150 and words(piece) <= SHORT_LINE and piece.lower().strip() not in titles
    )[:SCAN_CHARS].lower()
    unscripted = " ".join(element.text_content() for element in view.tree.iter("noscript")).lower()[:SCAN_CHARS]
    scripts = _scripts(view.tree)
    shells = [shell for shell in _shells(view.tree)[:MAX_SHELLS] if len(one_line("".join(_visible(shell)))) < 60]
    offers = phrases.count(labels, phrases.PAYWALL)
    raw = view.page.body[:MARK_BYTES].lower() if own < POOR_WORDS else b""
    lines = [line for line in text.splitlines() if line.strip()]
    marks = any(mark.encode() in view.page.body and _walls[mark](view.tree) for mark in phrases.WALL_MARKS)
    cut = bool(lines) and (lines[-1].rstrip().endswith(("…", "...", "[…]", "[...]")) or not lines[-1].rstrip().endswith(_ENDS))
    return {
        "own_words": own,
        "lost_title": lost,
        "closed": 2 * phrases.count(titles, phrases.CLOSED) + phrases.count(low, phrases.CLOSED),
        "wall_title": phrases.count(titles, phrases.CHALLENGE),
        "login_title": phrases.count(titles, phrases.LOGIN),
        "lost": phrases.count(low, phrases.NOT_FOUND),
        "consent": phrases.count(low, phrases.CONSENT),
        "buttons": phrases.count(labels, phrases.CONSENT) + sum(piece.strip().lower() in phrases.CONSENT_BUTTONS for piece in pieces),
        "consent_vendor": any(mark.encode() in raw for mark in phrases.CONSENT_MARKS),
        "challenge": phrases.count(low, phrases.CHALLENGE) + phrases.count(unscripted, phrases.CHALLENGE),
        "challenge_vendor": any(mark.encode() in raw for mark in phrases.CHALLENGE_MARKS),
        "login": phrases.count(low, phrases.LOGIN),
        "password": bool(_password(view.tree)),
        "form": bool(_form(view.tree)),
        "paywall": phrases.count(low, phrases.PAYWALL),
        "offers": offers,
        "paywall_marks": marks,
        "cut": cut,
        "paywalled": offers > 0 and (free is False) + 1 + (offers >= 3) + marks + cut >= 2,
        "asks_script": any(phrase in low or phrase in unscripted for phrase in phrases.SCRIPT),
        "root_empty": bool(shells),
        "script_bytes": sum(len(script.text or "") for script in scripts if "json" not in (script.get("type") or "")),
        "scripts": len(scripts),
        "visible": words(seen),
        "refresh": any("url=" in value.lower().replace(" ", "") for value in view.meta.get("refresh", ())),
    }
