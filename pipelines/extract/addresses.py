"""webUrl, ampWebUrl and cdnAmpWebUrl: where readers find the article."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from crawler.identity import AMP_CACHE, page_address
from crawler.items import Found
from crawler.urls import page_key, registered_domain, same_page
from pipelines.extract import jsonld
from pipelines.extract.rules import Rule, candidates, first, site
from pipelines.extract.view import View

MAX_LABEL = 63  # RFC 1035
_AMP_MARKS = frozenset(("amp", "\u26a1", "\u26a1\ufe0f"))
MAX_STATED = 20  # addresses of one kind that are looked at
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"\.(?:[sp]?html?|aspx?|php\d?|jsp|cms|ece|do|amp)$", re.I)
# What is put after or into an article's path for another form of the same article.
_FORM_NAMES = "amp amphtml google-amp amp.html index.html index.htm index.php index all single print full page mobile m www story comments"
_FORMS = frozenset(_FORM_NAMES.split())


def find_web_url(view: View) -> Found[str] | None:
    """The canonical address without tracking parameters; the page's own where nothing else can be believed."""
    own = page_address(view.url)
    told = first(WEB_URL[:1], view, view.absolute)  # a person's word needs no proof
    return told or first(WEB_URL[1:], view, lambda raw: _believe(view, raw, own)) or Found(own, "address")


def find_amp_url(view: View) -> Found[str] | None:
    """The AMP version that the page announces, the page's own address where it is the AMP version, or None."""
    if is_amp(view):
        return Found(page_address(view.url), "html amp")
    return first(AMP_URL, view, lambda raw: _believe_amp(view, raw))


def cdn_amp_url(amp_url: str) -> str:
    """The address of an AMP page in the AMP cache (schema, section 9; AMP cache URL format)."""
    scheme, _, rest = amp_url.partition("://")
    host = urlsplit(amp_url).hostname or ""
    return f"https://{_cache_label(host)}.{AMP_CACHE}/c/{'s/' if scheme == 'https' else ''}{rest}"


def _cache_label(host: str) -> str:
    try:
        name = host.encode("ascii").decode("idna") if "xn--" in host else host
        name = name.replace("-", "--").replace(".", "-")
        if name[2:4] == "--":  # would read as punycode
            name = f"0-{name}-0"
        label = name if name.isascii() else "xn--" + name.encode("punycode").decode()
    except UnicodeError:
        label = ""
    if not label or len(label) > MAX_LABEL or "." not in host:
        return base64.b32encode(hashlib.sha256(host.encode()).digest()).decode().rstrip("=").lower()
    return label


def is_amp(view: View) -> bool:
    """Whether the page itself is an AMP page (``<html amp>`` or the lightning sign)."""
    return not _AMP_MARKS.isdisjoint(view.tree.attrib)


def _link(rel: str) -> Rule[str]:
    return Rule(f"link {rel}", lambda view: [href for link in view.links.get(rel, [])[:MAX_STATED] if (href := link.get("href"))])


def _ld_addresses(view: View) -> list[str]:
    found: list[str] = []
    for node in (view.ld_articles or view.ld_videos)[:MAX_STATED]:
        found.extend(jsonld.strings(node.get("url"), "@id", "url"))
        found.extend(jsonld.strings(node.get("mainEntityOfPage"), "@id", "url"))
    return found[:MAX_STATED]


def _microdata_addresses(view: View) -> list[str]:
    return [one for item in view.microdata_articles[:1] for key in ("url", "mainEntityOfPage") if (one := item.text(key))]


WEB_URL: tuple[Rule[str], ...] = (
    Rule("config/sites", site("web_url")),
    _link("canonical"),
    Rule("og:url", lambda view: view.meta.get("og:url", [])[:MAX_STATED]),
    Rule("json-ld", _ld_addresses),
    Rule("twitter:url", lambda view: view.meta.get("twitter:url", [])[:MAX_STATED]),
    Rule("microdata", _microdata_addresses),
)
AMP_URL: tuple[Rule[str], ...] = (Rule("config/sites", site("amp_url")), _link("amphtml"))
_STATED: tuple[Rule[str], ...] = WEB_URL[1:4]


def _believe(view: View, raw: str, own: str) -> str | None:
    """A stated address if it leads to this article: the home page, a section or another story doesn't."""
    stated = view.absolute(raw)
    if stated is None:
        return None
    stated = page_address(stated)
    if not same_page(stated, own) and not _is_twin(view, stated, own):
        return None
    if registered_domain(stated) != registered_domain(own) and _claims_own(view, own):
        return None
    if own.startswith("https:") and stated.startswith("http:") and urlsplit(own).netloc == urlsplit(stated).netloc:
        stated = "https" + stated[4:]
    return stated


