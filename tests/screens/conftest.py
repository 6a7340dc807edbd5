"""The engine is started once for all tests that draw, and gone before another file starts a browser of its own."""

import shutil

import pytest

from tests.screens import engine as engines


@pytest.fixture(scope="module")
def engine():
    if not engines.ENGINE.is_file():
        pytest.skip("needs Amazon's engine from npm: apt-get install nodejs npm, then make test")
    if shutil.which("chromium") is None:
        pytest.skip("needs the program chromium; on Debian: apt-get install chromium")
    yield from engines.start()
