"""Which question comes next: recomputed from the answers every time, so that no position can go wrong."""

from collections.abc import Iterator

from msgspec import Struct

from skill.content.models import Answer, Content, Level, Question
from skill.conversation.likely_condition import likeliest, splits_best
from skill.conversation.session import Session, more_urgent
from skill.conversation.triage import possible, triage

LATER_QUESTIONS = {"cramp": 2, "ache": 2, "twitch": 3}
"""Questions after the screen, by kind: enough to name a cause, too few to interrogate (design, voice rules). A twitch
has no hold in between, and weeks, numbness and wasting all count for it."""


class Ask(Struct, frozen=True):
    """One question to ask now."""

    covers: tuple[str, ...]
    compound: str | None = None
    """The compound question that it is asked as; None for a finding's own question."""
    whole: bool = True
    """The compound question in its own words; otherwise only the parts still open are named."""


def flag_level(session: Session, content: Content) -> tuple[Level | None, tuple[str, ...]]:
    """
    The care that red flags ask for, and which of them do.

    A yes to a compound question counts by itself (`yes_means`): its parts only find out how urgent it is, and a no to
    each of them does not take the yes back. The findings are then those that are left of it.
    """
    level, because = triage(session.answers, content, flags_only=True)
    for identity, answer in session.compound.items():
        means = content.questions[identity].yes_means
        if answer == "yes" and more_urgent(means, level):
            level, because = means, ()
    return level, because


def rescreen(content: Content) -> Ask:
    """Return the compound question that stands for the screen where a session that broke off is gone on with."""
    for identity, question in content.questions.items():
        if question.stage == "rescreen":
            return Ask(tuple(question.covers), identity)
    raise AssertionError("the content has no question for going on")


def next_safety_question(session: Session, content: Content, *, body: bool) -> Ask | None:
    """
    The next question that has to be answered before a stretch, or that could make the advice more urgent.

    With `body` the body gate counts too: it is asked only when a stretch would follow.
    """
    level, _ = flag_level(session, content)
    for name in _escalations(session, content):
        if more_urgent(possible(name, content), level):
            return Ask((name,))
    stages = [stage for stage in ("screen", "body") if stage != ("screen" if session.rescreened else "")]
    if not body:
        stages = [stage for stage in stages if stage != "body"]
    for identity, question in content.questions.items():
        needed = None if question.stage == "body" else level
        if question.stage in stages and (ask := _of_compound(identity, question, session, content, needed)):
            return ask
    return None


def _escalations(session: Session, content: Content) -> Iterator[str]:
    """What could make a red flag that was said more urgent, and is not asked by the screen anyway."""
    screened = {name for it in content.questions.values() if it.stage != "rescreen" for name in it.covers}
    for name, answer in session.answers.items():
        if answer == "yes" and content.findings[name].group == "red_flag":
            for other in content.findings[name].escalate:
                if other not in session.answers and other not in screened:
                    yield other


def _of_compound(
    identity: str, question: Question, session: Session, content: Content, level: Level | None
) -> Ask | None:
    left = tuple(
        name
        for name in question.covers
        if name not in session.answers and (level is None or more_urgent(possible(name, content), level))
    )
    if not left:
        return None
    if identity in session.compound or len(left) == 1:
        return Ask(left[:1])
    return Ask(left, identity, whole=len(left) == len(question.covers))


def next_later_question(session: Session, content: Content) -> Ask | None:
    """
    A question by relevance, after relief: it sharpens the advice, it never holds up help.

    What could change the level of care comes first, in the content's order; then, while no cause
    stands out, what splits the likely ones best.
    """
    if session.later >= LATER_QUESTIONS[session.kind or "cramp"]:
        return None
    level, _ = triage(session.answers, content)
    due = [name for name in content.findings if _is_due(name, session, content)]
    urgent = [name for name in due if more_urgent(possible(name, content), level)]
    if urgent:
        return Ask((min(urgent, key=lambda name: _order(name, content)),))
    if likeliest(session.answers, content):
        return None
    best = splits_best([name for name in due if possible(name, content) is None], session.answers, content)
    return Ask((best,)) if best else None


def _is_due(name: str, session: Session, content: Content) -> bool:
    asked = content.findings[name].asked
    if asked is None or name in session.answers or not content.findings[name].question:
        return False
    yes = {other for other, answer in session.answers.items() if answer == "yes"}
    return yes.isdisjoint(asked.if_none) and not (asked.if_any and yes.isdisjoint(asked.if_any))


def _order(name: str, content: Content) -> int:
    asked = content.findings[name].asked
    return asked.order if asked else 0


def screen_is_done(session: Session, content: Content, stretch: str) -> bool:
    """
    Every part of every question before a stretch has an answer.

    Where a session that broke off is gone on with, "anything new since then?" stands for the screen, as answers are
    not kept; the body gate is asked again for any other stretch.
    """
    if session.rescreened == stretch:
        return True
    stages = ("body",) if session.rescreened else ("screen", "body")
    return all(
        name in session.answers
        for question in content.questions.values()
        if question.stage in stages
        for name in question.covers
    )


def record(asked: Ask, answer: Answer, session: Session) -> None:
    """Write an answer down: a no settles every part, a yes or a not sure leads to the parts one by one."""
    if asked.compound is None:
        session.answers[asked.covers[0]] = answer
    elif answer == "no":
        session.answers.update(dict.fromkeys(asked.covers, "no"))
    else:
        session.compound[asked.compound] = answer


def wording(asked: Ask, content: Content, any_of: str) -> str:
    """The question's words, with `{pee}` and the like still to be filled in."""
    if asked.compound is None:
        return content.findings[asked.covers[0]].question or ""
    question = content.questions[asked.compound]
    if asked.whole:
        return question.ask
    parts = [question.covers[name] for name in asked.covers]
    listed = f"{', '.join(parts[:-1])}, or {parts[-1]}"
    return any_of.replace("{parts}", listed)
