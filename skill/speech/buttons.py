"""Buttons of all screens: label, icon, accessibility label, and the intent that a press stands for."""

from collections.abc import Mapping

from msgspec import Struct

from skill.conversation.session import Turn


class Button(Struct, frozen=True):
    """Appearance of one button, and the intent that a press stands for."""

    word: str
    """The label."""
    intent: str
    """Intent that a press stands for, together with `slots`."""
    icon: str | None = None
    """Icon; `alexa/screens/document.yaml` has its drawing."""
    read: str = ""
    """Label for screen readers, where the visible one alone is not enough."""
    slots: Mapping[str, str] = {}


BUTTONS = {
    "yes": Button("Yes", "Yes", "check"),
    "no": Button("No", "No", "cross"),
    "not_sure": Button("Not sure", "NotSure", "question"),
    "cramp": Button("Cramp", "GiveKind", "cramp", "It is a cramp", slots={"kind": "cramp"}),
    "twitch": Button("Twitch", "GiveKind", "twitch", "It is a twitch", slots={"kind": "twitch"}),
    "ache": Button("Ache", "GiveKind", "ache", "It is an ache", slots={"kind": "ache"}),
    "better": Button("Better", "DidHelp", "better", "Better, it is letting go"),
    "same": Button("Same", "DidNotHelp", "same", "Same, nothing changed"),
    "worse": Button("Worse", "ItHurtsMore", "worse", "Worse, it hurts more"),
    "pause": Button("Pause", "Pause", "pause", "Pause the hold"),
    "resume": Button("Go on", "Resume", "play", "Go on with the hold"),
    "next": Button("Next", "Next", "next", "Go to the next one"),
    "stop": Button("Stop", "Stop", "stop", "Stop and close"),
    "repeat": Button("Again", "Repeat", "again", "Say that again"),
}
"""By the name that a press sends. Each stands for something that can also be said: nothing needs touch."""

MORE_BUTTONS = {
    "back": Button("Back", "Previous", read="Go back, or take the last answer back"),
    "mistake": Button("That was a mistake", "TakeBack"),
    "bed": Button("In bed", "GivePosture", slots={"posture": "lying", "where": "bed"}),
    "floor": Button("On the floor", "GivePosture", slots={"posture": "lying", "where": "floor"}),
    "chair": Button("On a chair", "GivePosture", slots={"posture": "sitting", "where": "chair"}),
    "standing": Button("Standing", "GivePosture", slots={"posture": "standing", "where": "standing"}),
}
"""Buttons of the phone app alone; the screens of an Echo Show have no room for them."""

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
