"""Leave out what a reply says beside its "no", of the talk and not of the body: "no, I said it doesn't drag"."""

from collections.abc import Sequence

from skill.understanding import reply_kinds
from skill.understanding.reply_words import REPLY


def without_asides(said: Sequence[str]) -> Sequence[str]:
    """Return a reply that begins with a "no", without the phrases that tell nothing of what was asked."""
    first = reply_kinds.lead(said, 0, len(said))
    if not first or first.answer != "no":
        return said
    kept: list[str] = list(said[: first.end])
    at = first.end
    while at < len(said):
        aside = max(map(len, reply_kinds.phrases_at(said, at, REPLY.beside_no)), default=0)
        kept += () if aside else (said[at],)
        at += aside or 1
    return tuple(kept)
