"""What is said when care is needed: the level first, its reason, and whom to call."""

from skill.content.models import Level
from skill.conversation.likely import led_to
from skill.conversation.reply import Manner, Reply
from skill.conversation.screen import Ask, flag_level
from skill.conversation.session import more_urgent
from skill.conversation.talk import Talk
from skill.conversation.triage import labels, triage


def emergency(talk: Talk) -> Reply:
    """The number first; any answer but "say that again" ends the session."""
    talk.session.guiding = None
    _, because = flag_level(talk.session, talk.content)
    text = talk.line("emergency", call=_call(talk), meaning=_meaning(talk, because) if because else _yes_meaning(talk))
    return _said_until_heard(talk, text, talk.line("emergency_reprompt", call=_call(talk)))


def emergency_asked_for(talk: Talk) -> Reply:
    """Somebody calls for an ambulance: no questions."""
    text = talk.line("emergency_asked", call=_call(talk))
    return _said_until_heard(talk, text, talk.line("emergency_reprompt", call=_call(talk)))


def crisis(talk: Talk) -> Reply:
    """Somebody speaks of dying or self-harm: the crisis line, calm and short."""
    text = talk.line("crisis", crisis=talk.locale.crisis_line)
    return _said_until_heard(talk, text, talk.locale.crisis_line)


def _call(talk: Talk) -> str:
    return talk.locale.call_for_them if talk.session.for_other else talk.locale.call_emergency


def _said_until_heard(talk: Talk, text: str, reprompt: str) -> Reply:
    talk.session.guiding = None
    reply = talk.ask(text, awaiting="offer", about="again", level="emergency", reprompt=reprompt, manner="emergency")
    return reply


def say_again(talk: Talk) -> Reply:
    """The same words once more, and the same question open."""
    turn = talk.session.turn
    manner: Manner = "emergency" if turn.level == "emergency" else "question"
    return Reply(talk.session, manner, say=turn.lead, ask=turn.ask, reprompt=turn.reprompt, open=True)


def now(talk: Talk, level: Level, then: Ask | None) -> Reply:
    """A flag's own level at once; the question that could raise it follows with the session open."""
    talk.session.guiding = None
    talk.session.introduced = True
    _, because = flag_level(talk.session, talk.content)
    if then is None:
        return at_the_end(talk, level)
    if not because:
        lead = talk.line("at_least_urgent")
    else:
        lead = talk.line(f"{level}_more", meaning=_meaning(talk, because))
    return talk.ask_finding(then, lead=lead, level=level, safety_net=talk.line(f"{level}_quiet"))


def at_the_end(talk: Talk, level: Level) -> Reply:
    """The last word on a red flag."""
    _, because = flag_level(talk.session, talk.content)
    first_time = more_urgent(level, talk.session.level)
    name = level if first_time else f"{level}_end"
    text = talk.line(name, meaning=_meaning(talk, because), urgent_line=talk.locale.urgent_line)
    return talk.end(text, level=level)


def why(talk: Talk) -> str:
    """Which answers led to the advice or to the cause that was named, in one sentence."""
    session, content = talk.session, talk.content
    _, because = triage(session.answers, content)
    if session.turn.condition:
        because = led_to(session.turn.condition, session.answers, content)[:3]
    if not because:
        return talk.line("because_clear")
    return talk.line("because", labels=talk.fill(labels(because, content)))


def _meaning(talk: Talk, because: tuple[str, ...]) -> str:
    """What the first of the decisive flags may mean."""
    return talk.fill(talk.content.findings[because[0]].meaning or "") if because else ""


def _yes_meaning(talk: Talk) -> str:
    """What a yes to a compound question may mean, when no part of it is known."""
    means = [name for name, answer in talk.session.compound.items() if answer == "yes"]
    return talk.content.questions[means[0]].why if means else ""
