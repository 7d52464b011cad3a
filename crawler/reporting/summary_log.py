"""The summary of a run in its log file: where there is one (Scrapyd's jobs, ``--logfile``), it closes with what a terminal shows."""

from __future__ import annotations

import logging
import sys

from scrapy.settings import BaseSettings

SUMMARY = 60  # above every LOG_LEVEL
logging.addLevelName(SUMMARY, "SUMMARY")
logger = logging.getLogger("newsmatter")


def say(sentence: str, settings: BaseSettings) -> None:
    """Print lines on standard error, and log them where the log is a file."""
    print(sentence, file=sys.stderr)
    note(sentence, settings)


def note(sentence: str, settings: BaseSettings) -> None:
    """Log lines where the log is a file; a terminal need not see them."""
    if settings.get("LOG_FILE"):
        for line in sentence.splitlines():
            logger.log(SUMMARY, "%s", line)
