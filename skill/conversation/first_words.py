"""First words of a session: acknowledge the complaint, give relief, announce the questions; whisper at night."""

from msgspec.structs import replace

from skill.conversation import topics
from skill.conversation.composer import Composer
from skill.conversation.reply import Reply


def first_words(composer: Composer, *, single: bool = False) -> str:
    """
    Return what is said before the first safety question, or before a `single` question that comes first.

    It already gives some help: nothing in it can harm a user with a fracture, a blood clot or a
    weak heart. A user who only asked for a stretch gets no sympathy line.
    """
    session = composer.session
    if single:
        checks = composer.line("check_again" if session.introduced else "check_again_first")
    else:
        checks = composer.line("check_again" if session.returns else "checks" if session.introduced else "checks_first")
    if session.kind is None and session.wanted is not None:
        return checks
    fear = topics.meanwhile(composer, session.worry) if session.worry else ""
    return " ".join(part for part in (_acknowledgement(composer), fear, _ease(composer), checks) if part)


def _acknowledgement(composer: Composer) -> str:
    session = composer.session
    if session.for_other:
        return composer.line("for_other") if composer.newly_for_other else ""
    side = session.side.capitalize() if session.side in ("left", "right") else ""
    place = composer.line(f"at_{session.where}") if session.where else ""
    if side and place:
        return composer.line("heard_both", side=side, place=place)
    if place:
        return composer.line("heard_at", place=place)
    return composer.line("heard_side", side=side) if side else composer.line("heard")


def _ease(composer: Composer) -> str:
    """Return first relief that is harmless for this complaint, this person and this place."""
    session = composer.session
    if "yes" in (session.answers.get("fall_or_injury"), session.answers.get("major_trauma")):
        return composer.line("ease_still")
    if session.for_other:
        return composer.line("ease_other")
    if session.where in (None, "chair"):
        return composer.line("ease_twitch" if session.kind == "twitch" else "ease")
    return composer.line(f"ease_{session.where}")


def offer_whisper(composer: Composer, reply: Reply) -> Reply:
    """
    Say how to make the coach whisper, once in a session at night: with its first words, or before the first hold.

    Never before a question about findings: "no, everyone's awake" would be its answer.
    """
    session = reply.session
    speaks = reply.manner == "guide" or session.turn.awaiting == "kind"
    if not (speaks and session.night) or session.quiet or session.whisper_offered:
        return reply
    session.whisper_offered = True
    return replace(reply, say=f"{reply.say} {composer.line('whisper_offer')}".strip())
