"""Lines that a page adds to every article: stamps, notices, appeals, labels of its buttons, heaps of search words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from pipelines.extract.blocks import Block
from pipelines.extract.body_words import (
    ASKS,
    BIOGRAPHY,
    CHANNELS,
    DATE,
    DISCLAIMER,
    LABELS,
    LEGAL,
    LEGAL_EAST,
    PARTING,
    SCAN,
    STRAYS,
)

END = re.compile(r"[.!?…:;。！？।۔][\"'”’»«›“)\]*]*$")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)")
_ARROW = re.compile(r"[\s(\[]*(?:[»›→▶►➡⇒➜👉☞✅📲🔴🔗]|>>|=>|-->)")
_POINT = re.compile(r"[.,;:!?，。、；：！？।۔؟،።፣։]")
_FACT = re.compile(r":|[.!?…;。！？।۔][\"'”’»«›“)\]*]*$|^\W+$")
_UNPOINTED = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")  # scripts that need no points

PARTING_CHARS = 400
LEAST_ENTRIES, DAY_CHARS, TITLE_CHARS = 3, 30, 140
SAID_SIZE = 300  # bytes; a longer line is a paragraph that speaks of such things
REFRAIN_TIMES, REFRAIN_CHARS, PROSE_SHARE = 3, 60, 0.7
HEAP_CHARS, HEAP_POINTS, OTHER_CHARS = 3_000, 300, 300  # characters; characters to a point; characters of prose beside the heap


def is_sentence(block: Block) -> bool:
    """Whether a block reads as running text."""
    if block.kind == "heading":
        return False
    least = 18 if block.text[-1:] in ("。", "！", "？") else 31
    return block.size >= 80 or (block.size >= least and bool(END.search(block.text)))


def is_stamp(block: Block) -> bool:
    """Whether most of a short line is the text of time elements: "Mon 9 Nov 18.55, first published on Mon 9 Nov 06.10"."""
    shown = sum(len(time.text_content() or "") for time in islice(block.element.iter("time"), 5))
    return len(block.text) <= 2 * shown <= 4 * len(block.text)


def dated(text: str) -> bool:
    """Whether a short text is little more than a date or time."""
    rest = DATE.sub("", text)
    return len(rest) < len(text) and (len(rest.split()) < 6 or sum(c.isdigit() for c in text) * 4 > len(text))


def is_day(text: str) -> bool:
    """Whether a short text is a date, maybe with a byline: "Monday, May 27, 2013", "by A. Writer, May 27, 2013"."""
    return bool(DATE.search(text)) and (sum(c.isdigit() for c in text) * 5 > len(text) or (dated(text) and bool(_BY.match(text))))


def is_stray(block: Block, domain: str) -> bool:
    """Whether a short line is the page's, wherever it stands."""
    text, size = block.text, len(block.text)
    if block.kind in ("row", "code") or size > 250:
        return False
    if size < 3 and not any(map(str.isalnum, text)):
        return True
    if STRAYS.match(text) or (block.size < SAID_SIZE and _says_whose(text)):
        return True
    if block.items and block.linked and size < 200 and (channels := CHANNELS.findall(text)) and (len(channels) > 1 or ASKS.search(text)):
        return True
    if block.linked and _ARROW.match(text):
        return block.linked >= 0.25 * size
    return "://" in text and size < 200 and f"{domain}/" in text and bool(DATE.search(text.partition("://")[0]))


def _says_whose(text: str) -> bool:
    """Whether a short line tells whose the words are, who edited them, or where to follow the publisher."""
    low = text.lower()
    if any(phrase in low for phrase in LEGAL):
        return True
    if text.isascii():
        return False
    if LEGAL_EAST.search(text) or (text[-1] not in "。।" and SCAN.search(text)):
        return True
    return len(LABELS.findall(text)) > 1 and text[-1] != "。"


def is_parting(block: Block) -> bool:
    """Whether the last line of a text leads on to something else."""
    text = block.text
    if block.kind != "paragraph" or len(text) > PARTING_CHARS:
        return False
    if text.endswith((":", "：")) and block.size < 250:
        return True  # what it announces was left out
    if not block.items and block.linked >= 0.6 * len(text) and (text[-1] == "!" or (block.element.tag != "p" and not END.search(text))):
        return True  # tags, appeals
    if BIOGRAPHY.match(text) or DISCLAIMER.match(text):
        return True
    if PARTING.match(text):
        return (bool(block.linked) and len(text) < 300) or block.size < 250
    if not block.linked or len(text) > 300 or not CHANNELS.search(text):
        return False
    return block.linked > 0.3 * len(text) or bool(ASKS.search(text))


def without_dated_lists(blocks: list[Block]) -> list[Block]:
    """Without lists of other stories whose titles lead nowhere: short lines, each with its day."""
    gone: set[Block] = set()
    at = 0
    while at + 1 < len(blocks):
        start = at
        while at + 1 < len(blocks) and _is_entry(blocks[at], blocks[at + 1]):
            at += 2
        if at - start >= 2 * LEAST_ENTRIES:
            gone.update(blocks[start:at])
        at = max(at, start + 1)
    return [block for block in blocks if block not in gone] if gone else blocks


def _is_entry(title: Block, day: Block) -> bool:
    return (
        day.kind == "paragraph"
        and len(day.text) < DAY_CHARS
        and _YEAR.search(day.text) is not None
        and sum(map(str.isdigit, day.text)) > 4
        and is_day(day.text)
        and title.kind in ("paragraph", "heading")
        and len(title.text) < TITLE_CHARS
        and not (is_day(title.text) or title.text[-1] in ".。")
    )


def without_strays(blocks: list[Block]) -> list[Block]:
    """Without labels that stand again and again and heaps of search words."""
    times = Counter(block.text for block in blocks if _is_label(block))
    often = {text for text, count in times.items() if count >= REFRAIN_TIMES}
    total = sum(block.size for block in blocks)
    if often and sum(block.size for block in blocks if is_sentence(block)) < PROSE_SHARE * total:
        often = set()  # verse
    kept = [block for block in blocks if block.text not in often or not _is_label(block)]
    heaps = [block for block in kept if is_heap(block)]
    prose = sum(len(block.text) for block in kept if is_sentence(block)) - sum(len(block.text) for block in heaps)
    return [block for block in kept if block not in heaps] if heaps and prose > OTHER_CHARS else kept


def _is_label(block: Block) -> bool:
    """Whether a line reads like a button's label, not like a sentence, a fact or a rule between parts."""
    text = block.text
    return block.kind == "paragraph" and not block.items and 8 <= len(text) < REFRAIN_CHARS and not _FACT.search(text)


def is_heap(block: Block) -> bool:
    """Whether a long paragraph has no points: search words, a program's data."""
    size = len(block.text)
    if size < HEAP_CHARS or block.kind != "paragraph" or _UNPOINTED.search(block.text[:HEAP_CHARS]):
        return False
    return len(_POINT.findall(block.text)) * HEAP_POINTS < size