def _claims_own(view: View, own: str) -> bool:
    """Whether og:url names an address of this site: a canonical link abroad is then a word to search engines about a licensed copy."""
    stated = [page_address(address) for raw in view.meta.get("og:url", [])[:MAX_STATED] if (address := view.absolute(raw))]
    return any(registered_domain(one) == registered_domain(own) and (same_page(one, own) or _is_twin(view, one, own)) for one in stated)


def _is_twin(view: View, stated: str, own: str) -> bool:
    """Whether another address is one of the same article, by its words and numbers."""
    theirs, ours = _segments(stated), _segments(own)
    if not theirs and not urlsplit(stated).query:
        return not _core(ours) and not urlsplit(own).query and urlsplit(stated).netloc == urlsplit(own).netloc  # a home page
    query = urlsplit(own).query
    if theirs == ours and query and not urlsplit(stated).query and registered_domain(stated) == registered_domain(own):
        return _is_telling(ours) or (_agreed(view, stated) and not _selects(query))
    if _core(theirs) == _core(ours) and _core(ours):
        return True
    title = _title_words(view)
    their_words, our_words = _words(theirs), _words(ours)
    if _overlap(their_words, title):
        return True
    if _numbers(theirs) & _numbers(ours) or _overlap(their_words, our_words):
        return True
    if registered_domain(stated) != registered_domain(own):
        return False
    if len(theirs) < len(ours) and theirs == ours[: len(theirs)] and not _is_telling(theirs):
        return False  # a section
    if len(their_words) >= 4 and title and _is_latin(title):
        return False  # words enough to tell, and they tell of something else
    return _is_telling(theirs) and _agreed(view, stated) and not _overlap(our_words, title)


def _believe_amp(view: View, raw: str) -> str | None:
    stated = view.absolute(raw)
    if stated is None:
        return None
    stated = page_address(stated)
    parts = urlsplit(stated)
    if page_key(stated) == page_key(page_address(view.url)) or (not _segments(stated) and not parts.query):
        return None
    own = find_web_url(view)
    near = registered_domain(stated) in {registered_domain(view.url), registered_domain(own.value if own else "")}
    return stated if near or _is_twin(view, stated, own.value if own else view.url) else None


def _agreed(view: View, stated: str) -> bool:
    """Whether two different kinds of statement name the same address."""
    names = {one.by for one in candidates(_STATED, view, view.absolute) if same_page(page_address(one.value), stated)}
    return len(names) >= 2


def _segments(url: str) -> list[str]:
    path = unquote(urlsplit(url).path).lower()
    return [segment for segment in path.split("/") if segment]


def _core(segments: list[str]) -> list[str]:
    """The path without what only names a form of the article (``amp``, ``index.html``, ``.html``)."""
    kept = [_ENDING.sub("", segment.removesuffix(".amp.html")) for segment in segments if segment not in _FORMS]
    return [segment for segment in kept if segment]


def _words(segments: list[str]) -> set[str]:
    """The words of the segment that has most of them: the slug."""
    slugs = [{word for word in _WORD.findall(_ENDING.sub("", segment)) if len(word) > 2 and not word.isdigit()} for segment in segments]
    return max(slugs, key=len, default=set())


def _numbers(segments: list[str]) -> set[str]:
    """Long numbers and keys that name one article of a site (not dates)."""
    found = {run for segment in segments for run in re.findall(r"[0-9]{6,}|(?=[a-z]*[0-9])[0-9a-f]{8,}", segment)}
    return {run for run in found if not re.fullmatch(r"(?:19|20)\d{6}", run)}


def _overlap(left: set[str], right: set[str]) -> bool:
    """Whether two sets of words speak of one thing: at least two shared, and half of the smaller set."""
    shared = len(left & right)
    return shared >= 2 and 2 * shared >= min(len(left), len(right))


def _is_telling(segments: list[str]) -> bool:
    """Whether a path can name one article: a slug of three words or a number."""
    return len(_words(segments)) >= 3 or any(re.search(r"\d{4,}|[0-9a-f]{8,}", segment) for segment in segments)


def _selects(query: str) -> bool:
    """Whether a query looks as if it chose the article: ``id=123``, ``p=77``, ``article=...``."""
    return bool(
        re.search(r"(?:^|&)(?:id|p|q|v|[a-z]*_?id|art\w*|story\w*|number|nr|no|doc\w*|news\w*|item\w*|node)=", query, re.I)
    ) or bool(re.search(r"=\d{3,}", query))


def _title_words(view: View) -> set[str]:
    stated = [*view.meta.get("og:title", ())[:1], *(title.text_content() for title in view.tree.iterfind(".//head/title"))]
    folded = unicodedata.normalize("NFD", " ".join(stated[:2]).lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return {word for word in _WORD.findall(re.sub(r"['’]", "", plain)) if len(word) > 2}


def _is_latin(words: set[str]) -> bool:
    return sum(word.isascii() for word in words) * 2 > len(words)
