"""What is said when care is needed: the level first, its reason, and whom to call."""

from skill.content.models import Level
from skill.conversation.composer import Composer
from skill.conversation.likely_condition import led_to
from skill.conversation.reply import Manner, Reply
from skill.conversation.screening import Ask, flag_level
from skill.conversation.session import more_urgent
from skill.conversation.triage import labels, triage


def emergency(composer: Composer) -> Reply:
    """The number first; any answer but "say that again" ends the session."""
    composer.session.guiding = None
    _, because = flag_level(composer.session, composer.content)
    text = composer.line(
        "emergency", call=_call(composer), meaning=_meaning(composer, because) if because else _yes_meaning(composer)
    )
    return _said_until_heard(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def emergency_asked_for(composer: Composer) -> Reply:
    """Somebody calls for an ambulance: no questions."""
    text = composer.line("emergency_asked", call=_call(composer))
    return _said_until_heard(composer, text, composer.line("emergency_reprompt", call=_call(composer)))


def crisis(composer: Composer) -> Reply:
    """Somebody speaks of dying or self-harm: the crisis line, calm and short."""
    text = composer.line("crisis", crisis=composer.locale.crisis_line)
    return _said_until_heard(composer, text, composer.locale.crisis_line)


def _call(composer: Composer) -> str:
    return composer.locale.call_for_them if composer.session.for_other else composer.locale.call_emergency


def _said_until_heard(composer: Composer, text: str, reprompt: str) -> Reply:
    composer.session.guiding = None
    reply = composer.ask(
        text, awaiting="offer", about="again", level="emergency", reprompt=reprompt, manner="emergency"
    )
    return reply


def say_again(composer: Composer) -> Reply:
    """The same words once more, and the same question open."""
    turn = composer.session.turn
    manner: Manner = "emergency" if turn.level == "emergency" else "question"
    return Reply(composer.session, manner, say=turn.lead, ask=turn.ask, reprompt=turn.reprompt, open=True)


def now(composer: Composer, level: Level, then: Ask | None) -> Reply:
    """A flag's own level at once; the question that could raise it follows with the session open."""
    composer.session.guiding = None
    composer.session.introduced = True
    _, because = flag_level(composer.session, composer.content)
    if then is None:
        return at_the_end(composer, level)
    if not because:
        lead = composer.line("at_least_urgent")
    else:
        lead = composer.line(f"{level}_more", meaning=_meaning(composer, because))
    return composer.ask_finding(then, lead=lead, level=level, safety_net=composer.line(f"{level}_quiet"))


def at_the_end(composer: Composer, level: Level) -> Reply:
    """The last word on a red flag."""
    _, because = flag_level(composer.session, composer.content)
    first_time = more_urgent(level, composer.session.level)
    name = level if first_time else f"{level}_end"
    text = composer.line(name, meaning=_meaning(composer, because), urgent_line=composer.locale.urgent_line)
    return composer.end(text, level=level)


def why(composer: Composer) -> str:
    """Which answers led to the advice or to the cause that was named, in one sentence."""
    session, content = composer.session, composer.content
    _, because = triage(session.answers, content)
    if session.turn.condition:
        because = led_to(session.turn.condition, session.answers, content)[:3]
    if not because:
        return composer.line("because_clear")
    return composer.line("because", labels=composer.fill(labels(because, content)))


def _meaning(composer: Composer, because: tuple[str, ...]) -> str:
    """What the first of the decisive flags may mean."""
    return composer.fill(composer.content.findings[because[0]].meaning or "") if because else ""


def _yes_meaning(composer: Composer) -> str:
    """What a yes to a compound question may mean, when no part of it is known."""
    means = [name for name, answer in composer.session.compound.items() if answer == "yes"]
    return composer.content.questions[means[0]].why if means else ""
