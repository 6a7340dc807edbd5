"""State of a session: answers by finding, and the last question. It is discarded when the session ends."""

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct, field

from skill.content.models import LEVELS, Answer, Level, Where

Awaiting = Literal["finding", "kind", "ready", "did_help", "offer", "for_whom"]
Side = Literal["left", "right", "sore", "other"]
OTHER_SIDE: dict[Side, Side] = {"left": "right", "right": "left", "sore": "other", "other": "sore"}
Effect = Literal["better", "same", "worse"]
Unsettled = Literal["which", "yes", "unknown", "missed"]
"""
State of a compound question: a bare yes, so that its parts are to be distinguished; a yes to that; not sure, so that
its parts are asked one by one; or a reply that was not understood, so that its first part is asked by itself.
"""
Posture = Literal["sitting", "lying", "standing"]
NIGHT_BEGINS, NIGHT_ENDS = 22, 7
"""Local hours between which other people are likely asleep."""


def is_night(hour: int | None) -> bool:
    """Return whether an hour is at night; False if the hour is unknown."""
    return hour is not None and (hour >= NIGHT_BEGINS or hour < NIGHT_ENDS)


class Hold(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One timed hold to guide."""

    stretch: str
    side: Side | None
    """None for a stretch without sides; `sore` and `other` while the sore side is unknown."""
    seconds: float
    where: Where | None = None
    """Where it is done, which selects its first instruction."""
    first: bool = False
    """Whether it is the first hold of the session, in which the coach says when to stop."""


class Turn(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What the last reply asked, advised and guided."""

    asks: list[str] = []
    awaiting: Awaiting | None = None
    level: Level | None = None
    condition: str | None = None
    holds: list[Hold] = []
    about: str = ""
    """
    What an `offer` offers: `again`, `crisis`, `stretch`, `resume`, `forget`, `buttock` or `more:<topic>:<paragraph>`.

    `again` is the advice to call, `crisis` that after a word of suicide.
    """
    brief: bool = False
    """Whether the hold was guided without its instructions."""
    lead: str = ""
    """Spoken before the question, kept for "repeat"; a guided stretch is guided again instead."""
    ask: str = ""
    reprompt: str = ""


class Guiding(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The current hold, running or paused."""

    hold: Hold
    """Hold of the last reply: all of it, or the remainder."""
    total: float
    """Seconds of the whole hold, also used for the other side."""
    began: float
    """When the reply was sent, in seconds since 1970."""
    lead: float = 0.0
    """Seconds from the reply to the start of the hold; set by the renderer, which knows the cues."""
    paused_left: float | None = None
    """Remaining seconds when the hold was paused; None while it runs."""


TimerKind = Literal["heat", "ice"]


class SetTimer(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Pending wish, and request to the platform, to set a timer."""

    kind: TimerKind
    seconds: int
    replace: bool = False
    """Whether to cancel the running timer of this kind first."""


Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAYS: tuple[Day, ...] = get_args(Day)
"""Days of the week as iCalendar writes them (RFC 5545)."""


class SetReminder(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Pending wish, and request to the platform, for a stretch reminder at a local time of the device."""

    hour: int
    minute: int
    days: tuple[str, ...] = ()
    """Subset of `DAYS`; empty for once, at the next occurrence of the time."""


class Going(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The current routine."""

    name: str
    place: int = 0
    """Index of the hold; counts ruled-out holds too, so that no answer shifts it."""
    first: Side = "left"
    """Side that comes first: the sore one, if known."""


class Place(Struct, omit_defaults=True, frozen=True):
    """Where a session was interrupted."""

    hold: Hold
    """The interrupted hold, with its remaining seconds."""
    at: float
    """When it was interrupted, in seconds since 1970."""
    routine: str | None = None
    """Routine that the hold belongs to; None for a single stretch."""
    step: int = 0
    """Index of the hold in the routine, as in `Going`."""
    first: Side = "left"
    """Side that comes first in the routine."""


class Deferred(Struct, omit_defaults=True, frozen=True, forbid_unknown_fields=True):
    """An utterance that waits while the coach asks about a suspected red flag."""

    asks: list[str]
    """Findings that the coach asks about in the meantime."""
    intent: str
    found: bool = False
    """Whether a pattern found them, and not the second listener alone."""
    slots: dict[str, str] = {}
    findings: dict[str, Answer] = {}
    suspected: dict[str, Answer] = {}
    answer: Answer | None = None
    turn: Turn = field(default_factory=Turn)
    """What was asked when it was said."""
    misses: int = 0
    """Replies to that question that did not answer it."""


class Session(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Everything that is kept until the next turn; it must round-trip through JSON."""

    answers: dict[str, Answer] = {}
    """Answer by finding. `unknown` for a red flag means that it was asked by itself and answered "not sure"."""
    compound: dict[str, Unsettled] = {}
    """State of each compound question that is not settled."""
    level: Level | None = None
    """Most urgent level of care advised so far."""
    wanted: str | None = None
    """Stretch that the user asked for by name; `any` for no particular one."""
    hold_seconds: int | None = None
    posture: Posture | None = None
    """Preferred posture; remembered between sessions."""
    where: Where | None = None
    """Where the user is now."""
    worry: str | None = None
    """Explanation (`kind/name`) of a fear or question raised during the safety questions, until it is given."""
    relieved: bool = False
    """Whether a plea for help between the safety questions got its one harmless thing to do."""
    limb: str | None = None
    """Explanation (`kind/name`) of another part that cramps, once it was told what helps there."""
    declined: list[str] = []
    """Stretches that the user can't do."""
    pace: float = 1.0
    """Speech rate while guiding; 1.0 is normal."""
    quiet: bool = False
    """Whether to whisper."""
    night: bool = False
    """Whether it is night at the user's place."""
    whisper_offered: bool = False
    """Whether it was told how to make the coach whisper."""
    hour_due: bool = False
    """Whether to look up the local hour in the next turn, so that the first reply is not delayed."""
    introduced: bool = False
    """Whether the disclaimer was spoken in this session."""
    began: bool = False
    """Whether the safety questions have begun, and first relief was given."""
    for_other: bool = False
    """Whether the coaching is for another person who is with the speaker."""
    child: bool = False
    """Whether the person to be coached is a child, so that a grown-up must be present."""
    screening: bool = False
    """Whether the safety screen runs, as the user wants help with a complaint."""
    eased: Effect | None = None
    done: list[str] = []
    """Stretches guided in this session, in order, including repeats."""
    finished: bool = False
    """Whether a routine was completed; the goodbye comes next unless the user wants something else."""
    rounds: int = 0
    """Number of holds meant to release the muscle, without repeats and the other side."""
    named: str | None = None
    """Likely condition that was named."""
    warmed: bool = False
    """Whether a timer was set, so that none is offered again."""
    offered: bool = False
    """Whether a stretch against a twitch was offered."""
    later: int = 0
    """Number of questions asked after the screen."""
    changed: list[str] = []
    """Findings and compound questions that the last answer changed, or an alarm that was heard, for undo."""
    taken_back: list[str] = []
    """What was undone after an emergency; it can't be undone twice, which could loop."""
    misses: int = 0
    """Consecutive replies that did not answer the question."""
    guiding: Guiding | None = None
    routine: Going | None = None
    wish: SetTimer | SetReminder | None = None
    """Timer or reminder that is being discussed."""
    reminder: Literal["set", "declined"] | None = None
    """Whether a reminder of the skill exists or was recently declined; in both cases none is offered unasked."""
    asked_permission: bool = False
    """Whether the platform has asked for a permission in this session; it is not asked twice."""
    resuming: Place | None = None
    """Place of an interrupted earlier session, until "anything new?" is answered."""
    called: bool = False
    """Whether the emergency number was given."""
    reminds: bool = False
    """Whether the emergency number was given in an earlier session shortly before, and is to be said first."""
    returns: bool = False
    """Whether a conversation without a red flag was finished recently: one compound question replaces the screen."""
    rescreened: str | None = None
    """
    Stretch that an earlier screen still covers, as nothing was new since; for any other, the questions that choose
    among stretches are asked again, as answers are not stored. Empty if no stretch was interrupted; None if "anything
    new?" was not asked.
    """
    suspicions: int = 0
    """Number of questions asked about suspected red flags."""
    deferred: Deferred | None = None
    """Utterance that waits for the answer to such a question."""
    turn: Turn = field(default_factory=Turn)

    @property
    def kind(self) -> Literal["cramp", "twitch", "ache"] | None:
        """Kind of complaint: cramp, twitch or ache; None if the answers do not say."""
        if self.answers.get("twitch_main") == "yes":
            return "twitch"
        if self.answers.get("painful_cramp") == "yes":
            return "cramp"
        if any(self.answers.get(name) == "yes" for name in ("quality_ache", "quality_sharp", "quality_burning")):
            return "ache"
        return None

    @property
    def child_alone(self) -> bool:
        """Whether a child uses the skill alone; once a grown-up is present, they answer for it."""
        return self.child and not self.for_other

    @property
    def side(self) -> Side:
        """Sore side; `sore` while it is unknown, which the cues speak as "sore side"."""
        left, right = (self.answers.get(name) == "yes" for name in ("side_left", "side_right"))
        if left != right:
            return "left" if left else "right"
        return "sore"


_RANKS: dict[Level | None, int] = {**{level: rank for rank, level in enumerate(LEVELS)}, None: len(LEVELS)}


def most_urgent(levels: Iterable[Level | None]) -> Level | None:
    """Return the most urgent of some levels; None is the least urgent."""
    return min(levels, key=_RANKS.__getitem__, default=None)


def more_urgent(one: Level | None, other: Level | None) -> bool:
    """Return whether the first level is strictly more urgent than the second; None is the least urgent."""
    return _RANKS[one] < _RANKS[other]
