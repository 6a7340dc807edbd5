"""Screens for an Echo Show: a reply becomes an APL document and its data, rendered by the device."""

from skill.alexa.screens import hold, page
from skill.alexa.screens.document import Screen
from skill.content.models import Content
from skill.conversation.events import Performed
from skill.conversation.reply import Reply
from skill.conversation.session import SetTimer
from skill.speech.timetable import Timetable


def draw(
    reply: Reply, content: Content, locale: str, done: Performed | None = None, table: Timetable | None = None
) -> Screen:
    """
    Build the screen of a reply; every screen shows all that is spoken.

    Args:
        reply: The reply.
        content: The content that it was made from.
        locale: The user's locale, for emergency numbers.
        done: What the platform did for this reply, such as setting a timer.
        table: The timetable of a guided hold, if it was computed already.
    """
    turn = reply.session.turn
    if reply.guide or turn.about == "resume":
        return hold.screen(reply, content, table)
    if reply.manner == "emergency" or turn.level == "emergency":
        return page.screen("emergency", reply, page.emergency_number(reply, content.locale(locale)))
    if turn.level == "urgent":
        return page.screen("urgent", reply)
    if done and done.outcome == "done" and isinstance(done.request, SetTimer):
        return page.screen("timer", reply, f"{done.request.seconds // 60} min")
    if turn.awaiting == "kind":
        return page.screen("welcome", reply)
    if turn.awaiting in (None, "offer"):
        return page.screen("card", reply, page.subject(reply, content))
    return page.screen("advice" if reply.manner == "care" else "question", reply)
