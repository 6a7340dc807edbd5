"""The shapes of the content files: one frozen struct for each kind of file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

Answer = Literal["yes", "no", "unknown"]
Where = Literal["bed", "floor", "chair", "car", "standing"]
"""Where a person is; `standing` is also a walk, a shop or a kitchen."""
Level = Literal["emergency", "urgent", "soon", "routine", "selfcare"]

LEVELS: tuple[Level, ...] = ("emergency", "urgent", "soon", "routine", "selfcare")
"""Levels of care, most urgent first."""


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """Unknown keys are mistakes, and nothing changes after loading."""


class Review(_Strict, kw_only=True):
    """Who has checked an item, and how far that has got."""

    state: Literal["draft", "reviewed"]
    by: str | None = None
    on: str | None = None


class Source(_Strict, kw_only=True):
    """One place that facts come from."""

    title: str
    address: str | None = None
    """Where it can be read; None for the three articles that are kept with the project's reference."""


class Item(_Strict, kw_only=True):
    """What all medical content has in common."""

    sources: tuple[str, ...]
    """Ids of sources that carry the facts and numbers of this item."""
    own_sources: dict[str, Source] = {}
    """Sources that come with this item, by id; those that several items name stand in sources/."""
    review: Review
    facts: tuple[str, ...] = ()
    """Ids of the fact ledger (F001 to F145) that this item speaks."""


class LevelRule(_Strict, kw_only=True):
    """Another level, when at least one of `if_any` and all of `if_all` are answered yes."""

    level: Level
    if_any: tuple[str, ...] = ()
    if_all: tuple[str, ...] = ()


class Heard(_Strict, kw_only=True):
    """
    How people say a finding, as patterns over one clause (see skill/understanding/patterns.py).

    A plain word stands for itself and its regular inflections; `a|b` is either; `<name>` is a class of words.yaml;
    `...` skips up to five words; `&` joins two patterns that may come in any order.
    """

    yes: tuple[str, ...] = ()
    """The finding is there (the surrounding clause may still negate it)."""
    no: tuple[str, ...] = ()
    """Denies it without a negative word: "my bladder is fine"."""
    never: tuple[str, ...] = ()
    """Look-alikes that are not this finding: they win over `yes`."""
    named: tuple[str, ...] = ()
    """How a question names it, in plain words: a reply that is nothing else means it, "the peeing"."""
    reply_yes: tuple[str, ...] = ()
    """The finding is there, when these words answer the question about it: "no control at all"."""
    reply_no: tuple[str, ...] = ()
    """The finding is not there, when these words answer the question about it: "i go fine"."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """All patterns of all lists."""
        return (*self.yes, *self.no, *self.never, *self.reply_yes, *self.reply_no)


class Asked(_Strict, kw_only=True):
    """When a finding gets a question of its own after the screen; the lowest order comes first."""

    order: int
    if_any: tuple[str, ...] = ()
    """Only when at least one of these is answered yes; empty: always."""
    if_none: tuple[str, ...] = ()
    """Not when one of these is answered yes."""


class Finding(Item, kw_only=True):
    """One thing that can be true of a person: the file's name is its id, from the vocabulary of 78."""

    label: str
    """As the coach says it back: "because you told me about {label}"."""
    group: Literal["red_flag", "clarifying", "descriptive"]
    level: Level | Literal["modifier"] | None = None
    """The care that a yes asks for; `modifier` only changes other rules."""
    raised: tuple[LevelRule, ...] = ()
    lowered: tuple[LevelRule, ...] = ()
    question: str | None = None
    """A yes/no question for this finding alone, at most 20 words."""
    why: str | None = None
    """The answer to "why do you ask?", one sentence."""
    meaning: str | None = None
    """What a yes may mean, in one calm sentence; spoken after the advice."""
    escalate: tuple[str, ...] = ()
    """Findings that could make it more urgent, asked next, most urgent first."""
    stops_stretch: bool = False
    """A yes rules stretching out although it is no red flag; red flags with a level always do."""
    asked: Asked | None = None
    heard: Heard = Heard()
    report: tuple[str, ...] = ()
    """Everyday names, for the slot type of ReportRedFlag; first the one the coach would use."""


class Question(Item, kw_only=True):
    """A compound question: yes if any part is yes; its parts are asked one by one after a not sure."""

    stage: Literal["screen", "after", "rescreen"]
    """Before the first hold, after it (or before the goodbye), or when a conversation is taken up again."""
    order: int
    covers: dict[str, str]
    """Finding -> its short words, for asking the rest when one part is known; most urgent first, one to five."""
    ask: str
    """At most 18 words and three ideas, grade 6 or lower; `|` is a short pause between its parts."""
    which: str
    """Asked after a bare yes: which part it is, and whether that is new."""
    why: str
    yes_means: Level | None = None
    """The care that a yes asks for whichever part it was; None where a part has to be known first."""


