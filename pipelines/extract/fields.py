"""The table of fields, top to bottom: one page in, one extraction out. Pure: no clock, network, disk or settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.items import Extraction, Page, Provider
from pipelines.extract.addresses import find_amp_url, find_web_url
from pipelines.extract.authors import find_authors
from pipelines.extract.dates import find_published, find_updated
from pipelines.extract.evidence import measure
from pipelines.extract.excerpt import find_excerpt
from pipelines.extract.language import find_locale
from pipelines.extract.media import find_featured, find_type
from pipelines.extract.pictures import find_images
from pipelines.extract.provider import find_provider
from pipelines.extract.text import find_text
from pipelines.extract.title import find_title
from pipelines.extract.view import View


@dataclass(frozen=True, slots=True)
class Options:
    """What extraction may know besides the page: the editorial tables, keyed by registrable domain."""

    providers: Mapping[str, Provider] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def extract(page: Page, options: Options) -> Extraction:
    """All fields of a page. Never raises for a page's content; same page and options, same extraction."""
    view = View(page)
    view.site = options.sites.get(view.domain, {})
    title = find_title(view)
    text = find_text(view, title.value if title else None)
    plain = text.value.plain if text else None
    found = {
        "title": title,
        "text": text,
        "published": find_published(view),
        "updated": find_updated(view),
        "authors": find_authors(view),
        "excerpt": find_excerpt(view, plain),
        "locale": find_locale(view, plain),
        "provider": find_provider(view, options.providers),
        "web_url": find_web_url(view),
        "amp_url": find_amp_url(view),
        "type": find_type(view),
        "featured": find_featured(view),
        "images": find_images(view),
    }
    values: dict[str, Any] = {name: one.value for name, one in found.items() if one is not None}
    by = {name: one.by for name, one in found.items() if one is not None}
    return Extraction(**values, evidence=measure(view, plain, values), by=by)
