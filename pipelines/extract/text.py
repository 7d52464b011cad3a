"""The article's text, whole and alone."""

from __future__ import annotations

import html
import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.items import Found, Text
from pipelines.extract import jsonld
from pipelines.extract.blocks import Block, read
from pipelines.extract.body_choice import choose, without_neighbours
from pipelines.extract.body_edges import clean, key, size
from pipelines.extract.body_foreign import MAX_H1, Foreign
from pipelines.extract.body_rescue import rescue
from pipelines.extract.body_script import from_scripts, from_statement
from pipelines.extract.markdown import to_markdown, to_plain
from pipelines.extract.rules import site_elements
from pipelines.extract.story import heading
from pipelines.extract.view import View

_TAG = re.compile(r"<[^<>]{1,500}>")
UNREAD = frozenset(("script", "style", "noscript", "template", "form"))
FEW_CHARS, VERY_FEW_CHARS = 300, 200  # shorter: read again without names of parts; then by trafilatura


def find_text(view: View, title: str | None) -> Found[Text] | None:
    """The text as plain paragraphs and as Markdown, or None. ``title`` is left out where it repeats the headline."""
    chosen = [block for element in site_elements(view, "text") for block in read(element, lambda part, tag: tag in UNREAD)]
    if chosen:
        return Found(Text(to_plain(chosen), to_markdown(chosen, view.absolute)), "config/sites")
    blocks = own(view, title)
    by = "own"
    if size(blocks) < FEW_CHARS:
        again = own(view, title, strict=False)
        if size(again) > 2 * size(blocks):
            blocks, by = again, "lenient"
    stated = statement(view)
    if len(stated) > max(size(blocks), FEW_CHARS) and size(told := from_statement(stated)) > max(2 * size(blocks), FEW_CHARS):
        known, due = {key(text)[:60] for text in declared(view)}, key(to_plain(told))  # the page shows an opening only
        blocks, by = [*(b for b in blocks if key(b.text)[:60] in known and key(b.text)[:60] not in due), *told], "json-ld"
    if size(blocks) < VERY_FEW_CHARS:
        for name, second, least in (("trafilatura", rescue, 0), ("script", from_scripts, VERY_FEW_CHARS)):
            again = second(view.tree)
            if size(again) > max(2 * size(blocks), least):
                blocks, by = again, name
    plain = to_plain(blocks)
    return Found(Text(plain, to_markdown(blocks, view.absolute)), by) if plain else None


def own(view: View, title: str | None, strict: bool = True) -> list[Block]:
    """The blocks of the article as our own rules find them; not ``strict``: names of parts mean little."""
    body = view.tree.find("body")
    root = body if body is not None else view.tree
    foreign = Foreign(root, headline(view, title), strict)
    blocks = read(root, foreign)
    chosen = without_neighbours(choose(root, blocks)[1], foreign.spared, root)
    return clean(blocks, chosen, root, title, declared(view), _TAG.sub(" ", statement(view)), view.domain, writers(view))


def headline(view: View, title: str | None) -> HtmlElement | None:
    """The h1 that says the title, else the story's likeliest."""
    due = key(title or "")
    same = next((h1 for h1 in islice(view.tree.iter("h1"), MAX_H1) if due and key(h1.text_content()) == due), None)
    return same if same is not None else heading(view)


def declared(view: View) -> list[str]:
    """The page's descriptions of itself."""
    return [text for name in ("description", "og:description", "twitter:description") for text in view.meta.get(name, ())]


def statement(view: View) -> str:
    """The article's text as the page's JSON-LD has it, maybe with markup; empty without one."""
    texts = [text for node in view.ld_articles for text in jsonld.strings(node.get("articleBody"))]
    return html.unescape(max(texts, key=len, default=""))


def writers(view: View) -> list[str]:
    """Names of people that the page's metadata gives as authors; the publisher's own name is none."""
    publishers = {name.casefold() for name in view.site_names}
    names = [name for node in view.ld_articles for name in jsonld.strings(node.get("author"), "name")]
    names += [*view.meta.get("author", ()), *view.meta.get("article:author", ())]
    return [name.strip() for name in names[:20] if 1 <= name.strip().count(" ") <= 4 and name.strip().casefold() not in publishers]
