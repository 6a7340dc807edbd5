"""One turn of the simulated device as the app's page shows and plays it, taken out of Alexa's response."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.alexa.simulated_device import Device, audio_of, session_of
from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.conversation.session import Session, Turn
from skill.speech import apla
from skill.speech.markup import BETWEEN_PARTS, PARTS, pace_of, pieces, plain, written
from skill.speech.script import Script, spoken
from skill.speech.timetable import Cue, Kind, timetable
from skill.speech.timing import speech_seconds
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
    reply = Reply(session, "question", guide=guide, reprompt=line["reprompt"], open=line["open"])
    said = heard(line["ssml"], document, reply, content)
    return answered(reply, content, locale, said, replace(session.turn, level=line["level"]))


def _permission_question(scope: str, session: Session, content: Content, locale: str) -> Answered:
    said = spoken(_ASKS.format("timers" if ":timers:" in scope else "reminders"))
    # Alexa keeps the session open while she asks.
    asks = answered(Reply(session, "question", open=True), content, locale, said, Turn())
    return replace(asks, buttons=(Choice("yes", "I approve"), Choice("no", "No")))


def heard(ssml: str, document: Json | None, reply: Reply, content: Content) -> Script:
    """Return the script of speech and audio of a response, as a device plays them."""
    cues: list[Cue] = []
    kinds = _kinds(reply, content)
    ask = written(reply.session.turn.ask)

    def speak(inner: str, at: float) -> float:
        pace = pace_of(inner)
        for words, silence in pieces(inner.replace(BETWEEN_PARTS, PARTS)):
            text = written(plain(words))
            begins, at = at, at + speech_seconds(text, pace)
            # The question is a cue of its own, as in the app's scripts.
            before = text.removesuffix(ask).strip()
            asked = text[len(before) :].strip()
            if before:
                cues.append(Cue(round(begins, 3), kinds.get(before, "instruction"), before))
            if asked:
                cues.append(Cue(round(at - speech_seconds(asked, pace), 3), "instruction", asked))
            at += silence
        return at

    at = speak(ssml, 0.0)
    if document:
        at = apla.play(document, at, speak)
    lead = reply.session.guiding.lead if reply.guide and reply.session.guiding else 0.0
    return Script(tuple(cues), round(at, 3), lead)


def _kinds(reply: Reply, content: Content) -> dict[str, Kind]:
    """Return the kind of each cue of the reply's hold, by its words."""
    hold, session = reply.guide, reply.session
    if hold is None:
        return {}
    stretch = content.stretches[hold.stretch]
    table = timetable(hold, stretch, content.lines, brief=session.turn.brief, sparse=session.quiet)
    return {written(cue.say): cue.kind for cue in table.cues}
