"""What Alexa delivers in slots becomes the event that the same words would be when they are typed."""

import pytest

from skill import turn
from skill.alexa.intents import intents, said
from skill.alexa.phrasing import ALEXA
from skill.conversation.session import Session
from skill.conversation.session import Turn as Asked
from skill.understanding.phrases import load
from tests.signing import envelope, intent


def delivered(name, session=None, *, match=None, **words):
    """The event of an intent; `match` is the id that every slot resolves to."""
    body = envelope(intent(name, **words))
    for slot in body["request"]["intent"]["slots"].values():
        code = "ER_SUCCESS_MATCH" if match else "ER_SUCCESS_NO_MATCH"
        values = [{"value": {"name": match, "id": match}}] if match else []
        authority = {"authority": "x", "status": {"code": code}, "values": values}
        slot["resolutions"] = {"resolutionsPerAuthority": [authority]}
    return said(body["request"], session or Session(), now=1000.0)


def typed(text, session=None):
    return turn.said(text, session or Session(), now=1000.0, locale="en-US", platform=ALEXA)


ASKED = Session(turn=Asked(asks=["leg_weakness", "cold_pale_leg"], awaiting="finding", ask="?", reprompt="?"))


@pytest.mark.parametrize("session", [Session(), ASKED], ids=["first turn", "in a question"])
@pytest.mark.parametrize(
    "rest", ["feel it when i wipe", "lift my foot", "my leg is fine", "a cramp on the left side", "thanks"]
)
@pytest.mark.parametrize("name", load().carriers)
def test_a_carrier_is_the_whole_sentence_as_if_it_were_typed(name, rest, session):
    sentence = f"{load().carriers[name].words} {rest}"

    assert delivered(f"{name}Intent", session, words=rest) == typed(sentence, session)


@pytest.mark.parametrize("name", ["ICannotIntent", "AnswerNoIntent"])
def test_a_carrier_without_its_words_was_not_understood(name):
    event = delivered(name)

    assert (event.intent, event.answer, event.findings) == ("Fallback", None, {})


@pytest.mark.parametrize(
    ("name", "slot"), [("GivePostureIntent", "posture"), ("GiveSideIntent", "side"), ("GiveKindIntent", "kind")]
)
@pytest.mark.parametrize("words", ["does magnesium help", "my foot is dragging", "stop"])
def test_a_sentence_in_a_slot_that_takes_anything_is_heard_as_typed(name, slot, words):
    event, wanted = delivered(name, **{slot: words}), typed(words)

    assert (event.intent, event.findings, event.suspected) == (wanted.intent, wanted.findings, wanted.suspected)


@pytest.mark.parametrize("name", ["AskConditionIntent", "AskReliefIntent"])
def test_the_name_of_a_red_flag_counts_whatever_it_resolves_to(name):
    slot = intents()[name][0]
    event = delivered(name, match="cauda_equina", **{slot: "saddle numbness"})

    assert event.findings.get("saddle_numb") == "yes" or "saddle_numb" in event.suspected


def test_another_name_of_a_condition_stays_a_question_about_it():
    event = delivered("AskConditionIntent", match="cauda_equina", condition="cauda equina")

    assert (event.intent, event.slots, event.findings) == ("AskCondition", {"condition": "cauda_equina"}, {})
