"""Choice of the next question, recomputed from the answers each turn; no position is stored."""

from collections.abc import Iterator

from msgspec import Struct

from skill.content.models import Answer, Content, Level, Question
from skill.conversation.likely_condition import likeliest, splits_best
from skill.conversation.session import Session, more_urgent, most_urgent
from skill.conversation.triage import could_raise, counts, fits, is_red_flag, possible, triage

LATER_QUESTIONS = {"cramp": 1, "ache": 2, "twitch": 2}
"""
Maximum questions after the screen, by kind: enough to name a condition, few enough not to interrogate (our own
rule). A twitch has no hold in between; it is asked them only if a doctor should see it anyway.
"""


_NARROWER = {"fall_or_injury": "major_trauma"}
"""Finding -> narrower finding that a "no" to it rules out; the compound question on severe injuries asks for any."""


class Ask(Struct, frozen=True):
    """One question to ask now."""

    covers: tuple[str, ...]
    compound: str | None = None
    """Compound question it belongs to; None for a finding's own question."""
    whole: bool = True
    """Whether the compound question is asked in full; otherwise only its open parts are named."""
    which: bool = False
    """Whether it follows a bare yes and asks which part it is, and whether that is new."""


def flag_level(session: Session, content: Content) -> tuple[Level | None, tuple[str, ...]]:
    """
    Return the level of care that the red flags call for, and the findings that determine it.

    A yes to a compound question counts by itself (`yes_means`): its parts only refine the urgency, and a no to each of
    them does not undo the yes. The findings are then those still open.
    """
    level, because = triage(session.answers, content, flags_only=True)
    for identity in session.compound:
        means = content.questions[identity].yes_means
        if _says_yes(identity, session, content) and more_urgent(means, level):
            level, because = means, ()
    return level, because


def _says_yes(identity: str, session: Session, content: Content) -> bool:
    """Return whether a compound question got a yes that needs no "which one?", or a yes to that too."""
    stands = session.compound.get(identity)
    return stands == "yes" or (stands == "which" and not content.questions[identity].which)


def is_asked_next(name: str, session: Session) -> bool:
    """Return whether a finding is asked anyway as a wider one was told, such as how bad a fall was."""
    return any(session.answers.get(wider) == "yes" and name == narrower for wider, narrower in _NARROWER.items())


def rescreen(content: Content) -> Ask:
    """Return the compound question that replaces the screen when an interrupted session is resumed."""
    return next(Ask(tuple(it.covers), name) for name, it in content.questions.items() if it.stage == "rescreen")


def next_safety_question(session: Session, content: Content, *, stretch: str | None) -> Ask | None:
    """
    Return the next question that must be answered now, or that could make the advice more urgent.

    `stretch` is the next stretch; None if there is none, and then questions that only choose among stretches are
    skipped. What a gentle stretch can't harm is asked after the first hold. A user who was screened recently gets one
    compound question instead of the screen.
    """
    level, _ = flag_level(session, content)
    for name in _escalations(session, content):
        if could_raise(name, session.answers, content):
            return Ask((name,))
    for wider, narrower in _NARROWER.items():
        if session.answers.get(wider) == "yes" and narrower not in session.answers:
            return Ask((narrower,))
    if session.returns and level is None and not session.for_other:
        return rescreen(content)
    stages = ("screen", "after") if session.done or stretch is None else ("screen",)
    # A question that is not settled comes first: a bare yes is followed at once by "which one?".
    for identity, question in sorted(content.questions.items(), key=lambda it: it[0] not in session.compound):
        due = _due(identity, question, session, content, stretch) if question.stage in stages else []
        if left := tuple(name for name in due if level is None or could_raise(name, session.answers, content)):
            return _of_compound(identity, left, question, session, content)
    open_ = [name for name in settling(session, content) if name not in session.answers] if level is None else []
    for name in (*_due_before_stretch(session, content), *open_):
        if level is None or could_raise(name, session.answers, content):
            return Ask((name,))
    return None


def _due_before_stretch(session: Session, content: Content) -> Iterator[str]:
    """Yield findings of which something told makes it urgent to know, such as vomiting in the heat."""
    for name, finding in content.findings.items():
        if finding.asked and finding.asked.before_stretch and _is_due(name, session, content):
            yield name


def settling(session: Session, content: Content) -> dict[str, str]:
    """Return the findings a yes to which allows stretching again, such as "it has healed", with what they settle."""
    told = [name for name, answer in session.answers.items() if answer == "yes" and name in content.findings]
    return {settled_by: name for name in told if (settled_by := content.findings[name].settled_by)}


def _due(identity: str, question: Question, session: Session, content: Content, stretch: str | None) -> list[str]:
    """
    Return the parts of a question that need an answer now.

    When an interrupted session is resumed, "anything new since then?" replaces all questions before the same stretch,
    and the red-flag questions before any other, as answers are not stored.
    """
    left = [name for name in question.covers if name not in session.answers]
    if session.compound.get(identity) in ("which", "unknown", "missed"):
        return left  # Whatever the complaint, the parts of a yes or "not sure" are told apart.
    if session.rescreened is not None and session.rescreened == stretch:
        return []
    needless = _is_needless(question, session, content, stretch)
    if needless or not fits(session.answers, question.if_any, question.if_none):
        return []
    # What is no red flag chooses among stretches, or belongs to the cause.
    matters = stretch is not None or question.stage == "after"
    return [name for name in left if (session.rescreened is None if is_red_flag(name, content) else matters)]


