"""Detect words that only ask or hope: about the future, general knowledge, or that something is not so."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from skill.understanding import context_words
from skill.understanding.context_words import CUES


def stretches(run: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a statement that only ask or hope."""
    yield 0, _end_of_forecast(run)
    if run[0] in _WHICH and run[1:2] != ["a"] and not {"i", "my", "me", "is"} & set(run):
        yield 0, until(run, 1, {","})
    if tuple(run[:3]) in _HOW_FAST and "my" not in run[:5]:
        yield 0, until(run, 2, {"i", ",", "because"})
    for at, word in enumerate(run):
        if word in CUES.hopes and (first := _hoped_away(run, at)):
            yield at, until(run, first + 1, {",", "my", "i"})


_WHICH = frozenset("what which".split())
_HOW_FAST = frozenset(
    ("how", how, do) for how in ("fast", "quickly", "soon", "often", "long", "quick") for do in ("does", "do")
)


def _end_of_forecast(run: Sequence[str]) -> int:
    """
    Return where a question about the future ends ("could my leg go weak", "could squats make my pee dark"); 0 if none.

    "Could this numbness be a nerve" and "will my numb foot get better" assert what is so now.
    """
    if run[0] not in CUES.forecasts or not run[1:] or run[1] in _NO_FORECAST:
        return 0
    end = until(run, 1, {",", "i", "because", "now"})
    told = run[1:end]
    return 0 if CUES.is_so & set(told) or ("go", "away") in pairwise(told) else end


_NO_FORECAST = CUES.tells_without_i | CUES.no_forecast


def _hoped_away(run: Sequence[str], at: int) -> int:
    """Return the position of the negation in a hope ("hoping it's no clot"); 0 if there is none."""
    for place in range(at + 1, min(len(run), at + _REACH_OF_HOPE)):
        if run[place] in {"no", "not", "nothing", "never", "none"}:
            return 0 if run[place - 1] in {"can", "could"} else place
        if run[place] not in CUES.wished:
            return 0
    return 0


_REACH_OF_HOPE = 6


def until(run: Sequence[str], begin: int, stops: AbstractSet[str]) -> int:
    """Return where the scope of a cue ends: at one of `stops`, unless the clause continues there."""
    for at in range(begin, len(run)):
        if run[at] in stops and at > begin + 1:
            if run[at] in {"i", "it"} and run[at - 1] in context_words.KEEPS_IT:
                continue
            return at
    return len(run)
