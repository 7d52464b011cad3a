"""What the laws of quality look at, taken from an article on its way or from a file's own keys. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from crawler.items import Article, Topic
from pipelines.quality.laws import Facts, keywords_of


def of_article(article: Article, taxonomy: Mapping[str, Topic], directory: Collection[str], trusted: Collection[str]) -> Facts:
    """Facts of an article; ``directory`` holds the domains of known publishers, ``trusted`` address prefixes."""
    found, evidence = article.extraction, article.extraction.evidence
    image = article.images[0] if article.images else None
    return Facts(
        title=found.title or "",
        topics=len(article.topics),
        keywords=keywords_of(article.topics, taxonomy),
        picture=image is not None,
        amp=found.amp_url is not None,
        directory=found.provider is not None and found.provider.domain in directory,
        trusted=is_trusted(article.url, trusted),
        featured=found.featured is not None,
        words=evidence.words,
        excerpt=found.excerpt or "",
        own_excerpt=bool(found.excerpt) and found.by.get("excerpt") != "text",
        picture_width=(image.width or 0) if image else 0,
        picture_url=image.url if image else "",
        instant=found.published is not None and found.published.precision == "instant",
        authors=bool(found.authors),
        language=found.locale is not None and found.by.get("locale") != "text",  # a declaration that the text contradicts has lost
        truncated=evidence.cut,
        paywalled=evidence.paywalled,
    )


def of_record(record: Mapping[str, Any], taxonomy: Mapping[str, Topic], directory: Collection[str], trusted: Collection[str]) -> Facts:
    """Facts of a file by its own keys: all that the seed's law needs."""
    topics = tuple(name for name in _list(record.get("topics")) if isinstance(name, str))
    provider = record.get("provider")
    return Facts(
        title=str(record.get("title") or ""),
        topics=len(topics),
        keywords=keywords_of(topics, taxonomy),
        picture=bool(_list(record.get("images"))),
        amp="ampWebUrl" in record,
        directory=isinstance(provider, Mapping) and provider.get("domain") in directory,
        trusted=is_trusted(str(record.get("originalUrl") or ""), trusted),
        featured="featuredContent" in record,
    )


def is_trusted(url: str, prefixes: Collection[str]) -> bool:
    """Whether an address lies at or below one of the prefixes; a name that is merely longer doesn't."""
    return any(
        url.startswith(prefix) and (prefix.endswith(("/", "?", "=", "&")) or url[len(prefix) : len(prefix) + 1] in ("", "/", "?", "#"))
        for prefix in prefixes
        if prefix
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
