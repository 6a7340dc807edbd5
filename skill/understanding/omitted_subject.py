"""Read a reply that leaves out what the question is about: "it's gone cold", of a leg."""

from collections.abc import Sequence

from skill.content.models import Content
from skill.understanding import reply_kinds
from skill.understanding.findings import FindingsReader
from skill.understanding.heard import Heard
from skill.understanding.normalise import tokens, words
from skill.understanding.reply_words import REPLY, SMALL

_UNCLEAR = frozenset(("Fallback", "DescribeSymptom", "ReportRedFlag"))
"""Intents of what is no wish and no question."""
_NO_SIGN = REPLY.complaint | REPLY.places | SMALL


def reported(heard: Heard, asks: Sequence[str], reader: FindingsReader, content: Content) -> dict[str, str]:
    """
    Return the findings that a reply reports only together with their subject, each with the reply and that subject.

    A reply that was understood without it reports nothing more, and a no to a single question stays open.
    """
    said = tokens(heard.text)
    told = heard.red_flags or not {"yes", "no"}.isdisjoint(heard.findings.get(name) for name in asks)
    if (
        told
        or set(heard.suspected).difference(asks)
        or heard.intent not in _UNCLEAR
        or heard.answer in {"no", "unknown"}
    ):
        return {}
    if reply_kinds.by_itself(said) or reply_kinds.asks_back(said) or not {"nothing", "never"}.isdisjoint(said):
        return {}
    first = reply_kinds.lead(said)
    rest = said[first.end :]
    # "Swollen? No, not that I can see."
    if not REPLY.no.isdisjoint(rest) or (first.answer == "no" and len(asks) == 1):
        return {}
    return {name: whole for name in asks if (whole := _with_subject(rest, name, reader, content))}


def _with_subject(said: Sequence[str], name: str, reader: FindingsReader, content: Content) -> str | None:
    """
    Return a reply with its subject, if both together report a finding.

    At least half of what the reply says must report it: "purple elephant dishwasher" is no purple leg.
    """
    for subject in content.findings[name].heard.about:
        led = words(subject)
        read = reader.read((*led, *said), replies=True)
        within = (1 << len(led)) - 1
        sign = sum(1 << at for at, word in enumerate(read.said) if at >= len(led) and word not in _NO_SIGN)
        for it in (*read.mentions, *read.replies):
            means = (sign & it.literals).bit_count()
            reports = it.finding == name and it.answer == "yes" and not it.topic and it.literals & within
            if reports and means and means >= sign.bit_count() / 2:
                return " ".join(read.said)
    return None
