"""Timetable of a guided hold: its cues, each with its time. All renderers play the same cues."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from skill.content.models import Content
from skill.conversation.reply import Reply
from skill.conversation.session import OTHER_SIDE, Hold, Side
from skill.speech.timing import speech_seconds
from skill.understanding.numerals import ONES

Kind = Literal["instruction", "get_ready", "hold", "breathe", "halfway", "count", "release", "switch", "rest", "done"]

GET_READY_SECONDS = 5
"""Time to get back into position before a hold continues (our own rule)."""
COUNT_FROM = 5
"""The last seconds, which are counted down one by one."""
COUNTS_BELOW = 13.0
"""Least time left at half of a hold for the cue "halfway"; below it, the cue "ten" follows too closely."""
BREATHE_AT = 5.0
"""Seconds into the hold at which breathing is mentioned."""
STOP_IF_AT = 8.0
"""Seconds into the first hold at which the coach says when to stop: after breathing, before halfway."""
GAP = 0.3
"""Minimum silence between two cues, in seconds."""
AFTER_INSTRUCTION = 0.8
"""Silence after each instruction, in seconds."""
MAX_INSTRUCTIONS = 3
"""Steps are joined into at most this many cues, to stay within the platform's limit of speech items."""

_ADJECTIVES: dict[Side, str] = {"sore": "sore-side", "other": "other"}


class Cue(Struct, frozen=True):
    """Something said at one moment."""

    at: float
    """Seconds from the start at which it begins."""
    kind: Kind
    say: str


class Timetable(Struct, frozen=True):
    """The cues of one hold, in order, never overlapping."""

    cues: tuple[Cue, ...]
    hold_at: float
    """Seconds from the start to the beginning of the hold."""
    hold_seconds: float
    length_seconds: float


def of_reply(reply: Reply, content: Content) -> Timetable | None:
    """Return the timetable of the hold that a reply guides; None if it guides none."""
    if reply.guide is None:
        return None
    pace, sparse = reply.session.pace, reply.session.quiet
    return timetable(reply.guide, content, lead=reply.say, pace=pace, brief=reply.session.turn.brief, sparse=sparse)


def timetable(
    hold: Hold, content: Content, *, lead: str = "", pace: float = 1.0, brief: bool = False, sparse: bool = False
) -> Timetable:
    """
    Compute the cues of one hold on one side: instructions, time to get ready, the hold, the release.

    A cue that would overlap the next one is left out, except the beginning and the end of the hold and the countdown.

    Args:
        hold: What is held, on which side, and for how long.
        content: The coach's content, for the stretch and the lines.
        lead: Spoken first.
        pace: Speed of the voice; 1.0 is normal.
        brief: Leave out the instructions.
        sparse: Leave out encouragement, for the night.
    """
    stretch = content.stretches[hold.stretch]
    side = _side_words(hold.side)
    opening = [lead] if lead else []
    cues: list[Cue] = []
    at = 0.0
    first = stretch.at.get(hold.where) if hold.where else None
    instructions = (first, *stretch.steps[1:]) if first else stretch.steps
    steps = [] if brief else _joined(step.format_map(side) for step in instructions)
    for text in opening + steps:
        cues.append(Cue(round(at, 3), "instruction", text))
        at += speech_seconds(text, pace) + AFTER_INSTRUCTION
    # Who is there already needs no longer than for the same stretch again.
    ready = GET_READY_SECONDS if brief or first else stretch.get_ready_seconds
    get_ready = content.lines["get_ready"].format(seconds=ONES[ready].capitalize())
    cues.append(Cue(round(at, 3), "get_ready", get_ready))
    hold_at = round(at + max(ready, speech_seconds(get_ready, pace) + GAP), 3)
    cues += _without_collisions(_later(_hold_cues(hold, content, sparse=sparse), hold_at), pace)
    last = cues[-1]
    return Timetable(tuple(cues), hold_at, hold.seconds, round(last.at + speech_seconds(last.say, pace), 3))


def _later(cues: Iterable[Cue], seconds: float) -> list[Cue]:
    return [replace(cue, at=round(cue.at + seconds, 3)) for cue in cues]


def _side_words(side: Side | None) -> dict[str, str]:
    if side is None:
        return {"side": "", "other": "other"}
    return {"side": _ADJECTIVES.get(side, side), "other": OTHER_SIDE[side]}


def _joined(steps: Iterator[str]) -> list[str]:
    sentences = list(steps)
    size = -(-len(sentences) // MAX_INSTRUCTIONS)
    return [" ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)]


def _hold_cues(hold: Hold, content: Content, *, sparse: bool) -> Iterator[Cue]:
    seconds, stretch, lines = hold.seconds, content.stretches[hold.stretch], content.lines
    line = ("move" if stretch.repeats else "hold") + ("" if hold.side else "_both")
    values = {"seconds": f"{seconds:g}", "side": hold.side or "", "repeats": str(stretch.repeats)}
    yield Cue(0.0, "hold", lines[line].format_map(values))
    if not sparse:
        yield Cue(BREATHE_AT, "breathe", stretch.breathe)
    if hold.first:
        yield Cue(STOP_IF_AT, "breathe", lines["stop_if"])
    if seconds / 2 >= COUNTS_BELOW and not sparse:
        yield Cue(seconds / 2, "halfway", lines["halfway"])
    yield Cue(seconds - 10, "count", lines["ten_left"])
    for number in range(COUNT_FROM, 0, -1):
        yield Cue(seconds - number, "count", f"{ONES[number].capitalize()}.")
    yield Cue(seconds, "release", stretch.release)


def both_sides(hold: Hold, content: Content) -> Timetable:
    """Compute the timetable of both sides in turn, equally long, as the commands `cues` and `render` use it."""
    sides: tuple[Side | None, ...] = ("left", "right") if content.stretches[hold.stretch].one_sided else (None,)
    between: tuple[Kind, ...] = ("rest", "switch")
    cues: list[Cue] = []
    at = 0.0
    for place, side in enumerate(sides):
        for kind in between if place else ():
            text = content.lines[kind].format_map({"side": side})
            cues.append(Cue(round(at, 3), kind, text))
            at += speech_seconds(text) + AFTER_INSTRUCTION
        part = timetable(replace(hold, side=side), content)
        cues += _later(part.cues, at)
        at += part.length_seconds + AFTER_INSTRUCTION
    done = content.lines["done"]
    cues.append(Cue(round(at, 3), "done", done))
    hold_at = next(cue.at for cue in cues if cue.kind == "hold")
    return Timetable(tuple(cues), hold_at, hold.seconds, round(at + speech_seconds(done), 3))


def _without_collisions(cues: list[Cue], pace: float) -> list[Cue]:
    """Drop cues that overlap more important ones, or that lie outside of the hold."""
    start, end = cues[0].at, cues[-1].at
    importance = {"hold": 0, "release": 0, "count": 1, "halfway": 2, "breathe": 3}
    ends = {cue: cue.at + speech_seconds(cue.say, pace) for cue in cues}
    chosen: list[Cue] = []
    for cue in sorted(cues, key=lambda it: (importance[it.kind], -it.at)):
        within_hold = start <= cue.at <= end
        if importance[cue.kind] == 0 or (within_hold and all(_apart(cue, other, ends) for other in chosen)):
            chosen.append(cue)
    return sorted(chosen, key=lambda it: it.at)


def _apart(one: Cue, other: Cue, ends: Mapping[Cue, float]) -> bool:
    first, second = (one, other) if one.at <= other.at else (other, one)
    gap = 0.0 if first.kind == second.kind == "count" else GAP
    return ends[first] + gap <= second.at
