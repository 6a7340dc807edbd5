"""Explain topics, conditions and remedies: one paragraph per turn, each followed by an offer."""

from skill.content.models import Condition, Remedy, Topic
from skill.conversation.composer import Composer
from skill.conversation.events import Said
from skill.conversation.reply import Reply
from skill.conversation.session import Turn
from skill.conversation.triage import suits

ASKED_BY_INTENT = {
    "AskCauses": None,
    "AskCondition": "condition",
    "AskRelief": "remedy",
    "AskPrevention": "topic",
    "WhenToSeeDoctor": "about",
    "TwitchHelp": None,
    "AskTopic": "subject",
}
"""Intents that ask for an explanation, and the slot that names its subject."""

CHECKED_FIRST = frozenset(("topics/dying",))
"""Fears to which the safety questions are the answer; the explanation follows them."""

_OF_A_TWITCH: dict[tuple[str, str | None], tuple[str, str | None]] = {
    ("AskCauses", None): ("TwitchHelp", None),
    ("WhenToSeeDoctor", None): ("WhenToSeeDoctor", "twitch"),
}


def find(composer: Composer, intent: str, slot: str | None) -> str | None:
    """Return the id (`kind/name`) of the explanation for an intent and slot value; None if there is none."""
    content = composer.content
    if intent == "AskCondition" and slot in content.conditions:
        return f"conditions/{slot}"
    if intent == "AskRelief" and slot in content.remedies:
        return f"remedies/{slot}"
    if composer.session.kind == "twitch":
        # A user with a twitch gets the explanation for twitches.
        intent, slot = _OF_A_TWITCH.get((intent, slot), (intent, slot))
    fitting = [name for name, topic in content.topics.items() if topic.intent == intent]
    exact = [name for name in fitting if content.topics[name].slot == slot]
    if exact and content.topics[exact[0]].unless_flagged and composer.flagged is not None:
        return find(composer, "WhenToSeeDoctor", None)
    general = [name for name in fitting if content.topics[name].slot is None]
    return next((f"topics/{name}" for name in (*exact, *general)), None)


def tells_of_fear(composer: Composer, about: str) -> bool:
    """Return whether an offer of more, as encoded in the session, is about a disease."""
    item = composer.content.explained(about.split(":")[1]) if about.startswith("more:") else None
    return isinstance(item, Condition) or (isinstance(item, Topic) and item.intent == "AskCondition")


def meanwhile(composer: Composer, identity: str | None) -> str:
    """Return one sentence that acknowledges a question or a fear before the safety questions."""
    if identity and identity.startswith("remedies/") and composer.flagged:
        return composer.line("remedy_waits")
    own = composer.content.explained(identity).meanwhile if identity else ""
    return composer.fill(own) if own else composer.line("question_waits")


def asked_for(composer: Composer, said: Said) -> str | None:
    """Return the id of the explanation that an utterance asks for; None if there is none."""
    slot = ASKED_BY_INTENT.get(said.intent)
    return find(composer, said.intent, said.slots.get(slot) if slot else None)


def brief_answer(composer: Composer, said: Said) -> str:
    """Return the answer to a question that one sentence answers, such as the emergency number of a country."""
    identity = asked_for(composer, said)
    item = composer.content.explained(identity) if identity else None
    return composer.fill(item.meanwhile) if item and item.brief else ""


def explain(composer: Composer, identity: str, place: int = 0, *, lead: str = "") -> Reply:
    """
    Return one paragraph of an explanation with the offer of the next, or of a stretch after the last.

    Nothing is said for a remedy that an answer rules out.
    """
    item = composer.content.explained(identity)
    ruled_out = isinstance(item, Remedy) and not suits(item, composer.session.answers)
    said = composer.line("not_for_you") if ruled_out else composer.fill(item.parts[place].say)
    text = f"{lead} {said}".strip()
    more = not ruled_out and place + 1 < len(item.parts)
    if isinstance(item, Topic) and item.limb and not more:
        return composer.end(f"{text} {composer.line('limb_end')}", level="selfcare")
    asked = Turn(awaiting="offer", about=f"more:{identity}:{place + 1}" if more else "stretch")
    return composer.ask("offer_more" if more else "offer_stretch", asked, lead=text, manner="explanation")


def tell_more(composer: Composer, about: str) -> Reply:
    """Return the next paragraph, as encoded in the session (`more:<id>:<place>`)."""
    _, identity, place = about.split(":")
    return explain(composer, identity, int(place))
