"""Bytes -> text by the evidence of BOM, HTTP header and meta element, believed only where they decode well."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32), 127))
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
DETECT_BYTES = 64 * 1024  # enough for a stable guess; the detector's time grows with its input


def decode(body: bytes, content_type: str | None) -> str:
    """The page's text, without control characters and XML declaration (HTML standard, section 13.2.3.2).

    Order: BOM, then strict UTF-8 (a page that decodes as UTF-8 and has non-ASCII bytes is UTF-8, whatever
    it says), then the header's charset, the meta element's, a detector's. Never raises.
    """
    bom_encoding, bom = read_bom(body)
    if bom_encoding is not None and bom is not None:
        text = body[len(bom) :].decode(bom_encoding, "replace")
    else:
        text = _decode_declared(body, content_type)
    text = text.replace("\r\n", "\n")
    if len(body.translate(None, _CONTROL_BYTES)) < len(body) or "\ufffe" in text or "\uffff" in text:  # rare; bytes are searched fast
        text = _CONTROL.sub("", text)
    return _XML_DECLARATION.sub("", text, count=1)


def _decode_declared(body: bytes, content_type: str | None) -> str:
    stated = [
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:8192]),
    ]
    declared = [name for name in stated if name]
    if any(resolve_encoding(name) in {"iso2022_jp", "iso2022_kr", "hz"} for name in declared):  # ASCII bytes only, yet not ASCII
        return body.decode(resolve_encoding(declared[0]) or "utf-8", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # One broken sequence in a long page (a cut teaser, a stray byte) doesn't make it another charset.
        broken = len(re.findall("\ufffd", body.decode("utf-8", "replace")))
        multibyte = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", body))
        if multibyte > 20 * broken and (not declared or "utf-8" in map(resolve_encoding, declared) or error.start > DETECT_BYTES):
            return body.decode("utf-8", "replace")
    for name in declared:
        codec = resolve_encoding(name)
        if codec and codec != "utf-8":
            return body.decode(codec, "replace")
    guess = from_bytes(body[:DETECT_BYTES]).best()
    if guess is not None:
        try:
            codecs.lookup(guess.encoding)
            return body.decode(guess.encoding, "replace")
        except LookupError:
            pass
    return body.decode("cp1252", "replace")
