"""Screens without a countdown: a heading, the words of the reply, and its buttons."""

from functools import lru_cache

from skill.alexa.screens.buttons import bar
from skill.alexa.screens.document import Data, Screen, Shape, capital, encoded, kinds, shown
from skill.alexa.screens.fit import fit, height
from skill.content.locale import Locale
from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.speech.buttons import answers
from skill.speech.markup import written
from skill.speech.timing import speech_seconds

NO_NUMBER = "Call for help now"
_DIGITS = {"round": (62, 22, 24), "tall": (80, 34, 40), "wide": (120, 30, 34)}
"""Maximum width, height and font size of an emergency number."""
_BY_LEVEL = {"soon": "See a doctor soon", "routine": "See your doctor some time", "selfcare": "Looking after it"}
_BREATH_SECONDS = 0.5

_LARGEST = 11.0
_LARGEST_ROUND = 8.0
"""Maximum font sizes of a question, in units."""
_ASIDE = 5.8
"""Maximum font size of the statement before a question, which is secondary."""
_TELLING, _ASKING = 8.4, 7.0
"""Maximum font sizes of a statement that is emphasised, and of the question below it."""
_GAP = 3.0
"""Space between statement and question, in units."""


def screen(kind: str, reply: Reply, heading: str = "") -> Screen:
    """Build the screen of a reply; `kinds.yaml` has the kinds."""
    return Screen(encoded(), _data(kind, reply.say, reply.ask, heading, answers(reply.session.turn)))


@lru_cache(maxsize=512)  # The coach's sentences are few and come again: a tenth of a turn with a screen.
def _data(kind: str, say: str, ask: str, heading: str, names: tuple[str, ...]) -> Data:
    lead, ask, fixed = written(say), written(ask), kinds()[kind]
    telling, places = bool(fixed.data.get("telling")), {}
    for shape, place in fixed.places.items():
        room = place["room"] + (0 if names else place["spare"])
        places[shape] = {**place, "room": room, **_sizes(lead, ask, shape, (place["width"], room), telling=telling)}
        if kind == "emergency":
            places[shape]["heading"] = fit(heading, *_DIGITS[shape], bold=True)
    return {
        "kind": kind,
        "heading": shown(heading),
        "lead": shown(lead),
        "ask": shown(ask),
        "ask_at": round((speech_seconds(lead) + _BREATH_SECONDS) * 1000),
        "places": places,
        "answers": bar(kind, names),
        **fixed.data,
    }


def _sizes(lead: str, ask: str, shape: Shape, box: tuple[float, float], *, telling: bool) -> dict[str, float]:
    """
    Return the font sizes at which statement (`lead`) and question fit a box of some width and height, in units.

    The question has the largest font, unless the statement is emphasised (`telling`).
    """
    width, room = box
    if shape == "round":
        # One after the other, in one size.
        return {"words": min(fit(words, width, room, _LARGEST_ROUND, bold=True) for words in (lead, ask))}
    if not ask:
        return {"lead": fit(lead, width, room, _TELLING)}
    if not lead:
        return {"ask": fit(ask, width, room, _TELLING if telling else _LARGEST, bold=not telling)}
    share = max(0.36, min(0.62, len(lead) / (len(lead) + len(ask))))
    first = fit(lead, width, room * share - _GAP, _TELLING if telling else _ASIDE)
    left = room - _GAP - height(lead, first, width)
    return {"lead": first, "ask": fit(ask, width, left, _ASKING if telling else _LARGEST, bold=True)}


def emergency_number(reply: Reply, locale: Locale) -> str:
    """Return the locale's telephone number that a reply mentions first, or a call for help if it mentions none."""
    said = f"{reply.say} {reply.ask}"
    heard = [(said.find(number.digits), number.digits) for number in locale.telephones if number.digits in said]
    return min(heard)[1] if heard else NO_NUMBER


def subject(reply: Reply, content: Content) -> str:
    """Return the heading of a card: the subject of the reply, or its level of care."""
    turn = reply.session.turn
    if turn.condition:
        return capital(content.conditions[turn.condition].name)
    if turn.about.startswith("more:"):
        return capital(content.explained(turn.about.split(":")[1]).name)
    return _BY_LEVEL.get(turn.level or "", "Cramp Coach")
