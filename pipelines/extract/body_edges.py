"""The chosen blocks made clean: headline, bylines and credits off the top, links, tags and notices off the end and from within."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipelines.extract.blocks import Block
from pipelines.extract.body_choice import path
from pipelines.extract.body_strays import (
    END,
    dated,
    is_day,
    is_parting,
    is_sentence,
    is_stamp,
    is_stray,
    without_dated_lists,
    without_strays,
)
from pipelines.extract.body_words import (
    BYLINE,
    CHANNELS,
    CREDITED,
    DISCLAIMER,
    IMPERATIVES,
    NOTICES,
    PAYWALL,
    POINTERS,
    RELATED,
    REPLY,
    SECTIONS,
    STANDFIRST,
)

_WORD = re.compile(r"\w+")
_HERE = re.compile(r"(?:click|tap) here", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

MAX_STATED, MAX_COMPARED = 200_000, 2_000  # characters, blocks: more is not compared
WHOLE_SHARE = 0.6  # of the blocks' text has to be stated, else only the beginning is
STATED_SHARE = 0.85  # of the stated text has to be among the blocks, else it may be another text or a part
DECK_CHARS = 60  # a heading right below the headline that says at least so much introduces the text
REPEATED_SHARE = 0.6
FIRST_BLOCKS, BYLINE_CHARS = 6, 80
MANY_LINES = 5
LAST_BLOCKS, LAST_SHARE = 6, 0.4  # a disclaimer among them ends a text in Chinese; elsewhere it has to be the last
NAME_CHARS = 50  # of a biography's beginning, where its name stands
TRAIL_CHARS = 120  # what a trail of links to the article's place has before its headline
CARD_CHARS = 400  # words of its own that a card has at most beside its linked heading
RIVER_SHARE = 0.7  # linked headings with more of the text than this are a list of the article's own
_LINK_RICH_TAGS = frozenset(("li", "p", "tr", "td", "table", "tbody"))
_LIST_TAGS = frozenset(("ul", "ol"))
_CARD_TAGS = frozenset(("div", "li", "ul", "ol", "article", "section", "aside"))


def key(text: str) -> str:
    """What two spellings of one sentence have in common."""
    return " ".join(_WORD.findall(text.casefold()))


def clean(
    all_blocks: list[Block],
    chosen: list[Block],
    root: HtmlElement,
    title: str | None,
    declared: list[str],
    stated: str,
    domain: str,
    writers: list[str],
) -> list[Block]:
    """The article's blocks without the foreign ones, with its standfirst.

    ``declared`` are the page's descriptions of itself, ``stated`` is the article's text as its JSON-LD gives it (or
    empty), ``writers`` are its authors' names.
    """
    kept = without_dated_lists(_without_link_groups(chosen, root, domain))
    kept = _without_sections(kept)
    kept = [block for block in kept if not _points_elsewhere(block, domain) and not is_stray(block, domain)]
    kept = without_strays(kept)
    kept = _head(kept, title)
    kept = _without_bylines(kept, writers)
    kept = _tail(kept, writers)
    kept = _without_bare_headings(kept) or [
        block for block in chosen if block.linked < 0.5 * len(block.text) and key(block.text) != key(title or "")
    ]
    kept = _without_unstated(kept, stated)
    if kept:
        kept = [*_standfirst(all_blocks, kept, title, declared, domain), *kept]
    return kept


def _without_link_groups(blocks: list[Block], root: HtmlElement, domain: str) -> list[Block]:
    """Parts that are mostly links, and cards: a linked heading with a few words."""
    size: dict[HtmlElement, int] = {}
    held: dict[HtmlElement, int] = {}
    linked: dict[HtmlElement, int] = {}
    inside: dict[HtmlElement, int] = {}  # of the linked, what leads to pages of the publisher; lists only
    paths = [path(block, root) for block in blocks]
    if not paths:
        return blocks
    common = set(paths[0]).intersection(*paths)
    told: dict[HtmlElement, int] = {}
    for block, ups in zip(blocks, paths, strict=True):
        free = len(block.text) if is_sentence(block) and block.linked < 0.5 * len(block.text) else 0
        for up in ups:
            if up not in common:
                told[up] = told.get(up, 0) + free
                size[up] = size.get(up, 0) + len(block.text)
                held[up] = held.get(up, 0) + 1
                linked[up] = linked.get(up, 0) + block.linked
            if up.tag in _LIST_TAGS and block.linked and _leads_inside(block, domain):
                inside[up] = inside.get(up, 0) + block.linked
    refused = {up for up in size if linked[up] > (0.5 if held[up] > 1 and up.tag not in _LINK_RICH_TAGS else 0.9) * size[up]}
    refused -= {up for up in refused if up.tag in _LIST_TAGS and inside.get(up, 0) < 0.5 * linked[up] < 0.45 * size[up]}  # sources
    prose = [block for block in blocks if is_sentence(block) and block.linked < 0.5 * len(block.text)]
    beside = {block.element.getparent() for block in prose}
    refused -= {
        block.element
        for block in blocks
        if block.kind == "heading" and block.element.getparent() in beside and not _leads_inside(block, domain)
    }
    most = 0.5 * sum(len(block.text) for block in prose)
    cards: dict[HtmlElement, int] = {}
    for block, ups in zip(blocks, paths, strict=True):
        if block.kind == "heading" and block.linked >= 0.9 * len(block.text) and _leads_inside(block, domain):
            for up in ups:
                if up not in common:
                    cards[up] = cards.get(up, 0) + 1
    river = {up for up, count in cards.items() if size[up] - linked[up] < CARD_CHARS * count and up.tag in _CARD_TAGS}
    in_river = sum(len(block.text) for block, ups in zip(blocks, paths, strict=True) if not river.isdisjoint(ups))
    if in_river < RIVER_SHARE * sum(len(block.text) for block in blocks):
        refused |= river
    refused = {up for up in refused if not 0 < most < told[up]}  # the story with lists of links around it
    return [block for block, ups in zip(blocks, paths, strict=True) if refused.isdisjoint(ups)]


def _leads_inside(block: Block, domain: str) -> bool:
    """Whether a block's first link leads to a page of the same publisher."""
    address = next((run.href for run in block.runs if run.href), "")
    return "//" not in address or domain in address.split("?")[0]


