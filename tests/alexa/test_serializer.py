"""The model objects are those that the SDK's own serializer makes: compared on many envelopes."""

import copy
import json

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import LaunchRequest, RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import serializer

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
PARTS = some(
    version=TEXT,
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
ENVELOPES = st.builds(lambda parts, request: parts | {"request": request}, PARTS, REQUEST)


@settings(max_examples=400)
@given(ENVELOPES)
@pytest.mark.slow
def test_an_envelope_reads_as_with_the_sdk(envelope):
    theirs = SDK.deserialize(json.dumps(envelope), RequestEnvelope)

    ours = serializer.read(envelope)

    assert ours == theirs
    assert type(ours.request) is type(theirs.request)
    assert SDK.serialize(ours) == SDK.serialize(theirs)
    assert ours.to_dict() == theirs.to_dict()
    assert copy.deepcopy(ours) == theirs


def test_the_classes_are_amazons():
    launch = serializer.read({"request": {"type": "LaunchRequest"}}).request

    assert type(launch) is LaunchRequest


def test_what_amazon_sends_beyond_its_model_is_kept_under_its_own_name():
    envelope = serializer.read({"request": {"type": "LaunchRequest"}, "somethingNew": {"a": 1}})

    assert envelope.somethingNew == {"a": 1}
    with pytest.raises(AttributeError):
        _ = envelope.nothing_of_the_kind


@pytest.mark.parametrize(
    "envelope",
    [
        {},
        [],
        {"request": {"type": "Alexa.Something.New"}},
        {"request": {}},
        {"request": "LaunchRequest"},
        {"request": None},
        {"request": {"type": ["LaunchRequest"]}},
        {"request": {"type": "LaunchRequest", "timestamp": "yesterday"}},
    ],
    ids=str,
)
def test_an_envelope_without_a_request_that_the_sdk_knows_is_refused(envelope):
    with pytest.raises(SerializationException):
        serializer.read(envelope)


def test_what_is_newer_than_the_sdk_stays_as_it_came_and_the_rest_is_read():
    slots = {"side": {"name": "side", "slotValue": {"type": "Tree"}, "confirmationStatus": ["?"], "value": "left"}}
    request = {"type": "IntentRequest", "dialogState": "NEW", "intent": {"name": "AMAZON.HelpIntent", "slots": slots}}

    envelope = serializer.read({"request": request, "session": [], "context": {"Viewport": {"pixelWidth": "wide"}}})

    side = envelope.request.intent.slots["side"]
    assert (envelope.request.dialog_state, envelope.request.intent.name) == ("NEW", "AMAZON.HelpIntent")
    assert (side.slot_value, side.confirmation_status, side.value) == ({"type": "Tree"}, ["?"], "left")
    assert (envelope.session, envelope.context.viewport.pixel_width) == ([], "wide")


def test_a_response_is_written_as_with_the_sdk():
    response = Response(
        output_speech=SsmlOutputSpeech(ssml="<speak>Hello</speak>"),
        reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml="<speak>Still there?</speak>")),
        should_end_session=False,
    )
    envelope = ResponseEnvelope(version="1.0", session_attributes={"coach": "{}"}, user_agent="x", response=response)

    assert json.loads(serializer.encode(envelope)) == SDK.serialize(envelope)
