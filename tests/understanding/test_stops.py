"""A wish to stop is heard in any sentence that means it, and never in one that may answer a safety question."""

import pytest

ANY_STATE = (None, "kind", "finding", "did_help", "ready", "offer")
STANDING = ("major_trauma", "cannot_bear_weight", "pregnant", "recent_surgery", "hip_replacement")


def heard(listener, text, awaiting):
    return listener.hear(text, STANDING if awaiting == "finding" else (), awaiting).intent


@pytest.mark.parametrize("awaiting", ANY_STATE)
@pytest.mark.parametrize(
    "said",
    [
        "I'm tired, let's stop",
        "let's stop, I'm tired",
        "okay that's enough for tonight",
        "never mind",
        "forget it",
        "look, never mind",
        "I'm fed up, forget it",
        "can we stop now please",
        "let's call it a night",
        "no, let's stop",
        "I've had enough of this",
    ],
)
def test_a_sentence_that_means_it_stops_in_every_state(listener, said, awaiting):
    assert heard(listener, said, awaiting) in ("Stop", "Cancel")


@pytest.mark.parametrize(
    "said", ["standing, forget it", "standing is fine, never mind", "walking? forget it", "weak, never mind"]
)
def test_what_may_answer_a_safety_question_is_no_stop(listener, said):
    assert heard(listener, said, "finding") not in ("Stop", "Cancel")


@pytest.mark.parametrize("awaiting", ANY_STATE)
@pytest.mark.parametrize(
    "said",
    ["make it stop", "ow, stop", "it won't stop", "no stop it hurts", "forget it, do the other side", "it stopped"],
)
def test_a_cry_of_pain_or_another_wish_is_no_stop(listener, said, awaiting):
    assert heard(listener, said, awaiting) not in ("Stop", "Cancel")


def test_only_words_about_a_timer_cancel_it(listener):
    assert listener.hear("stop the timer").intent == "CancelTimer"
    assert listener.hear("please could you turn that timer off now").intent == "CancelTimer"
    assert listener.hear("never mind the pain").intent != "CancelTimer"
    assert listener.hear("stop the count").intent != "CancelTimer"


def test_a_part_of_the_day_is_a_time_unless_the_body_was_asked_about(listener):
    heard = listener.hear("in the morning", awaiting="offer")

    assert (heard.intent, dict(heard.slots)) == ("SetReminder", {"time": "morning"})
    assert listener.hear("in the morning", ("night_pain",)).intent != "SetReminder"


@pytest.mark.parametrize("awaiting", ANY_STATE)
@pytest.mark.parametrize(
    "said",
    [
        "yes I heard, goodbye",
        "it's passed off now, thank you, goodbye",
        "I'm fine now thank you goodbye",
        "bye then, thanks",
    ],
)
def test_a_farewell_closes_in_every_state(listener, said, awaiting):
    assert heard(listener, said, awaiting) == "Stop"


@pytest.mark.parametrize("said", ["I said goodbye to my job", "goodbye my leg is numb"])
def test_what_only_mentions_a_farewell_is_none(listener, said):
    assert heard(listener, said, "finding") != "Stop"
