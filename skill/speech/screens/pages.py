"""The screens without a countdown: something above, the words of the reply, and its buttons."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from skill.conversation.reply import Reply
from skill.speech.buttons import answers
from skill.speech.screens.buttons import PLAIN, STANDING_OUT, Colours, bar
from skill.speech.screens.parts import NIGHT, Component, Screen, Shape, document, page
from skill.speech.screens.words import Box, Said, fitted, spoken, which


class Place(NamedTuple):
    """Where the parts of a page stand on a screen of one shape, in units."""

    width: float
    """Of the words."""
    room: float
    """How high the words may be."""
    spare: float
    """So much higher where there are no buttons."""
    buttons: float
    """Height of the buttons."""
    sides: float
    top: float
    bottom: float


class Page(Struct, frozen=True, eq=False):
    """One kind of screen."""

    above: Callable[[Shape, Component], list[Component]]
    """Puts something above the words, or around them."""
    places: Mapping[Shape, Place]
    telling: bool = False
    """What is said first is the point, not the question."""
    background: str = NIGHT
    bright: Colours = STANDING_OUT
    plain: Colours = PLAIN

    def screen(self, reply: Reply, **more: Any) -> Screen:
        """This page for one reply; `more` is what it shows beyond the reply's words."""
        names = answers(reply.session.turn)
        data = _words(self, reply.say, reply.ask, bool(names))
        return Screen(_document(self, names, which(reply)), {**data, **more})


@lru_cache(maxsize=512)  # The coach's sentences are few and come again: a tenth of a turn with a screen.
def _words(it: Page, say: str, ask: str, buttons: bool) -> Mapping[str, Any]:  # noqa: FBT001  # a key of the cache
    return fitted(say, ask, _boxes(it, buttons), telling=it.telling)


@cache
def _boxes(it: Page, buttons: bool) -> dict[Shape, Box]:  # noqa: FBT001  # a key of the cache
    return {shape: (at.width, at.room + (0 if buttons else at.spare)) for shape, at in it.places.items()}


@cache
def _document(it: Page, names: tuple[str, ...], said: Said) -> bytes:
    boxes = _boxes(it, bool(names))

    def draw(shape: Shape) -> Component:
        at = it.places[shape]
        items = it.above(shape, spoken(said, shape, boxes[shape], telling=it.telling))
        if names:
            items.append(bar(names, shape, at.buttons, bright=it.bright, plain=it.plain))
        return page(items, sides=at.sides, top=at.top, bottom=at.bottom)

    return document(draw, background=it.background)
