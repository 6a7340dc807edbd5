"""
Screen of a guided stretch: drawing, side, countdown in sync with the voice, and captions.

The captions show the sentence that is being spoken, in large type.
"""

from functools import cache

import msgspec

from skill.alexa.screens.buttons import bar
from skill.alexa.screens.document import Data, Screen, capital, kinds, shown, template
from skill.alexa.screens.figure import figure
from skill.alexa.screens.fit import WIDE_BOLD, fit
from skill.content.models import Content
from skill.conversation.guide import allowed
from skill.conversation.reply import Reply
from skill.conversation.routine import is_at_its_beginning
from skill.conversation.session import Session, Side
from skill.speech.buttons import CONTROLS, answers
from skill.speech.markup import written
from skill.speech.timetable import Cue, Timetable, of_reply
from skill.speech.timing import speech_seconds

_SIDES: dict[Side | None, Data] = {
    "left": {"side": "Left side", "side_icon": "left"},
    "right": {"side": "Right side", "side_icon": "right"},
    "sore": {"side": "Sore side", "side_icon": "sore"},
    "other": {"side": "Other side", "side_icon": "sore"},
    None: {},
}
_LARGEST = {"round": 5.4, "tall": 8.4, "wide": 8.4}
"""Maximum font size of captions, in units."""
_NEVER = 10**9


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
        data |= _captions([(0.0, written(f"{reply.say} {reply.ask}".strip()))])
    return Screen(_document(held.stretch, stretch.posture, held.side), data)


def _running(reply: Reply, table: Timetable) -> Data:
    cues = (*table.cues, Cue(table.length_seconds, "done", reply.ask))
    return {
        "begins": round(table.hold_at * 1000),
        "ends": round(table.hold_at + table.hold_seconds, 3),
        "first": round(cues[1].at * 1000),
        "controls": bar("hold", CONTROLS),
        **_captions(_sentences(cues, reply.session.pace)),
    }


def _sentences(cues: tuple[Cue, ...], pace: float) -> list[tuple[float, str]]:
    """Return the sentences of all cues, each with its estimated start in seconds."""
    parts: list[tuple[float, str]] = []
    for cue in cues:
        at, rest = cue.at, cue.say
        while ". " in rest:
            sentence, _, rest = rest.partition(". ")
            parts.append((at, f"{sentence}."))
            at = cue.at + speech_seconds(cue.say, pace) - speech_seconds(rest, pace)
        parts.append((at, rest))
    return parts


def _captions(parts: list[tuple[float, str]]) -> Data:
    """Return each sentence with its time in milliseconds, and the places of the screen with a font size for all."""
    ends = [round(at * 1000) for at, _ in parts[1:]] + [_NEVER]
    said = [
        {"say": shown(it), "from": begin, "until": end}
        for (_, it), begin, end in zip(parts, [0, *ends], ends, strict=False)
    ]
    longest = sorted({it for _, it in parts}, key=len, reverse=True)
    places = {}
    for shape, place in kinds()["hold"].places.items():
        size = _LARGEST[shape]
        for it in longest:
            if len(it) * size * WIDE_BOLD <= place["width"]:
                break  # This one and all that are shorter fit into one line.
            size = fit(it, place["width"], place["room"], size, bold=True)
        places[shape] = {**place, "caption": size}
    return {"captions": said, "places": places}


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
