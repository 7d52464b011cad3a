"""The article's text, whole and alone."""

from __future__ import annotations

from crawler.items import Found, Text
from pipelines.extract.blocks import Block, read
from pipelines.extract.body_choice import choose
from pipelines.extract.body_edges import clean
from pipelines.extract.body_foreign import Foreign
from pipelines.extract.markdown import to_markdown, to_plain
from pipelines.extract.story import heading
from pipelines.extract.view import View

FEW_CHARS = 300  # a text this short is tried again without the rules that refuse parts by name


def find_text(view: View, title: str | None) -> Found[Text] | None:
    """The text as plain paragraphs and as Markdown, or None. ``title`` is left out where it repeats the headline."""
    blocks = own(view, title)
    by = "own"
    if size(blocks) < FEW_CHARS:
        again = own(view, title, strict=False)
        if size(again) > 2 * size(blocks):
            blocks, by = again, "lenient"
    plain = to_plain(blocks)
    return Found(Text(plain, to_markdown(blocks, view.absolute)), by) if plain else None


def size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def own(view: View, title: str | None, strict: bool = True) -> list[Block]:
    body = view.tree.find("body")
    root = body if body is not None else view.tree
    blocks = read(root, Foreign(root, heading(view), strict))
    _, chosen = choose(root, blocks)
    declared = [text for name in ("description", "og:description", "twitter:description") for text in view.meta.get(name, ())]
    return clean(blocks, chosen, root, title, declared)
