"""Shared by the tests of the server: settings that trust the tests' certificates, and the page, served once."""

import pytest

from skill.settings import Settings
from tests.certificates import Authorities, pem
from tests.signing import SKILL_ID
from tests.web.simulator_page import opening, serving


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    roots = tmp_path_factory.mktemp("roots") / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    return Settings(skill_id=SKILL_ID, extra_trust_roots=roots)


@pytest.fixture(scope="session")
def address():
    """The page without Amazon's engine, as most people have it."""
    with serving() as it:
        yield it


@pytest.fixture
def opened(chromium, address):
    with opening(chromium, address) as it:
        yield it
