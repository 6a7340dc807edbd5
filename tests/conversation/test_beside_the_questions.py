"""What is said beside a safety question: a plea, a refusal to tell, a worry; and a cramp next to the buttock."""

import pytest

from skill.content.loader import load
from skill.content.spoken_words import words
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from tests.conversation.people import after

CONTENT = load()
LINES, WORDS = CONTENT.lines, CONTENT.locale("en-US").words
CRAMP, PLEA, WHY, NO, YES = (Said(intent=it) for it in ("StopCramp", "StopCramp", "AskWhy", "No", "Yes"))
LIMBS = [name for name, topic in CONTENT.topics.items() if topic.limb]
MOST_WORDS = 45


def limb(name: str, intent: str = "AskTopic") -> Said:
    return Said(intent=intent, slots={"subject": name})


def spoken(reply: Reply) -> int:
    return len(words(f"{reply.say} {reply.ask}"))


@pytest.mark.parametrize("noes", range(4))
def test_a_plea_gets_relief_once_and_how_many_questions_are_left(noes):
    first = after(CRAMP, *[NO] * noes, PLEA)
    second = after(PLEA, session=first.session)

    left = 4 - noes
    count = LINES["questions_left"].format(count=left) if left > 1 else LINES["question_left"]
    assert first.say == f"{LINES['relief']} {count}"
    assert first.ask == CONTENT.questions[first.session.turn.about].plain.format_map(WORDS)
    assert second.say == LINES["it_hurts"]
    assert second.ask != first.ask
    assert first.session.turn.asks == second.session.turn.asks
    assert spoken(first) <= MOST_WORDS


def test_the_questions_that_are_announced_are_those_that_come():
    reply = after(Said(intent="StopCramp", findings={"fall_or_injury": "yes"}), PLEA)
    announced = int(reply.say.removeprefix(LINES["relief_still"]).split()[0])
    asked = 0
    while reply.session.turn.awaiting == "finding":
        asked += 1
        reply = after(NO, session=reply.session)

    assert asked == announced


def test_however_often_somebody_pleads_nothing_counts_as_not_sure():
    reply = after(CRAMP, *[PLEA] * 8)

    assert reply.session.turn.about == "legs"
    assert "unknown" not in reply.session.answers.values()


@pytest.mark.parametrize("noes", range(4))
def test_the_reason_of_a_question_is_told_and_not_twice_in_the_same_words(noes):
    first = after(CRAMP, *[NO] * noes, WHY)
    second = after(WHY, session=first.session)

    assert first.say == CONTENT.questions[first.session.turn.about].why
    assert second.say == LINES["no_trace"]


def test_a_worry_that_is_told_twice_in_a_row_is_explained():
    worry = Said(intent="AskCondition", slots={"condition": "motor_neuron_concern"})
    reply = after(CRAMP, worry, worry)

    assert reply.say == CONTENT.conditions["motor_neuron_concern"].parts[0].say
    assert reply.session.turn.awaiting == "finding"


def test_every_question_has_an_answer_in_one_sentence():
    lacking = [name for kind in CONTENT.explanations.values() for name, it in kind.items() if not it.meanwhile]

    assert lacking == []


@pytest.mark.parametrize("name", LIMBS)
@pytest.mark.parametrize("before", [(), (CRAMP,), (CRAMP, NO)])
def test_another_part_gets_what_helps_there_and_none_of_the_questions(name, before):
    told = after(*before, limb(name))
    over = after(NO, session=told.session)

    assert told.say == CONTENT.topics[name].parts[0].say
    assert told.ask == LINES["buttock_too"]
    assert spoken(told) <= MOST_WORDS
    assert over.say == CONTENT.topics[name].parts[1].say
    assert over.session.turn.awaiting == "offer"
    assert after(NO, session=over.session).open is False


@pytest.mark.parametrize("name", LIMBS)
def test_told_again_it_is_not_said_again_word_for_word(name):
    reply, heard = after(limb(name)), []
    for _ in range(4):
        assert f"{reply.say} {reply.ask}" not in heard
        heard.append(f"{reply.say} {reply.ask}")
        if not reply.open:
            break
        reply = after(limb(name), session=reply.session)

    assert not reply.open


@pytest.mark.parametrize("name", LIMBS)
def test_if_the_buttock_hurts_too_the_questions_begin(name):
    reply = after(limb(name), YES)

    assert reply.session.turn.about == "legs"
    assert reply.session.answers["site_buttock"] == "yes"


@pytest.mark.parametrize("name", LIMBS)
def test_a_red_flag_beside_another_part_is_heard(name):
    cold = Said(intent="AskTopic", slots={"subject": name}, findings={"chest_pain_breathless": "yes"})

    assert after(cold).session.level == "emergency"
    assert after(limb(name), cold).session.level == "emergency"


def test_a_suspicion_beside_another_part_is_asked_about_after_the_help():
    told = Said(intent="AskTopic", slots={"subject": "foot"}, suspected={"cold_pale_leg": "unknown"})
    asked = after(told)
    settled = after(NO, session=asked.session)

    assert asked.say.startswith(CONTENT.topics["foot"].parts[0].say)
    assert asked.session.turn.asks == ["cold_pale_leg"]
    assert settled.ask == LINES["buttock_too"]
    assert settled.say != asked.say
