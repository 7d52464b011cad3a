"""JSON Feed 1.0 and 1.1 (jsonfeed.org) as raw entries. Pure."""

from __future__ import annotations

import json
from typing import Any

from crawler.lists.feed_entries import Raw, RawFeed, largest


class NotJson(Exception):
    """A text that no JSON Feed can be read from; the message is a sentence."""


def read(text: str, url: str, most: int) -> RawFeed:
    """What a JSON Feed says, not believed yet.

    :raises NotJson: it is none.
    """
    try:
        value = json.loads(text.strip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        raise NotJson("the answer begins like JSON and can't be read as JSON") from None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise NotJson("the answer is JSON and no JSON Feed (it has no list of items)")
    items = [item for item in value["items"][:most] if isinstance(item, dict)]
    if "version" not in value and not any("url" in item and "id" in item for item in items):
        raise NotJson("the answer is JSON and no JSON Feed (neither version nor items with id and url)")
    return RawFeed(
        "json",
        _text(value, "title"),
        _text(value, "language"),
        _text(value, "home_page_url"),
        None,
        [_entry(item, value, url) for item in items],
        [_text(value, "next_url")] if _text(value, "next_url") else [],
        max(0, len(value["items"]) - most),
    )


def _entry(item: dict[str, Any], feed: dict[str, Any], url: str) -> Raw:
    attached = [one for one in _list(item, "attachments") if str(one.get("mime_type", "")).startswith("image/")]
    pictures = [(_text(item, "image"), 0), (_text(item, "banner_image"), 0), *((_text(one, "url"), 0) for one in attached)]
    identifier = _text(item, "id")
    return Raw(
        [(link, url) for link in (_text(item, "url"), _text(item, "external_url"), identifier if "://" in identifier else "") if link],
        _text(item, "title"),
        [_text(item, "date_published")],
        [_text(item, "date_modified")],
        [_text(item, "summary"), *([_text(item, "content_text")] if len(_text(item, "content_text")) <= 1000 else [])],
        _authors(item) or _authors(feed),
        largest(pictures, url),
        _text(item, "language"),
    )


def _authors(value: dict[str, Any]) -> list[str]:
    single = value.get("author")
    return [_text(one, "name") for one in (*_list(value, "authors"), *([single] if isinstance(single, dict) else []))]


def _list(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [one for one in found[:50] if isinstance(one, dict)] if isinstance(found, list) else []


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else str(found) if isinstance(found, int) and not isinstance(found, bool) else ""
