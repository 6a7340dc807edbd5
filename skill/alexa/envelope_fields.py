"""Read the fields that all request envelopes have: time, user, and kind of device."""

from ask_sdk_model import RequestEnvelope

SKILL_EVENT = "AlexaSkillEvent."
"""Prefix of the types of all skill events."""


def moment(envelope: RequestEnvelope) -> float:
    """Return when the request was sent, in seconds since 1970, UTC."""
    sent = envelope.request.timestamp if envelope.request else None
    return float(sent.timestamp()) if sent else 0.0


def has_screen(envelope: RequestEnvelope) -> bool:
    """Return whether the device shows screens."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return interfaces is not None and interfaces.alexa_presentation_apl is not None


def user(envelope: RequestEnvelope) -> str | None:
    """Return Alexa's id of the user; None if the request has none."""
    system = envelope.context.system if envelope.context else None
    if system and system.user and system.user.user_id:
        return str(system.user.user_id)
    session = envelope.session
    return str(session.user.user_id) if session and session.user and session.user.user_id else None
