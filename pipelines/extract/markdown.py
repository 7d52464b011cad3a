"""Blocks -> plain text and CommonMark."""

from __future__ import annotations

from pipelines.extract.blocks import Block


def to_plain(blocks: list[Block]) -> str:
    """One paragraph a line."""
    return "\n".join(block.text for block in blocks)
