"""Who published it: proper name and registrable domain."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.items import Found, Provider
from pipelines.extract.view import View


def find_provider(view: View, directory: Mapping[str, Provider]) -> Found[Provider] | None:
    """The publisher; ``directory`` (registrable domain -> provider) wins. None where the address has no host."""
    return Found(directory.get(view.domain) or Provider(view.site_names[0] if view.site_names else view.domain, view.domain), "site name")
