"""Warnings: an emergency in red with the number in large digits, urgent advice in amber; both say so in words."""

from skill.content.models import Locale
from skill.conversation.reply import Reply
from skill.speech.screens.buttons import answers, bar
from skill.speech.screens.fit import fit
from skill.speech.screens.parts import (
    AMBER,
    DARK_RED,
    ON_AMBER,
    RED,
    WORDS,
    Component,
    Document,
    Shape,
    document,
    gap,
    page,
    picture,
    row,
    shown,
    text,
    u,
)
from skill.speech.screens.words import spoken

NO_NUMBER = "Call for help now"


def emergency(reply: Reply, locale: Locale) -> Document:
    """Red, with the number that is said first in the largest digits there is room for."""
    names = answers(reply.session.turn)
    number = shown(first_number(f"{reply.say} {reply.ask}", locale) or NO_NUMBER)

    def draw(shape: Shape) -> Component:
        buttons = (
            [bar(names, shape, 18 if shape == "round" else 15, bright=(WORDS, DARK_RED), plain=(DARK_RED, WORDS))]
            if names
            else []
        )
        room = 0 if names else 15
        if shape == "round":
            big = _number(number, 62, 22, 24)
            return page([big, spoken(reply, shape, 78, 40 + room, telling=True), *buttons], sides=0, top=8, bottom=12)
        if shape == "tall":
            big = _number(number, 80, 34, 40)
            return page([big, spoken(reply, shape, 86, 80 + room, telling=True), *buttons], sides=6, top=8, bottom=8)
        big = _number(number, 120, 30, 34)
        return page([big, spoken(reply, shape, 143, 41 + room, telling=True), *buttons], sides=8, top=4, bottom=5)

    return document(draw, background=RED)


def first_number(said: str, locale: Locale) -> str | None:
    """The telephone number that comes first in what is said."""
    numbers = [*((locale.emergency,) if locale.emergency else ()), *locale.numbers]
    heard = [(said.find(number.digits), number.digits) for number in numbers if number.digits in said]
    return min(heard)[1] if heard else None


def _number(number: str, width: float, room: float, largest: float) -> Component:
    size = fit(number, width, room, largest, bold=True)
    return row(
        [
            picture("icon_phone", round(size * 0.62, 1), ink=WORDS),
            gap(size * 0.2),
            text(number, size, WORDS, fontWeight="700", shrink=1),
        ],
        width="100%",
        justifyContent="center",
    )


def urgent(reply: Reply) -> Document:
    """Amber band with a warning sign; the questions that could raise it keep their buttons."""
    names = answers(reply.session.turn)

    def draw(shape: Shape) -> Component:
        buttons = [bar(names, shape, 21 if shape == "round" else 18)] if names else []
        room = 0 if names else 18
        if shape == "round":
            return page([_band(5.4, 62), spoken(reply, shape, 76, 37 + room), *buttons], sides=0, top=10, bottom=14)
        if shape == "tall":
            return page(
                [_band(8, 88), spoken(reply, shape, 86, 92 + room, telling=True), *buttons], sides=6, top=8, bottom=8
            )
        return page(
            [_band(7.4, 0), spoken(reply, shape, 143, 48 + room, telling=True), *buttons], sides=8, top=5, bottom=6
        )

    return document(draw)


def _band(size: float, width: float) -> Component:
    inside = row(
        [
            picture("icon_warning", round(size * 1.3, 1), ink=ON_AMBER),
            gap(size * 0.4),
            text("Be seen today", size, ON_AMBER, fontWeight="700"),
        ],
        width="100%",
        height="100%",
        justifyContent="center",
    )
    return {
        "type": "Frame",
        "backgroundColor": AMBER,
        "borderRadius": u(3),
        "width": u(width) if width else "100%",
        "height": u(size * 2),
        "alignSelf": "center",
        "items": [inside],
    }
