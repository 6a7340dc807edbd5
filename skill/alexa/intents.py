"""Intents of the interaction model with their slots, and the conversion of requests to events of the dialogue."""

from collections.abc import Callable, Container, Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from skill import turn
from skill.alexa import durations
from skill.alexa import slots as alexa_slots
from skill.alexa.envelope import inside, text_in
from skill.alexa.phrasing import ALEXA
from skill.conversation.events import Said
from skill.conversation.session import Session
from skill.speech.buttons import BUTTONS
from skill.understanding import whereabouts
from skill.understanding.hearing import content
from skill.understanding.phrases import CARRIED, load, slot_types

BUILT_IN = tuple(
    f"AMAZON.{name}Intent"
    for name in "Cancel Fallback Help NavigateHome Next No Pause Previous Repeat Resume StartOver Stop Yes".split()
)
"""Built-in intents that every locale has, without samples: Amazon defines the utterances."""


def own_name(alexas: str) -> str:
    """Return the dialogue's name of an intent: `Yes` for `AMAZON.YesIntent`, `StopCramp` for `StopCrampIntent`."""
    return alexas.removeprefix("AMAZON.").removesuffix("Intent")


def alexa_name(own: str) -> str:
    """Return the name of an intent in the interaction model."""
    amazons = f"AMAZON.{own}Intent"
    return amazons if amazons in BUILT_IN else f"{own}Intent"


@cache
def intents() -> Mapping[str, tuple[str, ...]]:
    """Return every intent of the interaction model with its slots; any other intent counts as not understood."""
    phrases = load()
    declared = {alexa_name(name): tuple(told.slots) for name, told in phrases.intents.items()}
    carriers = {alexa_name(name): (CARRIED,) for name in phrases.carriers}
    return {**dict.fromkeys(BUILT_IN, ()), **declared, **carriers}


_CONVERTED: Mapping[str, Callable[[str], str | None]] = {
    "hold": durations.seconds,
    "duration": durations.seconds,
    "time": durations.time_of_day,
    "age": durations.whole_years,
    "their_age": durations.whole_years,
}
"""Slots with a built-in type of Alexa -> the conversion of their value; all other slots resolve to an id."""

_AGES = ("age", "their_age")

HEARD_AS_TYPED = frozenset("DescribeSymptom ReportRedFlag Fallback GivePosture GiveSide GiveKind".split())
"""
Intents whose unresolved words are understood like a typed line: those that carry free text, and those with a sample
that is nothing but a slot, into which Alexa may put any sentence.
"""


def said(
    request: Mapping[str, Any], session: Session, *, now: float, screen: bool = False, hour: int | None = None
) -> Said:
    """
    Convert an intent request to an event.

    Slot values that did not resolve to an id are understood as free text, whatever the intent. If they are urgent,
    their own intent replaces that of the request.
    """
    intent, locale = request.get("intent"), text_in(request, "locale") or "en-US"
    requested = text_in(intent, "name")
    name = own_name(requested) if requested in intents() else "Fallback"
    slots_sent = inside(intent, "slots")
    given = slots_sent if isinstance(slots_sent, dict) else {}
    slots, unresolved = _read(given, _names_of_red_flags(locale))
    words = " ".join(value.words for slot in given.values() for value in alexa_slots.values_of(slot))
    if carrier := load().carriers.get(name):
        # A carrier without words after it was not understood.
        name, words = "Fallback", f"{carrier.words} {words}" if words else ""
        slots, unresolved = {}, [words] if words else []
    if words and (place := whereabouts.where(words)):
        slots["where"] = place
    event = Said(now=now, locale=locale, screen=screen, hour=hour, platform=ALEXA, intent=name, slots=slots)
    if flag := slots.pop("red_flag", None):
        event = replace(event, findings={flag: "yes"})
    if "their_age" in slots:
        event = replace(event, of="other")
    if not unresolved:
        return event
    heard = turn.hear_in(session, ". ".join(unresolved), locale)
    # Words that negate a finding, or report it of another person, override the slot that they resolved to.
    findings = {**event.findings, **turn.told(heard)}
    # A slot that resolved to a red flag confirms what is only suspected from the words.
    suspected = {name: told for name, told in turn.suspected(heard).items() if findings.get(name) != "yes"}
    only_words = name in HEARD_AS_TYPED and not flag
    meant = heard.intent if heard.alarm or heard.intent == "ReportRedFlag" or only_words else name
    if meant == heard.intent:
        slots = {**heard.slots, **slots}
    else:
        kept = ("where", "worry", *_AGES)
        slots = {**slots, **{slot: heard.slots[slot] for slot in kept if slot in heard.slots}}
    return replace(
        event, intent=meant, slots=slots, findings=findings, suspected=suspected, answer=heard.answer, of=heard.of
    )


@lru_cache(maxsize=16)
def _names_of_red_flags(locale: str) -> frozenset[str]:
    flags = slot_types(content(), load(locale))["RedFlag"]
    return frozenset(name.lower() for names in flags.values() for name in names)


def _read(given: Mapping[str, Any], flags: Container[str]) -> tuple[dict[str, str], list[str]]:
    """Return the resolved values by slot, and the words of unresolved ones; a name of a red flag is in both."""
    slots: dict[str, str] = {}
    unresolved: list[str] = []
    for name, slot in given.items():
        for value in alexa_slots.values_of(slot):
            if name in _CONVERTED:
                if converted := _CONVERTED[name](value.words):
                    slots.setdefault(name, converted)
                elif name in _AGES:
                    unresolved.append(value.words)
                continue
            if value.id:
                slots.setdefault(name, value.id)
            if not value.id or name == "red_flag" or value.words.lower() in flags:
                unresolved.append(value.words)
    return slots, [words for words in unresolved if words.strip()]


def pressed(request: Mapping[str, Any], *, now: float, locale: str) -> Said:
    """Convert a press of a button on the screen to an event; an unknown button counts as not understood."""
    arguments = request.get("arguments")
    button = BUTTONS.get(str(arguments[0])) if isinstance(arguments, list) and arguments else None
    intent, slots = (button.intent, button.slots) if button else ("Fallback", {})
    return Said(now=now, locale=locale, screen=True, platform=ALEXA, intent=intent, slots=slots)
