"""One line a refused page in the log, never the page itself."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider, logformatter
from scrapy.http import Response
from twisted.python.failure import Failure


class LogFormatter(logformatter.LogFormatter):
    """Scrapy's formatter with refusals as a sentence at INFO and items by their address."""

    def dropped(self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider) -> Any:
        return {
            "level": logging.INFO,
            "msg": "%(reason)s: %(sentence)s",
            "args": {"reason": type(exception).__name__, "sentence": exception},
        }

    def item_error(self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider) -> Any:
        return {"level": logging.ERROR, "msg": "Error processing %(url)s", "args": {"url": getattr(item, "url", "an item")}}

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> Any:
        url = item.get("originalUrl") if isinstance(item, dict) else item
        return {"level": logging.DEBUG, "msg": "Exported %(url)s", "args": {"url": url}}

    def download_error(self, failure: Failure, request: Any, spider: Spider, errmsg: str | None = None) -> Any:
        return {"level": logging.INFO, "msg": "No answer for %(url)s: %(error)s", "args": {"url": request.url, "error": failure.value}}
