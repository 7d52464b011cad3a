"""Whether a content folder is the one that we looked at last: a missing file was then taken away by a person.

It is the same where the folder has the same device and inode, and, in a git repository, the repository is the same clone,
the same branch is checked out, and since then its log (``.git/logs/HEAD``) tells of nothing but commits, merges and pulls.
After a fresh clone, a switch of branches, a reset, a rebase or a lost state nothing counts as taken away.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_FORWARD = re.compile(r"(?:commit|pull|merge|cherry-pick|revert|am)\b(?!.*\b(?:rebase|checkout)\b)")


def identity(folder: Path) -> str:
    """What tells this checkout from another, to be remembered and given to ``is_same`` later."""
    status = folder.stat()
    seen: dict[str, object] = {"folder": [status.st_dev, status.st_ino]}
    if git := _git_folder(folder):
        log = _log(git)
        seen["git"] = {"clone": log[0] if log else "", "branch": _read(git / "HEAD"), "last": log[-1] if log else ""}
    return json.dumps(seen, sort_keys=True)


def is_same(folder: Path, before: str | None) -> bool:
    """Whether the folder is the one of which ``identity`` once told ``before``."""
    if before is None:
        return False
    try:
        then, now = json.loads(before), json.loads(identity(folder))
        if then["folder"] != now["folder"] or ("git" in then) != ("git" in now):
            return False
        git = _git_folder(folder)
        if git is None:
            return True
        was, is_now = then["git"], now["git"]
        if was["clone"] != is_now["clone"] or was["branch"] != is_now["branch"]:
            return False
        return was["last"] == is_now["last"] or _only_forward(_log(git), was["last"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _only_forward(log: list[str], last: str) -> bool:
    """Whether the log's lines after one of them are all of a kind that adds to the branch."""
    places = [place for place, line in enumerate(log) if line == last]
    return bool(places) and all(_FORWARD.match(line.partition("\t")[2]) for line in log[places[-1] + 1 :])


def _git_folder(folder: Path) -> Path | None:
    """The repository's own folder, also of a linked worktree."""
    for parent in (folder.resolve(), *folder.resolve().parents):
        git = parent / ".git"
        if git.is_dir():
            return git
        if git.is_file() and (match := re.match(r"gitdir: (.+)", _read(git))):
            return (parent / match[1].strip()).resolve()
    return None


def _log(git: Path) -> list[str]:
    try:
        return (git / "logs" / "HEAD").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
