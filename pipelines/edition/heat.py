"""The publishing law: how hot an article is by its quality and coverage, and whether the site shows it."""

from __future__ import annotations

from collections.abc import Sequence

LINE = 70


def heat(quality: int, related_qualities: Sequence[int]) -> int:
    """Quality and ten for each related article; -1 where one of them is better."""
    return -1 if any(other > quality for other in related_qualities) else quality + 10 * len(related_qualities)


def published(heat: int, line: int = LINE) -> bool:
    """Whether the site shows the article."""
    return heat >= line
