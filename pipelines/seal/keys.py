"""Where the key is found: the environment, or a file that only its owner can read. No log, no setting, no message shows it."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from crawler.exceptions import ConfigError
from pipelines.seal.cipher import Key, SealError, parse

VARIABLE = "NEWSMATTER_KEY"
FILE_VARIABLE = "NEWSMATTER_KEY_FILE"


def find_key(environment: Mapping[str, str], file: str = "") -> Key | None:
    """The key from NEWSMATTER_KEY, else from a key file (NEWSMATTER_KEY_FILE, or the setting's ``file``), else None.

    :raises ConfigError: it isn't a key, or others than its owner can read its file.
    """
    if text := environment.get(VARIABLE, "").strip():
        return _parsed(text, f"the environment's {VARIABLE}")
    path = environment.get(FILE_VARIABLE, "").strip() or file
    return read_key(Path(path)) if path else None


def read_key(path: Path) -> Key:
    """The key of a file."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise ConfigError(f"{path}: isn't a key file: name a regular file")
        if os.name == "posix" and mode & 0o077:
            raise ConfigError(f"{path}: others can read this key (its mode is {stat.S_IMODE(mode):04o}): chmod 600 {path}")
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise ConfigError(f"{path}: the key can't be read ({error.strerror}): check the path") from None
    return _parsed(text, str(path))


def given_key(given: str) -> Key:
    """A key from the command line: the name of its file (better: others see a command's words), or the key itself."""
    path = Path(given)
    try:
        there = path.exists()
    except OSError:
        there = False
    return read_key(path) if there else _parsed(given, "the key given")


def _parsed(text: str, where: str) -> Key:
    try:
        return parse(text)
    except SealError as error:
        raise ConfigError(f"{where}: {error}") from None
