"""Replies that advise care: the level first, then the reason and whom to call."""

from skill.content.models import Level
from skill.conversation.composer import Composer
from skill.conversation.likely_condition import led_to
from skill.conversation.reply import Manner, Reply
from skill.conversation.screening import Ask
from skill.conversation.session import Turn, more_urgent
from skill.conversation.triage import labels, triage


def emergency(composer: Composer, *, asked_for: bool = False) -> Reply:
    """
    Return the emergency advice, number first; the session then ends after any answer but "say that again".

    A user who asks for an ambulance gets the number without a reason.
    """
    composer.session.called = True
    return _ask_to_say_again(composer, composer.line("emergency_asked" if asked_for else "emergency"))


def crisis(composer: Composer) -> Reply:
    """Return the crisis line to a user who speaks of dying or self-harm, calmly and briefly."""
    return _ask_to_say_again(composer, composer.line("crisis"), about="crisis", reprompt=composer.locale.crisis_line)


def answer_and_urge(composer: Composer, answer: str) -> Reply:
    """Answer a short question after the emergency advice, such as which number, and urge the call again."""
    text = composer.line("call_now", answer=answer)
    return _ask_to_say_again(composer, text, about=composer.session.turn.about)


def why_it_stands(composer: Composer) -> Reply:
    """Say why the emergency advice stands, to a user who denies it once more."""
    answer = composer.line("help_stands")
    if composer.session.turn.ask == composer.line("call_now", answer=answer):
        answer = composer.line("fear_now")  # Never the same words twice.
    return answer_and_urge(composer, answer)


def goodbye(composer: Composer) -> Reply:
    """End after an emergency advice with the number, after a word of suicide with the plea to call."""
    text = composer.line("goodbye_crisis" if composer.session.turn.about == "crisis" else "goodbye_emergency")
    return composer.end(text, level="emergency")


_GETS_HELP = ("going", "fetching", "calling")
_URGED_AGAIN = ("medicine", "wait")
_MAY_HEAR_AGAIN = ("phoneless", "drive", "number", "meanwhile")


def on_getting_help(composer: Composer, how: str) -> Reply | None:
    """Answer what a user says of getting help, such as who has no phone at hand or is on the way; None for others."""
    if how == "over":
        return goodbye(composer)
    if how not in (*_GETS_HELP, *_URGED_AGAIN, *_MAY_HEAR_AGAIN):
        return None
    stays = how in ("going", "drive") and not composer.may_be_driven
    text = composer.line(f"help_{how}_stay") if stays else composer.line(f"help_{how}")
    if how in _GETS_HELP:
        return composer.end(text, level="emergency")
    return answer_and_urge(composer, text) if how in _URGED_AGAIN else _ask_to_say_again(composer, text)


def _ask_to_say_again(composer: Composer, text: str, *, about: str = "again", reprompt: str = "") -> Reply:
    composer.session.guiding = None
    asked = Turn(awaiting="offer", about=about, level="emergency")
    again = reprompt or composer.line("emergency_reprompt")
    return composer.ask_text(text, asked, reprompt=again, manner="emergency")


SINCE = "since"
"""What the question is about whether somebody has helped since an emergency advice."""


def reminded(composer: Composer, reply: Reply) -> Reply:
    """Return the question whether somebody has helped, with which a session begins after an emergency advice."""
    session = reply.session
    if not session.reminds or reply.manner == "silent" or session.turn.about == SINCE:
        return reply
    if session.turn.level in ("emergency", "urgent", "soon") or not reply.open:
        session.reminds = False
        return reply
    composer.session = session
    return composer.ask("since", Turn(awaiting="offer", about=SINCE))


def call_again(composer: Composer) -> Reply:
    """Repeat the whole advice to call, also after a short answer about it."""
    if composer.session.turn.about == "crisis":
        return crisis(composer)
    return emergency(composer, asked_for=composer.flagged != "emergency")


def call_with_reason(composer: Composer) -> Reply:
    """Repeat the call with its reason first, to a user who did not ask to hear the same words again."""
    return _ask_to_say_again(composer, composer.line("call_reason"))


def say_again(composer: Composer) -> Reply:
    """Repeat the last reply and keep its question open."""
    turn = composer.session.turn
    if turn.ask == composer.line("any_at_all"):
        return composer.ask_again("")  # "Any of those" means nothing to who did not catch them.
    manner: Manner = "emergency" if turn.level == "emergency" else "question"
    return Reply(composer.session, manner, say=turn.lead, ask=turn.ask, reprompt=turn.reprompt, open=True)


def advise_now(composer: Composer, level: Level, then: Ask | None) -> Reply:
    """Advise the care of a red flag at once; `then`, if given, is a question that could raise the level, asked next."""
    composer.session.guiding = None
    composer.session.began = composer.session.introduced = True
    if then is None:
        return at_the_end(composer, level)
    lead = composer.line(f"{level}_more" if composer.because else "at_least_urgent")
    return composer.ask_finding(then, lead=lead, level=level, safety_net=composer.line(f"{level}_quiet"))


def at_the_end(composer: Composer, level: Level) -> Reply:
    """Return the closing advice on a red flag."""
    first_time = more_urgent(level, composer.session.level)
    return composer.end(composer.line(level if first_time else f"{level}_end"), level=level)


def without_an_answer(composer: Composer, name: str) -> Reply:
    """End without a stretch after a red flag's question that got no answer: what to do if it is so, and if not."""
    finding, flagged = composer.content.findings[name], composer.flagged
    if flagged:
        return at_the_end(composer, flagged)
    if finding.level == "modifier":
        return composer.end(composer.line("unanswered_modifier"), level="selfcare")
    care = composer.line(f"care_{finding.level}")
    said = composer.line("unanswered", label=composer.fill(finding.label), care=care)
    return composer.end(said, level=finding.level)


def why(composer: Composer) -> str:
    """Return one sentence on which answers led to the advice or to the named cause."""
    session, content = composer.session, composer.content
    _, because = triage(session.answers, content)
    if session.turn.condition:
        because = led_to(session.turn.condition, session.answers, content)[:3]
    if not because:
        return composer.line("because_clear")
    return composer.line("because", labels=composer.fill(labels(because, content)))
