"""Walks the dialogue breadth-first and collects the different states that people can get it into."""

from collections import deque
from collections.abc import Iterator

import msgspec

from skill.content.models import Content
from skill.conversation.events import Event, Launched, Said
from skill.conversation.profile import Profile
from skill.conversation.respond import respond
from skill.conversation.session import Hold, Place, Session
from tests.conversation.people import converse, honest

NOW = 1000.0

_SAID = (
    "Yes No NotSure Fallback Next Previous "
    "Repeat Pause Resume StartOver Help Ready "
    "DidHelp DidNotHelp ItHurtsMore StopCramp TwitchHelp StartStretch "
    "AskCauses WhenToSeeDoctor AskWhy TellMore LongerHold SwitchSides "
    "SlowDown DeleteMyData"
).split()


def events(content: Content) -> list[Said]:
    """What people may say next: every intent that moves the dialogue, and some words about themselves."""
    plain = [Said(intent=intent, now=NOW) for intent in _SAID]
    asked = [("StartStretch", {"stretch": name}) for name in (*content.routines, *content.stretches)]
    asked += [("GivePosture", {"posture": "lying"}), ("GiveSide", {"side": "left"})]
    told = ("numbness", "lasting_weeks", "hip_replacement", "quality_ache")
    return [
        *plain,
        *(Said(intent=intent, slots=slots, now=NOW) for intent, slots in asked),
        *(Said(intent="DescribeSymptom", findings={name: "yes"}, now=NOW) for name in told),
    ]


def reachable(content: Content, most: int) -> list[Session]:
    """At most so many different states; whole conversations first, then whatever leads on from them."""
    met: dict[object, Session] = {}
    waiting: deque[Session] = deque()

    def meet(session: Session) -> None:
        shape = _shape(session)
        if len(met) < most and shape not in met:
            met[shape] = session
            waiting.append(session)

    meet(Session())
    for session in _roads(content):
        meet(session)
    said = events(content)
    while waiting and len(met) < most:
        session = waiting.popleft()
        for event in said:
            reply = respond(event, session, content)
            meet(reply.session if reply.open else Session())
    return list(met.values())


def _roads(content: Content) -> Iterator[Session]:
    """The states along whole conversations: with a cramp, a twitch, a routine, coming back, and with each answer."""
    hold = Hold(next(iter(content.stretches)), "left", 20.0)
    starts: list[Event] = [
        Launched(now=NOW),
        Launched(now=NOW, known=Profile(introduced=True, place=Place(hold=hold, at=NOW))),
        Said(intent="StopCramp", now=NOW),
        Said(intent="TwitchHelp", now=NOW),
        *(Said(intent="StartStretch", slots={"stretch": name}, now=NOW) for name in content.routines),
    ]
    for start in starts:
        for otherwise in ("No", "Yes", "ItHurtsMore"):
            for reply in converse(start, honest({}, otherwise), content):
                if reply.open:
                    yield reply.session


def _shape(session: Session) -> object:
    """What makes two states different: all but the words last spoken and the clock."""
    raw = msgspec.to_builtins(session)
    for name in ("done", "misses", "pace", "quiet", "later"):
        raw.pop(name, None)
    turn = raw.get("turn", {})
    for name in ("lead", "ask", "reprompt", "brief"):
        turn.pop(name, None)
    raw.get("guiding", {}).pop("began", None)
    return msgspec.json.encode(raw, order="sorted")
