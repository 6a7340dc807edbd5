"""What a session knows: answers by finding, and what was asked last. It lives no longer than the session."""

from typing import Literal, get_args

from msgspec import Struct, field

from skill.content.models import LEVELS, Answer, Level, Where

Awaiting = Literal["finding", "kind", "posture", "side", "ready", "did_help", "offer", "permission", "for_whom"]
Side = Literal["left", "right", "sore", "other"]
Effect = Literal["better", "same", "worse"]
Unsettled = Literal["which", "yes", "unknown"]
"""
How a compound question stands: a bare yes, so its parts are to be told apart; a yes to that; not sure, so that its
parts are asked one by one.
"""
Posture = Literal["sitting", "lying", "standing"]
NIGHT_BEGINS, NIGHT_ENDS = 22, 7
"""Hours of a person's day between which others are likely asleep."""


def is_night(hour: int | None) -> bool:
    """Whether it is late; an unknown hour is not."""
    return hour is not None and (hour >= NIGHT_BEGINS or hour < NIGHT_ENDS)


class Hold(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """One timed hold that a reply guides."""

    stretch: str
    side: Side | None
    """None for a stretch that has no sides; `sore` and `other` while nobody has said which side hurts."""
    seconds: float
    where: Where | None = None
    """Where it is done, which decides its first words."""
    first: bool = False
    """The first one of its session, in which the coach says when to stop."""


class Turn(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """What the last reply asked, advised and guided."""

    asks: list[str] = []
    awaiting: Awaiting | None = None
    level: Level | None = None
    condition: str | None = None
    holds: list[Hold] = []
    about: str = ""
    """What an `offer` offers: `again`, `stretch`, `resume`, `forget` or `more:<topic>:<paragraph>`."""
    brief: bool = False
    """The hold was guided without its instructions."""
    lead: str = ""
    """Spoken before the question, kept for "repeat"; a guided stretch is guided again instead."""
    ask: str = ""
    reprompt: str = ""


class Guiding(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The hold that is going on, or paused."""

    hold: Hold
    """What this reply guides: all of the hold, or what was left of it."""
    total: float
    """Seconds of the whole hold, which the other side gets too."""
    began: float
    """Seconds since 1970 at which the reply was sent."""
    lead: float = 0.0
    """Seconds from there until the hold begins; written by the renderer, who knows the timetable."""
    paused_left: float | None = None
    """Seconds of hold left when it was paused; None while it runs."""


TimerKind = Literal["heat", "ice"]


class SetTimer(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """A wish, and a request to the platform: set a timer."""

    kind: TimerKind
    seconds: int
    replace: bool = False
    """Cancel the running timer of this kind first."""


Day = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
DAYS: tuple[Day, ...] = get_args(Day)
"""Days of the week as iCalendar writes them (RFC 5545)."""


class SetReminder(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """A wish, and a request to the platform: remind of the stretch at a time of the device's day."""

    hour: int
    minute: int
    days: tuple[str, ...] = ()
    """Of `DAYS`; empty: once, the next time it is that late."""


class Going(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The routine that is going on."""

    name: str
    place: int = 0
    """Which of its holds; those that the answers rule out count too, so that no answer shifts it."""
    first: Side = "left"
    """The side that comes first: the sore one, where it is known."""


class Place(Struct, omit_defaults=True, frozen=True):
    """Where somebody stopped."""

    hold: Hold
    """The hold that was going on; its seconds are those that were left."""
    at: float
    """When, in seconds since 1970."""
    routine: str | None = None
    """The routine that the hold belongs to; None for a stretch by itself."""
    step: int = 0
    """Which of the routine's holds, as in `Going`."""
    first: Side = "left"
    """The side that comes first in the routine."""


class Session(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Everything that has to survive until the next turn; it must survive JSON."""

    answers: dict[str, Answer] = {}
    """By finding. `unknown` for a red flag means: asked by itself, and not sure."""
    compound: dict[str, Unsettled] = {}
    """By compound question, only what did not settle it."""
    level: Level | None = None
    """The most urgent care advised so far."""
    wanted: str | None = None
    """A stretch that was asked for by name."""
    hold_seconds: int | None = None
    posture: Posture | None = None
    """The posture that the user prefers; remembered between sessions."""
    where: Where | None = None
    """Where the user is now."""
    worry: str | None = None
    """What the user fears or asked about during the safety questions (`kind/name`), until it is explained."""
    declined: list[str] = []
    """Stretches that the user can't do."""
    pace: float = 1.0
    """How fast the coach speaks while guiding; 1.0 is normal."""
    quiet: bool = False
    """Whispering, because somebody sleeps."""
    night: bool = False
    """It is night where the person is."""
    hour_due: bool = False
    """The hour is to be asked for in the next turn: the first reply of a session waits for nobody."""
    introduced: bool = False
    """The disclaimer was spoken in this session."""
    began: bool = False
    """The safety questions have begun: what eases was said."""
    for_other: bool = False
    """The coaching is for somebody else, who is there with the speaker."""
    child: bool = False
    """The person to be coached is a child, so that a grown-up has to be there (design, safety rule 7)."""
    screening: bool = False
    """The person wants help with a complaint, so the safety screen runs."""
    eased: Effect | None = None
    done: list[str] = []
    """Stretches guided in this session, in order, repeats included."""
    finished: bool = False
    """A routine was done: unless something else is wanted, the goodbye comes next."""
    rounds: int = 0
    """Holds that were meant to let the muscle go, without repeats and the other side."""
    named: str | None = None
    """The likely cause that was named."""
    offered: bool = False
    """A stretch against a twitch was offered."""
    later: int = 0
    """Questions asked after the screen."""
    changed: list[str] = []
    """Findings and compound questions that the last answer changed, so that it can be taken back."""
    taken_back: list[str] = []
    """What was taken back after an emergency; no second time, as it could go round in circles."""
    misses: int = 0
    """Replies in a row that did not answer the question."""
    guiding: Guiding | None = None
    routine: Going | None = None
    wish: SetTimer | SetReminder | None = None
    """A timer or reminder that is being talked about."""
    reminder: Literal["set", "declined"] | None = None
    """A reminder of ours is there, or was declined lately: none is offered unasked."""
    asked_permission: bool = False
    """The platform has asked for a permission in this session; it is not asked to twice."""
    resuming: Place | None = None
    """What was going on when an earlier session broke off, until "anything new?" is answered."""
    returns: bool = False
    """A conversation without a red flag was finished lately: one compound question stands for the screen."""
    rescreened: str | None = None
    """
    Nothing was new since an earlier screen, which holds for this stretch; for any other, as answers are not kept, what
    chooses among stretches is asked again. Empty where no stretch broke off; None where nothing was asked so.
    """
    turn: Turn = field(default_factory=Turn)

    @property
    def kind(self) -> Literal["cramp", "twitch", "ache"] | None:
        """Cramp, twitch or ache, as far as the answers tell."""
        if self.answers.get("twitch_main") == "yes":
            return "twitch"
        if self.answers.get("painful_cramp") == "yes":
            return "cramp"
        if any(self.answers.get(name) == "yes" for name in ("quality_ache", "quality_sharp", "quality_burning")):
            return "ache"
        return None

    @property
    def child_alone(self) -> bool:
        """A child speaks for itself; once a grown-up is there, they answer for it."""
        return self.child and not self.for_other

    @property
    def side(self) -> Side:
        """The sore side; the cues say "sore side" while it is unknown."""
        left, right = (self.answers.get(name) == "yes" for name in ("side_left", "side_right"))
        if left != right:
            return "left" if left else "right"
        return "sore"


_RANKS: dict[Level | None, int] = {**{level: rank for rank, level in enumerate(LEVELS)}, None: len(LEVELS)}


def more_urgent(one: Level | None, other: Level | None) -> bool:
    """Whether the first level is strictly more urgent than the second; none is the least urgent."""
    return _RANKS[one] < _RANKS[other]
