"""Countdown ring: the remaining part of a hold, in sync with the voice."""

from typing import Any

from skill.speech.screens.parts import LINE, QUIET, TEAL, WORDS, Component, its, picture, text, u

CIRCUMFERENCE = 282.74
"""Of a circle of radius 45."""


def graphic(width: float = 7.0) -> dict[str, Any]:
    """Return the graphic: a full circle, and over it the remaining part, clockwise from the top."""
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
APL expression of the remaining seconds, by the screen's own clock.

The clock starts when the document is shown, which is when the voice begins; for both, the hold ends `ends` seconds
later.
"""
PAUSED = f"${{{its('left')}}}"


def ring(size: float) -> Component:
    """Build the ring; an enclosing component must bind `remaining`."""
    return picture("ring", size, ratio=f"${{remaining / {its('seconds')}}}")


def number(size: float) -> Component:
    """Build the remaining seconds in large digits."""
    return text("${Math.ceil(remaining)}", size, WORDS, fontWeight="700", textAlign="center")


def label(size: float, word: str) -> Component:
    """Build the label of the digits."""
    return text(word, size, QUIET, textAlign="center")


def with_number(size: float, word: str) -> Component:
    """Build the ring with digits and label in its centre."""
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
