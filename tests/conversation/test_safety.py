"""The safety rules as properties over all of the real content."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skill.alexa.intents import intents, own_name
from skill.content.loader import load
from skill.content.models import LEVELS, Answer
from skill.conversation.events import Launched, Said
from skill.conversation.guide import may_guide
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.screening import screen_is_done
from skill.conversation.session import Session
from skill.conversation.triage import is_red_flag, possible
from tests.conversation.people import LONGEST, assert_asks_something, converse, honest

CONTENT = load()
FLAGS = sorted(name for name in CONTENT.findings if is_red_flag(name, CONTENT))
SCREENED = [
    name
    for question in CONTENT.questions.values()
    if question.stage == "screen"
    for name in question.covers
    if name in FLAGS
]
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
ALARMS = ("Emergency", "Crisis")
INTENT_NAMES = sorted(map(own_name, intents()))
_ANSWERING = (
    "Yes No NotSure Fallback Next Stop DidHelp DidNotHelp ItHurtsMore DescribeSymptom ReportRedFlag NoSuch"
).split()
"""What people answer with; whoever asks for something is answered for as long as they ask."""


def at_least(level: str | None, wanted: str | None) -> bool:
    """Whether advice is at least as urgent as it has to be."""
    place = {name: number for number, name in enumerate(LEVELS)}
    return level is not None and wanted is not None and place[level] <= place[wanted]  # type: ignore[index]


def usual_level(name: str) -> str | None:
    return CONTENT.findings[name].level


def events() -> st.SearchStrategy[Said]:
    """Anything a person can say, with any findings."""
    findings = st.dictionaries(st.sampled_from(sorted(CONTENT.findings)), ANSWERS, max_size=3)
    slots = st.fixed_dictionaries(
        {},
        optional={
            "stretch": st.sampled_from(sorted(CONTENT.stretches)),
            "hold": st.sampled_from(["30", "60", "32400", "0", "9" * 99, "²", "?", ""]),
            "side": st.sampled_from(["left", "right", "both"]),
            "posture": st.sampled_from(["sitting", "lying", "standing"]),
            "kind": st.sampled_from(["cramp", "twitch", "ache"]),
            "condition": st.sampled_from(["sciatica", "no_such_thing"]),
        },
    )
    return st.builds(
        Said,
        intent=st.sampled_from(INTENT_NAMES),
        findings=findings,
        slots=slots,
        suspected=st.dictionaries(st.sampled_from(FLAGS), st.sampled_from(["yes", "unknown"]), max_size=2),
        answer=st.none() | ANSWERS,
        now=st.floats(0, 1e10),
        locale=st.sampled_from([*CONTENT.locales, "fr-FR"]),
    )


def walked(steps: list[Said]) -> list[Reply]:
    """All replies to a list of things said, across sessions."""
    session, replies = Session(), []
    for step in steps:
        reply = respond(step, session, CONTENT)
        replies.append(reply)
        session = reply.session if reply.open else Session()
    return replies


@given(st.lists(events(), min_size=1, max_size=12))
def test_a_hold_needs_the_whole_screen_and_no_red_flag(steps: list[Said]) -> None:
    for reply in walked(steps):
        if reply.guide:
            assert may_guide(reply.session, CONTENT, reply.guide.stretch)
            assert screen_is_done(reply.session, CONTENT, reply.guide.stretch)
            assert not [name for name in FLAGS if reply.session.answers.get(name) in ("yes", "unknown")]


@given(st.lists(events(), min_size=1, max_size=12))
def test_every_open_microphone_asks_something_and_has_a_reprompt(steps: list[Said]) -> None:
    for reply in walked(steps):
        assert_asks_something(reply)


@given(st.lists(events(), min_size=1, max_size=8), st.sampled_from(FLAGS), events())
def test_a_red_flag_is_heard_in_every_state(steps: list[Said], flag: str, then: Said) -> None:
    session = Session()
    for step in steps:
        reply = respond(step, session, CONTENT)
        session = reply.session if reply.open else Session()
    said = Said(intent="DescribeSymptom", findings={flag: "yes"}, now=1000.0)
    # A man, or somebody of sixty-five, is never taken for pregnant (test_whom.py).
    assume(not flag.startswith("pregnan") or "yes" not in map(session.answers.get, ("age_65", "sex_male")))

    reply = respond(said, session, CONTENT)

    assert reply.guide is None
    assert at_least(reply.session.level, usual_level(flag)) or CONTENT.findings[flag].lowered
    after = respond(then, reply.session, CONTENT) if reply.open else None
    assert after is None or after.guide is None


@pytest.mark.parametrize("flag", SCREENED)
@pytest.mark.parametrize("start", ["StopCramp", "TwitchHelp", "StartStretch"])
def test_a_red_flag_that_is_only_answered_is_found(flag: str, start: str) -> None:
    replies = list(converse(Said(intent=start), honest({flag: "yes"}), CONTENT))

    assert at_least(replies[-1].session.level, usual_level(flag))
    assert not [reply for reply in replies if reply.guide]


@pytest.mark.parametrize("flag", SCREENED)
def test_not_sure_counts_as_the_cautious_side(flag: str) -> None:
    replies = list(converse(Said(intent="StopCramp"), honest({flag: "unknown"}), CONTENT))

    assert at_least(replies[-1].session.level, usual_level(flag))
    assert not [reply for reply in replies if reply.guide]


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(sorted(CONTENT.findings)), ANSWERS), st.sampled_from(sorted(_ANSWERING)))
def test_every_conversation_ends(truth: dict[str, Answer], otherwise: str) -> None:
    replies = list(converse(Launched(), honest(truth, otherwise), CONTENT))

    assert len(replies) < LONGEST


@pytest.mark.parametrize(
    "dodge",
    ["Next", "StartStretch", "Fallback", "Ready", "Resume",
     "StartOver", "Cancel", "DidHelp", "AskCauses", "SwitchSides"],
)  # fmt: skip
def test_nothing_gets_around_the_screen(dodge: str) -> None:
    session = respond(Said(intent="StopCramp"), Session(), CONTENT).session
    for _ in range(20):
        reply = respond(Said(intent=dodge), session, CONTENT)
        assert reply.guide is None
        session = reply.session if reply.open else Session()


@pytest.mark.parametrize("intent", ["Crisis", "Emergency"])
@given(steps=st.lists(events(), max_size=6))
def test_crisis_and_emergency_come_before_everything(intent: str, steps: list[Said]) -> None:
    session = Session()
    for step in steps:
        reply = respond(step, session, CONTENT)
        session = reply.session if reply.open else Session()

    reply = respond(Said(intent=intent), session, CONTENT)

    assert reply.session.turn.level == "emergency"
    assert reply.guide is None


@pytest.mark.parametrize("locale", sorted(CONTENT.locales))
def test_an_emergency_begins_with_the_number_of_the_country(locale: str) -> None:
    said = Said(intent="DescribeSymptom", findings={"saddle_numb": "yes"}, locale=locale)

    reply = respond(said, Session(), CONTENT)

    assert reply.ask.startswith(CONTENT.locales[locale].call_emergency)
    assert "local emergency number" in reply.ask
    assert reply.ask.endswith("Shall I say that again?")


ASKS_BACK = (
    "Yes Repeat Help NotSure Fallback DescribeSymptom ReportRedFlag AskWhy TellMore AskTopic AskCondition AskCauses "
    "WhenToSeeDoctor"
).split()

WISHES_AGAIN = "Yes Repeat Help NotSure".split()


@pytest.mark.parametrize("intent", ASKS_BACK)
def test_whoever_asks_back_hears_the_emergency_advice_again_three_times(intent: str) -> None:
    reply = respond(Said(intent="DescribeSymptom", findings={"saddle_numb": "yes"}), Session(), CONTENT)
    advice, call = reply.ask, CONTENT.locales["en-US"].call_emergency

    for time in range(3):
        before, reply = reply.ask, respond(Said(intent=intent), reply.session, CONTENT)
        assert call in reply.ask
        assert reply.ask.endswith("Shall I say that again?")
        assert reply.session.turn.level == "emergency"
        # Only who asks for the same words gets them at once; the others hear the reason first, then all of it.
        assert (reply.ask == advice) == (intent in WISHES_AGAIN or time == 1)
        assert intent in WISHES_AGAIN or reply.ask != before
    assert not respond(Said(intent=intent), reply.session, CONTENT).open


def test_any_other_answer_ends_an_emergency() -> None:
    said = Said(intent="DescribeSymptom", findings={"saddle_numb": "yes"})
    session = respond(said, Session(), CONTENT).session

    for intent in INTENT_NAMES:
        if intent in (*ASKS_BACK, "TakeBack", *ALARMS):
            continue
        assert not respond(Said(intent=intent), session, CONTENT).open


def test_a_denied_flag_is_still_asked_once() -> None:
    said = Said(intent="DescribeSymptom", findings={"painful_cramp": "yes", "fever_chills": "no"})
    replies = list(converse(said, honest({}), CONTENT))

    assert any("fever_chills" in reply.session.turn.asks for reply in replies)


def test_a_yes_is_never_asked_again() -> None:
    for flag in FLAGS:
        said = Said(intent="DescribeSymptom", findings={flag: "yes"})
        for reply in converse(said, honest({flag: "yes"}), CONTENT):
            assert flag not in reply.session.turn.asks


def test_more_pain_takes_back_the_noes_to_the_first_two_questions() -> None:
    replies = list(converse(Said(intent="StopCramp"), honest({}, "ItHurtsMore"), CONTENT))

    asked = [tuple(reply.session.turn.asks) for reply in replies if reply.session.turn.asks]
    first, second = asked[0], asked[1]
    assert asked.count(first) == asked.count(second) == 2
    assert len([reply for reply in replies if reply.guide]) == 1


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_the_main_road_is_short(answer: Answer) -> None:
    said = Said(intent="StopCramp", slots={"side": "left"})
    replies = list(converse(said, honest(dict.fromkeys(CONTENT.findings, answer)), CONTENT))
    guided = [number for number, reply in enumerate(replies) if reply.guide]
    if answer == "no":
        before = replies[: guided[0] + 1]
        words = sum(len(f"{reply.say} {'' if reply.guide else reply.ask}".split()) for reply in before)
        assert len(before) - 1 <= 5
        assert words <= 85
    else:
        assert not guided


@pytest.mark.parametrize("otherwise", ["DidHelp", "DidNotHelp", "ItHurtsMore", "No"])
@pytest.mark.parametrize("told", ["painful_cramp", "twitch_main", "quality_ache", "pregnant", "tingling", "age_65"])
def test_every_ending_at_home_says_when_to_call(told: str, otherwise: str) -> None:
    said = Said(intent="DescribeSymptom", findings={told: "yes", "site_buttock": "yes"})
    last = list(converse(said, honest({}, otherwise), CONTENT))[-1]

    assert last.session.level in ("selfcare", "routine")
    assert "octor if it" in last.say or "octor in the coming weeks" in last.say
    assert "at once for" in last.say


def test_every_emergency_says_what_to_do_until_help_comes() -> None:
    for name in FLAGS:
        if possible(name, CONTENT) == "emergency":
            assert CONTENT.findings[name].until_help, name


RULES_OUT_HEAT = [name for name in CONTENT.remedies["heat"].not_if if not CONTENT.findings[name].level]


@pytest.mark.parametrize("name", RULES_OUT_HEAT)
@pytest.mark.parametrize("otherwise", ["DidHelp", "DidNotHelp"])
def test_warmth_is_never_advised_where_an_answer_rules_it_out(name: str, otherwise: str) -> None:
    said = Said(intent="DescribeSymptom", findings={name: "yes", "painful_cramp": "yes"})

    for reply in converse(said, honest({name: "yes"}, otherwise), CONTENT):
        assert "warm" not in f"{reply.say} {reply.ask}".lower()
