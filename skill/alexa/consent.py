"""Voice permissions for timers and reminders: Alexa itself asks the user, and sends the answer."""

from collections.abc import Mapping
from typing import Any

from skill.alexa.envelope import inside
from skill.conversation.events import Consent, Consented, Event, Performed
from skill.conversation.reply import CancelTimers, ListTimers, Request
from skill.conversation.session import SetReminder, SetTimer

TIMERS = "alexa::alerts:timers:skill:readwrite"
REMINDERS = "alexa::alerts:reminders:skill:readwrite"

ANSWER = "Connections.Response"
"""Type of the request with the user's answer."""

_ANSWERS: dict[str, Consent] = {"ACCEPTED": "granted", "DENIED": "declined", "NOT_ANSWERED": "unanswered"}


def ask_for(scope: str, token: str) -> dict[str, Any]:
    """Return the directive that makes Alexa ask; the answer carries `token`. The response must not contain speech."""
    asked = {
        "@type": "AskForPermissionsConsentRequest",
        "@version": "2",
        "permissionScopes": [{"permissionScope": scope, "consentLevel": "ACCOUNT"}],
    }
    return {"type": "Connections.SendRequest", "name": "AskFor", "payload": asked, "token": token}


def answered(request: Mapping[str, Any]) -> Consent:
    """Return the user's answer to Alexa's question; `failed` if it could not be asked."""
    if str(inside(request, "status", "code")) != "200":
        return "failed"
    return _ANSWERS.get(str(inside(request, "payload", "status")), "failed")


def card_after(
    request: Mapping[str, Any], event: Event, done: Performed | None, wish: SetTimer | SetReminder | None
) -> dict[str, Any] | None:
    """Return a card for the Alexa app to grant a missing permission later; None if unneeded or sent by Alexa."""
    if isinstance(event, Consented) and event.answer in ("unanswered", "failed"):
        return None if inside(request, "payload", "isCardThrown") is True else _card(wish)
    if done and done.outcome == "no_permission":
        return _card(done.request)
    return None


def _card(wish: Request | None) -> dict[str, Any] | None:
    if wish is None:
        return None
    scope = TIMERS if isinstance(wish, SetTimer | ListTimers | CancelTimers) else REMINDERS
    return {"type": "AskForPermissionsConsent", "permissions": [scope]}
