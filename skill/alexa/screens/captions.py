"""Captions of a guided hold: the sentence that is being spoken, in large type."""

from skill.alexa.screens.document import Data, Kind, shown
from skill.alexa.screens.fit import WIDE_BOLD, fit
from skill.speech.timetable import Cue
from skill.speech.timing import speech_seconds

_LARGEST = {"round": 5.4, "tall": 8.4, "wide": 8.4}
_NEVER = 10**9


def sentences(cues: tuple[Cue, ...], pace: float) -> list[tuple[float, str]]:
    """Return the sentences of all cues, each with its estimated start in seconds."""
    parts: list[tuple[float, str]] = []
    for cue in cues:
        at, rest = cue.at, cue.say
        while ". " in rest:
            sentence, _, rest = rest.partition(". ")
            parts.append((at, f"{sentence}."))
            at = cue.at + speech_seconds(cue.say, pace) - speech_seconds(rest, pace)
        parts.append((at, rest))
    return parts


def captions(parts: list[tuple[float, str]], hold: Kind) -> Data:
    """Return each sentence with its time in milliseconds, and the places of the screen with a font size for all."""
    ends = [round(at * 1000) for at, _ in parts[1:]] + [_NEVER]
    said = [
        {"say": shown(it), "from": begin, "until": end}
        for (_, it), begin, end in zip(parts, [0, *ends], ends, strict=False)
    ]
    longest = sorted({it for _, it in parts}, key=len, reverse=True)
    places = {}
    for shape, place in hold.places.items():
        size = _LARGEST[shape]
        for it in longest:
            if len(it) * size * WIDE_BOLD <= place["width"]:
                break  # This one and all that are shorter fit into one line.
            size = fit(it, place["width"], place["room"], size, bold=True)
        places[shape] = {**place, "caption": size}
    return {"captions": said, "places": places}