def _points_elsewhere(block: Block, domain: str) -> bool:
    if block.kind in ("row", "code"):
        return False
    text = block.text
    if block.linked and block.linked >= 0.9 * len(text):
        return not block.items and (block.kind == "paragraph" or _leads_inside(block, domain))
    if POINTERS.match(text) and len(text) < 250:
        leads = block.linked >= 0.25 * len(text) or (block.linked > 0 and (":" in text[:40] or _HERE.match(text) is not None))
        return leads or block.kind == "heading" or not END.search(text) or len(text) < 40
    if block.kind == "heading":
        return len(text) < 40 and bool(NOTICES.match(text))
    if len(text) < 250 and PAYWALL.search(text):
        return True
    if NOTICES.match(text):
        return len(text) < 200 and not block.items
    if IMPERATIVES.match(text) and len(text) < 250 and block.linked:
        return block.linked >= 0.25 * len(text) or bool(CHANNELS.search(text))
    if IMPERATIVES.match(text) and len(text) < 50:
        return not block.items and not END.search(text)
    if _is_credited(text):
        return True
    if block.items or END.search(text):
        return False
    return (len(text) < 60 and dated(text)) or (len(text) < 140 and is_stamp(block))


def _is_credited(text: str) -> bool:
    """Whether a short line ends in the name of a picture's maker, as a caption does."""
    return len(text) < 300 and CREDITED.search(text) is not None and not END.search(text)


