"""Which question comes next: recomputed from the answers every time, so that no position can go wrong."""

from collections.abc import Iterator

from msgspec import Struct

from skill.content.models import Answer, Content, Level, Question
from skill.conversation.likely_condition import likeliest, splits_best
from skill.conversation.session import Session, more_urgent
from skill.conversation.triage import counts, is_red_flag, possible, triage

LATER_QUESTIONS = {"cramp": 1, "ache": 2, "twitch": 3}
"""Questions after the screen, by kind: enough to name a cause, too few to interrogate (design, voice rules). A twitch
has no hold in between, and weeks, numbness and wasting all count for it."""


_NARROWER = {"fall_or_injury": "major_trauma"}
"""Who had no fall had no bad one; and the compound question about bad ones asks for any."""


class Ask(Struct, frozen=True):
    """One question to ask now."""

    covers: tuple[str, ...]
    compound: str | None = None
    """The compound question that it is asked as; None for a finding's own question."""
    whole: bool = True
    """The compound question in its own words; otherwise only the parts still open are named."""
    which: bool = False
    """After a bare yes: which of the parts is it, and is that new?"""


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


def next_safety_question(session: Session, content: Content, *, stretch: str | None) -> Ask | None:
    """
    Return the next question that has to be answered now, or that could make the advice more urgent.

    `stretch` is the one that would come next, None if none would: then what only chooses among stretches is not asked.
    What a gentle stretch does not harm is asked once a hold was guided. Whoever was screened lately gets one compound
    question instead of the screen.
    """
    level, _ = flag_level(session, content)
    for name in _escalations(session, content):
        if more_urgent(possible(name, content), level):
            return Ask((name,))
    if session.returns and level is None and not session.for_other:
        return rescreen(content)
    stages = ("screen", "after") if session.done or stretch is None else ("screen",)
    for identity, question in content.questions.items():
        due = _due(question, session, content, stretch) if question.stage in stages else ()
        left = tuple(
            name
            for name in due
            if name not in session.answers and (level is None or more_urgent(possible(name, content), level))
        )
        if left:
            return _of_compound(identity, left, question, session)
    return None


def _due(question: Question, session: Session, content: Content, stretch: str | None) -> tuple[str, ...]:
    """
    Return the parts of a question that need an answer now.

    Where a session that broke off is taken up again, "anything new since then?" stands for all questions before the
    same stretch, and for those about warning signs before any other, as answers are not kept.
    """
    if session.rescreened is not None and session.rescreened == stretch:
        return ()
    return tuple(
        name
        for name in question.covers
        if (session.rescreened is None if is_red_flag(name, content) else stretch is not None)
    )


def _escalations(session: Session, content: Content) -> Iterator[str]:
    """What could make a red flag that was said more urgent, and is not asked by the screen anyway."""
    screened = {name for it in content.questions.values() if it.stage != "rescreen" for name in it.covers}
    for name in session.answers:
        if not counts(name, session.answers, content):
            continue
        for other in content.findings[name].escalate:
            matters = content.findings[name].group == "red_flag" or _raises(name, other, content)
            if matters and other not in session.answers and other not in screened:
                yield other


def _raises(name: str, other: str, content: Content) -> bool:
    """Return whether a finding makes another one more urgent: an old age a small fall."""
    return any(name in (*rule.if_any, *rule.if_all) for rule in content.findings[other].raised)


def _of_compound(identity: str, left: tuple[str, ...], question: Question, session: Session) -> Ask:
    stands = session.compound.get(identity)
    if len(left) == 1 or stands in ("yes", "unknown"):
        return Ask(left[:1])
    told = any(session.answers.get(name) == "yes" for name in question.covers)
    return Ask(left, identity, whole=len(left) == len(question.covers), which=stands == "which" and not told)


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
    """Return whether all that is due before this stretch has an answer, and where pregnant, its warning signs too."""
    if counts("pregnant", session.answers, content) and "pregnancy_warning" not in session.answers:
        return False
    return all(
        name in session.answers
        for question in content.questions.values()
        if question.stage == "screen"
        for name in _due(question, session, content, stretch)
    )


def record(asked: Ask, answer: Answer, session: Session) -> None:
    """
    Write an answer down.

    A no settles every part. A bare yes leads to the question which part it is; a yes or a not sure to that counts as a
    yes to the whole. A not sure leads to the parts one by one (design, safety rules 5 and 6).
    """
    if asked.compound is None:
        session.answers[asked.covers[0]] = answer
        if answer == "no" and (narrower := _NARROWER.get(asked.covers[0])):
            session.answers.setdefault(narrower, "no")
    elif answer == "no":
        session.answers.update(dict.fromkeys(asked.covers, "no"))
        if asked.whole:
            wider = [name for name, narrower in _NARROWER.items() if narrower in asked.covers]
            session.answers |= {name: "no" for name in wider if name not in session.answers}
        session.compound.pop(asked.compound, None)
    elif session.compound.get(asked.compound) == "which":
        session.compound[asked.compound] = "yes"
    else:
        session.compound[asked.compound] = "which" if answer == "yes" else "unknown"


def wording(asked: Ask, content: Content, any_of: str) -> str:
    """The question's words, with `{pee}` and the like still to be filled in."""
    if asked.compound is None:
        return content.findings[asked.covers[0]].question or ""
    question = content.questions[asked.compound]
    if asked.whole:
        return question.which if asked.which else question.ask
    parts = [question.covers[name] for name in asked.covers]
    listed = f"{', '.join(parts[:-1])}, or {parts[-1]}"
    return any_of.replace("{parts}", listed)
