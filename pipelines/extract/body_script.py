"""The story of a page that a script would fill or unlock: markup among the strings of its scripts, or the text that its JSON-LD states."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from pipelines.extract.blocks import Block, read

MAX_CHARS = 3_000_000  # of scripts that are looked through
MAX_LEVELS = 2  # a string of JSON inside a string of a script
LEAST_CHARS = 300
_STRING = re.compile(r'"((?:[^"\\]|\\.){300,})"', re.S)
_JSON = re.compile(r'[{,]\s*"\w+"\s*:')
_MARKUP = re.compile(r"<(?:p|br|div|h[2-6]|ul|blockquote)\b", re.I)
_TEXT = re.compile(r">([^<>]{40,})<")
_CODE = re.compile(r"[{}]|\);|=>|\)\.")
CODE_SHARE = 150  # characters for each mark of a program; prose and markup have far fewer
_UNREAD = frozenset(("script", "style", "noscript", "template", "form", "figure", "iframe", "button"))


def from_scripts(tree: HtmlElement) -> list[Block]:
    """Blocks of the longest string of markup in the page's scripts (state of Next.js, Nuxt and the like); [] without any."""
    return from_markup(max(_markup(tree), key=lambda text: sum(map(len, _TEXT.findall(text))), default=""))


def from_statement(text: str) -> list[Block]:
    """Blocks of an ``articleBody``, which is markup or has one paragraph a line."""
    if not _MARKUP.search(text):
        text = "".join(f"<p>{html.escape(line)}</p>" for line in text[:MAX_CHARS].splitlines() if line.strip())
    return from_markup(text)


def from_markup(text: str) -> list[Block]:
    """Blocks of a piece of markup."""
    try:
        root = lxml_html.fragment_fromstring(text[:MAX_CHARS], create_parent="div") if text else None
    except (etree.ParserError, ValueError):
        root = None
    return read(root, lambda _, tag: tag in _UNREAD) if root is not None else []


def _markup(tree: HtmlElement) -> Iterator[str]:
    room = MAX_CHARS
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or len(text) < LEAST_CHARS:
            continue
        yield from _strings(text[:room], MAX_LEVELS)
        room -= len(text)
        if room <= 0:
            return


def _strings(text: str, levels: int) -> Iterator[str]:
    for match in _STRING.finditer(text):
        try:
            inner = json.loads(match.group(), strict=False)
        except ValueError:
            continue
        if levels > 1 and _JSON.search(inner):
            yield from _strings(inner, levels - 1)
        elif _MARKUP.search(inner) and len(_CODE.findall(inner)) * CODE_SHARE < len(inner):
            yield inner
