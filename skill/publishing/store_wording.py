"""Check the wording of a store page: forbidden claims, required sentences, and promises that are not kept."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_CLAIMS = re.compile(
    r"\b(?:cures?|heals?|guarantee\w*|clinically|proven|certified|approved by|doctor.recommended|miracle|"
    r"instant(?:ly)?|painless|pain.free|saves? (?:your )?li(?:fe|ves)|life.saving|100 ?%|best|number one|risk.free)\b",
    re.IGNORECASE,
)
"""Medical claims: the store refuses them, and without clinical review none is justified."""

_ABSENT = re.compile(
    r"\b(?:videos?|music|e-?mails?|text messages?|sms|phone calls?|smart.?watch|wearable|sensor|heart rate|"
    r"step counter|shopping|subscription|premium|free trial|coupon|coming soon)\b",
    re.IGNORECASE,
)
"""Features that users might expect of a coach, but that this one lacks."""

_CRUDE = re.compile(r"\b(?:butts?|bums?|arse|ass|booty|poop|poo|piss)\b", re.IGNORECASE)
"""Words that the skill understands, but that are too crude for the store page."""

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
"""Words of a promised feature -> the intent that provides it."""


def problems(text: str) -> Iterator[str]:
    """Yield the problems of a text in any field of a page."""
    if claim := _CLAIMS.search(text):
        yield f"claims {claim[0]!r}; say what the skill does, not what it achieves."
    if crude := _CRUDE.search(text):
        yield f"says {crude[0]!r}; on a store page, write glute, buttock or backside."
    if not _PLAIN.fullmatch(text):
        odd = sorted(set(text) - {char for char in text if _PLAIN.fullmatch(char)})
        yield f"has characters that may not be displayed everywhere; replace them: {' '.join(odd)}"
    if text != text.strip() or "  " in text or "TODO" in text:
        yield "has stray spaces or contains TODO; remove them."


def missing(description: str) -> Iterator[str]:
    """Yield required sentences of a health skill that its description lacks."""
    for needed in _MUST_SAY:
        if needed not in description:
            yield f"'description' must say {needed!r}."


def absent(description: str, language: Json) -> Iterator[str]:
    """Yield features that the description promises and the interaction model lacks."""
    reachable = {intent["name"] for intent in language["intents"] if intent["samples"]}
    for promise, intent in _NEEDS.items():
        if promise in description.lower() and intent not in reachable:
            yield f"'description' promises {promise!r}, but {intent} has no samples."
    if lacking := _ABSENT.search(description):
        yield f"'description' names {lacking[0]!r}, which the skill does not have."
    samples = {sample.lower() for intent in language["intents"] for sample in intent["samples"]}
    for quoted in re.findall(r'"([^"]+)"', description):
        if quoted.lower() not in samples and quoted != f"Alexa, open {language['invocationName']}":
            yield f"'description' quotes {quoted!r}, which is no sample of the model."
