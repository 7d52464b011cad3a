"""The table of fields, top to bottom: one page in, one extraction out. Pure: no clock, network, disk or settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.items import Extraction, Found, Page, Provider
from pipelines.extract.addresses import find_amp_url, find_web_url
from pipelines.extract.authors import find_authors
from pipelines.extract.dates import find_published, find_updated
from pipelines.extract.directives import find_directives
from pipelines.extract.evidence import measure
from pipelines.extract.excerpt import find_excerpt
from pipelines.extract.icons import find_icons, find_manifest
from pipelines.extract.language import find_locale
from pipelines.extract.media import find_featured, find_type
from pipelines.extract.pictures import find_images
from pipelines.extract.provider import find_provider
from pipelines.extract.text import find_text
from pipelines.extract.title import find_title
from pipelines.extract.view import Trace, View


@dataclass(frozen=True, slots=True)
class Options:
    """What extraction may know besides the page: the editorial tables, keyed by registrable domain."""

    providers: Mapping[str, Provider] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def extract(page: Page, options: Options, trace: Trace | None = None) -> Extraction:
    """All fields of a page. Never raises for a page's content; same page and options, same extraction.

    ``trace`` is filled with every candidate of every field.
    """
    view = View(page, trace=trace)
    view.site = options.sites.get(view.domain, {})
    values: dict[str, Any] = {}
    by: dict[str, str] = {}

    def look(field: str, find: Callable[..., Found[Any] | None], *known: object) -> Any:
        view.field = field
        found = find(view, *known)
        if found is None:
            return None
        values[field], by[field] = found.value, found.by
        return found.value

    title = look("title", find_title)
    text = look("text", find_text, title)
    plain = text.plain if text else None
    published = look("published", find_published)
    look("updated", find_updated, published)
    look("authors", find_authors)
    look("excerpt", find_excerpt, plain, title)
    look("locale", find_locale, plain)
    look("provider", find_provider, options.providers)
    look("web_url", find_web_url)
    look("amp_url", find_amp_url)
    look("type", find_type)
    look("featured", find_featured)
    look("images", find_images)
    values |= {"icons": find_icons(view), "manifest": find_manifest(view), "directives": find_directives(view)}
    return Extraction(**values, evidence=measure(view, plain, values), by=by)
