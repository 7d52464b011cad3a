"""Tables in YAML that people write: read, and every mistake said with file, key and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from crawler.exceptions import ConfigError

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


def read(path: Path) -> str:
    """The text of a file in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: can't be opened ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: isn't UTF-8 (byte {error.start}): save it as UTF-8") from error


def value(text: str, path: Path, skipped: int = 0, *, first: bool = False) -> Any:
    """The YAML value of a text that ``skipped`` lines of the file stand before; ``first``: of its first document."""
    try:
        if first:
            return next(yaml.load_all(text, Loader=Loader), None)
        return yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1 + skipped}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ConfigError(f"{path}{line}: isn't YAML ({problem}): mend that line; text with `: ` or ` #` in it needs quotes") from error


def places(text: str) -> list[tuple[int, str]]:
    """Of each row of a list its line, and a key that stands in it twice or ""."""
    root = yaml.compose(text, Loader=Loader)
    found = []
    for node in root.value if isinstance(root, yaml.SequenceNode) else ():
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        twice = next((key for at, key in enumerate(keys) if key in keys[:at]), "")
        found.append((node.start_mark.line + 1, str(twice)))
    return found


def mapping(value: Any, where: str, wanted: str) -> Mapping[str, Any]:
    """A row of keys; an empty one is an empty row."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: must have {wanted}")
    return value


def known(row: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    """Raise for a key that nobody reads."""
    for key in row:
        if key not in (names := list(keys)):
            near = difflib.get_close_matches(str(key), names, 1)
            advice = f"did you mean {near[0]!r}?" if near else f"remove it, or use one of {', '.join(names)}"
            raise ConfigError(f"{where}: unknown key {key!r}: {advice}")


def text(row: Mapping[str, Any], key: str, path: Path) -> str:
    """A text that a row must have."""
    found = row.get(key)
    if found is None or found == "":
        raise ConfigError(f"{path}: {key}: is missing: write `{key}:` and its value")
    if not isinstance(found, str):
        raise ConfigError(f"{path}: {key}: {found!r} isn't text: put it between quotes")
    return found.strip()
