"""Find topics that no request leads to."""

from collections.abc import Iterator

from skill.content.models import Content
from skill.conversation.composer import Composer
from skill.conversation.events import Event
from skill.conversation.session import Session
from skill.conversation.topics import ASKED_BY_INTENT, find


def problems(content: Content) -> Iterator[str]:
    """Yield topics that are not found by their intent and slot; the lookup is the one that answers users."""
    composer = Composer.begin(Event(), Session(), content)
    for name, topic in content.topics.items():
        where = f"topics/{name}.yaml"
        if topic.intent not in ASKED_BY_INTENT:
            yield f"{where}: 'intent' {topic.intent!r} has no topics; use one of {', '.join(ASKED_BY_INTENT)}."
        elif topic.slot and ASKED_BY_INTENT[topic.intent] is None:
            yield f"{where}: {topic.intent} has no slot, so 'slot' {topic.slot!r} is never filled; remove it."
        elif (found := find(composer, topic.intent, topic.slot)) != f"topics/{name}":
            yield f"{where}: asking for it ({topic.intent}, {topic.slot or 'no slot'}) leads to {found or 'nothing'}."
