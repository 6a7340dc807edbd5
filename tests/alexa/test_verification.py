import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.x509.verification import Store
from hypothesis import example, given
from hypothesis import strategies as st

from skill.alexa.signing_keys import RETRY_AFTER, SigningKeys
from skill.alexa.verification import check_signature, check_timestamp
from skill.errors import VerificationError
from tests.certificates import Authorities, key
from tests.signing import envelope, headers_for, stamp, written

BODY = written(envelope())


def written_signature(signature):
    return base64.b64encode(signature).decode()


@pytest.fixture
def keys(authorities, server, clock):
    return SigningKeys(Store([authorities.old_root.certificate]), fetch_chain=server, clock=clock, timer=clock.seconds)


def test_a_request_that_amazon_signed_is_let_in(keys):
    check_signature(keys, headers_for(BODY), BODY)


def test_header_names_may_be_spelled_in_any_case(keys):
    check_signature(keys, {name.title(): value for name, value in headers_for(BODY).items()}, BODY)


@pytest.mark.parametrize("name", ["Signature-256", "SignatureCertChainUrl"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_or_empty_header_is_refused_without_a_fetch(keys, server, name, value):
    headers = headers_for(BODY) | {name: value}

    with pytest.raises(VerificationError, match=name):
        check_signature(keys, {name: value for name, value in headers.items() if value is not None}, BODY)

    assert server.asked == []


def test_the_old_signature_header_alone_is_refused(keys):
    headers = headers_for(BODY)
    headers["Signature"] = headers.pop("Signature-256")

    with pytest.raises(VerificationError):
        check_signature(keys, headers, BODY)


@pytest.mark.parametrize(
    "signature",
    [
        "AAAA",
        "not base64!",
        "=",
        "é" * 344,
        "A" * 343,
        "A" * 4000,
        written_signature(bytes(255)),
        written_signature(bytes(257)),
    ],
)
def test_a_malformed_signature_is_refused_without_a_fetch(keys, server, signature):
    with pytest.raises(VerificationError):
        check_signature(keys, headers_for(BODY) | {"Signature-256": signature}, BODY)

    assert server.asked == []


def test_a_signature_of_zeros_is_refused(keys):
    with pytest.raises(VerificationError, match="is not valid for the body"):
        check_signature(keys, headers_for(BODY) | {"Signature-256": written_signature(bytes(256))}, BODY)


@pytest.mark.parametrize(
    "changed",
    [BODY + b" ", BODY[:-1], b"", BODY.replace(b"en-US", b"en-GB")],
    # The body itself, with a request id of this run, would be another name in each process.
    ids=["longer", "shorter", "empty", "another locale"],
)
def test_a_changed_body_is_refused(keys, changed):
    with pytest.raises(VerificationError, match="is not valid for the body"):
        check_signature(keys, headers_for(BODY), changed)


def test_a_request_signed_with_another_key_is_refused(keys):
    with pytest.raises(VerificationError, match="is not valid for the body"):
        check_signature(keys, headers_for(BODY, signer=key("somebody else")), BODY)


def test_a_key_that_was_replaced_under_the_same_address_is_taken_by_the_next_request(keys, server, clock):
    check_signature(keys, headers_for(BODY), BODY)
    clock.now += RETRY_AFTER
    server.answer = Authorities().chain(signer=key("next signer"))

    check_signature(keys, headers_for(BODY, signer=key("next signer")), BODY)

    assert len(server.asked) == 2
    with pytest.raises(VerificationError, match="is not valid for the body"):
        check_signature(keys, headers_for(BODY), BODY)


def test_forged_signatures_for_a_known_address_cause_one_fetch_a_minute(keys, server, clock):
    check_signature(keys, headers_for(BODY), BODY)
    for _ in range(60):
        clock.now += timedelta(seconds=1)
        with pytest.raises(VerificationError, match="is not valid for the body"):
            check_signature(keys, headers_for(BODY, signer=key("somebody else")), BODY)

    assert len(server.asked) == 2


# --- The timestamp ---

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def sent(seconds, **request):
    return {"type": "LaunchRequest", "timestamp": stamp(NOW - timedelta(seconds=seconds))} | request


@pytest.mark.parametrize("seconds", [0, 149, 150, -149, -150])
def test_a_request_of_just_now_is_let_in(seconds):
    check_timestamp(sent(seconds), NOW)


@pytest.mark.parametrize("seconds", [151, -151, 3000, 86_400 * 365])
def test_a_request_from_another_time_is_refused(seconds):
    with pytest.raises(VerificationError, match="too far"):
        check_timestamp(sent(seconds), NOW)


@pytest.mark.parametrize("seconds", [3000, 3600, -3600])
def test_a_skill_event_may_be_an_hour_old(seconds):
    check_timestamp(sent(seconds, type="AlexaSkillEvent.SkillDisabled"), NOW)


@pytest.mark.parametrize("kind", ["AlexaSkillEvent.SkillDisabled", "LaunchRequest", ["AlexaSkillEvent."], None])
def test_nothing_may_be_older_than_an_hour(kind):
    with pytest.raises(VerificationError, match="too far"):
        check_timestamp(sent(3601, type=kind), NOW)


@pytest.mark.parametrize(
    "timestamp",
    [None, "", "now", 1e300, float("nan"), "1" * 40, True, [], {}, "2026-03-01", "2026-03-01T12:00:00", "12:00:00Z"],
)
def test_a_timestamp_that_names_no_moment_is_refused(timestamp):
    with pytest.raises(VerificationError, match="missing or malformed"):
        check_timestamp(sent(0, timestamp=timestamp), NOW)


@pytest.mark.parametrize(
    "timestamp", ["2026-03-01T12:00:01.250Z", "2026-03-01T13:00:00+01:00", 1772366400, 1772366400000, "1772366400000"]
)
def test_other_ways_to_write_the_same_moment_are_understood(timestamp):
    check_timestamp(sent(0, timestamp=timestamp), NOW)


@given(st.datetimes().map(datetime.isoformat) | st.text(max_size=30), st.sampled_from(["", "Z", "+14:00", "-23:59"]))
@example("0001-01-01T00:00:00", "+14:00")
@example("9999-12-31T23:59:59", "-23:59")
def test_no_timestamp_breaks_the_check(text, zone):
    with pytest.raises(VerificationError):
        check_timestamp(sent(0, timestamp=text + zone), NOW.replace(year=1800))
