"""The page is served once for all tests of it."""

import pytest

from tests.web.browser import opening, serving


@pytest.fixture(scope="session")
def address():
    """The page without Amazon's engine, as most people have it."""
    with serving() as it:
        yield it


@pytest.fixture
def opened(chromium, address):
    with opening(chromium, address) as it:
        yield it
