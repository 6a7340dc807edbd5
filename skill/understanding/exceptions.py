"""
Rules of context that are no row of en/cues.yaml: whose body a statement is about, and what is old.

Each stands here with the sentence that needs it, which `tests/understanding/test_exceptions.py` plays. Prefer a row.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from skill.understanding import context_words, statements
from skill.understanding.context_words import CUES
from skill.understanding.statements import Range

_I = frozenset(("i",))
_NEAR = 5


def experiencers(run: Sequence[str]) -> Iterator[Range]:
    """
    Yield each word for another person who is the experiencer, with the end of its scope: "my wife can't pee".

    The rows `others_never` of en/cues.yaml hide those who are none: "I tripped over the dog".
    """
    for at in range(len(run)):
        if _names_a_person(run, at) and not _acts_on_me(run, at):
            # "I was putting the baby down and got a cramp": the scope of an object of "I" ends at "and".
            ends = CUES.mine | CUES.object_ends if "i" in run[:at] else CUES.mine
            after = at + (5 if run[at + 1 : at + 3] == ("of", "mine") else 3)
            stops = (it for it in range(after, len(run)) if run[it] in ends or statements.stops(run, it, _I))
            yield at, next(stops, len(run))


def _names_a_person(run: Sequence[str], at: int) -> bool:
    """Return whether a word denotes a person other than the speaker and the coach."""
    word, one, before = run[at], run[at].removesuffix("s"), run[at - 1] if at else ""
    if word in CUES.vocatives and CUES.determined.isdisjoint(run[max(0, at - 3) : at]):
        return run[at + 1 : at + 3] == ("of", "mine")  # "Mate, my foot is numb", but "a mate of mine".
    if word in CUES.plural and not CUES.things.isdisjoint(run[:at]):
        return False  # "My toes, they are numb."
    known = not {word, one}.isdisjoint(CUES.they | context_words.PEOPLE) or f"{before} {word}" in CUES.pairs
    generic = not {word, one}.isdisjoint(CUES.generic) and not CUES.named.isdisjoint(run[max(0, at - 2) : at])
    aged = (before, word) == ("year", "old") and not CUES.our.isdisjoint(run[max(0, at - 4) : at])
    return known or generic or aged


def _acts_on_me(run: Sequence[str], at: int) -> bool:
    """Return whether a person says or does something to the speaker: "my dad stepped on me"."""
    after = run[at + 1 : at + _NEAR]
    until_joint = after[: after.index("and")] if "and" in after else after
    mine = not CUES.me.isdisjoint(until_joint) and ("not", "me") not in pairwise(after)
    return mine or not CUES.says.isdisjoint(after[:2])


def is_there_now(run: Sequence[str], persons: int) -> bool:
    """
    Return whether a statement is about the present state of one person who may be with the speaker.

    `persons` is the bit mask of the words that denote them. "She wet the bed" continues about a known person; "my
    cousin wet the bed" may be at any time.
    """
    named = {run[at].removesuffix("s") for at in range(len(run)) if persons >> at & 1}
    near = not named.isdisjoint(context_words.NEAR_ONES | {"old"}) and not CUES.present.isdisjoint(run)
    return near or not named.isdisjoint(CUES.known)


def is_news(before: Sequence[str], run: Sequence[str]) -> bool:
    """Return whether "never before" is followed by what is so now: "I never needed pads before, but now I do"."""
    return run[0] == "now" and {"never", "before"}.issubset(before)
