"""Voice permissions for timers and reminders: Alexa itself asks the user, and sends the answer."""

from typing import TYPE_CHECKING, Literal

from ask_sdk_model.ui import AskForPermissionsConsentCard

from skill.conversation.events import Consent, Consented, Event, Performed
from skill.conversation.reply import CancelReminders, CancelTimers, ListReminders, ListTimers
from skill.conversation.session import SetReminder, SetTimer

if TYPE_CHECKING:
    from ask_sdk_model.interfaces.connections import ConnectionsResponse, SendRequestDirective

Scope = Literal["alexa::alerts:timers:skill:readwrite", "alexa::alerts:reminders:skill:readwrite"]
TIMERS: Scope = "alexa::alerts:timers:skill:readwrite"
REMINDERS: Scope = "alexa::alerts:reminders:skill:readwrite"

ANSWER = "Connections.Response"
"""Type of the request with the user's answer."""

_ANSWERS: dict[str, Consent] = {"ACCEPTED": "granted", "DENIED": "declined", "NOT_ANSWERED": "unanswered"}


def ask_for(scope: Scope, token: str) -> "SendRequestDirective":
    """Return the directive that makes Alexa ask; the answer carries `token`. The response must not contain speech."""
    from ask_sdk_model.interfaces.connections import SendRequestDirective

    asked: dict[str, object] = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [{"permissionScope": scope, "consentLevel": "ACCOUNT"}],
    }
    return SendRequestDirective(name="AskFor", payload=asked, token=token)


def answered(response: "ConnectionsResponse") -> Consent:
    """Return the user's answer to Alexa's question; `failed` if it could not be asked."""
    if str(response.status.code if response.status else "") != "200":
        return "failed"
    payload = response.payload if isinstance(response.payload, dict) else {}
    return _ANSWERS.get(str(payload.get("status")), "failed")


def card_after(
    request: object, event: Event, done: Performed | None, wish: SetTimer | SetReminder | None
) -> AskForPermissionsConsentCard | None:
    """Return a card for the Alexa app to grant a missing permission later; None if unneeded or sent by Alexa."""
    if isinstance(event, Consented) and event.answer in ("unanswered", "failed") and not _card_was_shown(request):
        return _card(wish)
    if done and done.outcome == "no_permission":
        return _card(done.request)
    return None


def _card(wish: object) -> AskForPermissionsConsentCard | None:
    if isinstance(wish, SetTimer | ListTimers | CancelTimers):
        return AskForPermissionsConsentCard(permissions=[TIMERS])
    if isinstance(wish, SetReminder | ListReminders | CancelReminders):
        return AskForPermissionsConsentCard(permissions=[REMINDERS])
    return None


def _card_was_shown(request: object) -> bool:
    payload = getattr(request, "payload", None)
    return isinstance(payload, dict) and payload.get("isCardThrown") is True
