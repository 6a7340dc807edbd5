"""A fear or a question is never ignored: taken up at once, answered by name, and no way around the safety questions."""

import re

import pytest

from publishing.content.wording import MEANWHILE_WORDS
from skill.content.loader import load
from skill.content.models import Explained
from skill.content.spoken_words import words
from skill.conversation.events import Said
from skill.conversation.respond import respond
from skill.conversation.topics import ASKED_BY_INTENT, CHECKED_FIRST
from tests.conversation.people import after

CONTENT = load()
CRAMP = Said(intent="StopCramp", now=1000.0)
NO = Said(intent="No", now=1000.0)
MOST_WORDS = 45

FEARS = {name: it for name, it in CONTENT.topics.items() if it.intent == "AskCondition" and it.meanwhile} | {
    name: it for name, it in CONTENT.conditions.items() if it.meanwhile
}
MEDICINES = ("nsaids", "paracetamol", "quinine", "magnesium")


def questions() -> dict[str, tuple[Said, Explained]]:
    """Every question that can be explained, as an event, and what explains it."""
    asked: dict[str, tuple[Said, Explained]] = {}
    for name, topic in CONTENT.topics.items():
        if topic.intent in ASKED_BY_INTENT and topic.intent != "TwitchHelp":
            slot = ASKED_BY_INTENT[topic.intent]
            slots = {slot: topic.slot} if slot and topic.slot else {}
            asked[f"topics/{name}"] = Said(intent=topic.intent, slots=slots, now=1000.0), topic
    for name, condition in CONTENT.conditions.items():
        asked[f"conditions/{name}"] = Said(intent="AskCondition", slots={"condition": name}, now=1000.0), condition
    for name, remedy in CONTENT.remedies.items():
        asked[f"remedies/{name}"] = Said(intent="AskRelief", slots={"remedy": name}, now=1000.0), remedy
    return asked


QUESTIONS = questions()
LIMBS = [f"topics/{name}" for name, topic in CONTENT.topics.items() if topic.limb]
"""What tells of a cramp next to the buttock, which is taken up as a complaint."""


@pytest.mark.parametrize("identity", sorted(QUESTIONS.keys() - LIMBS))
@pytest.mark.parametrize("noes", range(4))
def test_between_the_checks_a_question_is_taken_up_and_the_same_check_asked_in_plainer_words(
    identity: str, noes: int
) -> None:
    event, _ = QUESTIONS[identity]
    before = after(CRAMP, *[NO] * noes)
    then = respond(event, before.session, CONTENT)

    assert before.session.turn.awaiting == "finding"
    plain = CONTENT.questions[before.session.turn.about].plain.format_map(CONTENT.locale("en-US").words)
    assert (then.ask, then.session.turn.asks) == (plain, before.session.turn.asks)
    assert then.session.answers == before.session.answers
    assert then.session.compound == before.session.compound
    assert 0 < len(words(then.say)) <= MEANWHILE_WORDS
    assert CONTENT.lines["later"] not in then.say


@pytest.mark.parametrize("identity", sorted(QUESTIONS.keys() - CHECKED_FIRST))
def test_asked_by_itself_it_is_answered_in_one_breath_by_its_own_words(identity: str) -> None:
    event, it = QUESTIONS[identity]
    reply = after(event)

    assert reply.say.startswith(it.parts[0].say.format_map(CONTENT.locale("en-US").words))
    assert len(words(f"{reply.say} {reply.ask}")) <= MOST_WORDS


@pytest.mark.parametrize("identity", sorted(CHECKED_FIRST))
def test_the_fear_of_dying_is_answered_by_the_checks(identity: str) -> None:
    event, it = QUESTIONS[identity]
    reply = after(event)

    assert it.meanwhile in reply.say
    assert reply.session.turn.awaiting == "finding"


@pytest.mark.parametrize("name", FEARS)
def test_a_fear_told_with_the_complaint_is_in_the_first_words(name: str) -> None:
    fear = FEARS[name]
    for intent, side in (("StopCramp", "left"), ("TwitchHelp", "right")):
        slots = {"worry": getattr(fear, "slot", None) or name, "side": side}
        reply = after(Said(intent=intent, slots=slots, now=1000.0))

        assert fear.meanwhile in reply.say
        assert reply.session.turn.awaiting == "finding"
        assert len(words(f"{reply.say} {reply.ask}")) <= MOST_WORDS


def test_what_was_feared_is_answered_once_nothing_was_found() -> None:
    reply = after(Said(intent="StopCramp", slots={"worry": "blood_clot"}, now=1000.0))
    heard = []
    for _ in range(20):
        heard.append(reply.say)
        if not reply.open:
            break
        better = reply.session.turn.awaiting == "did_help"
        reply = respond(Said(intent="DidHelp" if better else "No", now=1000.0), reply.session, CONTENT)

    told = CONTENT.lines["worry"]
    assert sum(told in say for say in heard) == 1
    assert heard[-1].endswith(f"{CONTENT.lines['signs']}.".format(**CONTENT.locale("en-US").words))


def test_a_red_flag_leaves_no_room_for_the_comfort() -> None:
    afraid = Said(intent="StopCramp", slots={"worry": "blood_clot"}, now=1000.0)
    swollen = Said(intent="ReportRedFlag", findings={"leg_swelling_one": "yes"}, now=1000.0)
    reply = after(afraid, swollen)
    for _ in range(20):
        assert CONTENT.lines["worry"] not in reply.say
        assert reply.guide is None
        if not reply.open:
            return
        reply = respond(NO, reply.session, CONTENT)


