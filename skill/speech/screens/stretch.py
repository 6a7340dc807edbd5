"""A guided stretch: the position, the sore side, the countdown in step with the voice, and what is being said."""

from dataclasses import dataclass

from skill.content.models import Content, Stretch
from skill.conversation.reply import Reply
from skill.conversation.session import Hold
from skill.speech.cues import Cue, timetable
from skill.speech.screens import ring, routine
from skill.speech.screens.buttons import CONTROLS, answers, bar
from skill.speech.screens.drawing import figure
from skill.speech.screens.fit import fit
from skill.speech.screens.parts import (
    NIGHT,
    PANEL,
    QUIET,
    WORDS,
    Component,
    Document,
    Shape,
    column,
    document,
    gap,
    page,
    picture,
    row,
    shown,
    text,
    u,
)
from skill.speech.timing import speech_seconds

SIDES, RING, GAP = 8, 48, 4
"""Margins, ring and the room beside it on a wide screen, in units."""

_SIDES = {"left": "Left side", "right": "Right side", "sore": "Sore side", "other": "Other side"}


@dataclass(frozen=True, slots=True)
class Course:
    """What the screen shows when: seconds from the start of the reply."""

    captions: tuple[tuple[float, str], ...]
    remaining: str
    """Expression for the seconds that are left."""
    label: str
    """Expression for the word below them."""
    seconds: float
    """Length of the whole hold."""
    ends_at: float = 0.0
    """From here on the answers stand in place of the controls."""
    overview: tuple[str, list[str]] | None = None
    overview_until: float = 0.0


def screen(reply: Reply, content: Content) -> Document:
    """The hold that a reply guides, or the paused one."""
    guiding = reply.session.guiding
    hold = reply.guide or (guiding.hold if guiding else None)
    if hold is None:
        raise AssertionError("there is no hold to draw")
    stretch = content.stretches[hold.stretch]
    course = _running(reply, hold, content) if reply.guide else _paused(reply, hold)
    graphics = {"figure": figure(hold.stretch, stretch, hold.side), "ring": ring.graphic(), "rim": ring.graphic(3.4)}
    return document(lambda shape: _draw(shape, reply, hold, stretch, course), graphics)


def _running(reply: Reply, hold: Hold, content: Content) -> Course:
    stretch, pace = content.stretches[hold.stretch], reply.session.pace
    table = timetable(
        hold, stretch, content.lines, lead=reply.say, pace=pace, brief=reply.brief, sparse=reply.session.quiet
    )
    begins = table.hold_at * 1000
    overview = None if reply.brief else routine.steps(reply.session, content)
    return Course(
        captions=tuple(sentences((*table.cues, Cue(table.length_seconds, "done", reply.ask)), pace)),
        remaining=ring.remaining(table.hold_at, hold.seconds),
        label=f"${{elapsedTime < {begins:.0f} ? 'get ready' : remaining > 0 ? 'seconds' : 'let go'}}",
        seconds=hold.seconds,
        ends_at=table.hold_at + hold.seconds,
        overview=overview,
        overview_until=table.cues[1].at if overview else 0.0,
    )


def _paused(reply: Reply, hold: Hold) -> Course:
    guiding = reply.session.guiding
    left = guiding.paused_left if guiding and guiding.paused_left is not None else hold.seconds
    said = f"{reply.say} {reply.ask}".strip()
    return Course(((0.0, said),), f"${{{left:g}}}", "paused", hold.seconds)


def sentences(cues: tuple[Cue, ...], pace: float) -> list[tuple[float, str]]:
    """Captions: each cue sentence by sentence, so that they can be large; each at the second it is spoken."""
    parts: list[tuple[float, str]] = []
    for cue in cues:
        at = cue.at
        for sentence in cue.say.replace(". ", ".\n").split("\n"):
            parts.append((round(at, 2), sentence))
            at += speech_seconds(sentence + " x", pace)
    return parts


