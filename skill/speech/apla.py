"""Traverse APL for Audio (APLA) documents in the order in which Alexa plays them."""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Speak = Callable[[str, float], float]
"""Handles one speech item: takes its SSML and start, returns its end, both in seconds."""


def play(document: Document, at: float, speak: Speak) -> float:
    """Call `speak` for each speech item of a document that starts at second `at`; return the second of its end."""
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
            raise ValueError(f"The APLA component {other!r} is not supported; add it to skill/speech/apla.py.")
