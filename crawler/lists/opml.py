"""Lists of feeds as readers keep them (OPML 1 and 2), in and out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.lists import feed_text, feed_xml
from crawler.lists.sources import Source, default_name
from crawler.urls import UrlError, page_key, parse_input_url

MAX_SOURCES = 10_000


class NotOpml(ValueError):
    """A file that no list of feeds can be read from; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Opml:
    """The feeds of a list, each once, and the rows that are none as (row, sentence)."""

    sources: tuple[Source, ...]
    bad: tuple[tuple[str, str], ...] = ()


def read(body: bytes, topics: Collection[str] = ()) -> Opml:
    """The feeds of a list. A folder or category that has the name of one of ``topics`` becomes a topic of its feeds.

    :raises NotOpml: it is none.
    """
    text = feed_xml.decoded(body)
    name, start = feed_xml.root_name(text)
    root = feed_xml.tree(text, start) if name == "opml" else None
    if root is None:
        raise NotOpml("it has no <opml> element, so it is no list of feeds")
    by_fold = {topic.casefold(): topic for topic in topics}
    sources: list[Source] = []
    bad: list[tuple[str, str]] = []
    names: set[str] = set()
    urls: set[str] = set()
    for outline in root.iter():
        if not isinstance(outline.tag, str) or outline.tag.rpartition("}")[2].lower() != "outline":
            continue
        row = {key.lower(): value.strip() for key, value in outline.attrib.items() if value.strip()}
        stated = feed_text.plain(row.get("title") or row.get("text"))
        label = stated or row.get("xmlurl", "")
        if "xmlurl" not in row:
            if problem := _no_feed(row):
                bad.append((label, problem))
            continue
        try:
            url = parse_input_url(row["xmlurl"])
        except UrlError as error:
            bad.append((label, str(error)))
            continue
        if page_key(url) in urls:
            bad.append((label, f"{url} stands in the list twice"))
            continue
        if len(sources) == MAX_SOURCES:
            bad.append((label, f"the list has more than {MAX_SOURCES} feeds; import it in parts"))
            break
        folders = [feed_text.plain(one.get("text") or one.get("title")) for one in outline.iterancestors() if isinstance(one.tag, str)]
        named = _free(stated or default_name(url), [folder for folder in folders if folder], url, names)
        urls.add(page_key(url))
        names.add(named.casefold())
        groups = (*reversed(folders), *(part for entry in row.get("category", "").split(",") for part in entry.split("/")))
        chosen = dict.fromkeys(by_fold[group.strip().casefold()] for group in groups if group.strip().casefold() in by_fold)
        sources.append(Source(named, url, "feed", tuple(chosen), language=feed_text.language(row.get("language"))))
    return Opml(tuple(sources), tuple(bad))


def write(sources: Sequence[Source], title: str = "Newsmatter") -> bytes:
    """OPML 2.0: a folder for each first topic, in the order of the sources; what is surely no feed is left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in feeds(sources):
        parent = body
        if source.topics:
            first = source.topics[0]
            if first not in folders:
                folders[first] = etree.SubElement(body, "outline", text=first)
            parent = folders[first]
        row = etree.SubElement(parent, "outline", type="rss", text=source.name, title=source.name, xmlUrl=source.url)
        if source.topics:
            row.set("category", ",".join(f"/{topic}" for topic in source.topics))
        if source.language:
            row.set("language", source.language)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)  # type: ignore[no-any-return]


def feeds(sources: Sequence[Source]) -> Iterator[Source]:
    """The sources that a feed reader can take."""
    return (source for source in sources if source.kind in ("feed", "auto"))


def _no_feed(row: dict[str, str]) -> str | None:
    """Why an outline that isn't a folder has no feed."""
    if row.get("type", "").lower() in ("include", "link") and row.get("url"):
        return f"it leads to another list or page ({row['url'][:200]}); import or add that address itself"
    if row.get("type", "").lower() in ("rss", "atom", "feed") or row.get("htmlurl"):
        return "it has no xmlUrl; add the address of its feed"
    return None


def _free(name: str, folders: list[str], url: str, taken: Collection[str]) -> str:
    """A name that no other source has: with its folder, else with its address."""
    name = " ".join(name.split())[:200]
    wishes = (name, *(f"{folder}: {name}" for folder in folders), f"{name} ({default_name(url)})", url)
    return next((wish for wish in wishes if wish.casefold() not in taken), url)
