"""Buttons of all screens: what a press stands for, and which of them a turn shows."""

from skill.conversation.session import Turn
from skill.understanding.hearing import content

PRESSES = content().buttons
"""All buttons, by the name that a press sends."""
BUTTONS = {name: button for name, button in PRESSES.items() if button.icon}
"""Those of an Echo Show."""

ONWARD = ("pause", "resume", "repeat")
"""Buttons that are highlighted, as they continue the exercise."""
CONTROLS = ("pause", "next", "stop")
"""Buttons during a hold."""

_BY_AWAITING = {
    "finding": ("yes", "no", "not_sure"),
    "kind": ("cramp", "twitch", "ache"),
    "did_help": ("better", "same", "worse"),
    "ready": ("yes", "next", "stop"),
    "offer": ("yes", "no"),
    "for_whom": ("yes", "no"),
}
_BY_ABOUT = {"again": ("repeat", "stop"), "crisis": ("repeat", "stop"), "resume": ("resume", "stop")}


def answers(turn: Turn) -> tuple[str, ...]:
    """Return the buttons for the likely answers to a turn's question; empty if it asks nothing."""
    if turn.awaiting is None:
        return ()
    return _BY_ABOUT.get(turn.about) or _BY_AWAITING[turn.awaiting]
