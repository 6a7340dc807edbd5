from datetime import UTC, datetime

import pytest

from skill.alexa import certificates
from skill.alexa.certificates import MAX_CHAIN_BYTES, fetch_over_https, trusted_roots, validated_signer
from skill.errors import VerificationError
from tests.signing import CHAIN_URL


@pytest.fixture
def answer(monkeypatch):
    """Replace the network: a test says what it answers, and gets a list of what was asked."""

    def replace(status, body=b""):
        asked = []

        def exchange(*given, **limits):
            asked.append((*given, limits))
            return status, body[: limits["max_bytes"]]

        monkeypatch.setattr(certificates, "exchange", exchange)
        return asked

    return replace


def test_a_chain_is_fetched_with_a_limit_of_time_and_length(answer):
    asked = answer(200, b"chain")

    assert fetch_over_https(CHAIN_URL) == b"chain"
    assert asked == [("GET", CHAIN_URL, {"seconds": 3.0, "max_bytes": MAX_CHAIN_BYTES + 1})]


@pytest.mark.parametrize("status", [201, 301, 302, 307, 400, 403, 404, 429])
def test_any_other_answer_is_a_refusal(answer, status):
    answer(status, b"chain")

    with pytest.raises(VerificationError, match=str(status)):
        fetch_over_https(CHAIN_URL)


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_in_trouble_counts_as_away(answer, status):
    answer(status)

    with pytest.raises(ConnectionError):
        fetch_over_https(CHAIN_URL)


def test_a_chain_that_is_too_long_is_refused(answer):
    answer(200, b"x" * 99_999)

    with pytest.raises(VerificationError, match="too long"):
        validated_signer(fetch_over_https(CHAIN_URL), trusted_roots(), datetime.now(UTC))
