"""What only Alexa can do for the coach in one turn: timers and reminders."""

from ask_sdk_model import RequestEnvelope
from msgspec import Struct

from skill.content.models import Content
from skill.conversation.events import Event, Performed
from skill.conversation.reply import Request
from skill.turn import Memory


class AlexaEffects(Struct, frozen=True):
    """Does what a reply requests, for the user and the device of one envelope."""

    envelope: RequestEnvelope
    people: Memory
    content: Content

    def perform(self, request: Request, event: Event) -> Performed:
        """Do it; few sessions ever come here, so what calls Alexa is imported only now."""
        from skill.alexa import alerts

        return alerts.run(request, self.envelope, self.people, self.content, event)
