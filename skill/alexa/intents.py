"""Which intents there are, which slots each has, and how a request becomes an event of the dialogue."""

from collections.abc import Callable, Mapping
from typing import Any

from ask_sdk_model import IntentRequest, Slot
from msgspec.structs import replace

from skill import turn
from skill.alexa import durations
from skill.alexa import slots as alexa_slots
from skill.alexa.phrasing import ALEXA
from skill.conversation.events import Said
from skill.conversation.session import Session
from skill.speech.buttons import BUTTONS
from skill.understanding import whereabouts

INTENTS: Mapping[str, tuple[str, ...]] = {
    "StopCrampIntent": ("side",),
    "TwitchHelpIntent": ("side",),
    "GiveKindIntent": ("kind",),
    "GivePostureIntent": ("posture",),
    "GiveSideIntent": ("side",),
    "ReadyIntent": (),
    "StartStretchIntent": ("stretch", "hold", "side"),
    "AskCausesIntent": (),
    "AskConditionIntent": ("condition",),
    "AskReliefIntent": ("remedy",),
    "AskPreventionIntent": ("topic",),
    "WhenToSeeDoctorIntent": ("about",),
    "AskTopicIntent": ("subject",),
    "TellMoreIntent": (),
    "DescribeSymptomIntent": ("symptom",),
    "ReportRedFlagIntent": ("red_flag",),
    "EmergencyIntent": (),
    "CrisisIntent": (),
    "SetHeatTimerIntent": ("duration", "remedy"),
    "SetReminderIntent": ("time", "recurrence"),
    "ListRemindersIntent": (),
    "CancelReminderIntent": (),
    "CancelTimerIntent": (),
    "DidHelpIntent": (),
    "DidNotHelpIntent": (),
    "ItHurtsMoreIntent": (),
    "HowLongLeftIntent": ("remedy",),
    "LongerHoldIntent": ("hold",),
    "SlowDownIntent": (),
    "SwitchSidesIntent": (),
    "QuietModeIntent": (),
    "NormalVoiceIntent": (),
    "ChildIntent": (),
    "MyHistoryIntent": (),
    "DeleteMyDataIntent": (),
    "AskWhyIntent": (),
    "TakeBackIntent": (),
    "CantDoIntent": (),
    "NotSureIntent": (),
    "AMAZON.YesIntent": (),
    "AMAZON.NoIntent": (),
    "AMAZON.HelpIntent": (),
    "AMAZON.StopIntent": (),
    "AMAZON.CancelIntent": (),
    "AMAZON.NavigateHomeIntent": (),
    "AMAZON.FallbackIntent": (),
    "AMAZON.RepeatIntent": (),
    "AMAZON.PauseIntent": (),
    "AMAZON.ResumeIntent": (),
    "AMAZON.NextIntent": (),
    "AMAZON.PreviousIntent": (),
    "AMAZON.StartOverIntent": (),
}
"""Every intent of the interaction model and the slots that are read; any other intent counts as not understood."""


def own_name(alexas: str) -> str:
    """Return our name of an intent: `Yes` for `AMAZON.YesIntent`, `StopCramp` for `StopCrampIntent`."""
    return alexas.removeprefix("AMAZON.").removesuffix("Intent")


_ALEXAS = {own_name(name): name for name in INTENTS}


def alexa_name(own: str) -> str:
    """Return the name of an intent in the interaction model."""
    return _ALEXAS.get(own, f"{own}Intent")


_CONVERTED: Mapping[str, Callable[[str], str | None]] = {
    "hold": durations.seconds,
    "duration": durations.seconds,
    "time": durations.time_of_day,
}
"""Slots that Alexa fills with an ISO value, and what makes it the dialogue's; the others carry an id of ours."""

_AGES = ("age", "their_age")

_TOLD_IN_WORDS = frozenset("DescribeSymptom ReportRedFlag Fallback".split())
"""Intents that say no more than that something was told: what was meant, the words say."""


def said(
    request: IntentRequest, session: Session, *, now: float, screen: bool = False, hour: int | None = None
) -> Said:
    """
    Return what an intent request says, in the dialogue's terms.

    The words of every slot that match nothing of ours are heard as any other free text, whatever the intent.
    """
    intent, locale = request.intent, request.locale or "en-US"
    asked = str(intent.name) if intent else ""
    name = own_name(asked) if asked in INTENTS else "Fallback"
    given = intent.slots or {} if intent else {}
    slots, loose = _read(given)
    words = " ".join(value.words for slot in given.values() for value in alexa_slots.given(slot))
    if place := whereabouts.where(words):
        slots["where"] = place
    event = Said(now=now, locale=locale, screen=screen, hour=hour, platform=ALEXA, intent=name, slots=slots)
    if flag := slots.pop("red_flag", None):
        event = replace(event, findings={flag: "yes"})
    if not loose:
        return event
    heard = turn.hear_in(session, ". ".join(loose), locale)
    # What the words themselves deny, or tell of somebody else, beats the slot that they matched.
    findings = {**event.findings, **turn.told(heard)}
    told_in_words = name in _TOLD_IN_WORDS and not flag
    meant = heard.intent if heard.alarm or heard.intent == "ReportRedFlag" or told_in_words else name
    if meant == heard.intent:
        slots = {**heard.slots, **slots}
    else:
        kept = ("where", "worry", *_AGES)
        slots = {**slots, **{slot: heard.slots[slot] for slot in kept if slot in heard.slots}}
    return replace(event, intent=meant, slots=slots, findings=findings, answer=heard.answer, of=heard.of)


def _read(given: Mapping[str, Slot]) -> tuple[dict[str, str], list[str]]:
    """Return the values of slots that are ours, and the words of those that are none; of a red flag, both."""
    slots: dict[str, str] = {}
    loose: list[str] = []
    for name, slot in given.items():
        for value in alexa_slots.given(slot):
            if name in _CONVERTED:
                if converted := _CONVERTED[name](value.words):
                    slots.setdefault(name, converted)
            elif value.id and name != "red_flag":
                slots.setdefault(name, value.id)
            else:
                if value.id:
                    slots.setdefault(name, value.id)
                loose.append(value.words)
    return slots, [words for words in loose if words.strip()]


def pressed(arguments: list[Any] | None, *, now: float, locale: str) -> Said:
    """Return what a press on a screen's button says; a button that is not ours counts as not understood."""
    name = str(arguments[0]) if arguments else ""
    button = BUTTONS.get(name)
    intent, slots = (button.intent, button.slots) if button else ("Fallback", {})
    return Said(now=now, locale=locale, screen=True, platform=ALEXA, intent=intent, slots=slots)
