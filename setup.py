"""Packs config/ into the package, for `pip install .` and for the egg that scrapyd-deploy makes; everything else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithConfig(build_py):
    """``config/`` becomes ``crawler/_config``."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            packed = Path(self.build_lib) / "crawler" / "_config"
            shutil.rmtree(packed, ignore_errors=True)
            shutil.copytree("config", packed, ignore=shutil.ignore_patterns(".*", "*~"))


setup(cmdclass={"build_py": BuildWithConfig})
