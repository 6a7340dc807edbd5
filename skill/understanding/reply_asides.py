"""Leave out what a reply says beside its "no" that tells nothing of what was asked: "no, I said it doesn't drag"."""

from collections.abc import Collection, Sequence

from skill.understanding import reply_kinds
from skill.understanding.files import Phrase
from skill.understanding.reply_words import REPLY


def without_asides(said: Sequence[str]) -> Sequence[str]:
    """
    Return a reply without the phrases that tell nothing of what was asked, if a clear "no" stands beside them.

    A figure of speech counts as none only before a "but no": "weak as a kitten, but no, the leg's all right".
    """
    first = reply_kinds.lead(said, 0, len(said))
    if first and first.answer == "no":
        return (*said[: first.end], *_without(said[first.end :], REPLY.beside_no))
    turn = next((at for at in range(1, len(said)) if tuple(said[at : at + 2]) == ("but", "no")), None)
    if turn is None or not (again := reply_kinds.lead(said, turn + 1, len(said))) or again.answer != "no":
        return said
    before = _without(said[:turn], REPLY.figures)
    return said if len(before) == turn else (*before, *said[turn + 1 :])


def _without(said: Sequence[str], phrases: Collection[Phrase]) -> tuple[str, ...]:
    kept: list[str] = []
    at = 0
    while at < len(said):
        left_out = max(map(len, reply_kinds.phrases_at(said, at, phrases)), default=0)
        kept += () if left_out else (said[at],)
        at += left_out or 1
    return tuple(kept)
