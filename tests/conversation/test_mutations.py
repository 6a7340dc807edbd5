"""
The safety promises by brute force: every red flag in every state that was reached, and content with one flag less.

`SAFETY_STATES=5000 pytest -s tests/conversation/test_mutations.py` walks that many states instead of a few hundred.
"""

import os
from functools import cache
from itertools import cycle

import pytest
from msgspec.structs import replace
from msgspec.structs import replace as with_fields

from publishing.content import check, reachability
from publishing.content.rules import rules
from skill.alexa.intents import own_name
from skill.content.loader import load
from skill.content.models import LEVELS, Content, Heard, Level
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session, Turn, more_urgent
from skill.conversation.triage import is_red_flag
from skill.understanding.hearing import hear
from tests.conversation.states import NOW, events, reachable

CONTENT = load()
FLAGS = sorted(name for name in CONTENT.findings if is_red_flag(name, CONTENT))
MOST_STATES = int(os.environ.get("SAFETY_STATES", "300"))


def owed(flag: str, session: Session) -> Level:
    """Return the minimum level of care of a flag: its own, or a lower one if a mitigating finding was reported."""
    finding = CONTENT.findings[flag]
    level = finding.level
    for rule in finding.lowered:
        yes = {name for name, answer in session.answers.items() if answer == "yes"}
        if yes.issuperset(rule.if_all) and (not rule.if_any or not yes.isdisjoint(rule.if_any)):
            level = rule.level
    assert level in LEVELS
    return level


def ways(flag: str, session: Session) -> list[tuple[str, Session, Said]]:
    """
    The ways to tell a flag: its intent, a symptom, the words of its first name, a yes or not sure to its own question.

    The last two are a suspicion, found by a pattern or only by the second listener, that a yes or not sure confirms.
    """
    told = [
        (intent, session, Said(intent=intent, findings={flag: "yes"}, now=NOW))
        for intent in ("ReportRedFlag", "DescribeSymptom")
    ]
    told.append(("words", session, spoken(flag)))
    question = CONTENT.findings[flag].question
    if question and flag not in session.answers:
        turn = Turn(asks=[flag], awaiting="finding", ask=question, reprompt=question)
        asked = with_fields(session, turn=turn, resuming=None)
        told += [(intent, asked, Said(intent=intent, now=NOW)) for intent in ("Yes", "NotSure")]
    return [*told, *suspicions(flag, session)]


def suspicions(flag: str, session: Session) -> list[tuple[str, Session, Said]]:
    """The ways to tell a flag that is suspected first: the session in which the coach asks about it, and the answer."""
    found = []
    for by, suspected in (("pattern", "yes"), ("second listener", "unknown")):
        reply = respond(Said(intent="Fallback", suspected={flag: suspected}, now=NOW), session, CONTENT)
        assert reply.guide is None, f"{flag}, suspected by the {by}"
        asked = reply.session
        if asked.deferred and asked.turn.asks == [flag]:
            found += [
                (f"suspicion of the {by}, {intent}", asked, Said(intent=intent, now=NOW))
                for intent in ("Yes", "NotSure")
            ]
    return found


@cache
def spoken(flag: str) -> Said:
    """The first everyday name of a flag, said by itself, as the understanding hears it."""
    heard = hear(CONTENT.findings[flag].report[0])
    assert heard.findings.get(flag) == "yes"
    return Said(intent=own_name(heard.intent), slots=dict(heard.slots), findings=dict(heard.findings), now=NOW)


def first_words(level: Level | None) -> tuple[str, ...]:
    """How advice of a level may begin."""
    if level == "emergency":
        return (CONTENT.locale("en-US").call_emergency,)
    names = (f"{level}", f"{level}_more", f"{level}_end", "at_least_urgent")
    return tuple(CONTENT.lines[name].split("{")[0].strip() for name in names if name in CONTENT.lines)


def wrongs(flag: str, before: Session, reply: Reply, then: Said) -> list[str]:
    """What is unsafe about the reply to a flag, and about the one after it."""
    found = []
    advised = reply.session.level
    if advised is None or more_urgent(owed(flag, reply.session), advised):
        found.append(f"advice {advised}, owed {owed(flag, reply.session)}")
    if more_urgent(advised, before.level) and not f"{reply.say} {reply.ask}".strip().startswith(first_words(advised)):
        found.append(f"advice is not spoken first: {reply.say} {reply.ask}")
    if reply.guide or (reply.open and respond(then, reply.session, CONTENT).guide):
        found.append("a hold follows")
    return found


@pytest.mark.slow
def test_every_red_flag_in_every_state_gets_its_care_first_and_no_hold() -> None:
    states = reachable(CONTENT, MOST_STATES)
    then = cycle(events(CONTENT))
    walked, violations = 0, []

    for session in states:
        for flag in FLAGS:
            for way, before, said in ways(flag, session):
                walked += 1
                found = wrongs(flag, before, respond(said, before, CONTENT), next(then))
                violations += [f"{flag} by {way} in {before}: {wrong}" for wrong in found]

    awaited = {session.turn.awaiting for session in states}
    print(f"{len(states)} states x {len(FLAGS)} flags in nine ways: {walked} walked, {len(violations)} violations")
    assert violations[:3] == []
    assert {"finding", "kind", "did_help", "offer", "ready"} <= awaited


def without(flag: str) -> Content:
    return replace(CONTENT, findings={name: it for name, it in CONTENT.findings.items() if name != flag})


@pytest.mark.parametrize("flag", sorted(rules().red_flags))
def test_a_red_flag_file_less_is_noticed(flag: str) -> None:
    assert any(f"{flag}.yaml: this file is missing" in problem for problem in check.broken(without(flag)))


@pytest.mark.parametrize("flag", sorted(rules().red_flags))
def test_a_red_flag_without_care_or_words_is_noticed(flag: str) -> None:
    finding = CONTENT.findings[flag]
    careless = replace(CONTENT, findings={**CONTENT.findings, flag: with_fields(finding, level=None)})
    wordless = replace(CONTENT, findings={**CONTENT.findings, flag: with_fields(finding, heard=Heard())})

    assert any(f"findings/{flag}.yaml: it is a red flag" in problem for problem in reachability.gaps(careless))
    assert any(f"findings/{flag}.yaml" in problem for problem in reachability.problems(wordless))


@pytest.mark.parametrize(
    ("question", "part"), [(name, part) for name, it in CONTENT.questions.items() for part in it.covers]
)
def test_a_part_less_in_a_safety_question_is_noticed(question: str, part: str) -> None:
    it = CONTENT.questions[question]
    rest = {name: short for name, short in it.covers.items() if name != part}
    content = replace(CONTENT, questions={**CONTENT.questions, question: with_fields(it, covers=rest)})

    assert any(f"{it.stage!r} covers {part}," in problem for problem in reachability.gaps(content))


@pytest.mark.parametrize("flag", FLAGS)
def test_a_weaker_red_flag_would_be_noticed_by_the_walk(flag: str) -> None:
    """The walk is no empty promise: were a flag's level lost in the dialogue, it would say so."""
    weak = replace(CONTENT, findings={**CONTENT.findings, flag: with_fields(CONTENT.findings[flag], level="modifier")})
    said = Said(intent="DescribeSymptom", findings={flag: "yes"}, now=NOW)

    reply = respond(said, Session(), weak)

    assert wrongs(flag, Session(), reply, said)
