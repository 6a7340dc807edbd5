"""Leave out what a reply says beside its "no" that tells nothing of what was asked: "no, I said it doesn't drag"."""

from collections.abc import Collection, Sequence
from itertools import groupby

from skill.understanding import context_words, reply_kinds
from skill.understanding import reply_words as words
from skill.understanding.context_words import CUES
from skill.understanding.files import Phrase
from skill.understanding.normalise import STOPS
from skill.understanding.reply_words import REPLY


def without_asides(said: Sequence[str]) -> Sequence[str]:
    """
    Return a reply without the phrases that tell nothing of what was asked, if a clear "no" stands beside them.

    A figure of speech counts as none only before a "but no": "weak as a kitten, but no, the leg's all right".
    """
    opened = next((at for at, word in enumerate(said) if word != "what" and word not in STOPS), 0)
    if opened and said[opened] in REPLY.no:
        said = said[opened:]  # "What, no."
    first = reply_kinds.lead(said, 0, len(said))
    if first and first.answer == "no":
        rest = _without(_without_advice(_without_imagined(said[first.end :])), REPLY.beside_no)
        return (*said[: first.end], *_without_denied_signs(rest))
    turn = next((at for at in range(1, len(said)) if tuple(said[at : at + 2]) == ("but", "no")), None)
    if turn is None or not (again := reply_kinds.lead(said, turn + 1, len(said))) or again.answer != "no":
        return said
    before = _without(said[:turn], REPLY.figures)
    return said if len(before) == turn else (*before, *said[turn + 1 :])


def _without_imagined(said: Sequence[str]) -> Sequence[str]:
    """Leave out what only a thought brings about, if a second "no" closes: "I feel faint when I read it, but no"."""
    told = [list(part) for stops, part in groupby(said, key=_parts) if not stops]
    telling = [part for part in told if not words.SMALL.issuperset(part)]
    closed = said[-1:] and said[-1] in REPLY.no and len(telling) == 1
    imagined = closed and reply_kinds.holds(telling[0], 0, len(telling[0]), REPLY.imagined)
    return said[-1:] if imagined else said


def _without_denied_signs(said: Sequence[str]) -> Sequence[str]:
    """Leave out what is denied once more by its bare name: "no, nothing cold, nothing swollen"."""
    kept: list[str] = []
    at = 0
    while at < len(said):
        signs = said[at] == "nothing" and said[at + 1 : at + 2] and said[at + 1] in REPLY.asked_back
        left_out = signs and (at + 2 == len(said) or said[at + 2] in _ENDS_A_SIGN)
        kept += () if left_out else (said[at],)
        at += 2 if left_out else 1
    return kept


_ENDS_A_SIGN = STOPS | {"nothing", "no", "and", "or"}


def _parts(word: str) -> bool:
    return word in STOPS or word in {"and", "but"}


def _without_advice(said: Sequence[str]) -> Sequence[str]:
    """Leave out what a relative advises: "my daughter says I should have a stick, but I won't"."""
    for begin in range(len(said) - 1):
        if said[begin] != "my" or said[begin + 1] not in context_words.PEOPLE:
            continue
        end = next((at for at in range(begin, len(said)) if said[at] == "."), len(said))
        says = next((at for at in range(begin + 2, min(begin + 5, end)) if said[at] in CUES.says), end)
        should = said[says + 1 : says + 3]
        if tuple(should) in _SHOULD and REPLY.advice.issuperset(said[says + 3 : end]):
            return (*said[:begin], *said[end:])
    return said


_SHOULD = frozenset((("i", "should"), ("i", "ought"), ("i", "need"), ("i", "must")))


def _without(said: Sequence[str], phrases: Collection[Phrase]) -> tuple[str, ...]:
    kept: list[str] = []
    at = 0
    while at < len(said):
        left_out = max(map(len, reply_kinds.phrases_at(said, at, phrases)), default=0)
        kept += () if left_out else (said[at],)
        at += left_out or 1
    return tuple(kept)