SHORTEST_HOLD, LONGEST_HOLD = 5, 120
"""Limits of a hold in seconds (design, voice rules)."""


class Stretch(Item, kw_only=True):
    """One stretch or exercise the coach can guide."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type."""
    posture: Literal["sitting", "lying", "standing"]
    one_sided: bool = True
    hold_seconds: int
    """How long to hold each side, in seconds."""
    steps: tuple[str, ...]
    """Short sentences; `{side}` is the working side and `{other}` the opposite one."""
    at: dict[Where, str] = {}
    """
    Where it can be done without moving elsewhere, the place that it suits best first, and the first step there, which
    stands in for the usual one.
    """
    breathe: str = "Breathe out slowly."
    release: str = "And release, slowly."
    repeats: int | None = None
    """How often a movement is done in `hold_seconds`; None for what is held still."""
    get_ready_seconds: int = 5
    """Time to get into place; getting down to the floor takes longer."""
    come_up: str = ""
    """How to get up again, spoken after the last side."""
    for_relief: int | None = None
    """Place in the order of stretches tried against a cramp, from 1; None: not during a cramp."""
    not_if: tuple[str, ...] = ()
    """Findings that rule it out."""
    ask_first: tuple[str, ...] = ()
    """Of these, what the body gate does not ask and has to be asked before this one."""
    picture: str = ""
    """What a drawing of it shows."""


class Routine(Item, kw_only=True):
    """Several exercises in a row, each of which can be skipped."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type; a routine is asked for as a stretch is."""
    steps: tuple[str, ...]
    """Stretches, in order; one-sided ones are guided on both sides."""
    hold_seconds: int | None = None
    """Instead of each stretch's own, where the routine is for something else than relief."""


class Paragraph(_Strict, kw_only=True):
    """One breath of explanation, at most 45 words with its closing question."""

    say: str
    facts: tuple[str, ...] = ()


class Explained(Item, kw_only=True):
    """Something that can be explained; the first paragraph answers, the others follow on "tell me more"."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type."""
    meanwhile: str = ""
    """
    Said where it is asked or feared during the safety questions, before the question is asked again: at most 14 words
    that take the word up.
    """
    parts: tuple[Paragraph, ...]


class Topic(Explained, kw_only=True):
    """An explanation that belongs to one intent."""

    intent: str
    """The intent it answers."""
    slot: str | None = None
    """The slot value (id) it answers; None is the general answer of the intent."""


class Condition(Explained, kw_only=True):
    """A likely cause, never a diagnosis: told as "sounds most like"."""

    signs: dict[str, int] = {}
    """Finding -> 2 typical, 1 possible, -1 speaks against."""
    do: str = ""
    """What to do for it, one sentence."""
    named_unprompted: bool = True
    no_stretch: bool = False
    """Stretching is no help here: say so instead of guiding one."""


class Remedy(Explained, kw_only=True):
    """Something other than a stretch that may ease it."""

    timer_minutes: int | None = None
    not_if: tuple[str, ...] = ()


class Number(_Strict, kw_only=True):
    """A telephone number and how it is read aloud."""

    digits: str
    spoken: str


class Locale(Item, kw_only=True):
    """What differs between countries: numbers, lines and a few words."""

    name: str
    emergency: Number | None = None
    numbers: tuple[Number, ...] = ()
    """Further numbers that the lines below mention."""
    call_emergency: str
    """First words of every emergency reply."""
    call_for_them: str
    """The same where somebody else is in danger, whom the speaker is with."""
    urgent_line: str
    """Whom to turn to the same day."""
    crisis_line: str
    """What to say to somebody who speaks of dying or self-harm."""
    words: dict[str, str]
    """Everyday words filled into `{pee}`, `{poop}` and the like."""


class Content(Struct, frozen=True):
    """All that the coach knows, checked."""

    findings: Mapping[str, Finding]
    questions: Mapping[str, Question]
    """In the order they are asked."""
    stretches: Mapping[str, Stretch]
    routines: Mapping[str, Routine]
    conditions: Mapping[str, Condition]
    remedies: Mapping[str, Remedy]
    topics: Mapping[str, Topic]
    locales: Mapping[str, Locale]
    """By locale; `en` serves every other one."""
    lines: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    """Word classes for the patterns of `Heard`."""
    sources: Mapping[str, Source]

    def __post_init__(self) -> None:
        """Let no thread change what all share."""
        for name in self.__struct_fields__:
            force_setattr(self, name, MappingProxyType(dict(getattr(self, name))))

    def locale(self, locale: str) -> Locale:
        """The locale's lines, or those without a country's number where it is not one of ours."""
        return self.locales.get(locale) or self.locales["en"]
