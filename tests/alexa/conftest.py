"""Certificates, the server that has them, and a clock, for the tests of signatures."""

import pytest

from tests.certificates import Authorities, CertificateServer, Clock


@pytest.fixture(scope="session")
def authorities():
    return Authorities()


@pytest.fixture
def server(authorities):
    return CertificateServer(authorities.chain())


@pytest.fixture
def clock():
    return Clock()
