"""An article -> its front-matter record (the schema's keys, plain values) and its row in the feed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crawler.items import Article, Image, Provider
from pipelines.extract.addresses import cdn_amp_url

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"  # schema, section 4
EXTENSIONS = frozenset(("updatedDateTime", "locale"))  # schema, section 14.1: written only where EXTRA_KEYS names them


def record(article: Article, extra_keys: Collection[str] = ()) -> dict[str, Any]:
    """The front matter's keys that the article has a value for; times are ``YYYY-MM-DDTHH:MM:SSZ`` texts.

    A video has no ``webUrl`` (schema, section 2).
    """
    values = _values(article)
    if article.extraction.type == "video":
        del values["webUrl"]
    return {key: value for key, value in values.items() if key not in EXTENSIONS or key in extra_keys}


def feed_row(article: Article) -> dict[str, Any]:
    """The schema's keys (``webUrl`` always) and ``updatedDateTime``, ``locale``, ``authors``, ``text`` (docs/feed.md)."""
    found = article.extraction
    return {**_values(article), "authors": list(found.authors), "text": found.text.plain if found.text else ""}


def _values(article: Article) -> dict[str, Any]:
    found = article.extraction
    values: dict[str, Any] = {
        "category": "news",
        "title": found.title,
        "excerpt": found.excerpt,
        "publishedDateTime": found.published.at.strftime(TIME_FORMAT) if found.published else None,
        "updatedDateTime": found.updated.at.strftime(TIME_FORMAT) if found.updated else None,
        "originalUrl": article.url,
        "webUrl": found.web_url or article.final_url,
        "ampWebUrl": found.amp_url,
        "cdnAmpWebUrl": cdn_amp_url(found.amp_url) if found.amp_url else None,
        "type": found.type,
        "locale": found.locale,
        "featuredContent": found.featured,
        "provider": _provider(found.provider) if found.provider else None,
        "images": [_image(image) for image in article.images],
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _provider(provider: Provider) -> dict[str, Any]:
    values: dict[str, Any] = {"name": provider.name, "domain": provider.domain}
    logos = [i for i in provider.images if i.url.startswith(("http://", "https://")) and i.width and i.height]
    if logos:
        values["images"] = [{"url": i.url, "width": i.width, "height": i.height} for i in logos[:1]]
    return values


def _image(image: Image) -> dict[str, Any]:
    values: dict[str, Any] = {"url": image.url, "width": image.width, "height": image.height, "isCached": image.is_cached}
    return {key: value for key, value in values.items() if value is not None}
