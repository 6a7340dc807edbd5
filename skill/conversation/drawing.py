"""Describes the way through the questions as boxes and arrows, from the content alone."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from skill.content.models import LEVELS, Content, Finding, Level, Question, Stretch
from skill.conversation.guide import ROUNDS
from skill.conversation.likely_condition import NAMED_FROM
from skill.conversation.triage import is_red_flag, possible

Paint = Level | Literal["plain", "gentle"]
Part = Literal["anytime", "opening", "screen", "stretch", "later", "outcome"]


class Row(Struct, frozen=True):
    """One line in a box, in the colour of the care that it can ask for."""

    text: str
    paint: Paint = "plain"
    name: str = ""
    """Set where arrows end at this very line."""


class Box(Struct, frozen=True):
    """Something that is asked, done or advised."""

    name: str
    part: Part
    title: str
    rows: tuple[Row, ...] = ()
    paint: Paint = "plain"


class Arrow(Struct, frozen=True):
    """What comes next, and when."""

    start: str
    end: str
    """A box, or `box:line`."""
    when: str = ""
    care: bool = False
    """A yes in this part of the picture leads to advice, away from stretching."""


class Drawing(Struct, frozen=True):
    """The whole picture."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    beside: tuple[str, ...]
    """Boxes that stand side by side."""

    @property
    def mark(self) -> str:
        """Changes whenever the picture would; it does not depend on what lays the picture out."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def draw(content: Content) -> Drawing:
    """The question flow of a content."""
    screen = [(name, it) for name, it in content.questions.items() if it.stage == "screen"]
    body = [(name, it) for name, it in content.questions.items() if it.stage == "after"]
    rescreen = [(name, it) for name, it in content.questions.items() if it.stage == "rescreen"]
    boxes = (
        Box("start", "opening", "Start", (Row("opened, or said what hurts"),)),
        Box("kind", "opening", "Is it a cramp, a twitch, or an ache?", (Row("asked only if nobody said it"),)),
        *(_question(name, it, content, "opening") for name, it in rescreen),
        _said_at_any_moment(content),
        *(_question(name, it, content, "screen") for name, it in screen),
        *(_question(name, it, content, "stretch") for name, it in body),
        *_stretching(content),
        *_later(content),
        *_outcomes(content),
    )
    arrows = (
        Arrow("start", "kind"),
        *(Arrow("start", name, "back within 30 minutes") for name, _ in rescreen),
        *_way(["kind", *(name for name, _ in screen)]),
        *(Arrow(name, screen[0][0], "yes or not sure") for name, _ in rescreen),
        *(Arrow(name, "hold", "no: same stretch again") for name, _ in rescreen),
        Arrow(screen[1][0], "care", "yes to any part", care=True),
        *_after_the_screen(screen[-1][0], [name for name, _ in body]),
    )
    filled = tuple(_filled(box, content.locales["en"].words) for box in boxes)
    return Drawing(filled, arrows, beside=("flags", screen[1][0], "care"))


def _filled(box: Box, values: Mapping[str, str]) -> Box:
    """With `{pee}` and the like in everyday words."""
    rows = tuple(replace(row, text=row.text.format_map(values)) for row in box.rows)
    return replace(box, title=box.title.format_map(values), rows=rows)


def _way(names: list[str]) -> Iterator[Arrow]:
    for start, end in pairwise(names):
        yield Arrow(start, end, "" if start == "kind" else "no to every part")


def _after_the_screen(last: str, body: list[str]) -> Iterator[Arrow]:
    yield from (Arrow(last, name, "no: cramp or ache") for name in body)
    yield from (Arrow(name, "hold", "what the answers leave") for name in body)
    yield Arrow(last, "later", "no: twitch")
    yield Arrow("hold", "helped")
    yield Arrow("helped", "hold", "same: the next one")
    yield Arrow("helped", "later", f"better, or {ROUNDS} rounds")
    yield Arrow("helped", "screen_again", "worse")
    yield Arrow("screen_again", "hold", "no")
    yield Arrow("later", "splitting", "nothing of it is open")
    yield Arrow("splitting", "causes", "one stands out")
    yield Arrow("splitting", "care:selfcare", "none does")
    yield Arrow("causes", "care:selfcare", "with the safety net")
    yield Arrow("later", "care", care=True)


def _paint(name: str, content: Content) -> Paint:
    return possible(name, content) or "plain"


def _question(identity: str, question: Question, content: Content, part: Part) -> Box:
    rows = []
    for name, short in question.covers.items():
        ruled_out = [it.name for it in content.stretches.values() if name in it.not_if and it.for_relief]
        without = f": not the {', '.join(ruled_out)}" if ruled_out and part == "stretch" else ""
        rows.append(Row(f"{short}{without}", _paint(name, content)))
    return Box(identity, part, question.ask.replace(" |", ""), tuple(rows))


def _said_at_any_moment(content: Content) -> Box:
    """All red flags: each is heard in every state, whatever is being asked."""
    rows = []
    for level in LEVELS:
        named = [name for name in content.findings if is_red_flag(name, content)]
        rows += [
            Row(f"{it.label}{_at_worst(name, level, content)}", level)
            for name in named
            if (it := content.findings[name]).level == level
        ]
    return Box("flags", "anytime", f"{len(rows)} red flags: any of them leads to advice at once", tuple(rows))


def _at_worst(name: str, level: Level, content: Content) -> str:
    worst = possible(name, content)
    return "" if worst == level else f" (at worst: {worst})"


def _stretching(content: Content) -> Iterator[Box]:
    def place(item: tuple[str, Stretch]) -> int:
        return item[1].for_relief or 0

    offered = sorted(((name, it) for name, it in content.stretches.items() if it.for_relief), key=place)
    rows = tuple(Row(f"{it.for_relief}. {it.name}, {it.posture}, {it.hold_seconds} s", "gentle") for _, it in offered)
    yield Box("hold", "stretch", "A guided stretch, the first that fits", rows, "gentle")
    yield Box("helped", "stretch", "Is it letting go?")
    first = [it for it in content.questions.values() if it.stage == "screen"][:2]
    asked = tuple(Row(short, _paint(name, content)) for it in first for name, short in it.covers.items())
    yield Box("screen_again", "stretch", "The first two questions once more", asked)


def _later(content: Content) -> Iterator[Box]:
    def order(item: tuple[str, Finding]) -> int:
        return item[1].asked.order if item[1].asked else 0

    asked = sorted(((name, it) for name, it in content.findings.items() if it.asked and it.question), key=order)
    rows = [Row(it.question or "", _paint(name, content)) for name, it in asked]
    urgent = tuple(row for row in rows if row.paint != "plain")
    others = tuple(row for row in rows if row.paint == "plain")
    yield Box("later", "later", "After relief: what could change the care, where it applies", urgent)
    yield Box("splitting", "later", "Else, while no cause stands out: what tells the likely ones apart best", others)


_ADVICE: dict[Level, str] = {
    "emergency": "call the emergency number now",
    "urgent": "be seen today",
    "soon": "see a doctor within days",
    "routine": "see a doctor in the coming weeks",
    "selfcare": "care at home, with the safety net",
}


def _outcomes(content: Content) -> Iterator[Box]:
    named = [it for it in content.conditions.values() if it.named_unprompted]
    rows = tuple(
        Row(f"{it.name}{' (no stretch)' if it.no_stretch else ''}") for it in sorted(named, key=lambda it: it.name)
    )
    yield Box("causes", "later", f"This sounds most like … ({NAMED_FROM} points or more)", rows)
    levels = tuple(Row(f"{level}: {_ADVICE[level]}", level, level) for level in LEVELS)
    yield Box("care", "outcome", "A yes leads to the care of its colour", levels)
