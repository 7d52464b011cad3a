"""Fixtures that many tests share."""

import os
import tempfile

from tests.newsroom import newsroom  # noqa: F401

os.environ.setdefault("NEWSMATTER_STATE_DIR", tempfile.mkdtemp(prefix="newsmatter-state-"))  # crawls that tests start inherit it
