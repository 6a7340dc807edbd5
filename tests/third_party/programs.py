"""Programs from npm that none of us wrote, where the Makefile installs them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
INSTALLED = ROOT / ".venv" / "third_party" / "node_modules"


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start one of our scripts, which use those programs; skip the test where they are not installed."""
    installed = Path(os.environ.get("STRANGERS_MODULES", INSTALLED))
    if shutil.which("node") is None or not installed.is_dir():
        pytest.skip("needs programs from npm: apt-get install nodejs npm, then make test")
    return subprocess.Popen(
        ["node", FOLDER / script, *map(str, arguments)],
        env=os.environ | {"NODE_PATH": str(installed)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
