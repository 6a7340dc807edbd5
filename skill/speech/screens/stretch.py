"""A guided stretch: the position, the sore side, the countdown in step with the voice, and what is being said."""

from functools import cache
from typing import Any

from msgspec import Struct

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.conversation.session import Hold, Side
from skill.speech.buttons import CONTROLS, answers
from skill.speech.markup import written
from skill.speech.screens import captions, ring, routine
from skill.speech.screens.buttons import bar
from skill.speech.screens.figure import figure
from skill.speech.screens.parts import (
    NIGHT,
    PANEL,
    QUIET,
    WORDS,
    Component,
    Screen,
    Shape,
    capital,
    column,
    document,
    gap,
    its,
    page,
    picture,
    row,
    shown,
    text,
    u,
)
from skill.speech.timetable import Cue, Timetable, timetable

SIDES, RING, GAP = 8, 48, 4
"""Margins, ring and the room beside it on a wide screen, in units."""

_SIDES = {"left": "Left side", "right": "Right side", "sore": "Sore side", "other": "Other side"}
_LABEL = f"${{elapsedTime < {its('begins')} ? 'get ready' : remaining > 0 ? 'seconds' : 'let go'}}"


class Look(Struct, frozen=True):
    """All that the document of a hold depends on."""

    stretch: str
    posture: str
    side: Side | None
    names: tuple[str, ...]
    """Buttons of the likely answers."""
    running: bool
    """Not paused."""
    steps: int = 0
    """Of the routine that begins with it."""


def screen(reply: Reply, content: Content, table: Timetable | None = None) -> Screen:
    """The hold that a reply guides, by the timetable of its voice, or the paused one."""
    guiding, names = reply.session.guiding, answers(reply.session.turn)
    hold = reply.guide or (guiding.hold if guiding else None)
    if hold is None:
        raise AssertionError("there is no hold to draw")
    stretch, steps = content.stretches[hold.stretch], 0
    data: dict[str, Any] = {"name": shown(capital(stretch.name)), "seconds": hold.seconds}
    if reply.guide:
        data |= _running(reply, table or _timetable(reply, hold, content))
        if not reply.brief and (overview := routine.steps(reply.session, content)):
            data["title"], data["steps"] = overview
            steps = len(overview[1])
    else:
        left = guiding.paused_left if guiding else None
        data |= {"left": hold.seconds if left is None else left}
        data |= captions.fitted([(0.0, written(f"{reply.say} {reply.ask}".strip()))])
    look = Look(hold.stretch, stretch.posture, hold.side, names, bool(reply.guide), steps)
    return Screen(_document(look), data)


def _timetable(reply: Reply, hold: Hold, content: Content) -> Timetable:
    stretch, session = content.stretches[hold.stretch], reply.session
    return timetable(
        hold, stretch, content.lines, lead=reply.say, pace=session.pace, brief=reply.brief, sparse=session.quiet
    )


def _running(reply: Reply, table: Timetable) -> dict[str, Any]:
    cues = (*table.cues, Cue(table.length_seconds, "done", reply.ask))
    return {
        "begins": round(table.hold_at * 1000),
        "ends": round(table.hold_at + table.hold_seconds, 3),
        "first": round(cues[1].at * 1000),
        **captions.fitted(captions.sentences(cues, reply.session.pace)),
    }


@cache
def _document(look: Look) -> bytes:
    graphics = {
        "figure": figure(look.stretch, look.posture, look.side),
        "ring": ring.graphic(),
        "rim": ring.graphic(3.4),
    }
    return document(lambda shape: _draw(shape, look), graphics)


def _draw(shape: Shape, look: Look) -> Component:
    label = _LABEL if look.running else "paused"
    if shape == "round":
        drawn = _round(look, label)
    elif shape == "tall":
        parts = [_panel(88, 58, look.side), ring.with_number(42, label)]
        items = [
            _overviewed(look, column(parts, alignItems="center"), 102, 8),
            captions.caption(shape),
            *_bars(look, shape, 15),
        ]
        drawn = page(items, sides=6, top=5, bottom=5)
    else:
        parts = [_panel(0, 50, look.side), gap(GAP), ring.with_number(RING, label)]
        items = [_overviewed(look, row(parts), 50, 6.4), captions.caption(shape), *_bars(look, shape, 14)]
        drawn = page(items, sides=SIDES, top=5, bottom=5)
    left = ring.RUNNING if look.running else ring.PAUSED
    return drawn | {"bind": [{"name": "remaining", "type": "number", "value": left}]}


def _overviewed(look: Look, parts: Component, room: float, size: float, left: float = 0) -> Component:
    """Drawing and ring; before them, while a routine begins, its overview."""
    parts |= {"width": "100%", "height": u(room)}
    if not look.steps:
        return parts
    first = routine.overview(look.steps, room, size, left)
    return column(_one_then_other(its("first"), first, parts), width="100%", height=u(room))


def _one_then_other(moment: str, one: Component, other: Component) -> list[Component]:
    """One of two in the same place, changing over at a moment of the screen's clock."""
    return [
        one | {"display": f"${{elapsedTime < {moment} ? 'normal' : 'none'}}"},
        other | {"display": f"${{elapsedTime < {moment} ? 'none' : 'normal'}}"},
    ]


def _panel(width: float, height: float, side: Side | None) -> Component:
    """The drawing in its frame, the side as a word and a sign, and the name; 0 is as wide as there is room."""
    name = text(f"${{{its('name')}}}", 4.8, QUIET, position="absolute", left=u(3), bottom=u(2.4), width=u(27))
    inside = column(
        [picture("figure", height * 1.12, height * 0.94, align="bottom"), name, *([_badge(side)] if side else [])],
        width="100%",
        height="100%",
        alignItems="end",
        justifyContent="end",
        paddingRight=u(2),
    )
    return {
        "type": "Frame",
        "backgroundColor": PANEL,
        "borderRadius": u(4),
        "width": u(width) if width else f"${{viewport.width - @u * {2 * SIDES + RING + GAP}}}",
        "height": u(height),
        "items": [inside],
    }


def _badge(side: Side) -> Component:
    icon = side if side in ("left", "right") else "sore"
    inside = row(
        [picture(f"icon_{icon}", 6, ink=WORDS), gap(1.4), text(_SIDES[side], 4.8, fontWeight="700")],
        paddingLeft=u(2.4),
        paddingRight=u(3),
        height="100%",
    )
    return {
        "type": "Frame",
        "backgroundColor": NIGHT,
        "borderRadius": u(4.6),
        "height": u(9.2),
        "position": "absolute",
        "left": u(2.4),
        "top": u(2.4),
        "items": [inside],
    }


def _bars(look: Look, shape: Shape, height: float) -> list[Component]:
    """Controls while it runs, the likely answers once it is over."""
    after = bar(look.names, shape, height)
    return _one_then_other(f"{its('ends')} * 1000", bar(CONTROLS, shape, height), after) if look.running else [after]


def _round(look: Look, label: str) -> Component:
    """On a round screen the ring is the rim, and everything else stands inside it."""
    rim = ring.ring(100) | {"source": "rim", "position": "absolute"}
    head = column([ring.number(12), ring.label(4.6, _SIDES[look.side] if look.side else label)], alignItems="center")
    drawing = column([picture("figure", 36, 30)], alignItems="center", justifyContent="center")
    items = [head, _overviewed(look, drawing, 30, 4.6, 10), captions.caption("round"), *_bars(look, "round", 14)]
    inside = page(items, sides=12, top=8, bottom=15, alignItems="center", position="absolute")
    return {"type": "Container", "width": "100%", "height": "100%", "items": [rim, inside]}