def test_who_only_asks_questions_gets_the_checks_one_by_one_and_no_sentence_twice() -> None:
    event, _ = QUESTIONS["topics/cancer"]
    first = after(CRAMP, event)
    second = after(event, session=first.session)

    assert len(second.session.turn.asks) == 1
    assert first.say not in second.say


@pytest.mark.parametrize("name", MEDICINES)
def test_no_medicine_is_told_with_a_dose(name: str) -> None:
    said = " ".join(part.say for part in CONTENT.remedies[name].parts).lower()

    assert not re.search(r"\d|milligram|\bmg\b|tablets? (a|per) day|times a day|every \w+ hours", said)
    assert re.search(r"pharmacist|doctor", said)


def test_the_list_of_stretches_names_every_stretch_and_routine() -> None:
    told = " ".join(part.say for part in CONTENT.topics["my_stretches"].parts).lower()
    several = {"seated figure four", "lying figure four", "standing figure four", "seated pigeon", "standing pigeon"}
    names = {it.name for it in (*CONTENT.stretches.values(), *CONTENT.routines.values())}

    assert several <= names
    assert [name for name in names - several if name.removesuffix(" routine") not in told] == []
    assert all(word in told for name in several for word in name.split())


@pytest.mark.parametrize("place", ["calf", "hamstring", "tailbone"])
def test_next_to_the_buttock_there_is_a_kind_word_even_where_the_words_were_not_understood(place: str) -> None:
    reply = after(Said(intent="Fallback", slots={"subject": place}, now=1000.0))

    assert reply.say.startswith("Sorry to hear that.")


BRIEF = [name for name, topic in CONTENT.topics.items() if topic.brief]


@pytest.mark.parametrize("name", BRIEF)
def test_a_short_question_is_answered_before_the_next_check_and_not_once_more_at_the_end(name: str) -> None:
    asked = Said(intent="AskTopic", slots={"subject": name}, now=1000.0)
    reply = after(CRAMP, asked)

    assert reply.session.turn.awaiting == "finding"
    assert reply.say
    assert reply.session.worry is None


@pytest.mark.parametrize("name", [name for name, topic in CONTENT.topics.items() if topic.unless_flagged])
@pytest.mark.parametrize("flag", ["saddle_numb", "fever_chills"])
def test_what_is_only_true_without_a_red_flag_is_not_said_with_one(name: str, flag: str) -> None:
    told = Said(intent="ReportRedFlag", findings={flag: "yes"}, now=1000.0)
    reply = after(told, Said(intent="AskTopic", slots={"subject": name}, now=1000.0))

    assert CONTENT.topics[name].meanwhile.split(":")[0] not in f"{reply.say} {reply.ask}"


@pytest.mark.parametrize("name", [name for name in BRIEF if name.startswith("emergency_number")])
def test_the_number_of_a_country_is_told_after_the_advice_and_the_call_urged_again(name: str) -> None:
    advised = Said(intent="ReportRedFlag", findings={"saddle_numb": "yes"}, now=1000.0)
    reply = after(advised, Said(intent="AskTopic", slots={"subject": name}, now=1000.0))

    assert "Please call now." in reply.ask
    assert reply.session.level == "emergency"


def test_a_reply_that_holds_a_no_and_says_more_is_made_sure_of_with_a_short_question() -> None:
    said = Said(intent="Fallback", slots={"denies": "yes"}, now=1000.0)
    reply = after(CRAMP, said)

    assert reply.say == "That sounds like a no. To be sure:"
    assert reply.ask == CONTENT.lines["any_at_all"]
    asked = reply.session.turn
    assert (asked.awaiting, len(asked.asks)) == ("finding", 4)
    assert "Is a leg" in after(CRAMP, said, Said(intent="Repeat", now=1000.0)).ask
    assert "weak" in reply.reprompt
    no = after(CRAMP, said, Said(intent="No", answer="no", now=1000.0))
    assert set(no.session.answers.values()) == {"yes", "no"}
    assert after(CRAMP, said, said).session.answers == no.session.answers


def test_between_the_checks_what_someone_can_not_do_decides_the_stretch() -> None:
    no = [Said(intent="No", answer="no", now=1000.0)] * 4
    no_floor = after(CRAMP, Said(intent="CantDo", slots={"posture": "sitting"}, now=1000.0), *no)

    assert no_floor.guide
    assert CONTENT.stretches[no_floor.guide.stretch].posture != "sitting"


def test_a_doubt_about_one_part_is_asked_about_by_that_part() -> None:
    doubt = Said(intent="DescribeSymptom", answer="unknown", findings={"leg_swelling_one": "unknown"}, now=1000.0)
    reply = after(CRAMP, doubt)

    assert reply.session.turn.asks == ["leg_swelling_one"]
    rest = after(CRAMP, doubt, Said(intent="No", answer="no", now=1000.0)).session.turn
    assert set(rest.asks) == {"leg_weakness", "cold_pale_leg", "both_legs"}


def test_a_no_that_hedges_is_made_sure_of_with_a_short_question() -> None:
    hedges = Said(intent="DescribeSymptom", answer="unknown", slots={"denies": "yes"}, now=1000.0)

    assert after(CRAMP, hedges).ask == CONTENT.lines["any_at_all"]
    noted = Said(intent="DescribeSymptom", answer="unknown", findings={"tingling": "yes"}, slots={"denies": "yes"})
    assert "tingling" in after(CRAMP, noted).say  # What was told is taken up.


def test_how_many_more_beside_the_last_no_goes_on() -> None:
    no = [Said(intent="No", answer="no", now=1000.0)] * 3
    last = Said(intent="HowLongLeft", slots={"of": "questions"}, answer="no", now=1000.0)
    earlier = after(CRAMP, last)

    assert "quick questions left" in earlier.say
    assert after(CRAMP, *no, last).guide is not None
