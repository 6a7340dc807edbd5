import pytest

from skill.understanding.crisis import AlarmReader


@pytest.fixture(scope="module")
def alarms():
    return AlarmReader()


@pytest.mark.parametrize(
    "said",
    [
        "i want to kill myself",
        "my kids would be better off without me",
        "there's no reason to go on living",
        "i hope i die in my sleep",
        "i've written the goodbye letters",
        "i've got enough pills to end it",
        "i don't want to wake up in the morning",
        "i just took thirty paracetamol",
        "i've swallowed bleach",
        "can't face living another day",
        "there's no reason for me to stick around",
    ],
)
def test_a_person_who_speaks_of_dying_is_heard(alarms, said):
    assert alarms.hear(said) == "crisis"


@pytest.mark.parametrize(
    "said",
    [
        "my chest is tight",
        "she's stopped breathing",
        "call an ambulance",
        "i passed out in the hall",
        "my face is drooping",
    ],
)
def test_an_emergency_is_heard(alarms, said):
    assert alarms.hear(said) == "emergency"


@pytest.mark.parametrize(
    "said",
    [
        "this cramp is killing me",
        "i'm dying here my butt",
        "i could kill for a massage",
        "my leg is dead from sitting",
        "i want to stop",
        "i want it all to stop hurting",
        "i was standing on the train when it cramped",
        "i can't live with this cramp anymore",
        "i fell asleep and did not wake up till nine",
        "end the session",
        "bring my knee to my chest",
        "my breathing is fine",
        "should i breathe out",
        "i've no chest pain",
    ],
)
def test_a_figure_of_speech_raises_no_alarm(alarms, said):
    assert alarms.hear(said) is None


def test_a_crisis_comes_before_an_emergency(alarms):
    assert alarms.hear("i want to die call an ambulance") == "crisis"


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        ("my mother had a stroke last year", None),
        ("my grandad had a heart attack when i was nine", None),
        ("my aunt fainted two weeks ago", None),
        ("my mother just had a stroke", "emergency"),
        ("my dad had a heart attack last year and now he's clutching his chest", "emergency"),
        ("my wife had a stroke", "emergency"),
        ("i can't stop crying and i can't breathe", "emergency"),
        ("how long until the ambulance comes", "emergency"),
        ("are these signs of a stroke", "emergency"),
        ("what are the symptoms of a stroke", None),
    ],
)
def test_what_happened_long_ago_is_no_emergency(said, alarm):
    assert AlarmReader().hear(said) == alarm
