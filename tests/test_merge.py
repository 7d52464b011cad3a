"""The three-way merge, key by key."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.merge import MISSING, merge

B, P, H = "before", "the publisher's", "a person's"


@pytest.mark.parametrize(
    ("written", "standing", "wanted", "changes", "kept"),
    [
        ({"k": B}, {"k": B}, {"k": P}, {"k": P}, []),  # untouched: takes the new value
        ({"k": B}, {"k": H}, {"k": B}, {}, []),  # edited, publisher still: stays, nothing to say
        ({"k": B}, {"k": H}, {"k": P}, {}, [("k", H, P)]),  # both changed: the person wins, said
        ({"k": B}, {"k": P}, {"k": P}, {}, []),  # both to the same
        ({"k": B}, {}, {"k": B}, {}, []),  # taken out: stays out
        ({"k": B}, {}, {"k": P}, {}, [("k", MISSING, P)]),
        ({}, {}, {"k": P}, {"k": P}, []),  # new on both sides' books: added
        ({}, {"k": H}, {"k": P}, {}, [("k", H, P)]),  # a person added the key first
        ({"k": B}, {"k": B, "own": H}, {"k": P}, {"k": P}, []),  # other keys aren't looked at
        ({"k": B}, {"k": B}, {}, {}, []),  # nothing said: nothing blanked
        ({"k": B}, {"k": B}, {"k": None}, {"k": None}, []),  # said to be no more
        ({"k": B}, {"k": H}, {"k": None}, {}, [("k", H, MISSING)]),
        (None, {"k": H}, {"k": P}, {}, [("k", H, P)]),  # nothing remembered: what stands is a person's
        (None, {"k": P}, {"k": P}, {}, []),
        (None, {}, {"k": P}, {"k": P}, []),
        (None, {"k": None}, {"k": P}, {"k": P}, []),  # an empty key is nobody's value
        ({"k": 1}, {"k": True}, {"k": 1}, {}, []),  # 1 isn't true
    ],
)
def test_a_key(written: Any, standing: Any, wanted: Any, changes: Any, kept: Any) -> None:
    merged = merge(written, standing, wanted)
    assert merged.changes == changes
    assert [(one.key, one.standing, one.wanted) for one in merged.kept] == kept
    after = {key: value for key, value in {**standing, **merged.changes}.items() if value is not None}
    again = merge(merged.written, after, wanted)
    assert not again.changes and not again.kept, "a second merge has nothing to do and to say"


def test_a_killed_runs_values_are_ours() -> None:
    assert merge({"k": B}, {"k": "half"}, {"k": P}, {"k": "half"}).changes == {"k": P}


def test_parts_of_the_provider() -> None:
    written = {"provider": {"name": "A", "domain": "a.example", "images": [{"url": "l", "width": 50, "height": 50}]}}
    standing = {"provider": {"domain": "a.example", "name": "A Daily", "mine": 1, "images": written["provider"]["images"]}}
    merged = merge(
        written, standing, {"provider": {"name": "A", "domain": "www.example", "images": [{"url": "m", "width": 50, "height": 50}]}}
    )
    assert merged.changes["provider"] == {
        "domain": "www.example",
        "name": "A Daily",
        "mine": 1,
        "images": [{"url": "m", "width": 50, "height": 50}],
    }
    assert not merged.kept


def test_a_part_that_is_not_said_stays() -> None:
    image = {"url": "u", "width": 10, "height": 5, "isCached": False}
    merged = merge({"images": [image]}, {"images": [image]}, {"images": [{"url": "u", "isCached": False}]})
    assert not merged.changes and merged.written["images"] == [image]


@pytest.mark.parametrize("written", [None, {"images": [{"url": "u", "width": 10, "height": 5, "isCached": False}]}])
def test_a_stored_copy_stays_stored(written: Any) -> None:
    standing = {"images": [{"url": "u", "width": 10, "height": 5, "isCached": True}]}
    assert not merge(written, standing, {"images": [{"url": "u", "width": 10, "height": 5, "isCached": False}]}).changes
    other = [{"url": "v", "width": 10, "height": 5, "isCached": False}]
    if written:
        merged = merge({"images": standing["images"]}, standing, {"images": other})
        assert merged.changes == {"images": other}


def test_related_is_taken_whole() -> None:
    one, other = [{"title": "A", "webUrl": "a"}], [{"title": "B", "webUrl": "b"}]
    assert merge({"related": one}, {"related": one}, {"related": other}).changes == {"related": other}
    assert merge({"related": one}, {"related": one}, {"related": None}).changes == {"related": None}
