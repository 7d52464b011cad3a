"""Fixtures that many tests share."""

import os
import tempfile

from tests.newsroom import newsroom  # noqa: F401

_STATE = tempfile.TemporaryDirectory(prefix="newsmatter-state-")
os.environ.setdefault("NEWSMATTER_STATE_DIR", _STATE.name)  # crawls that tests start inherit it
