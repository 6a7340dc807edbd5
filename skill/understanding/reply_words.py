"""Words with which users answer a question, and words that may surround them."""

from collections.abc import Mapping

from skill.understanding.files import Lists


class _Lists(Lists):
    """Lists of reply_words.yaml, where each is described."""

    ordinals: Mapping[str, float]


REPLY = _Lists("en/reply_words.yaml")

SMALL = REPLY.fillers | REPLY.small_beside | REPLY.vocatives
