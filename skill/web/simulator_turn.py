"""One turn of the simulated device as the app's page shows and plays it, taken out of Alexa's response."""

from msgspec.structs import replace

from skill.alexa.simulated_device import Device, Json, session_of
from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.speech.script import played
from skill.speech.timetable import of_reply
from skill.web.api_messages import Answered, Choice
from skill.web.api_turn import answered

_ASKS = "Do you give Cramp Coach permission to update your {}? You can say I approve or no."
"""Alexa's own question; a skill can't change its wording."""


def shown(line: Json, device: Device, content: Content, locale: str) -> Json:
    """
    Return the turn that a device has just taken, without the alerts; `line` is its record of it.

    It has the reply as the app gets it, what the user said, whether Alexa herself asks for a permission, and what would
    go over the wire.
    """
    request, response = device.last_exchange
    # Silence that ends a session leaves nothing to show of it.
    session = session_of(response.get("sessionAttributes") or {}) if line["say"] else Session()
    if device.asked:
        reply = _permission_question(device.asked, session, content, locale)
    else:
        reply = _answer(line, device.document, session, content, locale)
    asks, exchange = device.asked is not None, {"request": request, "response": response}
    return {"reply": reply, "you": line["you"], "permission": asks, "exchange": exchange}


def _answer(line: Json, document: Json | None, session: Session, content: Content, locale: str) -> Answered:
    guide = session.guiding.hold if line["holds"] and session.guiding else None
    turn = session.turn
    reply = Reply(session, "question", ask=turn.ask, guide=guide, reprompt=line["reprompt"], open=line["open"])
    said = played(line["ssml"], document, ask=reply.ask, table=of_reply(reply, content))
    return answered(reply, content, locale, said, replace(turn, level=line["level"]))


def _permission_question(scope: str, session: Session, content: Content, locale: str) -> Answered:
    said = played(_ASKS.format("timers" if ":timers:" in scope else "reminders"))
    # Alexa keeps the session open while she asks.
    asks = answered(Reply(session, "question", open=True), content, locale, said, Turn())
    return replace(asks, buttons=(Choice("yes", "I approve"), Choice("no", "No")))
