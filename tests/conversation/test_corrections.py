"""An answer that was a slip can be taken back, also after an emergency advice, once."""

from skill.content.loader import load
from skill.conversation.events import Said
from skill.conversation.respond import respond
from skill.conversation.session import Session
from tests.conversation.people import after

CONTENT = load()
COMPLAINT = Said(intent="StopCramp")
YES, NO, TAKE_BACK = (Said(intent=name) for name in ("Yes", "No", "TakeBack"))


def test_a_bare_yes_asks_which_part_before_it_advises_anything() -> None:
    reply = after(COMPLAINT, NO, YES)

    assert reply.session.turn.level is None
    assert reply.ask.startswith("Which is new")
    assert reply.session.turn.asks == list(CONTENT.questions["toilet"].covers)


def test_a_yes_or_a_not_sure_to_which_part_calls_the_ambulance() -> None:
    for answer in ("Yes", "NotSure"):
        assert after(COMPLAINT, NO, YES, Said(intent=answer)).session.turn.level == "emergency"


def test_a_no_to_which_part_goes_on_with_the_questions() -> None:
    reply = after(COMPLAINT, NO, YES, NO)

    assert reply.session.turn.level is None
    assert reply.session.turn.about == "sick"


def test_the_part_that_is_named_gets_its_own_advice() -> None:
    drags = Said(intent="ReportRedFlag", findings={"leg_weakness": "yes"}, answer="yes")

    assert after(COMPLAINT, YES, drags).session.turn.level == "urgent"


def test_a_slip_at_a_question_is_asked_again() -> None:
    reply = after(COMPLAINT, YES, TAKE_BACK)

    assert reply.session.turn.about == "legs"
    assert reply.session.compound == {}


def test_going_back_in_a_question_takes_the_last_answer_back() -> None:
    reply = after(COMPLAINT, NO, Said(intent="Previous"))

    assert reply.session.turn.about == "legs"
    assert "leg_weakness" not in reply.session.answers


def test_an_emergency_that_followed_a_slip_is_asked_part_by_part() -> None:
    reply = after(COMPLAINT, NO, YES, YES, TAKE_BACK)

    assert reply.session.turn.asks == ["saddle_numb"]
    assert reply.session.level is None
    calm = after(NO, NO, NO, NO, session=reply.session)
    assert calm.session.turn.about == "sick"


def test_what_was_taken_back_counts_when_it_is_told_again_and_then_for_good() -> None:
    reply = after(COMPLAINT, NO, YES, YES, TAKE_BACK, YES)
    assert reply.session.turn.level == "emergency"

    insists = respond(TAKE_BACK, reply.session, CONTENT)
    assert insists.session.turn.level == "emergency"
    assert insists.session.answers == reply.session.answers


def test_a_correction_that_tells_of_a_red_flag_is_no_correction() -> None:
    event = Said(intent="TakeBack", findings={"saddle_numb": "yes"})

    assert after(COMPLAINT, NO, event).session.turn.level == "emergency"


def test_without_an_answer_there_is_nothing_to_take_back() -> None:
    reply = after(TAKE_BACK)

    assert reply.open
    assert reply.say == CONTENT.lines["nothing_to_take_back"]


def test_an_alarm_is_taken_back_once_and_the_breath_asked_about_first() -> None:
    reply = after(Said(intent="Emergency"), TAKE_BACK)

    assert reply.session.turn.asks == ["chest_pain_breathless"]
    assert after(YES, session=reply.session).session.turn.level == "emergency"
    again = after(Said(intent="Emergency"), TAKE_BACK, session=reply.session)
    assert again.session.turn.level == "emergency"
    assert again.session.turn.awaiting != "finding"


def test_the_sign_of_an_alarm_is_the_one_that_is_asked_again() -> None:
    reply = after(Said(intent="Emergency", findings={"faint_collapse": "yes"}), TAKE_BACK)

    assert reply.session.turn.asks == ["faint_collapse"]
    assert after(YES, session=reply.session).session.turn.level == "emergency"


