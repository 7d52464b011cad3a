"""Heat and published: of a cluster of like stories only the best shows, and coverage makes it hotter (schema, sections 7.1, 14.4)."""

from __future__ import annotations

from collections.abc import Sequence

LINE = 70  # heat from which an article is shown
COVERAGE = 10  # what each related article adds to the best of its cluster
BEATEN = -1  # heat of every other article of the cluster


def heat(quality: int, related_qualities: Sequence[int], *, wins_ties: bool = True) -> int:
    """Heat of an article by its own quality and those of its related articles.

    ``wins_ties``: whether it leads where a related article has the same quality (the earlier one leads, then the smaller webUrl).
    """
    best = max(related_qualities, default=BEATEN)
    if best > quality or (best == quality and not wins_ties):
        return BEATEN
    return quality + COVERAGE * len(related_qualities)


def published(heat: int, line: int = LINE) -> bool:
    """Whether the site shows an article."""
    return heat >= line
