"""A denied relief, a refusal and a wish for another stretch are heard; what only resembles one is not."""

import pytest

SCREEN = ("leg_weakness", "cold_pale_leg", "both_legs")


@pytest.mark.parametrize("awaiting", [None, "kind", "finding", "did_help", "ready", "offer"])
@pytest.mark.parametrize(
    "said",
    [
        "it's not letting go",
        "no, no it's, it's just not letting go",
        "it isn't letting go at all",
        "oh no it's still not easing off",
        "the muscle just won't relax",
        "it hasn't budged",
    ],
)
def test_a_negated_easing_did_not_help(listener, said, awaiting):
    assert listener.hear(said, SCREEN if awaiting == "finding" else (), awaiting).intent == "DidNotHelp"


@pytest.mark.parametrize("said", ["it's letting go", "it was not easy but it let go", "no cramp any more, it let go"])
def test_relief_is_still_relief(listener, said):
    assert listener.hear(said, (), "did_help").intent == "DidHelp"


@pytest.mark.parametrize("said", ["I can't stop shaking", "no, stop", "don't let me go numb", "not working today"])
def test_other_words_are_no_denied_relief(listener, said):
    assert listener.hear(said, (), None).intent != "DidNotHelp"


@pytest.mark.parametrize("said", ["I'm not doing that again", "I won't do that one", "no way am I doing that"])
def test_a_refused_stretch_is_one_that_cannot_be_done(listener, said):
    assert listener.hear(said, (), "did_help").intent == "CantDo"


@pytest.mark.parametrize("said", ["something lying down", "no, something else, something lying down"])
def test_a_wish_for_a_posture_is_none_that_cannot_be_taken(listener, said):
    heard = listener.hear(said, (), "did_help")

    assert (heard.intent, heard.slots["posture"]) == ("GivePosture", "lying")


@pytest.mark.parametrize("said", ["I can't lie down", "I can't get on the floor", "lying down is too hard"])
def test_a_posture_that_cannot_be_taken_is_no_wish(listener, said):
    assert listener.hear(said, (), "did_help").intent != "GivePosture"


@pytest.mark.parametrize("said", ["oh. yes. it's going", "yes, it's letting go now"])
def test_a_yes_that_may_tell_of_relief_is_doubtful(listener, said):
    heard = listener.hear(said, ("weakness_worsening",))

    assert (heard.answer, heard.red_flags) == ("unknown", ())


@pytest.mark.parametrize("said", ["yes", "yes it's getting weaker", "yes, it's going numb", "yes it's not easing"])
def test_any_other_yes_counts(listener, said):
    assert listener.hear(said, ("weakness_worsening",)).answer == "yes"
