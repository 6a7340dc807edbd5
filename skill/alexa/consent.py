"""Asking, by voice, whether we may set timers or reminders. Alexa speaks the question herself, in words of her own."""

from typing import Literal

from ask_sdk_model import PermissionStatus, RequestEnvelope
from ask_sdk_model.interfaces.connections import ConnectionsResponse, SendRequestDirective
from ask_sdk_model.ui import AskForPermissionsConsentCard

Scope = Literal["alexa::alerts:timers:skill:readwrite", "alexa::alerts:reminders:skill:readwrite"]
TIMERS: Scope = "alexa::alerts:timers:skill:readwrite"
REMINDERS: Scope = "alexa::alerts:reminders:skill:readwrite"

Consent = Literal["granted", "declined", "unanswered", "failed"]

_ANSWERS: dict[str, Consent] = {"ACCEPTED": "granted", "DENIED": "declined", "NOT_ANSWERED": "unanswered"}


def ask_for(scope: Scope, token: str) -> SendRequestDirective:
    """Make Alexa ask; `token` comes back with the answer, a Connections.Response. The response may say nothing else."""
    asked: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [{"permissionScope": scope, "consentLevel": "ACCOUNT"}],
    }
    return SendRequestDirective(name="AskFor", payload=asked, token=token)


def answered(response: ConnectionsResponse) -> Consent:
    """What the person said to Alexa's question; `failed` where she could not ask it."""
    if str(response.status.code if response.status else "") != "200":
        return "failed"
    payload = response.payload if isinstance(response.payload, dict) else {}
    return _ANSWERS.get(str(payload.get("status")), "failed")


def card_was_shown(response: ConnectionsResponse) -> bool:
    """Whether Alexa has sent a card to the phone by herself, so that ours would be the second."""
    payload = response.payload if isinstance(response.payload, dict) else {}
    return payload.get("isCardThrown") is True


def card(scope: Scope) -> AskForPermissionsConsentCard:
    """A card in the Alexa app on which the person can allow it later."""
    return AskForPermissionsConsentCard(permissions=[scope])


def granted(envelope: RequestEnvelope, scope: Scope) -> bool:
    """Whether the person allowed it earlier; an explicit yes for each timer and reminder is still due."""
    system = envelope.context.system if envelope.context else None
    permissions = system.user.permissions if system and system.user else None
    told = (permissions.scopes or {}).get(scope) if permissions else None
    return told is not None and told.status == PermissionStatus.GRANTED