def _draw(shape: Shape, reply: Reply, hold: Hold, stretch: Stretch, course: Course) -> Component:
    side = _SIDES[hold.side] if hold.side else ""
    name = shown(stretch.name[:1].upper() + stretch.name[1:])
    if shape == "round":
        drawn = _round(course, reply, side)
    elif shape == "tall":
        look = [_panel(88, 58, name, side, hold), ring.with_number(42, course.seconds, course.label)]
        items = [
            _look(course, column(look, alignItems="center"), 102, 8),
            _caption(course, 88, 26),
            *_bars(course, reply, shape, 15),
        ]
        drawn = page(items, sides=6, top=5, bottom=5)
    else:
        look = [_panel(0, 50, name, side, hold), gap(GAP)]
        look.append(ring.with_number(RING, course.seconds, course.label))
        items = [_look(course, row(look), 50, 6.4), _caption(course, 143, 23), *_bars(course, reply, shape, 14)]
        drawn = page(items, sides=SIDES, top=5, bottom=5)
    said = [shown(words) for _, words in course.captions]
    drawn["bind"] = [
        {"name": "remaining", "type": "number", "value": course.remaining},
        {"name": "said", "type": "any", "value": said},
    ]
    return drawn


def _look(course: Course, look: Component, room: float, size: float, left: float = 0) -> Component:
    """Drawing and ring; before them, while a routine begins, its overview."""
    look |= {"width": "100%", "height": u(room)}
    if course.overview is None:
        return look
    until = f"{course.overview_until * 1000:.0f}"
    first = routine.overview(*course.overview, room, size, left)
    first["display"] = f"${{elapsedTime < {until} ? 'normal' : 'none'}}"
    look["display"] = f"${{elapsedTime < {until} ? 'none' : 'normal'}}"
    return column([first, look], width="100%", height=u(room))


def _panel(width: float, height: float, name: str, side: str, hold: Hold) -> Component:
    """The drawing in its frame, the side as a word and a sign, and the name; 0 is as wide as there is room."""
    inside = column(
        [
            picture("figure", height * 1.12, height * 0.94, align="bottom"),
            text(name, 4.8, QUIET, position="absolute", left=u(3), bottom=u(2.4), width=u(27)),
            *([_badge(side, hold)] if side else []),
        ],
        width="100%",
        height="100%",
        alignItems="end",
        justifyContent="end",
        paddingRight=u(2),
    )
    frame: Component = {
        "type": "Frame",
        "backgroundColor": PANEL,
        "borderRadius": u(4),
        "height": u(height),
        "items": [inside],
    }
    return frame | {"width": u(width) if width else f"${{viewport.width - @u * {2 * SIDES + RING + GAP}}}"}


def _badge(side: str, hold: Hold) -> Component:
    icon = hold.side if hold.side in ("left", "right") else "sore"
    inside = row(
        [picture(f"icon_{icon}", 6, ink=WORDS), gap(1.4), text(side, 4.8, fontWeight="700")],
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


def _caption(course: Course, width: float, room: float, largest: float = 8.4) -> Component:
    """What is being said now."""
    size = min(fit(words, width, room, largest, bold=True) for _, words in course.captions)
    place = str(len(course.captions) - 1)
    for number in range(len(course.captions) - 2, -1, -1):
        place = f"elapsedTime < {course.captions[number + 1][0] * 1000:.0f} ? {number} : {place}"
    words = text(f"${{said[{place}]}}", size, WORDS, fontWeight="700", textAlign="center", width=u(width))
    return column([words], width="100%", height=u(room), alignItems="center", justifyContent="center")


def _bars(course: Course, reply: Reply, shape: Shape, height: float) -> list[Component]:
    """Controls while it runs, the likely answers once it is over."""
    if not course.ends_at:
        return [bar(answers(reply.session.turn), shape, height)]
    over = f"elapsedTime >= {course.ends_at * 1000:.0f}"
    return [
        bar(CONTROLS, shape, height, display=f"${{{over} ? 'none' : 'normal'}}"),
        bar(answers(reply.session.turn), shape, height, display=f"${{{over} ? 'normal' : 'none'}}"),
    ]


def _round(course: Course, reply: Reply, side: str) -> Component:
    """On a round screen the ring is the rim, and everything else stands inside it."""
    rim = ring.ring(100, course.seconds) | {"source": "rim", "position": "absolute"}
    head = column([ring.number(12), ring.label(4.6, side or course.label)], alignItems="center")
    look = column([picture("figure", 36, 30)], alignItems="center", justifyContent="center")
    items = [head, _look(course, look, 30, 4.6, 10), _caption(course, 74, 12, 5.4), *_bars(course, reply, "round", 14)]
    inside = page(items, sides=12, top=8, bottom=15, alignItems="center", position="absolute")
    return {"type": "Container", "width": "100%", "height": "100%", "items": [rim, inside]}
