"""Offer to whisper, added to the first reply of a session at night."""

from msgspec.structs import replace

from skill.content.spoken_words import words
from skill.conversation.composer import Composer
from skill.conversation.reply import Reply

MOST_WORDS = 45
"""Maximum words of a prompt (our own rule), except guided stretches."""


def offer_whisper(composer: Composer, reply: Reply) -> Reply:
    """Say how to make the coach whisper, once, before the first question of a session at night."""
    if reply.manner != "question" or not reply.open or reply.session.quiet:
        return reply
    offer = composer.line("whisper_offer")
    said = f"{reply.say} {offer}".strip()
    if len(words(f"{said} {reply.ask}")) > MOST_WORDS:
        return reply
    return replace(reply, say=said)
