"""Find a cramp of another part of the leg than the buttock: "its my foot, the toes are curling under"."""

from collections.abc import Mapping, Sequence

from skill.understanding.files import Lists, WordList


class _Lists(Lists):
    """Lists of limbs.yaml, where each is described."""

    limbs: Mapping[str, WordList]


_WORDS = _Lists("en/limbs.yaml")
_NEAR = 2


def limb(plain: Sequence[str], *, asked: bool) -> str | None:
    """
    Return the part that cramps, by the name of the topic on it; None if the buttock is named too.

    After a question about the body (`asked`) a part alone may answer it, so that it must be told with the cramp, with
    a plea, or twice.
    """
    named = [(at, name) for at, word in enumerate(plain) for name, words in _WORDS.limbs.items() if word in words]
    if not named or any(_is_told(plain, at) for at, word in enumerate(plain) if word in _WORDS.ours):
        return None
    if not _WORDS.others.isdisjoint(plain):
        return None
    cramps = any(_is_told(plain, at) for at, word in enumerate(plain) if word in _WORDS.cramps)
    alone = _WORDS.around.issuperset(word for word in plain if word not in {plain[at] for at, _ in named})
    insists = len(named) > 1 or not _WORDS.ours.isdisjoint(plain) or not _WORDS.insists.isdisjoint(plain)
    return named[0][1] if cramps or (alone and (insists or not asked)) else None


def _is_told(plain: Sequence[str], at: int) -> bool:
    """Return whether the word at a position is not denied: "not my bum, my calf"."""
    return _WORDS.denies.isdisjoint(plain[max(0, at - _NEAR) : at])
