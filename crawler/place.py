"""Where the editorial tables and the memory are: in a checkout beside the code, elsewhere where the system keeps such things.

Installed (a wheel, or the egg that Scrapyd runs) the tables are those that were packed, ``crawler/_config``.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

PACKED = "_config"  # setup.py copies config/ there
_CHECKOUT = Path(__file__).resolve().parent.parent


def config_folder() -> Path:
    """The folder of the tables: ``NEWSMATTER_CONFIG_DIR``, the checkout's own, or the one that was packed."""
    if given := os.environ.get("NEWSMATTER_CONFIG_DIR"):
        return Path(given)
    if _in_checkout():
        return _CHECKOUT / "config"
    packed = files("crawler") / PACKED
    return packed if isinstance(packed, Path) else _unpacked(packed)


def state_folder() -> Path:
    """The folder of what is remembered: ``NEWSMATTER_STATE_DIR``, ``.newsmatter`` in a checkout, or the user's own."""
    if given := os.environ.get("NEWSMATTER_STATE_DIR"):
        return Path(given)
    return _CHECKOUT / ".newsmatter" if _in_checkout() else _of_the_user("XDG_STATE_HOME", ".local/state")


def _in_checkout() -> bool:
    return (_CHECKOUT / "config").is_dir() and (_CHECKOUT / "scrapy.cfg").is_file()


def _of_the_user(variable: str, otherwise: str) -> Path:
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / otherwise) / "newsmatter"


def _unpacked(packed: Traversable) -> Path:
    """The tables of a zipped egg as files, once for each content: workers and people read them there."""
    content = dict(_walk(packed, ""))
    digest = hashlib.sha256("".join(f"{name}\0{len(data)}\0{data.hex()}" for name, data in sorted(content.items())).encode()).hexdigest()
    folder = _of_the_user("XDG_CACHE_HOME", ".cache") / f"config-{digest[:16]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    for name, data in content.items():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).write_bytes(data)
    with suppress(OSError):  # another run was quicker
        aside.rename(folder)
    return folder if folder.is_dir() else aside


def _walk(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        name = f"{path}{one.name}"
        found += _walk(one, f"{name}/") if one.is_dir() else [(name, one.read_bytes())]
    return found
