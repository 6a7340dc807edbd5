"""Overview of a routine: its steps, shown while the first one is announced."""

from skill.content.models import Content
from skill.conversation.guide import allowed
from skill.conversation.routine import is_at_its_beginning
from skill.conversation.session import Session
from skill.speech.screens.parts import ON_TEAL, TEAL, WORDS, Component, capital, column, gap, its, row, shown, text, u


def steps(session: Session, content: Content) -> tuple[str, list[str]] | None:
    """Return the title of the routine that begins in this turn and of its steps; None if none begins."""
    current = session.routine
    if current is None or not is_at_its_beginning(session, content):
        return None
    routine = content.routines[current.name]
    names = [content.stretches[it].name for it in routine.steps if allowed(it, session, content)]
    return shown(capital(routine.name)), [shown(capital(name)) for name in names]


def overview(count: int, room: float, largest: float, left: float = 0) -> Component:
    """Build a numbered list of `count` steps within a height of `room` units; `largest` is the maximum font size."""
    each = min((room - largest * 1.7) / max(count, 1), largest * 1.7)
    size = round(min(each * 0.62, largest), 1)
    lines = [_line(place, size, each) for place in range(count)]
    title = f"${{{its('title')}}}"
    head = text(title, round(largest * 1.1, 1), TEAL, fontWeight="700", paddingBottom=u(largest * 0.3))
    return column([head, *lines], width="100%", height=u(room), justifyContent="center", paddingLeft=u(left))


def _line(place: int, size: float, height: float) -> Component:
    mark = {
        "type": "Frame",
        "backgroundColor": TEAL,
        "borderRadius": u(height * 0.4),
        "width": u(height * 0.8),
        "height": u(height * 0.8),
        "items": [
            text(
                str(place + 1),
                round(size * 0.8, 1),
                ON_TEAL,
                fontWeight="700",
                width="100%",
                height="100%",
                textAlign="center",
                textAlignVertical="center",
            )
        ],
    }
    return row([mark, gap(size * 0.6), text(f"${{{its(f'steps[{place}]')}}}", size, WORDS)], height=u(height))
