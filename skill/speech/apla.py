"""Walk APL-for-audio (APLA) documents in the order in which Alexa plays them."""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Speak = Callable[[str, float], float]
"""Takes SSML and the second at which it begins; returns the second at which it ends."""


def play(document: Document, at: float, speak: Speak) -> float:
    """Call `speak` for each speech of a document that begins at a second; return the second at which it ends."""
    (item,) = document["mainTemplate"]["items"]
    return _play(item, at, speak)


def _play(item: Document, at: float, speak: Speak) -> float:
    match item["type"]:
        case "Speech":
            return speak(item["content"], at)
        case "Silence":
            return at + float(item["duration"]) / 1000
        case "Mixer":
            return max((_play(child, at, speak) for child in item["items"]), default=at)
        case "Sequencer":
            for child in item["items"]:
                at = _play(child, at, speak)
            return at
        case other:
            raise ValueError(f"There is no APLA component {other!r}.")
