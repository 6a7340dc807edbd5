import http.client

import pytest

from skill.alexa import fetching
from skill.alexa.fetching import ServerAwayError, fetch_over_https
from tests.signing import CHAIN_URL

WRONG, AWAY = http.client.HTTPException, ServerAwayError


class Connection:
    """A stand-in for an https connection that keeps what it was asked."""

    def __init__(self, host, *, timeout, context):
        self.host, self.timeout = host, timeout
        self.asked = None
        self.closed = False
        self.status = 200
        self.pieces = [b"chain", b""]

    def request(self, method, path):
        self.asked = (method, path)

    def getresponse(self):
        return self

    def read1(self, _):
        return self.pieces.pop(0)

    def close(self):
        self.closed = True


@pytest.fixture
def connect(monkeypatch):
    """Replace the network: a test says what its connections answer, and gets a list of those that were made."""

    def replace(**answer):
        made = []

        def make(host, **options):
            made.append(Connection(host, **options))
            made[-1].__dict__.update(answer)
            return made[-1]

        monkeypatch.setattr(fetching.http.client, "HTTPSConnection", make)
        return made

    return replace


def test_a_chain_is_fetched_over_https_with_a_time_limit(connect):
    made = connect()

    assert fetch_over_https(CHAIN_URL) == b"chain"
    assert (made[0].host, made[0].asked) == ("s3.amazonaws.com", ("GET", "/echo.api/echo-api-cert-99.pem"))
    assert made[0].timeout == 3
    assert made[0].closed


@pytest.mark.parametrize(
    ("status", "error"),
    [(301, WRONG), (302, WRONG), (307, WRONG), (403, WRONG), (404, WRONG), (500, AWAY), (503, AWAY)],
)
def test_redirects_and_errors_are_not_followed(connect, status, error):
    made = connect(status=status)

    with pytest.raises(error):
        fetch_over_https(CHAIN_URL)

    assert len(made) == 1
    assert made[0].closed


def test_a_chain_without_end_is_cut_off(connect):
    connect(pieces=[b"x" * 60_000] * 9)

    with pytest.raises(http.client.HTTPException, match="too long"):
        fetch_over_https(CHAIN_URL)


def test_a_chain_that_drips_in_is_given_up(connect, monkeypatch):
    connect(pieces=[b"x"] * 9)
    seconds = iter(range(0, 90, 2))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: next(seconds))

    with pytest.raises(TimeoutError):
        fetch_over_https(CHAIN_URL)
