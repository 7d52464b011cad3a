"""The exit status and the summary that a person reads."""

from __future__ import annotations

import io
from collections import Counter

import pytest

from crawler.reporting.report import SHOWN_LINES, Outcome, exit_status, summarise


@pytest.mark.parametrize(
    ("counts", "asked", "interrupted", "status"),
    [
        ({"written": 3}, 3, False, 0),
        ({}, 0, False, 0),
        ({"unchanged": 1, "refused": 9}, 10, False, 0),
        ({"removed": 1}, 1, False, 0),
        ({"refused": 2}, 2, False, 2),
        ({"failed": 2}, 2, False, 2),
        ({"written": 1, "failed": 1}, 2, False, 0),
        ({"written": 1, "failed": 2}, 3, False, 3),
        ({"written": 5}, 9, True, 130),
        ({}, 9, True, 130),
    ],
)
def test_exit_status(counts: dict[str, int], asked: int, interrupted: bool, status: int) -> None:
    outcome = Outcome(Counter(counts), asked=asked, interrupted=interrupted)
    assert exit_status(outcome, max_failed_share=0.5) == status


def test_a_long_list_is_cut() -> None:
    outcome = Outcome(Counter({"failed": SHOWN_LINES + 5, "written": 1}), asked=SHOWN_LINES + 10)
    outcome.lines["failed"] = [f"http-404: https://a.example/{number}" for number in range(SHOWN_LINES + 5)]
    out = io.StringIO()
    summarise(outcome, "output", "shutdown", out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "failed   http-404: https://a.example/0" and len(lines) == SHOWN_LINES + 2
    assert lines[-2] == "failed   … and 5 more (all with -L INFO)"
    assert (
        lines[-1] == f"1 written, 0 unchanged, 0 refused, {SHOWN_LINES + 5} failed; files are in output; stopped early (shutdown), 4 left"
    )
