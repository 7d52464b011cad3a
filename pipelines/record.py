"""An article -> its front-matter record (the schema's keys, plain values) and its row in the feed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crawler.items import Article, Image, Provider
from pipelines.edition.heat import heat, published
from pipelines.extract.addresses import cdn_amp_url

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"  # schema, section 4
# Schema, section 14.1: written only where EXTRA_KEYS names them.
EXTENSIONS = frozenset(("updatedDateTime", "locale", "images.title", "images.attribution"))


def record(article: Article, extra_keys: Collection[str] = ()) -> dict[str, Any]:
    """The front matter's keys that the article has a value for; times are ``YYYY-MM-DDTHH:MM:SSZ`` texts.

    A video has no ``webUrl`` (schema, section 2).
    """
    values = _values(article)
    if values.get("images"):
        values["images"] = [image_values(image, extra_keys) for image in article.images]
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
        **(_score(article.quality) if article.quality is not None else {}),
        "featuredContent": found.featured,
        "provider": _provider(found.provider) if found.provider else None,
        "topics": list(article.topics),
        "images": [image_values(image) for image in article.images],
        "secured": article.secured,
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _score(quality: int) -> dict[str, Any]:
    """Quality, and what follows from it while the article stands alone; the edition pass knows its cluster."""
    alone = heat(quality, ())
    return {"quality": quality, "heat": alone, "published": published(alone)}


def _provider(provider: Provider) -> dict[str, Any]:
    values: dict[str, Any] = {"name": provider.name, "domain": provider.domain}
    logos = [i for i in provider.images if i.url.startswith(("http://", "https://")) and i.width and i.height]
    if logos:
        values["images"] = [{"url": i.url, "width": i.width, "height": i.height} for i in logos[:1]]
    return values


def image_values(image: Image, extra_keys: Collection[str] = ()) -> dict[str, Any]:
    """An entry of ``images``."""
    values: dict[str, Any] = {
        "url": image.url,
        "title": image.title if "images.title" in extra_keys else None,
        "attribution": image.attribution if "images.attribution" in extra_keys else None,
        "width": image.width,
        "height": image.height,
        "isCached": image.is_cached,
    }
    return {key: value for key, value in values.items() if value is not None}