def _is_prose(block: Block, least: int) -> bool:
    return block.size > least and block.linked < 0.5 * len(block.text) and not block.items and bool(END.search(block.text))


def _without_sections(blocks: list[Block]) -> list[Block]:
    """Without what follows a heading like "About the author" or "Related", up to the next heading or the article's next paragraph."""
    total = sum(block.size for block in blocks)
    kept: list[Block] = []
    seen, dropping, related, least = 0, False, False, 0
    for block in blocks:
        seen += block.size
        title = block.kind == "heading" or (
            len(block.text) < 60 and block.kind == "paragraph" and not block.items and (not END.search(block.text) or block.text[-1] == ":")
        )
        if title and ((seen > total * 0.5 and SECTIONS.match(block.text)) or (seen > total * 0.1 and REPLY.match(block.text))):
            dropping, related = True, False
        elif title and RELATED.match(block.text):
            dropping = related = True
            least = 60 if block.kind == "heading" else 20
        elif (block.kind == "heading" and not block.linked) or (related and _is_prose(block, least)):
            dropping = False
        if not dropping:
            kept.append(block)
    return kept


def _without_unstated(blocks: list[Block], stated: str) -> list[Block]:
    """Without paragraphs after the first stated one that a nearly whole statement of the text doesn't have."""
    due = "".join(_WORD.findall(stated.casefold()))
    if not 300 <= len(due) <= MAX_STATED or len(blocks) > MAX_COMPARED:
        return blocks
    keys = ["".join(_WORD.findall(block.text.casefold())) for block in blocks]
    known = [one in due or (len(one) > 80 and (one[:40] in due or one[-40:] in due)) for one in keys]
    covered = sum(len(one) for one, is_known in zip(keys, known, strict=True) if is_known)
    if covered < STATED_SHARE * len(due) or covered < WHOLE_SHARE * sum(len(one) for one in keys):
        return blocks
    start = known.index(True)
    return [b for at, b in enumerate(blocks) if known[at] or at < start or b.kind != "paragraph" or b.items or b.quotes]


def _head(blocks: list[Block], title: str | None) -> list[Block]:
    """Everything up to a repetition of the headline goes; so do short bits before the first sentence."""
    due = key(title or "")
    begin = at = 0
    while due and at < len(blocks):
        said = key(blocks[at].text)
        if said == due or (blocks[at].linked and said.endswith(due) and len(said) < len(due) + TRAIL_CHARS):
            begin = at + 1
        elif is_sentence(blocks[at]):
            break
        at += 1
    start = next((at for at in range(begin, len(blocks)) if _opens(blocks[at])), len(blocks))
    levels = {block.level for block in blocks[start:] if block.kind == "heading"}
    parent = blocks[start].element.getparent() if start < len(blocks) else None
    kept = [
        block
        for at, block in enumerate(blocks[begin:start], begin)
        if (
            block.kind == "heading"
            and not is_day(block.text)
            and ((block.level > 1 and len(block.text) > 15) or (at == start - 1 and block.level in levels))
        )
        or (block.element.tag == "p" and block.element.getparent() is parent and _is_brief(block))
    ]
    return [*kept, *blocks[start:]]


def _opens(block: Block) -> bool:
    """Whether a block can be a text's first; a short label with a colon can't."""
    return is_sentence(block) and (block.size >= 80 or block.text[-1] not in ":：")


def _without_bylines(blocks: list[Block], writers: list[str]) -> list[Block]:
    """Without lines that name the writer among the first ones: below the standfirst, between the opening's pieces."""
    return [
        block
        for at, block in enumerate(blocks)
        if at >= FIRST_BLOCKS
        or block.kind != "paragraph"
        or len(block.text) > BYLINE_CHARS
        or END.search(block.text)
        or not (BYLINE.match(block.text) or any(name in block.text for name in writers))
    ]


