"""Our own Scrapy signals: how a page ended, told by whoever knows and heard by the report."""

page_ended = object()
"""Sent with ``url``, ``outcome`` (one of ``report.OUTCOMES``), ``reason`` and ``detail`` (both str)."""
