"""One writer a content folder: a lock with its owner's name and a heartbeat.

Two guards: the folder itself is locked in the kernel where the system can (no file is left behind, and a killed run's lock
ends with it), and a small file beside the state says who holds it, for other machines and for the sentence of a second run.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from crawler.atomic import is_alive
from crawler.exceptions import NewsmatterError

try:
    import fcntl
except ImportError:  # not a POSIX system
    fcntl = None  # type: ignore[assignment]

BEAT_SECONDS = 10.0
STALE_SECONDS = 60.0  # without a beat an owner on another machine counts as dead


class Locked(NewsmatterError):
    """Another run writes to the folder."""

    exit_status = 4


class FolderLock:
    """Held from its making to ``release``.

    :raises Locked: another run holds it; the sentence says which.
    """

    def __init__(self, folder: Path, owner_file: Path) -> None:
        self.folder, self.owner_file = folder, owner_file
        self._handle = self._claim()
        owner = self._owner()
        if owner and self._lives(owner):
            self._free()
            raise self._refusal(owner)
        self._beat()
        self._ended = threading.Event()
        self._heart = threading.Thread(target=self._keep_beating, name="folder-lock", daemon=True)
        self._heart.start()

    def _claim(self) -> int | None:
        """The folder's lock in the kernel, None where there is no such thing."""
        if fcntl is None:
            return None
        handle = None
        try:
            handle = os.open(self.folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            assert handle is not None
            os.close(handle)
            raise self._refusal(self._owner()) from None
        except OSError:
            if handle is not None:
                os.close(handle)
            return None
        return handle

    def _lives(self, owner: dict[str, object]) -> bool:
        """Whether a named owner still runs, as far as the kernel's lock doesn't tell."""
        here = owner.get("host") == socket.gethostname()
        if here:
            return self._handle is None and is_alive(int(str(owner.get("pid", 0)))) and owner.get("pid") != os.getpid()
        return self._age() < STALE_SECONDS

    def _owner(self) -> dict[str, object]:
        try:
            owner = json.loads(self.owner_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return owner if isinstance(owner, dict) else {}

    def _age(self) -> float:
        try:
            return time.time() - self.owner_file.stat().st_mtime
        except OSError:
            return 0.0

    def _refusal(self, owner: dict[str, object]) -> Locked:
        who = "another run"
        if owner:
            who = f"{owner.get('command')} (process {owner.get('pid')} on {owner.get('host')}, since {owner.get('since')}, "
            who += f"last heard of {self._age():.0f} s ago)"
        return Locked(f"{self.folder}: {who} is writing to this folder; wait until it has ended")

    def _beat(self) -> None:
        if not self._owner_is_me():
            self.owner_file.parent.mkdir(parents=True, exist_ok=True)
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:200]
            owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": now, "command": command}
            aside = self.owner_file.with_name(f"{self.owner_file.name}.{os.getpid()}")
            aside.write_text(json.dumps(owner) + "\n", encoding="utf-8")
            aside.replace(self.owner_file)
        else:
            os.utime(self.owner_file)

    def _owner_is_me(self) -> bool:
        owner = self._owner()
        return owner.get("pid") == os.getpid() and owner.get("host") == socket.gethostname()

    def _keep_beating(self) -> None:
        while not self._ended.wait(BEAT_SECONDS):
            with suppress(OSError):
                self._beat()

    def release(self) -> None:
        """Let others write; may be called twice."""
        if self._ended.is_set():
            return
        self._ended.set()
        with suppress(OSError):
            if self._owner_is_me():
                self.owner_file.unlink()
        self._free()

    def _free(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
