"""The browser is started once for all tests of the page."""

import pytest

from tests.web.browser import chromium, opening, serving


@pytest.fixture(scope="session")
def browser():
    yield from chromium()


@pytest.fixture(scope="session")
def address():
    """The page without Amazon's engine, as most people have it."""
    with serving() as it:
        yield it


@pytest.fixture
def opened(browser, address):
    with opening(browser, address) as it:
        yield it
