"""What the scheduled crawls visit: the rows of ``config/sources.yaml`` (docs/sources.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Kind = Literal["auto", "feed", "sitemap", "page"]


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or list page; ``auto`` is told from what it answers. None: as the settings say."""

    name: str
    url: str
    kind: Kind = "auto"
    topics: tuple[str, ...] = ()  # given to its articles beside those that are matched
    provider: str | None = None  # the publisher's name, where a page's own is not wanted
    language: str | None = None  # BCP 47, where a page states none
    interval: timedelta | None = None  # between two looks at the source
    max_age: timedelta | None = None  # of an article that is fetched
    limit: int | None = None  # new articles fetched in one run
    depth: int | None = None  # of a page: links followed from it
    pages: int | None = None  # of a page: list pages fetched in one run
    only: tuple[str, ...] = ()  # globs; an article's address must match one
    skip: tuple[str, ...] = ()  # globs; an article's address must match none
    delay: float | None = None  # seconds between two requests to its hosts, at least
    enabled: bool = True
