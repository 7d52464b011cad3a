"""Where the tables and the memory are, in a checkout, installed, and zipped."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from crawler import place

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user with an empty home who has set nothing."""
    for name in ("NEWSMATTER_CONFIG_DIR", "NEWSMATTER_STATE_DIR", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_a_checkout_keeps_everything_beside_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (place.config_folder(), place.state_folder()) == (ROOT / "config", ROOT / ".newsmatter")
    monkeypatch.setenv("NEWSMATTER_CONFIG_DIR", "/etc/newsmatter")
    monkeypatch.setenv("NEWSMATTER_STATE_DIR", "/var/lib/newsmatter")
    assert (place.config_folder(), place.state_folder()) == (Path("/etc/newsmatter"), Path("/var/lib/newsmatter"))


def test_an_installed_one_keeps_its_state_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(place, "_CHECKOUT", tmp_path / "site-packages")
    assert place.state_folder() == tmp_path / ".local/state/newsmatter"
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert place.state_folder() == Path("/state/newsmatter")
    (packed := tmp_path / "crawler").mkdir()
    monkeypatch.setattr(place, "files", lambda _package: packed)
    assert place.config_folder() == packed / place.PACKED


def test_tables_in_an_egg_become_files_once_for_each_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_CHECKOUT", tmp_path / "a.egg")

    def egg(name: str, checks: str) -> zipfile.Path:
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            file.writestr("crawler/_config/checks.yaml", checks)
            file.writestr("crawler/_config/topics/00-sea.yaml", "name: Sea\n")
        return zipfile.Path(tmp_path / name, "crawler/")

    found = []
    for name, checks in (("a.egg", "silent: off\n"), ("b.egg", "silent: off\n"), ("c.egg", "unread: off\n")):
        packed = egg(name, checks)
        monkeypatch.setattr(place, "files", lambda _package, packed=packed: packed)
        found.append(place.config_folder())
        assert (found[-1] / "checks.yaml").read_text() == checks and (found[-1] / "topics" / "00-sea.yaml").read_text() == "name: Sea\n"
    assert found[0] == found[1] != found[2] and found[0].parent == tmp_path / ".cache" / "newsmatter"
    assert sorted(path.name for path in found[0].parent.iterdir()) == sorted(path.name for path in found[1:])
