"""Our own Scrapy signals: how a page ended, told by whoever knows and heard by the report."""

page_ended = object()
"""Sent with ``url``, ``outcome`` (one of ``report.OUTCOMES``), ``reason`` and ``detail`` (both str)."""

images_changed = object()
"""Sent at the end with ``pages`` (``page_key`` of an article's addresses), ``images`` (what it is to show) and ``told`` (the addresses of
what it shows); a receiver that knows its file answers True."""

source_ended = object()
"""Sent once a source and run with ``source`` (its name), ``url``, ``outcome`` ("read", "unchanged", "failed", "refused"), ``reason``,
``detail`` (both str), ``found`` (articles listed) and ``new`` (of those, not known before; both int)."""
