"""What was told and advised in a conversation, in plain words to take along to a doctor."""

from skill.content.models import Answer, Content
from skill.conversation.composer import Composer
from skill.conversation.events import Event
from skill.conversation.reply import Reply
from skill.web.api_messages import Summary

_UNSAID = ("site_buttock",)
"""Findings that every conversation is about."""


def summary(reply: Reply, event: Event, content: Content) -> Summary | None:
    """Return the summary of a conversation that has come to advice or to its end; None before."""
    session = reply.session
    if not session.answers or not (session.level or session.done or not reply.open):
        return None
    composer = Composer(event, session, content)

    def answered(answer: Answer) -> tuple[str, ...]:
        names = [name for name, it in session.answers.items() if it == answer and name not in _UNSAID]
        if answer == "no":
            names = [name for name in names if _matters(name, content)]
        return tuple(composer.fill(content.findings[name].label) for name in names)

    condition = session.named or session.turn.condition
    return Summary(
        told=answered("yes"),
        denied=answered("no"),
        not_sure=answered("unknown"),
        stretches=tuple(content.stretches[name].name for name in dict.fromkeys(session.done)),
        sounds_like=content.conditions[condition].name if condition else None,
        level=session.level,
        call_back=f"{composer.line('call_back')}.",
        watch_for=composer.line("watch"),
    )


def _matters(name: str, content: Content) -> bool:
    """Return whether a doctor wants to know that a finding was denied: a red flag, or what rules out a stretch."""
    return content.findings[name].group == "red_flag" or any(name in it.not_if for it in content.stretches.values())
