"""Undo of an answer given by mistake or misrecognised."""

from skill.content.models import Content
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import last_word, proceed
from skill.conversation.reply import Reply
from skill.conversation.screening import Ask, flag_level, settling
from skill.conversation.session import Session
from skill.conversation.triage import counts, fits, is_red_flag

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


def can_take_back(session: Session, content: Content) -> bool:
    """Return whether the last answer can be undone: it changed something, for the first time, and is no crisis."""
    if session.turn.about == "crisis" or session.child_alone:
        return False
    names = _left(session, content)
    return any(name in session.answers or name in session.compound or name == ALARM for name in names)


def disputed(said: Said, session: Session, content: Content) -> str | None:
    """
    Return the red flag that the utterance disputes; None if there is none.

    That is one that was told earlier and is denied for the first time, "no wait, it isn't weak", or one that led to an
    advice whose question is open and is called old, "that's from my polio as a kid".
    """
    told = {name: answer for name, answer in said.findings.items() if name in content.findings}
    flags = {name: answer for name, answer in told.items() if is_red_flag(name, content)}
    if session.deferred or session.child_alone or "yes" in flags.values():
        return None
    reported = {name for name, answer in session.answers.items() if answer == "yes"} - {*session.turn.asks}
    denied = [name for name, answer in flags.items() if answer == "no" and name in reported]
    if "old" in said.slots and session.turn.level and said.answer != "yes" and not said.told:
        denied += flag_level(session, content)[1]
    return next((name for name in denied if name not in session.taken_back), None)


def take_back(composer: Composer, only: str | None = None) -> Reply:
    """
    Undo the last answer and ask again; what raised a red flag is then asked part by part. Earlier answers stay.

    With `only`, undo the answer about that finding instead, whenever it was given.
    """
    session, content = composer.session, composer.content
    names = [only] if only else _left(session, content)
    flags = [name for name in names if name in content.findings and is_red_flag(name, content)]
    raised = [name for name in flags if counts(name, session.answers, content)]
    # Of several warning signs, one that the screen does not ask about stays until it is its turn; what else was told
    # with them stays too: the side, the cramp.
    undone = [name for name in names if not raised or name in raised[:1] or _is_asked_anyway(name, content)]
    was_advised = composer.flagged is not None
    if was_advised:
        parts = [part for name in names if name in content.questions for part in content.questions[name].covers]
        session.taken_back += undone + parts
        session.returns, session.rescreened = False, None  # The screen comes in full.
    for name in undone:
        session.answers.pop(name, None)
        if session.compound.pop(name, None) and was_advised:
            session.compound[name] = "unknown"  # Ask its parts one by one, so that a list is not misheard twice.
    session.changed, session.misses, session.called = [], 0, False
    session.level = composer.flagged
    if ALARM in names:
        session.taken_back.append(ALARM)
        return composer.ask_finding(Ask((_FIRST_OF_ALL,)), lead=composer.line("make_sure"))
    lead = composer.line("make_sure" if raised and was_advised else "taken_back")
    return composer.ask_finding(Ask((raised[0],)), lead=lead) if raised else proceed(composer, lead)


def reopen(composer: Composer, name: str) -> Reply:
    """Ask about a finding again whose question somebody names: "I said no to the weeing thing, but actually yes"."""
    session, content = composer.session, composer.content
    asked = next((it.covers for it in content.questions.values() if it.stage == "screen" and name in it.covers), [name])
    for part in asked:
        if session.answers.get(part) == "no":
            del session.answers[part]
    session.misses = 0
    return composer.ask_finding(Ask((name,)), lead=composer.line("taken_back"))


def mistaken(composer: Composer, said: Said) -> Reply | None:
    """
    Return the reply to words that show the coach to be wrong about what it asks or named; None for others.

    "It's my knee that's new, not my hip", asked how old the new hip is; "I haven't got a prostate".
    """
    session, content = composer.session, composer.content
    for settled_by, name in settling(session, content).items():
        if settled_by in session.turn.asks and "no" in (said.findings.get(name), said.findings.get("site_hip")):
            session.answers[name], session.misses = "no", 0
            return proceed(composer, composer.line("taken_back"))
    if session.named and session.turn.condition == session.named and said.findings:
        condition = content.conditions[session.named]
        if not fits(session.answers, condition.only_if, condition.not_if):
            session.named, session.misses = None, 0
            return last_word(composer, composer.line("wrong_cause"))
    return None


def _is_asked_anyway(name: str, content: Content) -> bool:
    """Return whether the screen asks everybody about a red flag, or whether a name is a compound question itself."""
    if name not in content.findings:
        return True
    screen = [it for it in content.questions.values() if it.stage == "screen" and not (it.if_any or it.for_twitch_if)]
    return is_red_flag(name, content) and any(name in it.covers for it in screen)


def _left(session: Session, content: Content) -> list[str]:
    """Return what can be undone: what the last answer changed and, after an emergency advice, what led to it."""
    led_to_it = (flag_level(session, content)[1] or session.compound) if session.turn.about == "again" else ()
    return [name for name in dict.fromkeys((*led_to_it, *session.changed)) if name not in session.taken_back]