def test_a_crisis_is_never_taken_back() -> None:
    chest = Said(intent="Emergency", findings={"chest_pain_breathless": "yes"})
    denial = Said(intent="DescribeSymptom", findings={"chest_pain_breathless": "no"})

    for told in (TAKE_BACK, denial, Said(intent="AskTopic", slots={"subject": "number"}), denial, TAKE_BACK):
        reply = after(chest, Said(intent="Crisis"), told)
        assert reply.session.turn.about == "crisis"
        assert reply.ask == f"{CONTENT.locales['en-US'].crisis_line} Shall I say that again?"


def test_whoever_denies_once_more_hears_the_reason_and_is_listened_to() -> None:
    chest = Said(intent="Emergency", findings={"chest_pain_breathless": "yes"})
    reply = after(chest, TAKE_BACK, YES)
    said = set()
    for _ in range(6):
        reply = after(TAKE_BACK, session=reply.session)
        assert reply.session.turn.level == "emergency"
        assert reply.session.answers["chest_pain_breathless"] == "yes"
        said.add(reply.ask)

    assert any(CONTENT.findings["chest_pain_breathless"].meaning in ask for ask in said)
    assert len(said) > 1


def test_what_led_to_an_emergency_is_asked_about_whatever_was_told_since() -> None:
    swollen = Said(intent="DescribeSymptom", findings={"saddle_numb": "yes"})
    reply = after(swollen, Said(intent="DescribeSymptom", findings={"side_left": "yes"}), TAKE_BACK)

    assert reply.session.turn.asks == ["saddle_numb"]


def test_a_sign_that_the_screen_does_not_ask_about_is_checked_too() -> None:
    both = Said(intent="DescribeSymptom", findings={"chest_pain_breathless": "yes", "vision_lost": "yes"})
    reply = after(both, TAKE_BACK, NO)

    assert reply.session.turn.level == "emergency"
    assert after(TAKE_BACK, session=reply.session).session.turn.asks == ["vision_lost"]


def test_a_taken_back_emergency_is_followed_by_the_whole_screen_even_soon_after_another_session() -> None:
    told = Said(intent="DescribeSymptom", findings={"painful_cramp": "yes", "saddle_numb": "yes"})
    reply = after(told, TAKE_BACK, NO, session=Session(returns=True))

    assert reply.session.turn.about == "legs"


def test_a_sign_that_led_to_an_advice_may_be_called_old_once() -> None:
    weak = Said(intent="ReportRedFlag", findings={"leg_weakness": "yes"})
    old = Said(intent="Fallback", slots={"old": "yes"})
    reply = after(weak, old)

    assert reply.session.turn.asks == ["leg_weakness"]
    assert after(NO, session=reply.session).session.level is None
    insists = after(YES, old, session=reply.session)
    assert insists.session.turn.asks != ["leg_weakness"]
    assert insists.session.level == "urgent"


def test_a_red_flag_denied_later_is_asked_once_more_and_only_once() -> None:
    weak = Said(intent="ReportRedFlag", findings={"leg_weakness": "yes"})
    denial = Said(intent="DescribeSymptom", findings={"leg_weakness": "no"})
    reply = after(weak, NO, denial)

    assert reply.session.turn.asks == ["leg_weakness"]
    assert after(NO, session=reply.session).session.level is None
    insists = after(YES, denial, session=reply.session)
    assert insists.session.answers["leg_weakness"] == "yes"
    assert insists.session.level == "urgent"


def test_a_denial_beside_another_red_flag_takes_nothing_back() -> None:
    weak = Said(intent="ReportRedFlag", findings={"leg_weakness": "yes"})
    both = Said(intent="DescribeSymptom", findings={"leg_weakness": "no", "saddle_numb": "yes"})

    assert after(weak, both).session.turn.level == "emergency"
