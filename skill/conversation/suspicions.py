"""
Questions about suspected red flags: signs that only the patterns or only the second listener found.

The utterance waits while the coach asks. A yes or "not sure" counts like any answer; after a no, the utterance is
handled as if nothing had been asked.
"""

from msgspec.structs import replace

from skill.content.models import Answer, Content
from skill.conversation import elsewhere
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.first_words import first_words
from skill.conversation.reply import Reply
from skill.conversation.screening import Ask, flag_level, is_asked_next
from skill.conversation.session import Deferred, Session, most_urgent
from skill.conversation.triage import possible

MOST = 2
"""Maximum questions about suspicions in one session, so that nobody is interrogated (our own rule)."""


def with_unasked(said: Said, session: Session, content: Content) -> Said:
    """
    Return the utterance with what is not asked about: what a pattern found counts, all else is dropped.

    So a pattern is never silent, and the second listener alone never reports anything. A pregnancy, or a blood thinner,
    alarms nobody by itself: who tells of one is not asked whether it is so.
    """
    if not said.suspected:
        return said
    asked = to_ask(said, session, content)
    found: dict[str, Answer] = {
        name: "yes" for name, told in said.suspected.items() if told == "yes" and (not asked or _alters(name, content))
    }
    left = {name: told for name, told in said.suspected.items() if asked and name not in found}
    return replace(said, findings={**said.findings, **found}, suspected=left)


def _alters(name: str, content: Content) -> bool:
    """Return whether a finding only alters what others mean, such as a pregnancy."""
    return name in content.findings and content.findings[name].level == "modifier"


def to_ask(said: Said, session: Session, content: Content) -> Ask | None:
    """Return the question that settles a suspicion; None if there is none, or none may be asked."""
    enough = session.suspicions >= MOST and not _of_turn(said, session)
    if not said.suspected or session.deferred or session.child_alone or enough:
        return None
    if flag_level(session, content)[0] == "emergency":
        return None
    known = {name: told for name, told in said.suspected.items() if name in content.findings}
    found = [name for name, told in known.items() if told == "yes" and session.answers.get(name) in (None, "no")]
    if found:
        top = most_urgent(possible(name, content) for name in found)
        return Ask((next(name for name in found if possible(name, content) == top),))
    # What was denied before a stretch may have come since.
    open_again = bool(session.done) and session.turn.awaiting in ("did_help", "ready")
    answers = {} if open_again else session.answers
    unsure = [name for name, told in known.items() if told != "yes" and name not in answers]
    open_ = tuple(name for name in unsure if not is_asked_next(name, session))
    if len(open_) > 1:
        for identity, question in content.questions.items():
            if question.stage == "screen" and question.covers.keys() >= set(open_):
                return Ask(open_, identity, whole=False)
    return Ask(open_[:1]) if open_ else None


def _of_turn(said: Said, session: Session) -> bool:
    """Return whether a suspicion only tells which part of the open question is meant."""
    return said.suspected.keys() <= {*session.turn.asks}


def ask(composer: Composer, said: Said, asked: Ask) -> Reply:
    """Ask about a suspicion; the utterance and the open question wait."""
    session = composer.session
    lead, settled = composer.line("check_one" if session.began else "check_one_first"), {"symptom"}
    if not session.began and _complains(said):
        lead, settled = first_words(composer, single=True), {"symptom", "worry"}  # These words take up the worry.
        session.began = session.introduced = True
    if limb := elsewhere.told_first(composer, said):
        lead = f"{limb} {composer.line('check_one')}"
    waits = {name: getattr(said, name) for name in _WAITS}
    waits["slots"] = {name: value for name, value in said.slots.items() if name not in settled}
    waits["suspected"] = {name: told for name, told in said.suspected.items() if name not in asked.covers}
    found = any(said.suspected.get(name) == "yes" for name in asked.covers)
    session.deferred = Deferred(list(asked.covers), **waits, found=found, turn=session.turn, misses=session.misses)
    for name in asked.covers:
        session.answers.pop(name, None)  # An earlier "no" is what the suspicion doubts.
    session.suspicions += not _of_turn(said, session)
    session.misses = 0
    return composer.ask_finding(asked, lead=lead)


def _complains(said: Said) -> bool:
    """Return whether an utterance tells of a pain that is there now, so that it is eased before any question."""
    hurts = {"painful_cramp", "twitch_main", "severe", "site_buttock"}.intersection(said.told)
    return said.intent in ("StopCramp", "TwitchHelp", "ItHurtsMore", "GiveKind") or bool(hurts)


def resumed(composer: Composer, said: Said) -> Said | None:
    """
    Return the waiting utterance after a no, with the question that was open then; None if none waits.

    The present utterance gives the clock and the device.
    """
    session, waiting = composer.session, composer.session.deferred
    session.deferred = None
    if waiting is None or composer.flagged is not None:
        return None
    session.turn, session.misses = waiting.turn, waiting.misses
    return replace(said, **{name: getattr(waiting, name) for name in _WAITS})


_WAITS = ("intent", "slots", "findings", "suspected", "answer")
"""What waits of an utterance; clock and device are those of the reply that it is handled after."""


def forget_if_left(session: Session) -> None:
    """Drop the waiting utterance if the coach no longer asks about the suspicion."""
    if session.deferred and session.turn.asks != session.deferred.asks:
        session.deferred = None
