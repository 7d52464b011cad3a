"""Fixtures that many tests share."""

from tests.newsroom import newsroom  # noqa: F401
