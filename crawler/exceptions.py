"""What may stop a run or a page, and how it is said.

NewsmatterError          ends the run with ``exit_status`` and its sentence
├── InputError           spider arguments that can't be used (1)
├── ConfigError          a setting or a file under config/ that can't be used (1)
└── OutputError          the content folder can't be written (2)
Refused (DropItem)       a page that isn't an article: left out on purpose
Failed (DropItem)        a page that should have become a file and did not
Unasked                  a request that was not sent
"""

from __future__ import annotations

from typing import ClassVar

from scrapy.exceptions import DropItem


class NewsmatterError(Exception):
    """Ends the run: one sentence with the subject, what was wrong and what to do."""

    exit_status: ClassVar[int] = 1


class InputError(NewsmatterError):
    """Spider arguments that can't be used."""


class ConfigError(NewsmatterError):
    """A setting, or a file under config/, that can't be used."""


class OutputError(NewsmatterError):
    """The content folder can't be written."""

    exit_status = 2


class Refused(DropItem):
    """A page that isn't an article; the class name is the reason that is counted, the message its sentence."""


class Failed(DropItem):
    """A page that could not be read or written; the class name is the reason that is counted."""


class Unasked(Exception):
    """A request that was not sent: how its page ended, and the sentence without the page's address."""

    def __init__(self, outcome: str, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.outcome = outcome
        self.reason = reason
