"""Three-way merge of a record, key by key: what we last wrote, what stands in the file now, what we would write. Pure.

What a person changed stays; what nobody touched takes the new value. ``images`` and ``provider`` are merged key by key
inside as well, where a part that we say nothing of is left alone. Values are compared as they are read from a file
(``frontmatter.as_read``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from crawler.frontmatter import same


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()


@dataclass(frozen=True, slots=True)
class Kept:
    """A person's value that stays although the publisher's changed too; MISSING stands for a removed key."""

    key: str
    standing: Any
    wanted: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """``changes``: key -> new value (None removes it), for keys that differ only. ``written``: what to remember for the next merge."""

    changes: Mapping[str, Any]
    kept: tuple[Kept, ...]
    written: Mapping[str, Any]


def merge(written: Mapping[str, Any] | None, standing: Mapping[str, Any], wanted: Mapping[str, Any], *also: Mapping[str, Any]) -> Merged:
    """Merge the keys of ``wanted``; None removes a key, a key that isn't there is left alone.

    ``written`` is None where nothing is remembered of the file: then every value there is a person's unless it equals ours,
    and a key that isn't there is added. ``also`` are records that we may have written last: what a killed run was about to write.
    """
    bases = [one for one in (written, *also) if one is not None]
    changes: dict[str, Any] = {}
    kept: list[Kept] = []
    remembered = dict(written or {})
    for key, value in wanted.items():
        ours = MISSING if value is None else _adopted(key, standing.get(key), value)
        now = standing.get(key, MISSING)
        result = _value(key, [one.get(key, MISSING) for one in bases], now, ours, kept)
        if not _equal(result, now):
            changes[key] = None if result is MISSING else result
        if ours is MISSING:
            remembered.pop(key, None)
        else:
            remembered[key] = _overlaid(remembered.get(key), ours)
    return Merged(changes, tuple(kept), remembered)


def _value(key: str, bases: list[Any], now: Any, ours: Any, kept: list[Kept]) -> Any:
    """What is to stand at a key."""
    if _equal(now, ours):
        return now
    if _is_map(now) and _is_map(ours):
        return _map(key, bases, now, ours, kept)
    if _is_gallery(now, ours):
        inner = [[_part(base, place) for base in bases] for place in range(len(now))]
        return [_value(f"{key}[{place}]", inner[place], now[place], ours[place], kept) for place in range(len(now))]
    if any(_equal(now, base) for base in bases) or (not bases and (now is MISSING or now is None)):
        return ours
    if not any(_equal(ours, base) for base in bases):
        kept.append(Kept(key, now, ours))
    return now


def _map(key: str, bases: list[Any], now: Mapping[str, Any], ours: Mapping[str, Any], kept: list[Kept]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name in (*now, *(name for name in ours if name not in now)):
        inner = [base.get(name, MISSING) if _is_map(base) else MISSING for base in bases]
        value = _value(f"{key}.{name}", inner, now.get(name, MISSING), ours[name], kept) if name in ours else now[name]
        if value is not MISSING:
            result[name] = value
    return result


def _adopted(key: str, now: Any, ours: Any) -> Any:
    """Our pictures with the ``isCached: true`` that stands at an unchanged address: a copy once stored stays stored."""
    if key != "images" or not isinstance(now, list) or not isinstance(ours, list):
        return ours
    stored = {image.get("url") for image in now if _is_map(image) and image.get("isCached") is True}
    return [{**image, "isCached": True} if _is_map(image) and image.get("url") in stored else image for image in ours]


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_gallery(now: Any, ours: Any) -> bool:
    """Whether two lists show the same pictures, in the same order."""
    if not (isinstance(now, list) and isinstance(ours, list)) or len(now) != len(ours):
        return False
    return all(_shows(one) and _shows(one) == _shows(other) for one, other in zip(now, ours, strict=True))


def _shows(image: Any) -> Any:
    return image.get("url") if _is_map(image) else None


def _overlaid(before: Any, ours: Any) -> Any:
    """What to remember of a value: ours, and of its parts those that we last wrote and now say nothing of."""
    if _is_map(before) and _is_map(ours):
        return {**before, **{name: _overlaid(before.get(name), value) for name, value in ours.items()}}
    if _is_gallery(before, ours):
        return [_overlaid(one, other) for one, other in zip(before, ours, strict=True)]
    return ours


def _part(base: Any, place: int) -> Any:
    return base[place] if isinstance(base, list) and place < len(base) else MISSING


def _equal(one: Any, other: Any) -> bool:
    if one is MISSING or other is MISSING:
        return one is other
    return same(one, other)
