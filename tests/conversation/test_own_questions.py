"""What people ask of their own accord is answered, and the open question stays open."""

import pytest

from skill.content.loader import load
from skill.conversation.events import Said
from skill.conversation.respond import respond
from skill.conversation.session import Session, Turn
from skill.understanding.hearing import hear
from tests.conversation.people import after

CONTENT = load()
LINES = CONTENT.lines
CRAMP, NO = Said(intent="StopCramp"), Said(intent="No")
GUIDED = (CRAMP, NO, NO, NO, NO)
SIDE = ("which leg?", "little better. which leg i do", "no. which leg?", "is it the left or right")
AGAIN = ("no. will it stop or not", "no. will it come back", "will it ever go away")
DOCTOR = ("forget it. do I need a doctor", "am I meant to go to hospital or what", "should I be seen")


def said(text: str, awaiting: str | None = None, asks: tuple[str, ...] = ()) -> Said:
    heard = hear(text, asks=asks, awaiting=awaiting)
    return Said(
        intent=heard.intent, slots=dict(heard.slots), findings=dict(heard.findings), answer=heard.answer, now=1000.0
    )


@pytest.mark.parametrize("text", SIDE)
def test_which_side_is_answered_and_the_effect_asked_for_again(text: str) -> None:
    reply = after(*GUIDED, said(text, "did_help"))

    assert reply.say == CONTENT.topics["which_side"].meanwhile
    assert reply.session.turn.awaiting == "did_help"


@pytest.mark.parametrize("text", AGAIN)
@pytest.mark.parametrize("awaiting", ["offer", "did_help"])
def test_whether_it_comes_back_is_answered(text: str, awaiting: str) -> None:
    heard = said(text, awaiting)

    assert (heard.intent, heard.slots.get("subject")) == ("AskTopic", "comes_back")


@pytest.mark.parametrize("text", DOCTOR)
def test_whether_a_doctor_is_needed_is_answered_for_the_one_who_asks(text: str) -> None:
    offer = Turn(awaiting="offer", about="stretch", ask="Shall I?")
    clear = Session(answers={"twitch_main": "yes", "saddle_numb": "no"}, turn=offer, began=True)
    asked = ("immune_steroid_ivdu",)
    flagged = Session(
        answers={"painful_cramp": "yes", "swelling_redness": "yes"},
        turn=Turn(awaiting="finding", asks=list(asked), ask="Is there?"),
        level="urgent",
        began=True,
    )

    assert respond(said(text, "offer"), clear, CONTENT).say.startswith(LINES["no_doctor"])
    assert respond(said(text, asks=asked), flagged, CONTENT).say.startswith("Yes. Please be seen today.")


def test_when_a_doctor_is_needed_is_still_explained() -> None:
    assert "mine" not in said("when should I see a doctor", "offer").slots
