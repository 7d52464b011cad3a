"""The nouns every room shares: frozen, picklable, comparable; standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the name of the rule that found it."""

    value: T
    by: str


@dataclass(frozen=True, slots=True)
class Published:
    """An instant of publication (aware, UTC) and how far it can be trusted.

    ``precision``: "instant", or "day" where only the calendar day is known (``at`` is then midnight UTC).
    ``zone``: "stated" with the value itself, "inferred" from other evidence of the page, or "none".
    """

    at: datetime
    precision: Literal["instant", "day"] = "instant"
    zone: Literal["stated", "inferred", "none"] = "stated"


@dataclass(frozen=True, slots=True)
class Text:
    """The article's text: ``plain`` has one paragraph a line; ``markdown`` is unescaped CommonMark."""

    plain: str = field(repr=False)
    markdown: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; sizes in pixels, None where nobody stated them."""

    url: str
    width: int | None = None
    height: int | None = None
    title: str | None = None
    attribution: str | None = None
    is_cached: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """Who publishes: proper name, registrable domain, logos."""

    name: str
    domain: str
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed or sitemap said of a page: evidence, never the last word."""

    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    excerpt: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: ``url`` as asked, ``final_url`` after redirects, lower-case ``headers``, raw ``body``."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    fetched_at: datetime
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate needs to know of a page, measured once beside the extraction."""

    words: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """A value or None for each field, and ``by``: field -> name of the rule that won."""

    title: str | None = None
    published: Published | None = None
    updated: Published | None = None
    authors: tuple[str, ...] = ()
    excerpt: str | None = None
    text: Text | None = field(default=None, repr=False)
    locale: str | None = None
    provider: Provider | None = None
    web_url: str | None = None
    amp_url: str | None = None
    type: Literal["article", "video"] = "article"
    featured: str | None = None
    images: tuple[Image, ...] = ()
    evidence: Evidence = Evidence()
    by: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Article:
    """A page on its way through the stages; each stage fills its own slot only."""

    url: str
    final_url: str
    extraction: Extraction
    images: tuple[Image, ...] = ()
