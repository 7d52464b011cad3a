"""How long a source may be silent: its own hours and weekdays, learnt from when it gave something new. Pure.

Time is counted as the source's own: an hour in which it usually publishes weighs more than one of its nights or weekends.
A silence is measured from the look that last found something new to the latest one that found nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

LEAST_WEIGHT = 0.1  # of an hour of the day or a weekday in which it never gave anything, to the average's 1
BURST = 3  # times the median of new articles an hour: what is above is a backlog and doesn't count to the rate


class Silence(NamedTuple):
    """A silence that goes on; ``lasts`` and ``longest`` are days of the source's own time."""

    hours: int
    lasts: float
    longest: float  # of those that ended
    rate: float  # articles a day
    expected: float  # articles in such a time
    events: int  # hours with something new that all this is learnt from
    known: int  # hours from the first look to the last that found something


def silence(looks: Sequence[tuple[int, int]], now: int, window: int) -> Silence | None:
    """The silence up to the latest look; None where nothing was ever found.

    ``looks``: (hour since 1970, new articles), oldest first, one an hour at most; ``window``: hours before the silence that count.
    """
    last = max((hour for hour, new in looks if new), default=None)
    if last is None:
        return None
    known = [(hour, new) for hour, new in looks if last - window < hour <= last]
    first = known[0][0]
    events = [(hour, new) for hour, new in known if new and hour > looks[0][0]]  # the first look of all finds what was there
    if not events:
        return Silence(now - last, 0, 0, 0, 0, 0, last - looks[0][0])
    own = _Own([hour for hour, _ in events], first, last, max(now, last))
    cap = BURST * median(new for _, new in events)
    lived = max(own.between(first, last), 1.0)
    rate = sum(min(new, cap) for _, new in events) / lived
    lasts = own.between(last, now)
    return Silence(now - last, lasts, _longest(known, own), rate, rate * lasts, len(events), last - looks[0][0])


class _Own:
    """The source's own time: sums of the weights of hours."""

    def __init__(self, events: Sequence[int], first: int, last: int, now: int) -> None:
        hours = [0.0] * 24
        days = [0.0] * 7
        for event in events:
            hours[event % 24] += 0.5
            hours[(event - 1) % 24] += 0.25
            hours[(event + 1) % 24] += 0.25
            days[_weekday(event)] += 1
        seen = [0.0] * 7
        for hour in range(first, last + 1):
            seen[_weekday(hour)] += 1 / 24
        mean = len(events) / max(sum(seen), 1.0)
        # half a day of the average joins each weekday, so that one that was seen once says little
        of_day = _weights([(count + 0.5 * mean) / (length + 0.5) for count, length in zip(days, seen, strict=True)])
        of_hour = _weights(hours)
        self.first, self.sums = first, [0.0]
        for hour in range(first, now):
            self.sums.append(self.sums[-1] + of_hour[(hour + 1) % 24] * of_day[_weekday(hour + 1)] / 24)

    def between(self, start: int, end: int) -> float:
        """Own days from one hour to another."""
        last = len(self.sums) - 1
        return self.sums[min(max(end - self.first, 0), last)] - self.sums[min(max(start - self.first, 0), last)]


def _weights(counts: Sequence[float]) -> list[float]:
    mean = sum(counts) / len(counts) or 1.0
    raised = [max(count / mean, LEAST_WEIGHT) for count in counts]
    return [one * len(raised) / sum(raised) for one in raised]


def _weekday(hour: int) -> int:
    return (hour // 24 + 3) % 7  # 1970 began on a Thursday


def _longest(looks: Sequence[tuple[int, int]], own: _Own) -> float:
    """The longest silence that looks proved and that ended."""
    longest, begin, quiet = 0.0, None, None
    for hour, new in looks:
        if not new:
            quiet = hour
            continue
        if begin is not None and quiet is not None and quiet > begin:
            longest = max(longest, own.between(begin, quiet))
        begin, quiet = hour, None
    return longest
