"""Data of one turn for the simulator page: timed cues, the hold, likely answers and the screen."""

import html
from typing import Any

import msgspec

from skill.alexa.screens.figure import figure
from skill.alexa.simulated_device import audio_of, session_of
from skill.content.models import Content
from skill.conversation.session import Guiding, Session, Side
from skill.speech import apla
from skill.speech.buttons import BUTTONS, CONTROLS, answers
from skill.speech.markup import is_whispered, pace_of, pieces, plain, pronounced
from skill.speech.render import walk
from skill.speech.timing import speech_seconds

Json = dict[str, Any]

_ASKS = "Do you give Cramp Coach permission to update your {}? You can say I approve or no."
"""Alexa's own question; a skill can't change its wording."""

_SCREEN = "Alexa.Presentation.APL.RenderDocument"
_OPENINGS = ("Open Cramp Coach", "Ask Cramp Coach to stretch my left glute")
_IN_WORDS = {"resume": "Resume", "cramp": "It's a cramp", "twitch": "It's a twitch"}
"""Utterances that stand in for a button, where its label is not what users say."""
_WHILE_HELD = (*(BUTTONS[name].word for name in CONTROLS), "It hurts more")
_FIRST_WORDS = ("My left glute is cramping", "What causes a cramp?")
_SIDES: dict[Side, str] = {"left": "left side", "right": "right side", "sore": "sore side", "other": "other side"}


class Cue(msgspec.Struct):
    """Words that begin at one moment of a reply."""

    at: float
    """Seconds from the beginning of the reply."""
    say: str
    """The words as displayed."""
    spoken: str
    """The words as pronounced: telephone numbers digit by digit."""
    seconds: float
    """Estimated duration."""


def turn_data(line: Json, exchange: tuple[Json, Json], asked: str | None, content: Content, locale: str) -> Json:
    """
    Return everything that the page shows and plays of a turn.

    `line` is the device's record of the turn, `exchange` its request and response. `asked` is the permission for which
    Alexa asks, instead of the coach, if any.
    """
    if asked:
        line = line | _permission_question(asked)
    response: Json = exchange[1].get("response") or {}
    directives = response.get("directives") or []
    sound = audio_of(response)
    screen = any(it["type"] == _SCREEN for it in directives)
    cues, length = timed(line["ssml"], sound)
    session = session_of(exchange[1].get("sessionAttributes") or {})
    ssml = line["ssml"] or "".join(it["content"] for it in walk(sound or {}) if it.get("type") == "Speech")
    country = content.locale(locale)
    numbers = ([country.emergency] if country.emergency else []) + list(country.numbers)
    return {
        **{name: line[name] for name in ("you", "intent", "say", "reprompt", "awaiting", "level", "open")},
        "cues": cues,
        "seconds": length,
        "hold": _hold(session.guiding, content) if line["holds"] and session.guiding else None,
        "paused": _hold(session.guiding, content) if line["open"] and session.turn.about == "resume" else None,
        "whispers": is_whispered(ssml),
        "pace": pace_of(ssml),
        "numbers": sorted((it.digits for it in numbers if it.digits in line["say"]), key=line["say"].index),
        "alexa": bool(asked),
        "answers": ["I approve", "No"] if asked else _answers(line, session),
        "controls": _WHILE_HELD if line["holds"] else (),
        "screen": _simple_screen(line, session, content) if screen else None,
        "exchange": {"request": exchange[0], "response": exchange[1]},
    }


def timed(ssml: str, document: Json | None) -> tuple[list[Cue], float]:
    """Return a reply's cues, and its length in seconds."""
    cues: list[Cue] = []
    at = _speech(ssml, 0.0, cues)
    if document:
        at = apla.play(document, at, lambda inner, begins: _speech(inner, begins, cues))
    return cues, round(at, 3)


def _speech(ssml: str, at: float, cues: list[Cue]) -> float:
    pace = pace_of(ssml)
    for words, silence in pieces(ssml):
        if say := plain(words):
            spoken = html.unescape(plain(pronounced(words)))
            seconds = speech_seconds(say, pace)
            cues.append(Cue(round(at, 3), say, spoken, round(seconds, 3)))
            at += seconds
        at += silence
    return at


def _hold(guiding: Guiding | None, content: Content) -> Json | None:
    if guiding is None:
        return None
    hold = guiding.hold
    return {
        "name": content.stretches[hold.stretch].name,
        "side": _SIDES[hold.side] if hold.side else "",
        "at": guiding.lead,
        "seconds": hold.seconds,
        "total": guiding.total,
        "left": hold.seconds if guiding.paused_left is None else guiding.paused_left,
    }


def _answers(line: Json, session: Session) -> list[str]:
    """Return likely next utterances, which the page offers as buttons for a speaker."""
    if not line["open"]:
        return list(_OPENINGS)
    likely = [_IN_WORDS.get(name, BUTTONS[name].word) for name in answers(session.turn)]
    return likely + list(_FIRST_WORDS if line["awaiting"] == "kind" else ())


def _permission_question(scope: str) -> Json:
    """Return the fields that differ while Alexa asks for a permission: her question, and a session that stays open."""
    say = _ASKS.format("timers" if ":timers:" in scope else "reminders")
    return {"say": say, "ssml": f"<speak>{say}</speak>", "reprompt": "", "open": True}


def _simple_screen(line: Json, session: Session, content: Content) -> Json:
    """Return the buttons and the figure for the page's own simplified screen."""
    controls = [(name, True) for name in CONTROLS if line["holds"]]
    buttons = [
        {"name": name, "word": BUTTONS[name].word, "read": BUTTONS[name].read or BUTTONS[name].word, "during": during}
        for name, during in [*controls, *((name, False) for name in answers(session.turn))]
    ]
    return {"buttons": buttons, "figure": _figure(line, session, content)}


def _figure(line: Json, session: Session, content: Content) -> Json | None:
    guiding = session.guiding
    if guiding is None or not (line["holds"] or session.turn.about == "resume"):
        return None
    return figure(guiding.hold.stretch, content.stretches[guiding.hold.stretch].posture, guiding.hold.side)
