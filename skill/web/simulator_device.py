"""The page's pretend device: here Alexa herself can ask for a permission, and the answer goes back to the skill."""

import re
from collections.abc import Callable
from typing import Any, Literal

from skill.alexa.device import Device
from skill.coach import Coach, listener
from skill.understanding import phrases

Json = dict[str, Any]

_YES = re.compile(r"\b(yes|yeah|yep|yup|sure|okay|ok|approve|allow|of course|go ahead)\b")
_NO = re.compile(r"\b(no|nope|not|never|don'?t|deny|decline)\b")


class PageDevice(Device):
    """A device whose Alexa asks for permissions, as an Echo does."""

    @property
    def asked(self) -> str | None:
        """The permission that Alexa asks for at this moment; None if she asks for none."""
        for it in (self.last_exchange[1].get("response") or {}).get("directives") or ():
            if it["type"] == "Connections.SendRequest" and it["name"] == "AskFor":
                return str(it["payload"]["permissionScopes"][0]["permissionScope"])
        return None

    def allow(self, words: str, scope: str, granted: set[str]) -> Json:
        """Answer Alexa's question; she takes a yes or a no, and all else as no answer."""
        heard = words.lower().replace("’", "'")
        status = "DENIED" if _NO.search(heard) else "ACCEPTED" if _YES.search(heard) else "NOT_ANSWERED"
        if status == "ACCEPTED":
            granted.add(scope)
        # The session waits while Alexa speaks.
        self._open = True
        payload = {"permissionScopes": [{"permissionScope": scope}], "status": status, "isCardThrown": False}
        request = {
            "type": "Connections.Response",
            "name": "AskFor",
            "token": "coach",
            "status": {"code": "200", "message": "OK"},
            "payload": payload,
        }
        return self._turn(words, None, request)


def page_device(
    coach: Coach,
    *,
    locale: str,
    kind: Literal["speaker", "screen"],
    user: str,
    clock: Callable[[], float],
    services: tuple[str, str],
) -> PageDevice:
    """Set one up for a conversation of the page."""
    declared = {name: intent.slots for name, intent in phrases.load(locale).intents.items()}
    return PageDevice(
        coach.skill,
        listener(locale),
        declared,
        locale=locale,
        kind=kind,
        skill_id=coach.settings.skill_id,
        user=user,
        clock=clock,
        services=services,
    )
