"""An answer that was a slip can be taken back, also after an emergency advice, once."""

from skill.content.loader import load
from skill.conversation.events import Said
from skill.conversation.respond import respond
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

    assert not respond(TAKE_BACK, reply.session, CONTENT).open


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
    assert not again.open
    assert again.say == CONTENT.lines["goodbye_emergency"]


def test_the_sign_of_an_alarm_is_the_one_that_is_asked_again() -> None:
    reply = after(Said(intent="Emergency", findings={"faint_collapse": "yes"}), TAKE_BACK)

    assert reply.session.turn.asks == ["faint_collapse"]
    assert after(YES, session=reply.session).session.turn.level == "emergency"


def test_a_crisis_is_never_taken_back() -> None:
    reply = after(Said(intent="Emergency"), Said(intent="Crisis"), TAKE_BACK)

    assert reply.session.turn.awaiting != "finding"


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
