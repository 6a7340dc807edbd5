"""The countdown ring: how much of the hold is left, in step with the voice."""

from typing import Any

from skill.speech.screens.parts import LINE, QUIET, TEAL, WORDS, Component, its, picture, text, u

CIRCUMFERENCE = 282.74
"""Of a circle of radius 45."""


def graphic(width: float = 7.0) -> dict[str, Any]:
    """A full circle behind, and before it the part that is left, from the top on clockwise."""
    circle = {"type": "path", "pathData": "M50 5 A45 45 0 1 1 49.99 5", "strokeWidth": width}
    left = {
        **circle,
        "stroke": TEAL,
        "strokeDashArray": [CIRCUMFERENCE, CIRCUMFERENCE],
        "strokeDashOffset": f"${{{CIRCUMFERENCE} * (1 - ratio)}}",
    }
    return {
        "type": "AVG",
        "version": "1.1",
        "width": 100,
        "height": 100,
        "parameters": [{"name": "ratio", "type": "number", "default": 1}],
        "items": [{**circle, "stroke": LINE}, left],
    }


RUNNING = f"${{Math.max(0, Math.min({its('seconds')}, {its('ends')} - elapsedTime / 1000))}}"
"""
Seconds that are left, as an expression of the screen's own clock.

The clock starts when the document is shown, which is when the voice begins: the hold ends `ends` seconds later, for
both.
"""
PAUSED = f"${{{its('left')}}}"


def ring(size: float) -> Component:
    """The ring; `remaining` has to be bound around it."""
    return picture("ring", size, ratio=f"${{remaining / {its('seconds')}}}")


def number(size: float) -> Component:
    """The seconds in large digits."""
    return text("${Math.ceil(remaining)}", size, WORDS, fontWeight="700", textAlign="center")


def label(size: float, word: str) -> Component:
    """What the digits count."""
    return text(word, size, QUIET, textAlign="center")


def with_number(size: float, word: str) -> Component:
    """The ring with digits and label in its middle."""
    middle = {
        "type": "Container",
        "position": "absolute",
        "width": u(size),
        "height": u(size),
        "alignItems": "center",
        "justifyContent": "center",
        "items": [number(round(size * 0.38, 1)), label(round(size * 0.105, 1), word)],
    }
    return {"type": "Container", "width": u(size), "height": u(size), "items": [ring(size), middle]}
