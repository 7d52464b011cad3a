"""The language of the text, with its region where the page declares one."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.items import Found
from crawler.urls import same_page
from pipelines.extract import jsonld
from pipelines.extract.cleaning import clean_text
from pipelines.extract.rules import site
from pipelines.extract.tongues import detect, read_tag, relatives, speaks, weight
from pipelines.extract.view import View, one_line

SAMPLE = 1000  # characters of text looked at
ENOUGH = 120  # characters (a Han or Kana one counts thrice) below which nothing is detected against a declaration


def find_locale(view: View, text: str | None) -> Found[str] | None:
    """A lower-case BCP 47 tag such as ``de`` or ``en-us``, or None."""
    declared = [Found(tag, by) for by, raw in _declared(view) if (tag := read_tag(raw))]
    sample = one_line((text or _paragraphs(view))[: 2 * SAMPLE])[:SAMPLE]
    if weight(sample) < ENOUGH or _is_video(view):
        sample = _stated(view) or sample  # what surrounds a video is in the visitor's language
    if not declared:
        found = detect(sample) if len(sample) >= 20 else None
        return Found(found, "text") if found else None
    best = declared[0]
    if weight(sample) >= ENOUGH:
        bases = dict.fromkeys(_base(one.value) for one in declared)
        spoken = next((base for base in bases if speaks(sample, base)), None)
        spoken = spoken or detect(sample, sure=True)
        if spoken and spoken != _base(best.value) and not relatives(spoken, _base(best.value)):
            best = next((one for one in declared if _base(one.value) == spoken), Found(spoken, "text"))
    if "-" not in best.value:
        return next((one for one in declared if one.value.startswith(f"{best.value}-")), best)
    return best


def _declared(view: View) -> Iterator[tuple[str, str]]:
    """What the page says of its language, best evidence first."""
    root = view.tree
    for value in site("locale")(view):
        yield "config/sites", value
    for name in ("lang", "xml:lang", "{http://www.w3.org/XML/1998/namespace}lang"):
        if root.get(name):
            yield "html lang", root.get(name)
    for node in view.ld_articles:
        for value in jsonld.strings(node.get("inLanguage"), "alternateName", "name"):
            yield "json-ld inLanguage", value
    for name in ("og:locale", "content-language", "language", "dc.language", "dc:language", "dcterms.language", "inlanguage"):
        for value in view.meta.get(name, ()):
            yield name, value
    for link in view.links.get("alternate", ()):
        address = view.absolute(link.get("href"))
        if link.get("hreflang") and address and same_page(address, view.url):
            yield "hreflang", link.get("hreflang")
    header = view.page.headers.get("content-language")
    if header and "," not in header:
        yield "content-language header", header
    if view.page.hints.language:
        yield "feed", view.page.hints.language


def _paragraphs(view: View) -> str:
    """Long paragraphs of the page, for one whose text was not found."""
    found, length = [], 0
    for p in view.tree.iter("p"):
        text = one_line(p.text_content())
        if len(text) >= 80:
            found.append(text)
            length += len(text)
        if length > SAMPLE:
            break
    return " ".join(found)


def _is_video(view: View) -> bool:
    return any(kind.lower().startswith("video") for kind in view.meta.get("og:type", ())) or (bool(view.ld_videos) and not view.ld_articles)


def _stated(view: View) -> str:
    """Headline and description, where they are long enough to tell a language; else ''."""
    said = [text for name in ("og:title", "og:description", "description") for text in view.meta.get(name, ())[:1]]
    sample = one_line(" ".join(dict.fromkeys(clean_text(text) for text in said)))[:SAMPLE]
    return sample if weight(sample) >= ENOUGH else ""


def _base(tag: str) -> str:
    return tag.partition("-")[0]
