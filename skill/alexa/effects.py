"""Effects on Alexa: timers and reminders."""

from ask_sdk_model import RequestEnvelope
from msgspec import Struct

from skill.content.models import Content
from skill.conversation.events import Event, Performed
from skill.conversation.reply import Request
from skill.turn import Memory


class AlexaEffects(Struct, frozen=True):
    """Effects for the user and the device of one request."""

    envelope: RequestEnvelope
    people: Memory
    content: Content

    def perform(self, request: Request, event: Event) -> Performed:
        """Perform the request of a reply. Few sessions need this, so the client is imported only here."""
        from skill.alexa import alerts

        return alerts.perform(request, self.envelope, self.people, self.content, event)
