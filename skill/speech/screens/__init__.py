"""How it looks: a reply becomes one screen for an Echo Show, drawn on the device from a document of ours (APL)."""

from skill.content.models import Content
from skill.conversation.events import Performed
from skill.conversation.reply import Reply
from skill.conversation.session import SetTimer
from skill.speech.screens import card, question, stretch, timer, warning, welcome
from skill.speech.screens.parts import Screen
from skill.speech.timetable import Timetable


def draw(
    reply: Reply, content: Content, locale: str, done: Performed | None = None, *, table: Timetable | None = None
) -> Screen:
    """
    Choose the screen that belongs to a reply and fill it; every screen shows all that is spoken.

    `done` is what the platform did for this reply, such as setting a timer; `table` is the timetable of its voice if
    that was computed already.
    """
    turn = reply.session.turn
    if reply.guide or turn.about == "resume":
        return stretch.screen(reply, content, table)
    if reply.manner == "emergency" or turn.level == "emergency":
        return warning.emergency(reply, content.locale(locale))
    if turn.level == "urgent":
        return warning.URGENT.screen(reply)
    if done and done.outcome == "done" and isinstance(done.request, SetTimer):
        return timer.screen(reply, done.request.seconds // 60)
    if turn.awaiting == "kind":
        return welcome.WELCOME.screen(reply)
    if turn.awaiting in (None, "offer"):
        return card.screen(reply, content)
    return question.screen(reply)
