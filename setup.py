"""Fills the cache before the package is built, so that wheels carry it; all else stands in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class Build(build_py):
    """The stock command, with the cache."""

    def run(self) -> None:
        """Fill the cache, then collect the files."""
        subprocess.run([sys.executable, "-m", "skill.understanding"], check=True, cwd=Path(__file__).parent)
        super().run()


setup(cmdclass={"build_py": Build})
