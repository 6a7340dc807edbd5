"""What is said beside a question about the body, and a cramp next to the buttock."""

from typing import Any

import pytest

from skill.understanding.files import read
from skill.understanding.hearing import content, hear

LEGS = tuple(content().questions["legs"].covers)
TOILET = tuple(content().questions["toilet"].covers)

PLEAS = (
    "can you just tell me what to do with this cramp its agony",
    "please just help me",
    "its agony just make it stop",
    "what can i do for it",
)
PRIVATE = ("what no piss off thats private", "thats private", "why you asking about my arse", "none of your business")
TOO_QUIET = ("eh what did it say speak up", "i cant hear you", "speak up")
ASKED = {
    "should i be walking on it": "walking",
    "could it be the water tablets": "medicine_cramp",
    "could it be my statins": "medicine_cramp",
    "i havent slept": "sleepless",
}
ELSEWHERE = {
    "its my hamstring its locked up": "hamstring",
    "foot foot its my bloody foot": "foot",
    "its my FOOT the toes are curling under": "foot",
    "its my fucking calf just tell me what to do": "calf",
    "ive got cramp in my thigh": "thigh",
    "my toes are cramping": "foot",
}
NOT_ELSEWHERE = (
    "cramp in my butt and my calf",
    "the cramp shoots down to my calf",
    "my calf is swollen and hot",
    "no cramp in my calf",
    "my foot is numb",
)
TALK = {
    "im scared": "being_afraid",
    "im on my own": "being_alone",
    "can you call my wife": "making_calls",
    "should i call an ambulance": "need_ambulance",
    "who should i ring if it gets worse": "if_worse",
    "can i get up": "getting_up",
    "are you a doctor": "the_coach",
    "hello?": "being_heard",
    "are you recording this": "recordings",
    "is this free": "cost",
    "do you speak spanish": "language",
    "am i doing it right": "right_feeling",
    "how many times should i do this": "how_often",
    "can i ask you something": "a_question",
    "what's the difference": "the_kinds",
    "you're very kind": "being_thanked",
    "my wife says i should stretch it": "stretch_soon",
}
OF_THE_QUESTION = {
    "now or in general": "time_meant",
    "i don't speak good english": "short_words",
    "which leg do you mean": "any_part",
    "what counts as weak": "word_weak",
    "what do you mean numb": "word_numb",
}
MEANT = {
    "oh my god": "StopCramp",
    "wait i need to sit down": "Pause",
    "one second": "Pause",
    "how many more questions": "HowLongLeft",
    "what is happening to me": "AskCauses",
}
STILL_ANSWERS = {
    "no thanks": "no",
    "hello yes my foot drags": "yes",
    "i'm scared my foot is numb and cold": "yes",
    "thank you no": "no",
    "the second one": "yes",
}
OFF = ("turn it off doris", "forget it", "goodnight i give up", "how do i turn it off stop", "shut it", "goodnight")
STAYS_ON = ("turn off the heat timer", "i cant turn it off it hurts", "the cramp wont switch off")


@pytest.mark.parametrize("text", PLEAS)
def test_a_plea_is_told_from_an_answer(text):
    heard = hear(text, asks=LEGS)

    assert (heard.intent, heard.answer) == ("StopCramp", None)


@pytest.mark.parametrize("text", PRIVATE)
def test_whoever_balks_asks_for_the_reason(text):
    assert hear(text, asks=TOILET).intent == "AskWhy"


@pytest.mark.parametrize("text", TOO_QUIET)
def test_whoever_can_not_hear_is_spoken_up_to(text):
    assert hear(text, asks=LEGS).intent == "NormalVoice"


@pytest.mark.parametrize(("text", "topic"), ASKED.items())
def test_a_question_between_is_one(text, topic):
    heard = hear(text, asks=LEGS)

    assert (heard.intent, heard.slots["subject"]) == ("AskTopic", topic)


@pytest.mark.parametrize(("text", "limb"), ELSEWHERE.items())
@pytest.mark.parametrize(("asks", "awaiting"), [((), "kind"), (LEGS, None)])
def test_another_part_is_heard(text, limb, asks, awaiting):
    heard = hear(text, asks=asks, awaiting=awaiting)

    assert (heard.intent, heard.slots["subject"]) == ("AskTopic", limb)


@pytest.mark.parametrize("text", ["my calf keeps cramping in bed", "i've got a foot cramp"])
def test_another_part_is_out_of_scope_as_first_words(text):
    heard = hear(text)

    assert heard.intent == "Fallback"
    assert "subject" in heard.slots


@pytest.mark.parametrize("text", NOT_ELSEWHERE)
def test_the_buttock_and_other_signs_come_first(text):
    assert hear(text, asks=LEGS).intent != "AskTopic"


@pytest.mark.parametrize("text", ["its my calf", "my foot"])
def test_a_part_alone_may_answer_a_question_about_the_legs(text):
    assert hear(text, asks=LEGS).intent != "AskTopic"


