"""Explanations: one breath at a time, each ending in an offer."""

from collections.abc import Mapping

from skill.content.models import Explained, Paragraph
from skill.conversation.reply import Reply
from skill.conversation.talk import Talk

ASKED_BY_INTENT = {
    "AskCauses": None,
    "AskCondition": "condition",
    "AskRelief": "remedy",
    "AskPrevention": "topic",
    "WhenToSeeDoctor": "about",
    "TwitchHelp": None,
}
"""Intents that ask for an explanation, and the slot that says of what."""

_OF_A_TWITCH: dict[tuple[str, str | None], tuple[str, str | None]] = {
    ("AskCauses", None): ("TwitchHelp", None),
    ("WhenToSeeDoctor", None): ("WhenToSeeDoctor", "twitch"),
}


def find(talk: Talk, intent: str, slot: str | None) -> str | None:
    """The id (`kind/name`) of what explains this; None if nothing does."""
    content = talk.content
    if intent == "AskCondition" and slot in content.conditions:
        return f"conditions/{slot}"
    if intent == "AskRelief" and slot in content.remedies:
        return f"remedies/{slot}"
    if talk.session.kind == "twitch":
        # Whoever has a twitch is told about twitches.
        intent, slot = _OF_A_TWITCH.get((intent, slot), (intent, slot))
    fitting = [name for name, topic in content.topics.items() if topic.intent == intent]
    exact = [name for name in fitting if content.topics[name].slot == slot]
    general = [name for name in fitting if content.topics[name].slot is None]
    for name in (*exact, *general):
        return f"topics/{name}"
    return None


def paragraphs(talk: Talk, identity: str) -> tuple[Paragraph, ...]:
    """What there is to say of it."""
    kind, name = identity.split("/", 1)
    items: dict[str, Mapping[str, Explained]] = {
        "conditions": talk.content.conditions,
        "remedies": talk.content.remedies,
        "topics": talk.content.topics,
    }
    return items[kind][name].parts


def explain(talk: Talk, identity: str, place: int = 0) -> Reply:
    """Speak one paragraph; offer the next, or a stretch after the last."""
    parts = paragraphs(talk, identity)
    text = talk.fill(parts[place].say)
    more = place + 1 < len(parts)
    offer = "offer_more" if more else "offer_stretch"
    return talk.ask(
        talk.line(offer),
        lead=text,
        awaiting="offer",
        about=f"more:{identity}:{place + 1}" if more else "stretch",
        reprompt=talk.line(f"{offer}_reprompt"),
        manner="explanation",
    )


def tell_more(talk: Talk, about: str) -> Reply:
    """Go on with `more:<id>:<place>`."""
    _, identity, place = about.split(":")
    return explain(talk, identity, int(place))
