"""What becomes of one file: the merge of the schema's values, what ON_GONE holds back, and the preset's spelling. Pure.

All values are merged as the schema has them (``standing``); a preset's own keys follow from the outcome.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from crawler import presets
from crawler.articles_memory import Remembered
from crawler.frontmatter import as_read
from crawler.merge import Kept, merge

HELD = "published"  # the key that ON_GONE answers for


class Plan(NamedTuple):
    """``changes``: keys of the file that differ (None removes one); the rest is what to say and to remember."""

    changes: Mapping[str, Any]
    kept: tuple[Kept, ...]
    written: Mapping[str, Any]
    unpublished: str | None


def standing(row: Remembered | None, record: Mapping[str, Any], preset: str) -> dict[str, Any]:
    """What a file says in the schema's words, as though its page had never gone."""
    seen = _seen(row, record, preset)
    if row is not None and row.unpublished is not None and seen.get(HELD) is False:
        return _without_none({**seen, HELD: json.loads(row.unpublished)})
    return seen


def _seen(row: Remembered | None, record: Mapping[str, Any], preset: str) -> dict[str, Any]:
    return presets.as_schema(row.preset if row is not None and row.written is not None else preset, record)


def _without_none(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def plan(
    row: Remembered, record: Mapping[str, Any], wanted: Mapping[str, Any], preset: str, *, gone: bool | None = None, take: bool = False
) -> Plan:
    """What to change in a file so that it says ``wanted`` where no person decided otherwise.

    ``gone``: from now on its page is gone, or there again; None leaves that as it is. What ``published`` would say is kept
    aside meanwhile, and a person who sets it again has the last word. ``take``: what stands at the wanted keys counts as ours.
    """
    now = standing(row, record, preset)
    held, also = row.unpublished is not None, [row.pending] if row.pending is not None else []
    overruled = held and not also and _seen(row, record, preset).get(HELD) is not False
    base = row.written
    if take:
        base = {key: value for key, value in (base or {}).items() if key not in wanted} | {key: now[key] for key in wanted if key in now}
    elif overruled:
        base = {**(base or {}), HELD: False}  # it is what we last wrote there
    merged = merge(base, now, wanted, *also)
    final = _without_none({**now, **merged.changes})
    hold = held if gone is None else gone
    shown = {**final, HELD: False} if hold and not overruled else final

    before = presets.named(row.preset).added
    own = {**dict.fromkeys(before), **presets.added(preset, shown)}
    spelled = merge(merged.written, record, {**dict.fromkeys(own), **as_read(own)}, *also)
    written = dict(spelled.written)
    if row.written is not None and not also:
        for key in (own.keys() - row.written.keys()) & record.keys():
            written.pop(key, None)  # a person had it first, though it says the same: it stays when ours goes
    changes = {key: value for key, value in {**merged.changes, **spelled.changes}.items() if key != HELD}
    says = None if HELD in presets.named(preset).left_out else shown.get(HELD)
    if says != record.get(HELD):
        changes[HELD] = says
    kept = merged.kept + ((Kept(HELD, now.get(HELD), False),) if gone and overruled else ())
    return Plan(changes, kept, written, json.dumps(final.get(HELD)) if hold else None)
