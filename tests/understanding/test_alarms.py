import pytest

from skill.understanding import alarms
from skill.understanding.hearing import hear


def heard(said: str) -> alarms.Alarm | None:
    found = alarms.find(said)
    return found.alarm if found else None


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
def test_a_person_who_speaks_of_dying_is_heard(said):
    assert heard(said) == "crisis"


@pytest.mark.parametrize(
    "said",
    [
        "my chest is tight",
        "she's stopped breathing",
        "call an ambulance",
        "i passed out in the hall",
        "can't wake him",
        "i cannot wake my husband up",
        "we couldn't rouse her",
        "my face is drooping",
    ],
)
def test_an_emergency_is_heard(said):
    assert heard(said) == "emergency"


@pytest.mark.parametrize(
    "said",
    [
        "this cramp is killing me",
        "in bed with a bum cramp, don't wake my wife",
        "i don't want to wake the kids",
        "i can't wake my leg up",
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
        "do cramps cause heart attacks",
        "has a cramp anything to do with strokes",
        "should i breathe out",
        "i've no chest pain",
    ],
)
def test_a_figure_of_speech_raises_no_alarm(said):
    assert heard(said) is None


def test_a_crisis_comes_before_an_emergency():
    assert heard("i want to die call an ambulance") == "crisis"


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        ("my mother had a stroke last year", None),
        ("my grandad had a heart attack when i was nine", None),
        ("my aunt fainted two weeks ago", None),
        ("my mother just had a stroke", "emergency"),
        ("my dad had a heart attack last year and now he's clutching his chest", "emergency"),
        ("my wife had a stroke", "emergency"),
        ("does this cramp mean i'm having a heart attack", "emergency"),
        ("i can't stop crying and i can't breathe", "emergency"),
        ("how long until the ambulance comes", "emergency"),
        ("are these signs of a stroke", "emergency"),
        ("what are the symptoms of a stroke", None),
        ("i collapsed. it happened back in march.", None),
        ("i couldn't breathe. it's worse now.", "emergency"),
    ],
)
def test_what_happened_long_ago_is_no_emergency(said, alarm):
    assert heard(said) == alarm


@pytest.mark.parametrize(
    "said",
    [
        "could you ring for an ambulance",
        "get me to a hospital quick",
        "i've fallen and i can't get up",
        "i came to on the floor",
        "i can barely breathe",
        "my words are coming out all jumbled",
        "my left side went numb all of a sudden",
        "stabbing pain in my chest when i breathe",
        "blood's pouring out of my leg",
        "my lips are swelling after the peanuts",
    ],
)
def test_a_person_in_danger_is_heard_in_their_own_words(said):
    assert heard(said) == "emergency"


@pytest.mark.parametrize(
    "said",
    [
        "granny has slumped in her chair",
        "he won't come round",
        "my mate came off his bike and isn't moving",
        "i can't rouse my husband",
        "someone here has dropped to the floor",
        "my toddler swallowed a battery",
        "she's foaming at the mouth",
    ],
)
def test_danger_of_somebody_beside_the_speaker_is_heard(said):
    assert heard(said) == "emergency"


@pytest.mark.parametrize(
    "said",
    ["i've swallowed the wrong tablets by mistake", "i accidentally drank cleaner", "my friend has overdosed"],
)
def test_poison_by_accident_or_of_another_needs_an_ambulance_and_no_talk(said):
    assert heard(said) == "emergency"


def test_the_whole_box_of_tablets_is_a_crisis():
    assert heard("i took the whole box") == "crisis"
    assert heard("my wife left me and i took all my pills") == "crisis"


@pytest.mark.parametrize(
    "said",
    [
        "it feels tight in the hip when i get out of the car",
        "i choked on my tea laughing",
        "my swimming stroke hurts the hip",
        "it feels like i've been stabbed in the bum",
        "i passed out early i was so tired",
        "help me quick my bum is cramping",
        "the baby is coming next month",
        "my husband took his tablets",
        "no need for an ambulance",
        "my dad died of a stroke",
        "i had a stroke in twenty twelve",
    ],
)
def test_what_only_sounds_alarming_raises_no_alarm(said):
    assert heard(said) is None


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        ("last week i had chest pain but it's gone", None),
        ("last week i had chest pain and i still have it", "emergency"),
        ("years ago i had chest pain", None),
        ("an hour ago i had chest pain", "emergency"),
    ],
)
def test_what_has_passed_is_no_emergency_and_what_lasts_is_one(said, alarm):
    assert heard(said) == alarm


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        ("i'm dying, i did like two hundred squats", None),
        ("i'm dying here after leg day", None),
        ("i'm dying, my chest hurts, i was at the gym", "emergency"),
        ("i'm dying please help", "emergency"),
        ("baby sleep i can not move", None),
        ("the baby is not moving", "emergency"),
        ("my dad fell and i can't move him", "emergency"),
    ],
)
def test_a_figure_of_speech_with_exercise_or_a_sleeping_child_is_no_emergency(said, alarm):
    assert hear(said).alarm == alarm


STORIES = (
    "my dad had a heart attack at fifty",
    "you know my husband had a stroke",
    "my mother had a stroke in her sleep",
)


@pytest.mark.parametrize("text", STORIES)
def test_between_the_questions_what_a_relative_had_is_a_story(text):
    assert alarms.find(text, asked=True) is None
    assert alarms.find(text)


HAS_JUST = ("my wife just had a stroke", "i think my dad had a stroke", "i had a stroke", "my dad is having a stroke")


@pytest.mark.parametrize("text", HAS_JUST)
def test_between_the_questions_what_has_just_happened_is_an_alarm(text):
    assert alarms.find(text, asked=True)
