"""Which Newsmatter this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def made_by() -> str:
    """The installed version, "0" where it isn't installed."""
    try:
        return version("newsmatter")
    except PackageNotFoundError:
        return "0"
