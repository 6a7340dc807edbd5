"""Simulated users who say anything, fall silent, come back later, and are remembered as on a platform."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import Struct

from skill.alexa.intents import intents, own_name
from skill.content.loader import load
from skill.content.models import Answer
from skill.conversation.events import Consented, Ended, Event, Launched, Outcome, Performed, Said
from skill.conversation.profile import PLACE_SECONDS, Profile, begin, changes
from skill.conversation.reply import Reply
from skill.conversation.respond import respond
from skill.conversation.session import Session

CONTENT = load()
LEAD = 20.0
"""Seconds from a reply to the beginning of its hold, as the renderer would write them."""
_LONGEST = 20
_PATIENCE = 30
"""Questions in a row after which a screen counts as endless."""

_SLOTS = {
    "about": ["twitch", "cramp"],
    "condition": sorted(CONTENT.conditions),
    "duration": ["PT15M", "PT2H", "?"],
    "hold": ["PT5S", "PT45S", "PT9H", "?"],
    "kind": ["cramp", "twitch", "ache"],
    "posture": ["sitting", "lying", "standing"],
    "recurrence": ["daily", "monday"],
    "remedy": sorted(CONTENT.remedies),
    "side": ["left", "right", "both"],
    "stretch": sorted([*CONTENT.routines, *CONTENT.stretches]),
    "time": ["21:00", "MO", "?"],
    "topic": sorted({topic.slot for topic in CONTENT.topics.values() if topic.slot}),
}
_SLOTS_OF = {own_name(name): [slot for slot in slots if slot in _SLOTS] for name, slots in intents().items()}
_OUTCOMES: tuple[Outcome, ...] = ("done", "no_permission", "away")
_COMMON = "Yes No Next Previous Ready Repeat DidHelp DidNotHelp ItHurtsMore Pause Resume".split()


class Opened(Struct, frozen=True):
    """Somebody opens the coach, whether or not a session is still going on."""

    hour: int | None = None


class Waited(Struct, frozen=True):
    """Time passes, or the clock is set back."""

    seconds: float


class FellSilent(Struct, frozen=True):
    """Nobody answers the question or its reprompt, so the device ends the session."""


class IsFine(Struct, frozen=True):
    """Somebody says no to every question about their body, until something else is asked."""


Step = Said | Opened | Waited | FellSilent | IsFine


class Turn(Struct, frozen=True):
    """One event and what came of it."""

    event: Event
    before: Session
    reply: Reply
    session: int
    """Which of the walk's sessions it belongs to."""


def steps() -> st.SearchStrategy[list[Step]]:
    """Draw anything that people do; rather often what leads to a hold, through it, and back to it later."""
    stretch = st.sampled_from([{"stretch": name} for name in (*CONTENT.routines, *CONTENT.stretches)])
    wishes = st.builds(Said, intent=st.just("StartStretch"), slots=stretch)
    opened = st.builds(Opened, st.none() | st.sampled_from([3, 14]))
    waited = st.builds(Waited, st.sampled_from([-60.0, 1.0, 40.0, 600.0, PLACE_SECONDS + 1, 400 * 86_400.0]))
    answered = st.builds(Said, intent=st.sampled_from(_COMMON))
    begins = st.tuples(wishes, st.just(IsFine()))
    comes_back = st.tuples(st.just(FellSilent()), waited, opened)
    anything = st.tuples(st.one_of(answered, said(), st.just(IsFine()), opened, waited, st.just(FellSilent())))
    parts = st.lists(st.one_of(begins, comes_back, anything, anything), min_size=1, max_size=_LONGEST)
    return parts.map(lambda parts: [step for part in parts for step in part])


def said() -> st.SearchStrategy[Said]:
    """Draw any intent with slots that belong to it; every now and then with something about the body."""
    return st.sampled_from(sorted(_SLOTS_OF)).flatmap(_said)


def _said(intent: str) -> st.SearchStrategy[Said]:
    findings = st.dictionaries(st.sampled_from(sorted(CONTENT.findings)), _answers(), min_size=1, max_size=2)
    tells = intent in ("DescribeSymptom", "ReportRedFlag")
    slots = {slot: st.sampled_from(_SLOTS[slot]) for slot in _SLOTS_OF[intent]}
    return st.builds(
        Said,
        intent=st.just(intent),
        slots=st.fixed_dictionaries({}, optional=slots),
        findings=st.just({}) | findings if tells else st.just({}),
        answer=st.none() | _answers() if tells else st.none(),
    )


def _answers() -> st.SearchStrategy[Answer]:
    return st.sampled_from(["yes", "no", "unknown"])


def walked(steps: list[Step]) -> list[Turn]:
    """Return every turn of a walk, across sessions."""
    walk = _Walk()
    return [turn for step in steps for turn in walk.take(step)]


class _Walk:
    """One person's way, with the clock, what is remembered and the session, as a platform keeps them."""

    def __init__(self) -> None:
        self.known = Profile()
        self.now = 1e9
        self.session: Session | None = None
        self.sessions = 0
        self.outcomes = cycle(_OUTCOMES)

    def take(self, step: Step) -> Iterator[Turn]:
        match step:
            case Waited():
                self.now += step.seconds
            case Opened():
                self.session = None
                self._arrive(step.hour)
                yield from self._happens(Launched(now=self.now, hour=step.hour, known=self.known))
            case FellSilent():
                if self.session:
                    yield from self._happens(Ended(now=self.now))
                self.session = None
            case IsFine():
                yield from self._says_no()
            case Said():
                if self.session is None:
                    self._arrive(None)
                yield from self._happens(msgspec.structs.replace(step, now=self.now))

    def _says_no(self) -> Iterator[Turn]:
        for _ in range(_PATIENCE):
            if self.session is None or self.session.turn.awaiting != "finding":
                return
            yield from self._happens(Said(intent="No", now=self.now))
        raise AssertionError("the questions do not end")

    def _arrive(self, hour: int | None) -> None:
        self.known = self.known.as_of(self.now) or Profile()
        self.session = Session()
        self.sessions += 1
        begin(self.session, self.known, self.now, hour)

    def _happens(self, event: Event) -> Iterator[Turn]:
        """Play one event, and those that the platform makes of the reply to it."""
        assert self.session is not None
        before, reply = self.session, respond(event, self.session, CONTENT)
        yield Turn(event, before, reply, self.sessions)
        if reply.request:
            done = Performed(request=reply.request, outcome=next(self.outcomes), known=self.known, now=self.now)
            reply = respond(done, reply.session, CONTENT)
            yield Turn(done, before, reply, self.sessions)
        if change := changes(before, reply, self.now):
            self.known = _through_json(change(self.known))
            self.known = msgspec.structs.replace(self.known, last_seen=self.now)
        self.session = self._next(reply)
        if reply.consent:
            yield from self._happens(Consented(answer="granted", now=self.now))

    def _next(self, reply: Reply) -> Session | None:
        if not reply.open and not reply.consent:
            return None
        if reply.session.guiding and reply.guide:
            reply.session.guiding.lead = LEAD
        return _through_json(reply.session)


def _through_json(value: Any) -> Any:
    """Return a value as it comes back from Alexa or from a store."""
    return msgspec.json.decode(msgspec.json.encode(value), type=type(value))
