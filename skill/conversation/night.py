"""At night others sleep: the first reply of a session offers a whisper, and never asks about it."""

from msgspec.structs import replace

from skill.content.readability import words
from skill.conversation.composer import Composer
from skill.conversation.reply import Reply

_MOST_WORDS = 45
"""Of any prompt (design, voice rules); the offer is left out where it would not fit."""


def offer_whisper(composer: Composer, reply: Reply) -> Reply:
    """Say once, before the first question of a night, how to make the coach whisper."""
    if reply.manner != "question" or not reply.open or reply.session.quiet:
        return reply
    offer = composer.line("whisper_offer")
    said = f"{reply.say} {offer}".strip()
    if len(words(f"{said} {reply.ask}")) > _MOST_WORDS:
        return reply
    return replace(reply, say=said)
