"""Which intents there are, which slots each has, and how a request becomes an event of the dialogue."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ask_sdk_model import IntentRequest, Slot

from skill.alexa import durations
from skill.content.models import Answer
from skill.conversation.events import Said

INTENTS: Mapping[str, tuple[str, ...]] = {
    "StopCrampIntent": ("side",),
    "TwitchHelpIntent": ("side",),
    "GiveKindIntent": ("kind",),
    "GivePostureIntent": ("posture",),
    "GiveSideIntent": ("side",),
    "ReadyIntent": (),
    "StartStretchIntent": ("stretch", "hold"),
    "AskCausesIntent": (),
    "AskConditionIntent": ("condition",),
    "AskReliefIntent": ("remedy",),
    "AskPreventionIntent": ("topic",),
    "WhenToSeeDoctorIntent": ("about",),
    "TellMoreIntent": (),
    "DescribeSymptomIntent": ("symptom",),
    "ReportRedFlagIntent": ("red_flag",),
    "EmergencyIntent": (),
    "CrisisIntent": (),
    "SetHeatTimerIntent": ("duration", "remedy"),
    "SetReminderIntent": ("time", "recurrence"),
    "ListRemindersIntent": (),
    "CancelReminderIntent": (),
    "DidHelpIntent": (),
    "DidNotHelpIntent": (),
    "ItHurtsMoreIntent": (),
    "HowLongLeftIntent": (),
    "LongerHoldIntent": ("hold",),
    "SlowDownIntent": (),
    "SwitchSidesIntent": (),
    "QuietModeIntent": (),
    "NormalVoiceIntent": (),
    "ChildIntent": (),
    "MyHistoryIntent": (),
    "DeleteMyDataIntent": (),
    "AskWhyIntent": (),
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


BUTTONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "yes": ("Yes", {}),
    "no": ("No", {}),
    "not_sure": ("NotSure", {}),
    "cramp": ("GiveKind", {"kind": "cramp"}),
    "twitch": ("GiveKind", {"kind": "twitch"}),
    "ache": ("GiveKind", {"kind": "ache"}),
    "sitting": ("GivePosture", {"posture": "sitting"}),
    "lying": ("GivePosture", {"posture": "lying"}),
    "standing": ("GivePosture", {"posture": "standing"}),
    "left": ("GiveSide", {"side": "left"}),
    "right": ("GiveSide", {"side": "right"}),
    "better": ("DidHelp", {}),
    "same": ("DidNotHelp", {}),
    "worse": ("ItHurtsMore", {}),
    "pause": ("Pause", {}),
    "resume": ("Resume", {}),
    "next": ("Next", {}),
    "stop": ("Stop", {}),
    "repeat": ("Repeat", {}),
}
"""What pressing each button of a screen says: the same as the voice, so that nothing is reached by touch alone."""

SAID_IN_WORDS = ("symptom", "red_flag")
"""Slots whose words are searched for findings."""

_CONVERTED: Mapping[str, Callable[[str], str | None]] = {
    "hold": durations.seconds,
    "duration": durations.seconds,
    "time": durations.time_of_day,
}
"""Slots that Alexa fills with an ISO value, and what makes it the dialogue's; the others carry an id of ours."""


class Hears(Protocol):
    """The part of the understanding that reads free text."""

    def findings(self, text: str) -> Mapping[str, Answer]:
        """What a text says about the person."""

    def answer(self, text: str) -> Answer | None:
        """The yes, no or not sure that a text begins with ("no, but my foot drags")."""


def said(request: IntentRequest, *, now: float, screen: bool, hears: Hears, hour: int | None = None) -> Said:
    """What an intent request says, in the dialogue's terms."""
    intent = request.intent
    asked = str(intent.name) if intent else ""
    name = asked if asked in INTENTS else "AMAZON.FallbackIntent"
    slots = {
        slot: value
        for slot in INTENTS[name]
        if intent and intent.slots and (value := _value(slot, intent.slots.get(slot)))
    }
    words = " ".join(
        given.value
        for slot in INTENTS[name]
        if slot in SAID_IN_WORDS and intent and intent.slots and (given := intent.slots.get(slot)) and given.value
    )
    findings: dict[str, Answer] = dict(hears.findings(words)) if words else {}
    if flag := slots.pop("red_flag", None):
        findings[flag] = "yes"
    slots.pop("symptom", None)
    return Said(
        now=now,
        locale=request.locale or "en-US",
        screen=screen,
        hour=hour,
        intent=own_name(name),
        slots=slots,
        findings=findings,
        answer=hears.answer(words) if words else None,
    )


def pressed(arguments: list[Any] | None, *, now: float, locale: str) -> Said:
    """What a press on a screen's button says; a button that is not ours counts as not understood."""
    name = str(arguments[0]) if arguments else ""
    intent, slots = BUTTONS.get(name, ("Fallback", {}))
    return Said(now=now, locale=locale, screen=True, intent=intent, slots=slots)


def _value(name: str, slot: Slot | None) -> str | None:
    if slot is None or not slot.value or not slot.value.strip():
        return None
    convert = _CONVERTED.get(name)
    return convert(slot.value) if convert else _resolved(slot)


def _resolved(slot: Slot) -> str | None:
    """The id that Alexa matched; None where the words match nothing of ours."""
    from ask_sdk_model.slu.entityresolution import StatusCode

    authorities = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for authority in authorities or ():
        if authority.status and authority.status.code == StatusCode.ER_SUCCESS_MATCH and authority.values:
            value = authority.values[0].value
            if value and value.id:
                return str(value.id)
    return None
