"""One line of plain text out of what publishers put into attributes: entities, tags, mojibake and controls undone."""

from __future__ import annotations

import html
import re

import ftfy

from pipelines.extract.view import one_line

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # a letter that says as much as three others
_NOT_ALNUM = re.compile(r"[\W_]+")
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]{0,500}|!--[^<>]{0,500})>")
_MOJIBAKE = re.compile(
    "[ÂÃÐÑÄÅ][\u0080-\u00bf\u2018-\u203a\u20ac\u0192\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u02c6\u02dc\u2122]|â€|ï»¿"
)
_INVISIBLE = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]")


def clean_text(raw: str | None) -> str:
    """The text as one trimmed line; '' for nothing. Entities are decoded twice: many a CMS encodes what is encoded."""
    if not raw:
        return ""
    text = raw
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
        if "<" in text:
            text = _TAG.sub(" ", text)
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    return one_line(_INVISIBLE.sub("", text))


def key(text: str) -> str:
    """What two spellings of a text have in common: letters and figures only."""
    return _NOT_ALNUM.sub("", text.casefold())


def word_set(words: str) -> frozenset[str]:
    """A long list of words, written as one text."""
    return frozenset(words.split())
