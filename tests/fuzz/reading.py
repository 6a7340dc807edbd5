"""What is promised of the two readers of foreign text: the understanding, and the reader of the session."""

import json
from collections import Counter
from functools import cache

from skill.alexa import session_attributes
from skill.alexa.intents import alexa_name, intents
from skill.alexa.invocation import answer_verified
from skill.conversation.session import Session
from skill.errors import SessionError
from skill.understanding.heard import Heard
from skill.understanding.hearing import Listener, content, listener
from tests.fuzz import seeds
from tests.fuzz.steps import Budget
from tests.logs import captured
from tests.signing import envelope, intent

WORDS = Budget(start=20_000, each=2_500)
"""Common words take some 300 steps a letter, a text full of symptoms up to 1,300."""

SESSIONS = Budget(start=500, each=10)
_AWAITING = (None, "finding", "kind", "side", "posture", "ready", "did_help", "offer", "permission", "for_whom")

APOLOGIES: Counter[str] = Counter()
"""Where a turn ended in an apology: error and line."""


@cache
def _ear() -> Listener:
    """The understanding, after its first utterance: what it loads only then is no work of a turn."""
    ear = listener("en-US")
    ear.hear("my left glute is cramping")
    return ear


def hear(text: str) -> None:
    """Let the understanding hear a text: it raises nothing, knows every name that it gives, and comes to an end."""
    ear = _ear()
    heard: list[Heard] = []

    def listen() -> None:
        heard.append(ear.hear(text, awaiting=_AWAITING[len(text) % len(_AWAITING)]))

    WORDS.spend(len(text), listen)
    (understood,) = heard
    known = content().findings
    assert set(understood.findings) <= set(known)
    assert set(understood.findings.values()) <= {"yes", "no", "unknown"}
    assert all(understood.findings[flag] == "yes" for flag in understood.red_flags)
    assert alexa_name(understood.intent) in intents()
    assert 0 <= understood.score <= 1


def read(session: object) -> Session | None:
    """Let the session be read from its place in the attributes: it is ours and complete, or a SessionError."""
    got: list[Session] = []

    def load() -> None:
        try:
            got.append(session_attributes.load({session_attributes.KEY: session}, content()))
        except SessionError:
            return

    SESSIONS.spend(len(session) if isinstance(session, str) else 0, load)
    if not got:
        return None
    again = session_attributes.dump(got[0])
    json.loads(again[session_attributes.KEY])
    assert session_attributes.dump(session_attributes.load(again, content())) == again
    return got[0]


def take_turn(session: object, chosen: int) -> None:
    """Let a whole turn begin with a session; what the conversation can't go on with is an apology, and is counted."""
    name = tuple(intents())[chosen % len(intents())]
    body = envelope(intent(name), attributes={session_attributes.KEY: session}, screen=chosen % 2 == 1)
    with captured() as lines:
        answer = json.loads(answer_verified(seeds.coach().skill, body, started=0.0))
    inner = answer["response"]
    assert inner.get("outputSpeech") or inner.get("directives"), f"{name} was met with silence"
    for line in lines:
        if line["event"] == "failed":
            APOLOGIES[f"{line['error']} at {line['where']}"] += 1