def size(blocks: list[Block]) -> int:
    """Characters; one of a script that says more with each counts more."""
    return sum(len(block.text) + block.size for block in blocks) // 2


def _tail(blocks: list[Block], writers: list[str]) -> list[Block]:
    end = len(blocks)
    for at in range(max(1, end - LAST_BLOCKS), end):
        alone = blocks[at].size > 2 * len(blocks[at].text) or at == end - 1
        if alone and DISCLAIMER.match(blocks[at].text) and size(blocks[at:]) < LAST_SHARE * size(blocks):
            end = at
            break
    while end and (
        (_is_scrap(blocks[end - 1]) and not _goes_with(blocks, end - 1))
        or is_parting(blocks[end - 1])
        or _is_biography(blocks[end - 1], writers)
    ):
        end -= 1
    return blocks[:end] if end else blocks


def _is_brief(block: Block) -> bool:
    """Whether a line is a sentence, however short."""
    return not block.linked and block.text[-1] not in ":：" and bool(END.search(block.text)) and not is_day(block.text)


def _goes_with(blocks: list[Block], at: int) -> bool:
    """Whether a short last line belongs to the paragraphs before it: a short sentence, or one of many such lines beside them."""
    block, parent = blocks[at], blocks[at].element.getparent()
    if block.element.tag != "p" or block.linked:
        return False
    before = [one for one in blocks[max(0, at - MANY_LINES) : at] if one.element.getparent() is parent and not one.linked]
    if _is_brief(block):
        return bool(before) and is_sentence(before[-1])
    return len(before) == MANY_LINES and all(map(_is_scrap, before))


def _is_scrap(block: Block) -> bool:
    return not is_sentence(block) and not block.items and block.kind == "paragraph"


def _is_biography(block: Block, writers: list[str]) -> bool:
    """Whether a last paragraph tells who wrote the article."""
    return block.kind == "paragraph" and len(block.text) < 500 and any(name in block.text[:NAME_CHARS] for name in writers)


def _without_bare_headings(blocks: list[Block]) -> list[Block]:
    """Without headings at the end, after which nothing comes."""
    end = len(blocks)
    while end and blocks[end - 1].kind == "heading":
        end -= 1
    return blocks[:end]


def _repeats(text: str, title: str) -> bool:
    """Whether a line says most of the headline again."""
    words = set(title.split())
    return len(words.intersection(text.split())) > REPEATED_SHARE * len(words)


def _standfirst(all_blocks: list[Block], kept: list[Block], title: str | None, declared: list[str], domain: str) -> list[Block]:
    """Blocks between the headline and the text that introduce it."""
    due = key(title or "")
    first = kept[0].order
    start = next(
        (b.order for b in reversed(all_blocks[:first]) if (due and key(b.text) == due) or (b.kind == "heading" and b.level == 1)), None
    )
    lost = start is None
    if start is None:
        start = -1
    known = {key(text)[:60] for text in declared}
    taken = {key(block.text) for block in kept}
    found = []
    for block in all_blocks[start + 1 : first]:
        if not 40 <= block.size <= 1500 or block.linked > 0.3 * len(block.text) or (len(block.text) < 80 and dated(block.text)):
            continue
        if NOTICES.match(block.text) or POINTERS.match(block.text) or is_stray(block, domain) or _is_credited(block.text):
            continue
        if key(block.text) in taken:
            continue
        named = any(
            STANDFIRST.search(_CAMEL.sub("-", f"{e.get('class') or ''} {e.get('itemprop') or ''}").lower())
            for e in (block.element, block.element.getparent())
            if e is not None
        )
        deck = block.kind == "heading" and not block.linked and block.order == start + 1 and len(block.text) >= DECK_CHARS
        deck = deck and not _repeats(key(block.text), due)
        if named or key(block.text)[:60] in known or (not lost and (deck or (block.kind == "paragraph" and END.search(block.text)))):
            found.append(block)
            taken.add(key(block.text))
    return found
