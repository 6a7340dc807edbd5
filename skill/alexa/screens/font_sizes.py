"""Font sizes of the words of a reply: statements small, the question large."""

from skill.alexa.screens.document import Shape
from skill.alexa.screens.fit import fit, height

LARGEST = 11.0
LARGEST_ROUND = 8.0
"""Maximum font sizes of a question, in units."""
ASIDE = 5.8
"""Maximum font size of the statement before a question, which is secondary."""
TELLING, ASKING = 8.4, 7.0
"""Maximum font sizes of a statement that is emphasised, and of the question below it."""
GAP = 3.0
"""Space between statement and question, in units."""


def sizes(lead: str, ask: str, shape: Shape, box: tuple[float, float], *, telling: bool) -> dict[str, float]:
    """
    Return the font sizes at which statement (`lead`) and question fit a box of some width and height, in units.

    The question has the largest font, unless the statement is emphasised (`telling`).
    """
    width, room = box
    if shape == "round":
        # One after the other, in one size.
        return {"words": min(fit(words, width, room, LARGEST_ROUND, bold=True) for words in (lead, ask))}
    if not ask:
        return {"lead": fit(lead, width, room, TELLING)}
    if not lead:
        return {"ask": fit(ask, width, room, TELLING if telling else LARGEST, bold=not telling)}
    share = max(0.36, min(0.62, len(lead) / (len(lead) + len(ask))))
    first = fit(lead, width, room * share - GAP, TELLING if telling else ASIDE)
    left = room - GAP - height(lead, first, width)
    return {"lead": first, "ask": fit(ask, width, left, ASKING if telling else LARGEST, bold=True)}
