"""The engine is started once for all tests that draw."""

import pytest

from tests.screens import engine as engines


@pytest.fixture(scope="session")
def engine(chromium):
    if not engines.ENGINE.is_file():
        pytest.skip("needs Amazon's engine from npm: apt-get install nodejs npm, then make test")
    page = chromium.new_page()
    yield engines.Engine(page)
    page.close()
