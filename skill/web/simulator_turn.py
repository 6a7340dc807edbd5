"""One turn of the simulated device as the app's page shows and plays it, taken out of Alexa's response."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.alexa.simulated_device import Device, audio_of, session_of
from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.speech.script import kinds, played
from skill.speech.timetable import of_reply
from skill.web.api_messages import Answered, Choice
from skill.web.api_turn import answered

Json = dict[str, Any]

_ASKS = "Do you give Cramp Coach permission to update your {}? You can say I approve or no."
"""Alexa's own question; a skill can't change its wording."""


class Exchange(Struct, frozen=True):
    """What would go over the wire."""

    request: Json
    response: Json


class Shown(Struct, frozen=True):
    """One turn for the page."""

    reply: Answered
    you: str
    """What the user said; `/press NAME` for a press on the screen, empty for silence."""
    permission: bool
    """Whether Alexa herself asks, for a permission."""
    exchange: Exchange
    alerts: Json


def shown(line: Json, device: Device, alerts: Json, content: Content, locale: str) -> Shown:
    """Return the turn that a device has just taken; `line` is its record of it."""
    request, response = device.last_exchange
    # Silence that ends a session leaves nothing to show of it.
    session = session_of(response.get("sessionAttributes") or {}) if line["say"] else Session()
    if device.asked:
        reply = _permission_question(device.asked, session, content, locale)
    else:
        # After silence, the device speaks without a response.
        document = audio_of(response["response"]) if line["directives"] else None
        reply = _answer(line, document, session, content, locale)
    return Shown(reply, line["you"], device.asked is not None, Exchange(request, response), alerts)


def _answer(line: Json, document: Json | None, session: Session, content: Content, locale: str) -> Answered:
    guide = session.guiding.hold if line["holds"] and session.guiding else None
    turn = session.turn
    reply = Reply(
        session, "question", ask=turn.ask, guide=guide, brief=turn.brief, reprompt=line["reprompt"], open=line["open"]
    )
    said = played(line["ssml"], document, ask=reply.ask, kinds=kinds(of_reply(reply, content)))
    return answered(reply, content, locale, said, replace(turn, level=line["level"]))


def _permission_question(scope: str, session: Session, content: Content, locale: str) -> Answered:
    said = played(_ASKS.format("timers" if ":timers:" in scope else "reminders"))
    # Alexa keeps the session open while she asks.
    asks = answered(Reply(session, "question", open=True), content, locale, said, Turn())
    return replace(asks, buttons=(Choice("yes", "I approve"), Choice("no", "No")))
