"""Undo of an answer given by mistake or misrecognised."""

from skill.content.models import Content
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import proceed
from skill.conversation.reply import Reply
from skill.conversation.screening import Ask, flag_level
from skill.conversation.session import Session
from skill.conversation.triage import counts, is_red_flag

ALARM = "alarm"
"""Stands among the changes for an emergency that was heard without a finding: "I'm dying"."""

_FIRST_OF_ALL = "chest_pain_breathless"
"""Finding that is asked about when such an emergency is taken back, before the usual questions."""


def note_changes(before: Session, after: Session) -> None:
    """Record which findings and compound questions a turn changed; a turn without changes keeps the last record."""
    answers = [name for name, answer in after.answers.items() if before.answers.get(name) != answer]
    questions = [name for name, stands in after.compound.items() if before.compound.get(name) != stands]
    if answers or questions:
        after.changed = answers + questions


def can_take_back(session: Session) -> bool:
    """Return whether the last answer can be undone: it changed something and was not undone before."""
    return any(name in session.answers or name in session.compound or name == ALARM for name in _left(session))


def denied(said: Said, session: Session, content: Content) -> str | None:
    """Return a red flag that was told earlier and is denied now, for the first time: "no wait, it isn't weak"."""
    heard = {name: answer for name, answer in said.findings.items() if name in content.findings}
    flags = {name: answer for name, answer in heard.items() if is_red_flag(name, content)}
    if not flags or "yes" in flags.values() or session.deferred or session.child_alone:
        return None
    told = (name for name in flags if session.answers.get(name) == "yes" and name not in session.turn.asks)
    return next((name for name in told if flags[name] == "no" and name not in session.taken_back), None)


def take_back(composer: Composer, only: str | None = None) -> Reply:
    """
    Undo the last answer and ask again; what raised a red flag is then asked part by part. Earlier answers stay.

    With `only`, undo the answer about that finding instead, whenever it was given.
    """
    session, content = composer.session, composer.content
    names = [only] if only else _left(session)
    raised = [
        name
        for name in names
        if name in content.findings and is_red_flag(name, content) and counts(name, session.answers, content)
    ]
    was_advised = flag_level(session, content)[0] is not None
    if was_advised:
        parts = [part for name in names if name in content.questions for part in content.questions[name].covers]
        session.taken_back += names + parts
    for name in names:
        if name in raised or name not in content.findings or not raised:
            session.answers.pop(name, None)  # What else was told with a warning sign stays: the side, the cramp.
        if session.compound.pop(name, None) and was_advised:
            session.compound[name] = "unknown"  # Ask its parts one by one, so that a list is not misheard twice.
    session.changed, session.misses, session.called = [], 0, False
    session.level = flag_level(session, content)[0]
    if ALARM in names:
        session.taken_back.append(ALARM)
        return composer.ask_finding(Ask((_FIRST_OF_ALL,)), lead=composer.line("make_sure"))
    lead = composer.line("make_sure" if raised and was_advised else "taken_back")
    return composer.ask_finding(Ask((raised[0],)), lead=lead) if raised else proceed(composer, lead)


def _left(session: Session) -> list[str]:
    return [name for name in session.changed if name not in session.taken_back]