def _is_needless(question: Question, session: Session, content: Content, stretch: str | None) -> bool:
    """Return whether a plain twitch, which no stretch follows, needs no answer to a question yet."""
    if stretch or session.kind != "twitch" or flag_level(session, content)[0]:
        return False
    if question.stage == "screen" and session.offered:
        return False  # What is harmless was said; now comes the rest of the screen, before the goodbye.
    return not fits(session.answers, question.for_twitch_if)


def _escalations(session: Session, content: Content) -> Iterator[str]:
    """Yield findings that could raise the level of a reported red flag and that the screen does not ask anyway."""
    for name in session.answers:
        if not counts(name, session.answers, content):
            continue
        for other in content.findings[name].escalate:
            flag = content.findings[name].group == "red_flag"
            matters = flag or _raises(name, other, content) or _raises(other, name, content)
            if matters and other not in session.answers and not is_screened(other, content):
                yield other


def is_screened(name: str, content: Content) -> bool:
    """Return whether a compound question asks for a finding anyway."""
    return any(name in it.covers for it in content.questions.values() if it.stage != "rescreen")


def _raises(name: str, other: str, content: Content) -> bool:
    """Return whether one finding makes another more urgent, such as old age a minor fall."""
    return any(name in (*rule.if_any, *rule.if_all) for rule in content.findings[other].raised)


def _of_compound(identity: str, left: tuple[str, ...], question: Question, session: Session, content: Content) -> Ask:
    stands = session.compound.get(identity)
    if len(left) == 1 or stands in ("unknown", "missed") or _says_yes(identity, session, content):
        return Ask(left[:1])
    told = any(session.answers.get(name) == "yes" for name in question.covers)
    return Ask(left, identity, whole=len(left) == len(question.covers), which=stands == "which" and not told)


def next_later_question(session: Session, content: Content) -> Ask | None:
    """
    Return the most relevant question after relief: it refines the advice and never delays help.

    Questions that could change the level of care come first, in the content's order; then, while no condition stands
    out, the one with the greatest information gain.
    """
    level, _ = triage(session.answers, content)
    if session.kind == "twitch" and level is None:
        return None  # Whose twitch stands alone is told at once that it is most often harmless.
    findings = content.findings.items()
    due = {name: it.asked.order for name, it in findings if it.asked and _is_due(name, session, content)}
    enough = session.later >= LATER_QUESTIONS[session.kind or "cramp"]
    least = most_urgent([level, "soon"]) if enough else level
    if raising := [name for name in due if more_urgent(possible(name, content), least)]:
        return Ask((min(raising, key=due.__getitem__),))
    if enough or likeliest(session.answers, content):
        return None
    best = splits_best([name for name in due if possible(name, content) is None], session.answers, content)
    return Ask((best,)) if best else None


def _is_due(name: str, session: Session, content: Content) -> bool:
    asked = content.findings[name].asked
    if asked is None or name in session.answers or not content.findings[name].question:
        return False
    return fits(session.answers, asked.if_any, asked.if_none)


def screen_is_done(session: Session, content: Content, stretch: str) -> bool:
    """Return whether everything due before this stretch is answered, including the warning signs in pregnancy."""
    pregnant = counts("pregnant", session.answers, content) and "pregnancy_warning" not in session.answers
    if pregnant or any(_due_before_stretch(session, content)):
        return False
    screen = {name: it for name, it in content.questions.items() if it.stage == "screen"}
    return not any(_due(name, it, session, content, stretch) for name, it in screen.items())


def record(asked: Ask, answer: Answer, session: Session) -> None:
    """
    Record an answer in the session.

    A no answers every part. A bare yes leads to the question which part it is; a yes or not sure to that counts as a
    yes to the whole. A not sure leads to the parts one by one. After a clear no to the part that is asked because a
    reply was not understood, the rest is one question again.
    """
    if asked.compound is None:
        session.answers[asked.covers[0]] = answer
        for identity in [name for name, stands in session.compound.items() if stands == "missed" and answer == "no"]:
            del session.compound[identity]
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


def open_question(session: Session, content: Content) -> Ask:
    """Return the question about findings that is open, as it was asked."""
    turn = session.turn
    question = content.questions.get(turn.about)
    if question is None:
        return Ask(tuple(turn.asks))
    told = any(session.answers.get(name) == "yes" for name in question.covers)
    which = session.compound.get(turn.about) == "which" and not told
    return Ask(tuple(turn.asks), turn.about, whole=len(turn.asks) == len(question.covers), which=which)


def wordings(asked: Ask, content: Content) -> tuple[str, ...]:
    """
    Return the usual wording of a question, and plainer ones for the next times that it is asked in a row.

    Placeholders such as `{pee}` are still to be filled.
    """
    if asked.compound is None:
        finding = content.findings[asked.covers[0]]
        told = tuple(text for text in (finding.question, finding.plain) if text)
        return (*told, content.lines["answers"].replace("{question}", f"{told[-1][:1].lower()}{told[-1][1:]}"))
    question = content.questions[asked.compound]
    if asked.whole and not asked.which:
        return question.ask, question.plain
    lines = ("which_of", "which_plain") if asked.which else ("any_of", "any_plain")
    usual, plain = (_listed(asked, question, content.lines[name]) for name in lines)
    return question.which if asked.whole else usual, plain


def _listed(asked: Ask, question: Question, line: str) -> str:
    """Return a line with the short names of the parts that are asked about."""
    parts = [question.covers[name] for name in asked.covers]
    return line.replace("{parts}", f"{', '.join(parts[:-1])}, or {parts[-1]}" if len(parts) > 1 else parts[0])
