"""One turn of the phone app: a request becomes an event, `turn.take` responds, the reply becomes an answer."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from skill import turn
from skill.content.locale import Locale
from skill.content.models import Content
from skill.conversation.corrections import can_take_back
from skill.conversation.events import Ended, Event, Launched, Platform, Said
from skill.conversation.profile import Change, Profile
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.conversation.session_check import check
from skill.errors import SessionError
from skill.speech.buttons import CONTROLS, PRESSES, answers
from skill.speech.markup import written
from skill.speech.render import Voice
from skill.speech.script import Script, played, script
from skill.web.api_messages import Answered, Asked, Call, Choice, TimedHold
from skill.web.api_state import State, States
from skill.web.api_summary import summary
from skill.web.pictures import picture

PHONE = Platform(
    again="open this page again",
    keeper="Your phone",
    settings="your phone's settings",
    own_timer="set a timer on your phone",
    own_reminder="set a reminder on your phone",
)
_WHILE_HELD = (*CONTROLS, "worse")
_LABELS = {"worse": "It hurts more", "next": "Skip"}
"""Labels of buttons during a hold, where there is room for what they mean."""


class Carried:
    """Memory that lives in the state, so that the server keeps nothing."""

    def __init__(self, profile: Profile) -> None:
        """Begin with what the state holds."""
        self.profile = profile

    def recall(self, user_id: str | None) -> Profile | None:  # noqa: ARG002  # the protocol's signature
        """Return the profile in the state."""
        return self.profile

    def change(self, user_id: str | None, change: Change) -> Profile | None:  # noqa: ARG002  # as above
        """Change the profile for the next state."""
        self.profile = change(self.profile)
        return self.profile

    def forget(self, user_id: str | None) -> bool:  # noqa: ARG002  # as above
        """Leave the profile out of the next state."""
        self.profile = Profile()
        return True


def take(asked: Asked, now: float, content: Content, states: States) -> Answered:
    """
    Return the answer to one request, with the signed state for the next one.

    Raises:
        SessionError: The state can't be used.
    """
    state = states.load(asked.state) if asked.state is not None else State()
    state = replace(state, locale=asked.locale or state.locale)
    if asked.silence:
        answer, after = _silence(state, now, content)
    else:
        answer, after = _answer(asked, state, now, content)
    return replace(answer, state=states.dump(after))


def _answer(asked: Asked, state: State, now: float, content: Content) -> tuple[Answered, State]:
    session, known, lost = _session(state, asked, content)
    if asked.heard_seconds is not None and session.guiding and session.turn.holds:
        # The page plays the timetable, so it knows better than the clock how much of it was heard.
        session.guiding = replace(session.guiding, began=now - asked.heard_seconds)
    told: dict[str, Any] = {"now": now, "locale": state.locale, "platform": PHONE, "hour": asked.hour}
    event: Event
    if asked.launch:
        event = Launched(**told, known=state.profile)
    elif asked.press is not None:
        event = Said(**told, intent=PRESSES[asked.press].intent, slots=PRESSES[asked.press].slots)
    else:
        event = turn.said(asked.say or "", session, **told)
    memory = Carried(state.profile)
    reply = turn.take(event, session, content, memory=memory, known=known).reply
    if lost and reply.manner != "emergency":
        reply = replace(reply, say=f"{content.lines['lost_place']} {reply.say}".strip())
    said = script(reply, content)
    if reply.session.guiding and reply.guide:
        reply.session.guiding.lead = said.hold_at
    after = State(state.locale, reply.session if reply.open else None, memory.profile, spoken_at=now)
    return replace(answered(reply, content, state.locale, said), summary=summary(reply, event, content)), after


def _session(state: State, asked: Asked, content: Content) -> tuple[Session, Profile | None, bool]:
    """Return the session, what is known of the user at its beginning, and whether an earlier one was lost."""
    if state.session is None or asked.launch:
        return Session(), state.profile, False
    try:
        # A state of an earlier version may refer to content that is gone.
        check(state.session, content)
    except SessionError:
        return Session(), state.profile, True
    return state.session, None, False


def _silence(state: State, now: float, content: Content) -> tuple[Answered, State]:
    """Repeat the question once, as a smart speaker does; the second silence ends the conversation."""
    last = state.session.turn if state.session and not state.silent else None
    session = state.session or Session()
    if last:
        reply, said = Reply(session, "question", reprompt=last.reprompt, open=True), played(Voice().say(last.reprompt))
        quiet, after = replace(last, level=None, holds=[]), replace(state, silent=True)
    else:
        reply = Reply(session, "silent")
        said, quiet, after = script(reply, content), Turn(), replace(state, session=None, silent=False)
    told = summary(reply, Ended(now=now, locale=state.locale, platform=PHONE), content)
    return replace(answered(reply, content, state.locale, said, quiet), summary=told), after


def answered(
    reply: Reply, content: Content, locale: str, said: Script | None = None, last: Turn | None = None
) -> Answered:
    """
    Return what a page shows and plays of a reply, without summary and state.

    `said` is the script of the reply, if it was made already; `last` replaces what the reply asks.
    """
    session, said = reply.session, said or script(reply, content)
    last = last or session.turn
    guiding = session.guiding if reply.guide or last.about == "resume" else None
    hold = guiding.hold if guiding else None
    paused = guiding.paused_left if guiding else None
    return Answered(
        say=said.say,
        cues=said.cues,
        holds=tuple(_holds(reply, said, content)),
        seconds=said.seconds,
        reprompt=written(reply.reprompt),
        open=reply.open,
        awaiting=last.awaiting,
        asks=tuple(last.asks),
        buttons=tuple(_buttons(reply, last, content)),
        level=last.level,
        condition=last.condition,
        call=tuple(calls(said.say, content.locale(locale))),
        picture=picture(hold.stretch, hold.side) if hold else None,
        paused=None if paused is None else round(paused, 3),
        pace=session.pace,
        whisper=session.quiet,
        state="",
    )


def _holds(reply: Reply, said: Script, content: Content) -> Iterator[TimedHold]:
    if reply.guide and reply.session.guiding:
        hold, total = reply.guide, reply.session.guiding.total
        name = content.stretches[hold.stretch].name
        yield TimedHold(hold.stretch, name, hold.side, hold.seconds, total, said.hold_at)


def _buttons(reply: Reply, last: Turn, content: Content) -> Iterator[Choice]:
    if reply.guide:
        yield from (Choice(name, _LABELS.get(name, PRESSES[name].word), during=True) for name in _WHILE_HELD)
    if not reply.open:
        return
    names = list(answers(last))
    if last.awaiting == "finding":
        names.append("back")
    if last.level == "emergency" and can_take_back(reply.session, content):
        # A finger slips more easily than the tongue.
        names.append("mistake")
    yield from (Choice(name, PRESSES[name].word) for name in names)


def calls(say: str, locale: Locale) -> Iterator[Call]:
    """Yield the emergency number, and the other numbers that are spoken."""
    if locale.emergency:
        yield number(locale.emergency.digits)
    for other in locale.numbers:
        if re.search(rf"(?<!\d){re.escape(other.digits)}(?!\d)", say):
            yield number(other.digits)


def number(digits: str) -> Call:
    """Return a telephone number with its label."""
    return Call(f"Call {digits}", re.sub(r"\D", "", digits))
