"""Screen of a guided stretch: drawing, side, countdown in sync with the voice, and captions."""

from functools import cache

import msgspec

from skill.alexa.screens.buttons import bar
from skill.alexa.screens.captions import captions, sentences
from skill.alexa.screens.document import Data, Screen, capital, kinds, shown, template
from skill.alexa.screens.figure import figure
from skill.content.models import Content
from skill.conversation.guide import allowed
from skill.conversation.reply import Reply
from skill.conversation.routine import is_at_its_beginning
from skill.conversation.session import Session, Side
from skill.speech.buttons import CONTROLS, answers
from skill.speech.markup import written
from skill.speech.timetable import Cue, Timetable, of_reply

_SIDES: dict[Side | None, Data] = {
    "left": {"side": "Left side", "side_icon": "left"},
    "right": {"side": "Right side", "side_icon": "right"},
    "sore": {"side": "Sore side", "side_icon": "sore"},
    "other": {"side": "Other side", "side_icon": "sore"},
    None: {},
}


def screen(reply: Reply, content: Content, table: Timetable | None = None) -> Screen:
    """Build the screen of the hold that a reply guides, or of a paused hold."""
    guiding = reply.session.guiding
    held = reply.guide or (guiding.hold if guiding else None)
    if held is None:
        raise AssertionError("The reply neither guides a hold nor pauses one.")
    stretch = content.stretches[held.stretch]
    data: Data = {
        "kind": "hold",
        "name": shown(capital(stretch.name)),
        "seconds": held.seconds,
        "answers": bar("hold", answers(reply.session.turn)),
        **_SIDES[held.side],
    }
    if table := table or of_reply(reply, content):
        data |= _running(reply, table)
        data |= {} if reply.session.turn.brief else _overview(reply.session, content)
    else:
        left = guiding.paused_left if guiding else None
        data |= {"left": held.seconds if left is None else left}
        data |= captions([(0.0, written(f"{reply.say} {reply.ask}".strip()))], kinds()["hold"])
    return Screen(_document(held.stretch, stretch.posture, held.side), data)


def _running(reply: Reply, table: Timetable) -> Data:
    cues = (*table.cues, Cue(table.length_seconds, "done", reply.ask))
    return {
        "begins": round(table.hold_at * 1000),
        "ends": round(table.hold_at + table.hold_seconds, 3),
        "first": round(cues[1].at * 1000),
        "controls": bar("hold", CONTROLS),
        **captions(sentences(cues, reply.session.pace), kinds()["hold"]),
    }


def _overview(session: Session, content: Content) -> Data:
    """Return the title of the routine that begins in this turn and of its steps; nothing if none begins."""
    current = session.routine
    if current is None or not is_at_its_beginning(session, content):
        return {}
    routine = content.routines[current.name]
    names = [content.stretches[it].name for it in routine.steps if allowed(it, session, content)]
    return {"title": shown(capital(routine.name)), "steps": [shown(capital(name)) for name in names]}


@cache
def _document(stretch: str, posture: str, side: Side | None) -> bytes:
    whole = template()
    graphics = {**whole["graphics"], "figure": figure(stretch, posture, side)}
    return msgspec.json.encode({**whole, "graphics": graphics})
