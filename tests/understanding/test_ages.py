"""Ages are told from other numbers, and the speaker's from somebody else's."""

import pytest

from skill.understanding.ages import told
from skill.understanding.normalise import tokens


@pytest.mark.parametrize(
    ("said", "mine", "theirs"),
    [
        ("I'm 70 years old so no", 70, None),
        ("i'm only nine", 9, None),
        ("i am eight and a half", 8, None),
        ("i'm an eighty year old woman", 80, None),
        ("i'm in my late sixties", 65, None),
        ("I'm 67, my left cheek cramps", 67, None),
        ("my mum is eighty-two", None, 82),
        ("it's for my mum, she's eighty two", None, 82),
        ("my son is twelve and his bum hurts", None, 12),
        ("my eight year old has a cramp", None, 8),
        ("she's in her eighties", None, 80),
        ("it's my son, he's ten years old", None, 10),
        ("it hurts i'm nine years old", 9, None),
        ("eight years old", 8, None),
        ("I'm an adult", 16, None),
        ("no I'm not a child", 16, None),
    ],
)
def test_an_age_is_heard_and_whose_it_is(said, mine, theirs):
    assert told(tokens(said)) == ({"their_age": theirs} if mine is None else {"age": mine})


@pytest.mark.parametrize(
    "said",
    [
        "i'm eight months pregnant",
        "i'm thirty weeks pregnant",
        "i'm a ten out of ten",
        "i'm ten minutes in",
        "i'm five foot",
        "when i was eight years old",
        "i've had it since i was twelve",
        "the pain is eight",
        "my pain is nine",
        "it's five years old",
        "oh yes it's ten years old that hip",
        "my new knee is seven years old",
        "that scar's eleven years old",
        "it's only four years old",
        "a ten year old hip",
    ],
)
def test_another_number_is_no_age(said):
    assert told(tokens(said)) == {}


@pytest.mark.parametrize("said", ["I'm eight", "i'm a kid", "i am nine years old", "i'm twelve"])
@pytest.mark.parametrize("asks", [(), ("leg_weakness", "cold_pale_leg")])
def test_a_child_who_speaks_is_heard(listener, said, asks):
    assert listener.hear(said, asks).intent == "Child"


def test_seventy_is_no_child_and_the_no_beside_it_is_an_answer(listener):
    heard = listener.hear("I'm 70 years old so no", ("major_trauma", "pregnant"))

    assert heard.answer == "no"
    assert listener.hear("I'm 70 years old so no").intent != "Child"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("my mum is here", "Yes"),
        ("i'm his dad", "Yes"),
        ("yes", "Yes"),
        ("my parents are asleep", "No"),
        ("no my mum is at work", "No"),
        ("nobody is here", "No"),
    ],
)
def test_whether_a_grown_up_is_there_is_heard(listener, said, intent):
    assert listener.hear(said, awaiting="for_whom").intent == intent


def test_an_age_is_no_side_and_an_old_lady_no_period(listener):
    heard = listener.hear("my butt cramps, i'm 68")

    assert "side" not in heard.slots
    assert heard.slots["age"] == "68"
    assert "period_linked" not in listener.hear("I'm an old lady of 78 and my hip hurts at the back").findings


def test_a_child_who_takes_an_answer_back_is_heard_as_a_child(listener):
    assert listener.hear("no wait, I'm only nine", awaiting="did_help").intent == "Child"


def test_no_other_number_makes_a_child(listener):
    assert listener.hear("raise the volume to eight").intent != "Child"


@pytest.mark.parametrize(
    "said", ["it's five years old", "ten years old", "oh it's twelve years old now", "ten years old that hip"]
)
def test_the_age_of_a_new_hip_answers_its_question(listener, said):
    heard = listener.hear(said, ("hip_cleared",))

    assert heard.intent != "Child"
    assert "age" not in heard.slots
    assert heard.answer == "yes"


@pytest.mark.parametrize("said", ["it's seven weeks old", "two years but i'm not allowed to bend it", "three weeks"])
def test_a_hip_that_is_young_or_must_not_bend_is_not_cleared(listener, said):
    assert listener.hear(said, ("hip_cleared",)).findings.get("hip_cleared") != "yes"


def test_a_child_is_heard_though_a_hip_was_asked_about(listener):
    assert listener.hear("i'm eight years old", ("hip_cleared",)).intent == "Child"


@pytest.mark.parametrize(
    "said", ["a grown-up? I'm eighty-two dear!", "eighty-four", "no, eighty", "I'm sixty-seven for heaven's sake"]
)
def test_asked_for_a_grown_up_an_age_is_heard_in_few_words(listener, said):
    assert int(listener.hear(said, awaiting="for_whom").slots["age"]) >= 67


@pytest.mark.parametrize("said", ["no i'm ten", "yes my mum she's forty", "my dad is fifty", "i'm not an adult"])
def test_asked_for_a_grown_up_a_child_stays_one(listener, said):
    assert int(listener.hear(said, awaiting="for_whom").slots.get("age", "0")) < 16
