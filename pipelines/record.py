"""An article -> its front-matter record (the schema's keys, plain values) and its row in the feed."""

from __future__ import annotations

from typing import Any

from crawler.items import Article, Image, Provider
from pipelines.extract.addresses import cdn_amp_url

FORMAT = "%Y-%m-%dT%H:%M:%SZ"  # schema, section 4


def record(article: Article) -> dict[str, Any]:
    """The schema's keys that the article has a value for; times are ``YYYY-MM-DDTHH:MM:SSZ`` texts."""
    found = article.extraction
    values: dict[str, Any] = {
        "category": "news",
        "title": found.title,
        "excerpt": found.excerpt,
        "publishedDateTime": found.published.at.strftime(FORMAT) if found.published else None,
        "originalUrl": article.url,
        "webUrl": found.web_url or article.final_url,
        "ampWebUrl": found.amp_url,
        "cdnAmpWebUrl": cdn_amp_url(found.amp_url) if found.amp_url else None,
        "type": found.type,
        "featuredContent": found.featured,
        "provider": _provider(found.provider) if found.provider else None,
        "images": [_image(image) for image in article.images],
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def feed_row(article: Article) -> dict[str, Any]:
    """The record and, beside it, ``authors``, ``text``, ``locale`` and ``updatedDateTime`` (docs/feed.md)."""
    found = article.extraction
    row = record(article)
    if found.updated:
        row["updatedDateTime"] = found.updated.at.strftime(FORMAT)
    if found.locale:
        row["locale"] = found.locale
    row["authors"] = list(found.authors)
    row["text"] = found.text.plain if found.text else ""
    return row


def _provider(provider: Provider) -> dict[str, Any]:
    values: dict[str, Any] = {"name": provider.name, "domain": provider.domain}
    if provider.images:
        values["images"] = [{"url": i.url, "width": i.width, "height": i.height} for i in provider.images]
    return values


def _image(image: Image) -> dict[str, Any]:
    values: dict[str, Any] = {"url": image.url, "width": image.width, "height": image.height, "isCached": image.is_cached}
    return {key: value for key, value in values.items() if value is not None}
