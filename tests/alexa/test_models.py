"""The lazy model objects are Amazon's in all that can be seen: compared with the SDK's own, on many envelopes."""

import copy
import json

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import models

SDK = DefaultSerializer()
TEXT = st.text(max_size=12)
MOMENT = st.sampled_from(["2026-11-22T04:15:31Z", "2026-01-01T00:00:00+00:00", "2026-06-30T23:59:59.123000Z"])
STATUS = st.sampled_from(["ER_SUCCESS_MATCH", "ER_SUCCESS_NO_MATCH", "ER_ERROR_TIMEOUT"])


def some(**fields):
    return st.fixed_dictionaries({}, optional=fields)


RESOLUTIONS = some(
    resolutionsPerAuthority=st.lists(
        some(
            authority=TEXT,
            status=some(code=STATUS),
            values=st.lists(some(value=some(name=TEXT, id=TEXT)), max_size=2),
        ),
        max_size=2,
    )
)
SLOT = some(
    name=TEXT,
    value=TEXT,
    confirmationStatus=st.sampled_from(["NONE", "CONFIRMED"]),
    resolutions=RESOLUTIONS,
    slotValue=st.fixed_dictionaries({"type": st.just("Simple")}, optional={"value": TEXT, "resolutions": RESOLUTIONS}),
)
REQUEST = st.one_of(
    st.fixed_dictionaries({"type": st.just("LaunchRequest")}, optional={"timestamp": MOMENT, "locale": TEXT}),
    st.fixed_dictionaries(
        {"type": st.just("IntentRequest")},
        optional={
            "requestId": TEXT,
            "timestamp": MOMENT,
            "dialogState": st.sampled_from(["STARTED", "COMPLETED"]),
            "intent": some(name=TEXT, slots=st.dictionaries(TEXT, SLOT, max_size=3)),
        },
    ),
    st.fixed_dictionaries(
        {"type": st.just("SessionEndedRequest")},
        optional={"reason": st.sampled_from(["ERROR", "USER_INITIATED"]), "error": some(message=TEXT)},
    ),
    st.fixed_dictionaries(
        {"type": st.just("Alexa.Presentation.APL.UserEvent")},
        optional={"token": TEXT, "arguments": st.lists(TEXT, max_size=2)},
    ),
)
USER = some(
    userId=TEXT, permissions=some(scopes=st.dictionaries(TEXT, some(status=st.sampled_from(["GRANTED", "DENIED"]))))
)
ENVELOPES = some(
    version=TEXT,
    request=REQUEST,
    session=some(new=st.booleans(), sessionId=TEXT, user=USER, attributes=st.dictionaries(TEXT, TEXT, max_size=3)),
    context=some(
        System=some(
            user=USER,
            apiEndpoint=TEXT,
            device=some(deviceId=TEXT, supportedInterfaces=some(AudioPlayer=st.just({}))),
        ),
        Viewport=some(mode=st.sampled_from(["HUB", "TV"]), pixelWidth=st.integers(0, 4000), dpi=st.integers(1, 400)),
    ),
)


@settings(max_examples=400)
@given(ENVELOPES)
@pytest.mark.slow
def test_an_envelope_reads_as_with_the_sdk(envelope):
    theirs = SDK.deserialize(json.dumps(envelope), RequestEnvelope)

    ours = models.read(envelope, RequestEnvelope)

    assert models.plain(ours) == SDK.serialize(theirs)
    assert ours.to_dict() == theirs.to_dict()
    assert ours == theirs
    assert copy.deepcopy(ours) == theirs


def test_the_classes_are_amazons():
    launch = models.read({"request": {"type": "LaunchRequest"}}, RequestEnvelope).request

    assert isinstance(launch, LaunchRequest)
    assert not isinstance(launch, IntentRequest)
    assert type(launch).__name__ == "LaunchRequest"


def test_what_amazon_sends_beyond_its_model_is_kept_under_its_own_name():
    envelope = models.read({"somethingNew": {"a": 1}}, RequestEnvelope)

    assert envelope.somethingNew == {"a": 1}
    with pytest.raises(AttributeError):
        _ = envelope.nothing_of_the_kind


@pytest.mark.parametrize(
    "envelope",
    [
        {"request": {"type": "Alexa.Something.New"}},
        {"request": {}},
        {"request": "LaunchRequest"},
        {"request": {"type": "LaunchRequest", "timestamp": "yesterday"}},
        {"request": {"type": "SessionEndedRequest", "reason": "SOMETHING_NEW"}},
    ],
)
def test_what_is_no_such_object_is_refused_when_it_is_read(envelope):
    with pytest.raises(SerializationException):
        models.plain(models.read(envelope, RequestEnvelope))


def test_a_response_is_written_as_with_the_sdk():
    response = Response(
        output_speech=SsmlOutputSpeech(ssml="<speak>Hello</speak>"),
        reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml="<speak>Still there?</speak>")),
        should_end_session=False,
    )
    envelope = ResponseEnvelope(version="1.0", session_attributes={"coach": "{}"}, user_agent="x", response=response)

    assert models.plain(envelope) == SDK.serialize(envelope)
    assert json.loads(models.encode(envelope)) == SDK.serialize(envelope)
