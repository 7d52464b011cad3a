"""What is sealed of an article: facts that are not for readers, in compact JSON. Pure.

Nothing in it changes while the page stays the same: no time of fetching, so that the same page gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json

from crawler.items import Article

VERSION = 1


def payload(article: Article, *, authors: bool = False) -> bytes:
    """ASCII JSON with sorted keys; ``authors``: they are hidden from readers, and therefore here."""
    found = article.extraction
    text = found.text.plain if found.text else ""
    facts: dict[str, object] = {
        "v": VERSION,
        "source": article.url,
        "hash": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        "words": found.evidence.words,
        "language": found.locale,
        "by": dict(found.by),
        "directives": list(found.directives),
    }
    if article.final_url != article.url:
        facts["final"] = article.final_url
    if authors:
        facts["authors"] = list(found.authors)
    kept = {key: value for key, value in facts.items() if value not in (None, [], {})}
    return json.dumps(kept, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
