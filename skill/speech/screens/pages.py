"""Layout of the screens without a countdown: something on top, the words of the reply, and its buttons."""

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
    """Dimensions of a page on screens of one shape, in units."""

    width: float
    """Width of the words."""
    room: float
    """Maximum height of the words."""
    spare: float
    """Further height for the words if there are no buttons."""
    buttons: float
    """Height of the buttons."""
    sides: float
    """Padding to the left and right; `top` and `bottom` likewise."""
    top: float
    bottom: float


class Page(Struct, frozen=True, eq=False):
    """Layout of one kind of screen."""

    above: Callable[[Shape, Component], list[Component]]
    """Returns the components of a page without buttons, given the shape and the words."""
    places: Mapping[Shape, Place]
    telling: bool = False
    """Emphasise the statement, not the question."""
    background: str = NIGHT
    bright: Colours = STANDING_OUT
    plain: Colours = PLAIN

    def screen(self, reply: Reply, **more: Any) -> Screen:
        """Build the screen of one reply; `more` is further data, which `above` displays."""
        names = answers(reply.session.turn)
        data = _words(self, reply.say, reply.ask, bool(names))
        return Screen(_document(self, names, which(reply)), {**data, **more})


@lru_cache(maxsize=512)  # The coach's sentences are few and come again: a tenth of a turn with a screen.
def _words(it: Page, say: str, ask: str, buttons: bool) -> Mapping[str, Any]:  # noqa: FBT001  # a key of the cache
    return fitted(say, ask, _boxes(it, buttons), telling=it.telling)


@cache
def _boxes(layout: Page, buttons: bool) -> dict[Shape, Box]:  # noqa: FBT001  # part of the cache key
    return {
        shape: (place.width, place.room + (0 if buttons else place.spare)) for shape, place in layout.places.items()
    }


@cache
def _document(layout: Page, names: tuple[str, ...], said: Said) -> bytes:
    boxes = _boxes(layout, bool(names))

    def draw(shape: Shape) -> Component:
        place = layout.places[shape]
        items = layout.above(shape, spoken(said, shape, boxes[shape], telling=layout.telling))
        if names:
            items.append(bar(names, shape, place.buttons, bright=layout.bright, plain=layout.plain))
        return page(items, sides=place.sides, top=place.top, bottom=place.bottom)

    return document(draw, background=layout.background)
