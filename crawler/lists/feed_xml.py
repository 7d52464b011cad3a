"""The bytes of a feed as an XML tree, whatever is wrong with them. Pure; bounded.

The document type goes before anything is parsed, and with it every entity that a feed could declare (XXE, billion laughs):
what is left are characters and the names of HTML, which are replaced here. libxml2 then reads on where the XML is broken.
"""

from __future__ import annotations

import codecs
import html
import re

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

PROLOG = 65_536  # characters before the root element that are looked through

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|feed|rdf|channel|urlset|sitemapindex|opml|html)(?=[\s>/])", re.I)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_STRAY = re.compile(r"<(?![A-Za-z_/!?:])")
_VOID = re.compile(r"<(br|hr|img|wbr)\b([^<>]{0,4000}?)/?>", re.I)
_FIVE = frozenset(("amp", "lt", "gt", "quot", "apos"))


def root_name(text: str) -> tuple[str, int]:
    """The local name of the first element that tells what a text is, in lower case, and where it stands; ("", -1) without one."""
    text = re.sub(r"<!--[\s\S]{0,2000}?-->", lambda match: " " * len(match[0]), text[:PROLOG])
    found = _ROOT.search(text)
    return (found[1].lower(), found.start()) if found else ("", -1)


def tree(text: str, start: int) -> etree._Element | None:
    """The element that begins at ``start``, read as far as it can be; None where nothing can."""
    text = _mended(_NOT_XML.sub("", text[start:]))
    root, errors = _parsed(text)
    if errors and _VOID.search(text):
        root, _ = _parsed(_outside(text, lambda part: _VOID.sub(r"<\1\2/>", part)))
    return root


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, True
    return root, len(parser.error_log) > 0


def _mended(text: str) -> str:
    """Every reference outside CDATA resolved or escaped, and no stray ``<``."""
    return _outside(text, lambda part: _STRAY.sub("&lt;", _REFERENCE.sub(_resolved, part)))


def _outside(text: str, mend: object) -> str:
    """``mend`` applied to what isn't a CDATA section."""
    assert callable(mend)
    parts: list[str] = []
    at = 0
    while (begin := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", begin)) >= 0:
        parts += (mend(text[at:begin]), text[begin : end + 3])
        at = end + 3
    parts.append(mend(text[at:]))
    return "".join(parts)


def _resolved(match: re.Match[str]) -> str:
    number, name = match.groups()
    if name in _FIVE:
        return match[0]
    if number or name:
        char = html.unescape(match[0])  # 128 to 159 as Windows-1252, as browsers do
        if char != match[0]:
            return html.escape(_NOT_XML.sub("", char).replace("\ufffd", ""), quote=True)
        return "" if number else f"&amp;{name};"
    return "&amp;"


def decoded(body: bytes, content_type: str = "") -> str:
    """The characters of a feed: a byte order mark, then what the bytes are, then what HTTP and the declaration say.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8 whatever is stated.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:4].replace(b"\x00", b"").startswith(b"<") and b"\x00" in body[:4]:
        return body.decode("utf-16-be" if body[:1] == b"\x00" else "utf-16-le", "replace")
    stated = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    names = [found for one in stated if one and (found := resolve_encoding(one)) and not found.startswith(("utf-16", "utf-32"))]
    seven_bit = next((name for name in names if name.startswith(("iso2022", "hz", "utf-7"))), None)
    for name in (seven_bit or "utf-8", *names):
        if name == "cp1252":  # reads everything
            break
        try:
            return body.decode(name)
        except (UnicodeError, LookupError):
            continue
    text = body.decode("utf-8", "replace")
    start = text[:200_000]
    broken = start.count("\ufffd")
    if sum(char > "\x7f" for char in start) > 3 * broken:  # UTF-8 that was cut within a character
        return text.replace("\ufffd", "")
    legacy = next((name for name in names[:1] if name != "utf-8"), "cp1252")
    return body.decode(legacy, "replace").replace("\ufffd", "")
