"""The directives of a reply for a device with a screen; imported only when there is one."""

from typing import Any

from skill.content.models import Content
from skill.conversation.events import Performed
from skill.conversation.reply import Reply
from skill.speech import screens
from skill.speech.screens.sync import SPOKEN_BY_SCREEN, shown_alone, spoken_by_screen
from skill.speech.timetable import Timetable

TOKEN = "coach"  # noqa: S105  # a name


def with_screen(
    spoken: list[Any],
    reply: Reply,
    content: Content,
    locale: str,
    done: Performed | None,
    *,
    table: Timetable | None = None,
) -> list[Any]:
    """The spoken directives, if any, and the screen that belongs to them."""
    screen = screens.draw(reply, content, locale, done, table=table)
    directive: dict[str, Any] = {"type": "Alexa.Presentation.APL.RenderDocument", "token": TOKEN}
    if SPOKEN_BY_SCREEN and spoken:
        return [directive | spoken_by_screen(screen, spoken[0]["document"])]
    return [*spoken, directive | shown_alone(screen)]
