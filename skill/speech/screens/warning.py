"""Warning screens: an emergency in red with the number in large digits, urgent advice in amber; both also in words."""

from collections.abc import Mapping
from functools import cache

from skill.content.models import Locale
from skill.conversation.reply import Reply
from skill.speech.screens.fit import fit
from skill.speech.screens.pages import Page, Place
from skill.speech.screens.parts import (
    AMBER,
    DARK_RED,
    ON_AMBER,
    RED,
    WORDS,
    Component,
    Screen,
    Shape,
    gap,
    its,
    picture,
    row,
    shown,
    text,
    u,
)

NO_NUMBER = "Call for help now"
_NUMBER: dict[Shape, tuple[float, float, float]] = {"round": (62, 22, 24), "tall": (80, 34, 40), "wide": (120, 30, 34)}
"""Maximum width, height and font size of the number."""
_BAND: dict[Shape, tuple[float, str]] = {"round": (5.4, u(62)), "tall": (8, u(88)), "wide": (7.4, "100%")}
"""Font size on the amber band, and its width."""


def _numbered(shape: Shape, words: Component) -> list[Component]:
    size = its(f"digits.{shape}")
    parts = [
        picture("icon_phone", f"{size} * 0.62", ink=WORDS),
        gap(f"{size} * 0.2"),
        text(f"${{{its('number')}}}", size, WORDS, fontWeight="700", shrink=1),
    ]
    return [row(parts, width="100%", justifyContent="center"), words]


EMERGENCY = Page(
    above=_numbered,
    places={
        "round": Place(78, 40, 15, 18, sides=0, top=8, bottom=12),
        "tall": Place(86, 80, 15, 15, sides=6, top=8, bottom=8),
        "wide": Place(143, 41, 15, 15, sides=8, top=4, bottom=5),
    },
    telling=True,
    background=RED,
    bright=(WORDS, DARK_RED),
    plain=(DARK_RED, WORDS),
)


def emergency(reply: Reply, locale: Locale) -> Screen:
    """Build the red screen, with the first number that is spoken in the largest digits that fit."""
    number = first_number(f"{reply.say} {reply.ask}", locale) or NO_NUMBER
    return EMERGENCY.screen(reply, number=shown(number), digits=_digits(number))


@cache
def _digits(number: str) -> Mapping[Shape, float]:
    """Return the font sizes of a number; cached, as all locales together have only a few."""
    return {shape: fit(number, *box, bold=True) for shape, box in _NUMBER.items()}


def first_number(said: str, locale: Locale) -> str | None:
    """Return the locale's telephone number that a text mentions first; None if it mentions none."""
    numbers = [*((locale.emergency,) if locale.emergency else ()), *locale.numbers]
    heard = [(said.find(number.digits), number.digits) for number in numbers if number.digits in said]
    return min(heard)[1] if heard else None


def _banded(shape: Shape, words: Component) -> list[Component]:
    size, width = _BAND[shape]
    parts = [
        picture("icon_warning", round(size * 1.3, 1), ink=ON_AMBER),
        gap(size * 0.4),
        text("Be seen today", size, ON_AMBER, fontWeight="700"),
    ]
    band = {
        "type": "Frame",
        "backgroundColor": AMBER,
        "borderRadius": u(3),
        "width": width,
        "height": u(size * 2),
        "alignSelf": "center",
        "items": [row(parts, width="100%", height="100%", justifyContent="center")],
    }
    return [band, words]


URGENT = Page(
    above=_banded,
    places={
        "round": Place(76, 37, 18, 21, sides=0, top=10, bottom=14),
        "tall": Place(86, 92, 18, 18, sides=6, top=8, bottom=8),
        "wide": Place(143, 48, 18, 18, sides=8, top=5, bottom=6),
    },
    telling=True,
)
"""Amber band with a warning icon; questions that could still raise the level keep their buttons."""
