"""Memory of this process and of those that it started, as the system tells it (MiB)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # not a POSIX system
    resource = None  # type: ignore[assignment]

_PROC = Path("/proc")
_KIB = 1024


class Watch:
    """Peaks over all looks; other processes are seen on Linux only, and the sum counts what they share more than once."""

    def __init__(self) -> None:
        self.worker = 0.0
        self.together = 0.0

    def look(self) -> None:
        """Take the memory of this moment."""
        own = _status(os.getpid()).get("VmRSS", 0.0)
        others = [_status(process) for process in descendants(os.getpid())]
        self.worker = max([self.worker, *(one.get("VmHWM", 0.0) for one in others)])
        self.together = max(self.together, own + sum(one.get("VmRSS", 0.0) for one in others))

    def values(self) -> dict[str, int]:
        """For the report: peak of this process, of the largest other one, and of all together at any look."""
        own = peak()
        return {"process": round(own), "worker": round(self.worker), "together": round(max(self.together, own))}


def peak() -> float:
    """The most memory that this process has had."""
    if resource is None:
        return 0.0
    most = float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return most / _KIB / (_KIB if sys.platform == "darwin" else 1)


def descendants(process: int) -> Iterator[int]:
    """Processes that one started, and theirs."""
    with suppress(OSError, ValueError):
        for thread in (_PROC / str(process) / "task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield int(child)
                yield from descendants(int(child))


def _status(process: int) -> dict[str, float]:
    found: dict[str, float] = {}
    with suppress(OSError, ValueError):
        for line in (_PROC / str(process) / "status").read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                found[name] = int(value.split()[0]) / _KIB
    return found
