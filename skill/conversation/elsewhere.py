"""A cramp next to the buttock: say that the coach knows the buttock only, what helps there, and ask about it."""

from skill.content.models import Answer
from skill.conversation import topics
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.flow import proceed
from skill.conversation.reply import Reply
from skill.conversation.session import Turn

ABOUT = "buttock"
"""What the offer-like question "does the buttock hurt too?" is about."""

_OURS = ("site_buttock", "site_hip", "site_low_back", "twitch_main", "twitch_other_places")
"""What the coach knows well: these parts, and twitches anywhere."""


def is_elsewhere(composer: Composer, said: Said) -> bool:
    """Return whether another part than the buttock cramps, and nothing about it is urgent."""
    session = composer.session
    if not _limb(composer, said) or (session.turn.awaiting == "finding" and said.answer in {"yes", "unknown"}):
        return False
    busy = session.deferred or session.done or composer.flagged is not None
    return not busy and not any(session.answers.get(name) == "yes" for name in _OURS)


def _limb(composer: Composer, said: Said) -> str | None:
    """Return the explanation (`topics/name`) of the part that an utterance names."""
    asked = composer.session.turn.awaiting == "finding"
    names = said.intent == "AskTopic" or (said.intent == "Fallback" and not asked)
    limbs = {it.slot: f"topics/{name}" for name, it in composer.content.topics.items() if it.limb}
    return limbs.get(said.slots.get("subject")) if names else None


def take_up(composer: Composer, said: Said) -> Reply:
    """Tell what helps there, and ask about the buttock; told again, go on with what else there is to say."""
    session, limb = composer.session, _limb(composer, said)
    if session.turn.about == ABOUT:
        return answered(composer, said.answer or "no")
    if session.turn.about.startswith(f"more:{limb}:"):
        return topics.tell_more(composer, session.turn.about)
    session.misses = 0
    lead = told_first(composer, said) or composer.line("thanks")
    return composer.ask("buttock_too", Turn(awaiting="offer", about=ABOUT), lead=lead)


def told_first(composer: Composer, said: Said) -> str:
    """Return what helps the part that cramps, unless that was told or the utterance names none."""
    limb = _limb(composer, said) if is_elsewhere(composer, said) else None
    if limb is None or composer.session.limb == limb:
        return ""
    composer.session.limb = limb
    return composer.fill(composer.content.explained(limb).parts[0].say)


def answered(composer: Composer, answer: Answer) -> Reply:
    """Go on with the safety questions if the buttock hurts too, otherwise with the rest on the part that cramps."""
    session = composer.session
    session.misses = 0
    session.answers["site_buttock"] = "no" if answer == "no" else "yes"
    if answer != "no":
        return proceed(composer)
    session.screening, session.compound = False, {}
    return topics.explain(composer, session.limb or "topics/calf", 1)
