"""What a page of the store may not say, has to say, and must not promise."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_CLAIMS = re.compile(
    r"\b(?:cures?|heals?|guarantee\w*|clinically|proven|certified|approved by|doctor.recommended|miracle|"
    r"instant(?:ly)?|painless|pain.free|saves? (?:your )?li(?:fe|ves)|life.saving|100 ?%|best|number one|risk.free)\b",
    re.IGNORECASE,
)
"""The store refuses claims to cure or to save, and a coach that no clinician has reviewed has no right to others."""

_ABSENT = re.compile(
    r"\b(?:videos?|music|e-?mails?|text messages?|sms|phone calls?|smart.?watch|wearable|sensor|heart rate|"
    r"step counter|shopping|subscription|premium|free trial|coupon|coming soon)\b",
    re.IGNORECASE,
)
"""What people might hope for in a coach, and this one does not have."""

_CRUDE = re.compile(r"\b(?:butts?|bums?|arse|ass|booty|poop|poo|piss)\b", re.IGNORECASE)
"""Understood when said, but not for the store's page."""

_PLAIN = re.compile(r"[\w\s.,;:?!'\"()/%\-\u2019]*")
_MUST_SAY = (
    "no substitute for the advice, diagnosis or treatment",
    "not an emergency service",
    "cannot call for help",
    "call your local emergency number",
)

_NEEDS: Mapping[str, str] = {
    "timer": "SetHeatTimerIntent",
    "reminder": "SetReminderIntent",
    "remembers how many stretches": "MyHistoryIntent",
    "what causes it": "AskCausesIntent",
    "heat, ice, massage": "AskReliefIntent",
    "coming back": "AskPreventionIntent",
    "when to see": "WhenToSeeDoctorIntent",
    "stretch": "StartStretchIntent",
    "twitch": "TwitchHelpIntent",
}
"""Words of a promise -> the intent that keeps it."""


def problems(text: str) -> Iterator[str]:
    """What should not stand on a page, whichever field it is."""
    if claim := _CLAIMS.search(text):
        yield f"claims {claim[0]!r}; say what the skill does, not what it achieves."
    if crude := _CRUDE.search(text):
        yield f"says {crude[0]!r}; on the store's page it is the glute, the buttock or the backside."
    if not _PLAIN.fullmatch(text):
        odd = sorted(set(text) - {char for char in text if _PLAIN.fullmatch(char)})
        yield f"has characters that are not read well everywhere: {' '.join(odd)}"
    if text != text.strip() or "  " in text or "TODO" in text:
        yield "has stray spaces or an open TODO."


def missing(description: str) -> Iterator[str]:
    """Sentences that a skill about health has to have in its description."""
    for needed in _MUST_SAY:
        if needed not in description:
            yield f"'description' must say {needed!r}."


def absent(description: str, language: Json) -> Iterator[str]:
    """Promises that the interaction model does not keep."""
    reachable = {intent["name"] for intent in language["intents"] if intent["samples"]}
    for promise, intent in _NEEDS.items():
        if promise in description.lower() and intent not in reachable:
            yield f"'description' promises {promise!r}, but nobody can reach {intent}."
    if hoped := _ABSENT.search(description):
        yield f"'description' names {hoped[0]!r}, which the skill does not have."
    samples = {sample.lower() for intent in language["intents"] for sample in intent["samples"]}
    for quoted in re.findall(r'"([^"]+)"', description):
        if quoted.lower() not in samples and quoted != f"Alexa, open {language['invocationName']}":
            yield f"'description' quotes {quoted!r}, which is no sample of the model."