def test_somebody_who_groans_is_helped_and_not_explained_to():
    heard = hear("shes lying on the bed groaning")

    assert (heard.intent, heard.of) == ("StopCramp", "other")


@pytest.mark.parametrize("text", OFF)
@pytest.mark.parametrize("asks", [(), LEGS])
def test_the_device_is_switched_off(text, asks):
    assert hear(text, asks=asks).intent in {"Stop", "Cancel"}


@pytest.mark.parametrize("text", STAYS_ON)
def test_what_else_is_switched_off_ends_nothing(text):
    assert hear(text, asks=LEGS).intent not in {"Stop", "Cancel"}


@pytest.mark.parametrize(("text", "topic"), TALK.items())
def test_small_talk_is_answered_beside_any_question(text, topic):
    for heard in (hear(text, asks=LEGS), hear(text, awaiting="kind"), hear(text, awaiting="did_help")):
        assert (heard.intent, heard.slots["subject"], heard.answer) == ("AskTopic", topic, None)


@pytest.mark.parametrize(("text", "topic"), OF_THE_QUESTION.items())
def test_the_words_of_a_question_are_explained(text, topic):
    heard = hear(text, asks=LEGS)

    assert (heard.intent, heard.slots["subject"], heard.answer) == ("AskTopic", topic, None)


@pytest.mark.parametrize(("text", "intent"), MEANT.items())
def test_what_puts_a_question_off_is_no_answer(text, intent):
    heard = hear(text, asks=LEGS)

    assert (heard.intent, heard.answer, heard.red_flags) == (intent, None, ())


@pytest.mark.parametrize(("text", "answer"), STILL_ANSWERS.items())
def test_small_talk_around_an_answer_leaves_it_one(text, answer):
    assert hear(text, asks=LEGS).answer == answer


@pytest.mark.parametrize("text", ["i'm scared it's a clot", "could it be cancer i'm scared"])
def test_a_named_fear_is_no_small_talk(text):
    assert hear(text, asks=LEGS).intent == "AskCondition"


GUESSED = (
    "am i swapping it",
    "well it started on tuesday",
    "which leg",
    "you there",
    "something popped in",
)


@pytest.mark.parametrize("text", GUESSED)
@pytest.mark.parametrize("awaiting", ["kind", "did_help"])
def test_no_command_is_guessed_from_words_that_name_none(text, awaiting):
    assert hear(text, awaiting=awaiting).intent in {"Fallback", "DescribeSymptom", "AskTopic", "AskCondition"}


@pytest.mark.parametrize("text", ["help me please", "just make it stop"])
def test_a_plea_at_the_first_question_is_a_complaint(text):
    assert hear(text, awaiting="kind").intent == "StopCramp"


def test_a_no_with_more_behind_it_is_told_as_such():
    heard = hear("no, the purple monkeys", asks=LEGS)

    assert (heard.answer, heard.slots.get("denies")) == (None, "yes")
    assert "opening" not in hear("purple monkeys", asks=LEGS).slots


@pytest.mark.parametrize(("text", "seconds"), [("twenty minutes", "1200"), ("make it ten minutes", "600")])
def test_a_length_alone_answers_the_offer_of_a_timer(text, seconds):
    heard = hear(text, awaiting="offer")

    assert (heard.intent, heard.slots["duration"]) == ("SetHeatTimer", seconds)


@pytest.mark.parametrize("text", ["", "...", "?!"])
@pytest.mark.parametrize("awaiting", ["kind", "did_help", "offer", "finding"])
def test_no_words_are_no_small_talk(text, awaiting):
    assert hear(text, asks=LEGS if awaiting == "finding" else (), awaiting=awaiting).intent == "Fallback"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("what is numb", "word_numb"),
        ("leg no weak. what is nam", "word_numb"),
        ("breathless is what", "word_breathless"),
        ("sorry my english, private part is what", "word_private_parts"),
        ("blood thinner what is this", "word_blood_thinner"),
        ("what do you mean by dragging", "word_dragging"),
    ],
)
def test_a_word_of_the_question_is_explained(text, subject):
    heard = hear(text, asks=("both_legs", "chest_pain_breathless", "blood_thinner"))

    assert (heard.intent, heard.slots.get("subject")) == ("AskTopic", subject)
    assert (heard.alarm, heard.red_flags) == (None, ())


@pytest.mark.parametrize("text", ["what is happening, i'm breathless", "i'm breathless what is this", "breathless"])
def test_who_is_breathless_asks_for_no_meaning(text):
    assert hear(text, asks=("both_legs", "chest_pain_breathless")).alarm == "emergency"


def test_every_topic_that_small_talk_names_exists():
    rows = [row for file in ("asides", "replies") for row in rows_of(file)]
    named = {row["slots"]["subject"] for row in rows if "subject" in row.get("slots", {})}
    named |= read("en/meanings.yaml", dict[str, Any])["meanings"].keys()

    assert len(named) > 40
    assert named <= content().topics.keys()


def rows_of(file):
    groups = read(f"en/{file}.yaml", dict[str, Any])
    return [row for group, rows in groups.items() if group != "words" for row in rows]
