"""Schemas of the content files: one frozen struct for each kind of file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import force_setattr

from skill.content.item import Item, Source, Strict
from skill.content.locale import Locale

Answer = Literal["yes", "no", "unknown"]
Where = Literal["bed", "floor", "chair", "car", "standing"]
"""Where a person is; `standing` is also a walk, a shop or a kitchen."""
PLACES: tuple[Where, ...] = get_args(Where)
Level = Literal["emergency", "urgent", "soon", "routine", "selfcare"]

LEVELS: tuple[Level, ...] = ("emergency", "urgent", "soon", "routine", "selfcare")
"""Levels of care, most urgent first."""


class LevelRule(Strict, kw_only=True):
    """A different level of care, if at least one of `if_any` and all of `if_all` are answered yes."""

    level: Level
    if_any: tuple[str, ...] = ()
    if_all: tuple[str, ...] = ()


class Heard(Strict, kw_only=True):
    """
    How people say a finding, as patterns over one clause (see skill/understanding/patterns.py).

    A plain word matches itself and its regular inflections; `a|b` matches either; `<name>` is a class of words.yaml;
    `...` skips up to five words; `&` joins two patterns that may come in any order.
    """

    yes: tuple[str, ...] = ()
    """The finding is present (the surrounding clause may still negate it)."""
    no: tuple[str, ...] = ()
    """The finding is denied without a negative word: "my bladder is fine"."""
    never: tuple[str, ...] = ()
    """Look-alikes that are not this finding; they override `yes`."""
    named: tuple[str, ...] = ()
    """Names of the finding in a question; a reply that consists of one of them means it: "the peeing"."""
    about: tuple[str, ...] = ()
    """What a question about it is about; a reply that leaves it out is read with it: "it's gone cold" of a leg."""
    reply_yes: tuple[str, ...] = ()
    """The finding is present if these words answer the question about it: "no control at all"."""
    reply_no: tuple[str, ...] = ()
    """The finding is absent if these words answer the question about it: "i go fine"."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """All patterns of all lists."""
        return (*self.yes, *self.no, *self.never, *self.reply_yes, *self.reply_no)


class Asked(Strict, kw_only=True):
    """When a finding is asked about by itself, after the safety screen; the lowest order comes first."""

    order: int
    if_any: tuple[str, ...] = ()
    """Ask only if at least one of these findings is answered yes; empty: always."""
    if_none: tuple[str, ...] = ()
    """Don't ask if one of these findings is answered yes."""
    before_stretch: bool = False
    """Ask before the first stretch already, as a yes can't wait for its end."""


class Finding(Item, kw_only=True):
    """A finding: something that can be true of a user. The file's name is its id."""

    label: str
    """How the coach refers to it: "because you told me about {label}"."""
    group: Literal["red_flag", "clarifying", "descriptive"]
    level: Level | Literal["modifier"] | None = None
    """Level of care that a yes requires; `modifier` only affects other rules."""
    raised: tuple[LevelRule, ...] = ()
    lowered: tuple[LevelRule, ...] = ()
    question: str | None = None
    """A yes/no question for this finding alone, at most 20 words."""
    plain: str | None = None
    """The same question in its plainest words, for a user whose reply was not understood; at most 9 words."""
    why: str | None = None
    """The answer to "why do you ask?", one sentence."""
    meaning: str | None = None
    """What a yes may mean, in one calm sentence; spoken after the advice."""
    escalate: tuple[str, ...] = ()
    """Findings that could make it more urgent and are asked about next, most urgent first."""
    watch: str = ""
    """What to call for help for until it was seen to, in place of the usual signs."""
    until_help: str = ""
    """For an emergency: what to do until help comes, instead of going to the emergency room."""
    settled_by: str | None = None
    """Finding that is asked about next; a yes to it means that this one rules out no stretch any more."""
    unspecific: bool = False
    """True of so many who come here that it points to no condition by itself: an ache, a cramp, weeks of it."""
    stops_stretch: bool = False
    """A yes rules out stretching, although this is no red flag; red flags with a level always do."""
    asked: Asked | None = None
    heard: Heard = Heard()
    report: tuple[str, ...] = ()
    """Everyday names, for the slot type of ReportRedFlag; the first is the one that the coach uses."""


class Question(Item, kw_only=True):
    """A compound question: yes if any part is yes; after "not sure", its parts are asked one by one."""

    stage: Literal["screen", "after", "rescreen"]
    """When it is asked: before the first hold, after it (or before the goodbye), or when a conversation is resumed."""
    order: int
    covers: dict[str, str]
    """Finding -> its short name, for asking the rest if one part is known; one to five, most urgent first."""
    ask: str
    """The question: at most 18 words and three ideas, grade 6 or lower; `|` is a short pause between its parts."""
    plain: str
    """The same question in plainer and fewer words, for the next time it is asked in a row."""
    intro: str = ""
    """Spoken before it where nothing else is, as it would come as a surprise."""
    which: str = ""
    """Follow-up question after a plain yes: which part it is, and whether that is new. Empty: the yes is enough."""
    if_any: tuple[str, ...] = ()
    """Ask only if at least one of these findings is answered yes; empty: always."""
    if_none: tuple[str, ...] = ()
    """Don't ask if one of these findings is answered yes."""
    for_twitch_if: tuple[str, ...] = ()
    """
    A twitch that no stretch follows needs this question before the advice only if one of these is answered yes; empty:
    always.
    """
    why: str
    yes_means: Level | None = None
    """Level of care of a yes to any part; None if the part must be known first."""


Need = Literal["ankle", "leg", "knee", "reach", "cross", "balance", "chair"]
"""Lift an ankle onto the other knee; lift a leg; bend a knee far; reach a knee; take a leg across; balance; a seat."""


class Stretch(Item, kw_only=True):
    """A stretch or exercise that the coach can guide."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type."""
    posture: Literal["sitting", "lying", "standing"]
    one_sided: bool = True
    hold_seconds: int
    """How long to hold each side, in seconds."""
    steps: tuple[str, ...]
    """Short sentences; `{side}` is the working side and `{other}` the opposite one."""
    at: dict[Where, str] = {}  # noqa: RUF012  # msgspec copies it
    """
    Where it can be done without moving elsewhere -> its first step there, which replaces the usual one. The place that
    suits it best comes first.
    """
    breathe: str = "Breathe out slowly."
    release: str = "And release, slowly."
    repeats: int | None = None
    """How often a movement is repeated in `hold_seconds`; None for a position that is held."""
    get_ready_seconds: int = 5
    """Time to get into position; getting down to the floor takes longer."""
    come_up: str = ""
    """How to get up again, spoken after the last side."""
    for_relief: int | None = None
    """Position in the order of stretches that are tried against a cramp, from 1; None: not during a cramp."""
    needs: tuple[Need, ...] = ()
    """What the body must be able to do for it, the main movement first; who can't do that gets another movement."""
    not_if: tuple[str, ...] = ()
    """Findings that rule it out."""
    only_if: tuple[str, ...] = ()
    """Findings of which one is needed for the coach to choose it; empty: none."""
    ask_first: tuple[str, ...] = ()
    """Those findings of `not_if` that the body gate does not ask about, so they are asked before this stretch."""
    picture: str = ""
    """Description of its drawing."""


class Routine(Item, kw_only=True):
    """A sequence of exercises, each of which can be skipped."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type, which is the same as for stretches."""
    steps: tuple[str, ...]
    """Stretches, in order; one-sided ones are guided on both sides."""
    hold_seconds: int | None = None
    """Replaces each stretch's own time, if the routine is not for relief."""


class Paragraph(Strict, kw_only=True):
    """A part of an explanation: at most 45 words, together with its closing question."""

    say: str
    facts: tuple[str, ...] = ()


class Explained(Item, kw_only=True):
    """Base of what can be explained: the first paragraph answers, the others follow on "tell me more"."""

    name: str
    also_called: tuple[str, ...] = ()
    """Synonyms for the slot type."""
    meanwhile: str = ""
    """
    Said where it is asked or feared during the safety questions, before the question is asked again: at most 14 words
    that take the word up.
    """
    brief: bool = False
    """Whether `meanwhile` is the whole answer, so that nothing is explained after the questions."""
    parts: tuple[Paragraph, ...]


class Topic(Explained, kw_only=True):
    """An explanation that belongs to one intent."""

    intent: str
    """The intent it answers."""
    slot: str | None = None
    """Slot value (id) that it answers; None for the intent's general answer."""
    unless_flagged: bool = False
    """Whether it is only true without a red flag; with one, when to see a doctor is told instead."""
    limb: bool = False
    """Whether it tells what helps a cramp next to the buttock, of which the coach knows no more than that."""


class Condition(Explained, kw_only=True):
    """A likely cause, never a diagnosis: introduced as "sounds most like"."""

    signs: Mapping[str, int] = {}
    """Finding -> weight: 2 typical, 1 possible, -1 evidence against it."""
    do: str = ""
    """Advice in one sentence."""
    named_unprompted: bool = True
    """The coach may suggest it; otherwise it is only explained on request."""
    not_if: tuple[str, ...] = ()
    """Findings with which it is never named: a woman has no prostate."""
    only_if: tuple[str, ...] = ()
    """Findings of which one is needed to name it; empty: none."""
    no_stretch: bool = False
    """Stretching does not help: say so, and guide no stretch."""


class Remedy(Explained, kw_only=True):
    """Something other than a stretch that may bring relief."""

    timer_minutes: int | None = None
    """Length of the timer that the coach offers, if any."""
    not_if: tuple[str, ...] = ()
    """Findings that rule it out."""


class Button(Strict, kw_only=True):
    """A button, and what a press of it stands for; `buttons.yaml` explains the fields."""

    word: str
    intent: str
    slots: Mapping[str, str] = {}
    icon: str | None = None
    read: str = ""


class Content(Struct, frozen=True):
    """All content, validated and immutable."""

    findings: Mapping[str, Finding]
    questions: Mapping[str, Question]
    """In the order in which they are asked."""
    stretches: Mapping[str, Stretch]
    routines: Mapping[str, Routine]
    conditions: Mapping[str, Condition]
    remedies: Mapping[str, Remedy]
    topics: Mapping[str, Topic]
    locales: Mapping[str, Locale]
    """By locale; `en` is used for all others."""
    lines: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    """Word classes for the patterns of `Heard`."""
    sources: Mapping[str, Source]
    buttons: Mapping[str, Button]

    def __post_init__(self) -> None:
        """Make all mappings read-only, as threads share them."""
        for name in self.__struct_fields__:
            force_setattr(self, name, MappingProxyType(dict(getattr(self, name))))

    def explained(self, identity: str) -> Explained:
        """
        Return what `kind/name` explains: a condition, a remedy or a topic.

        Raises:
            KeyError: There is no such item.
        """
        kind, _, name = identity.partition("/")
        return self.explanations[kind][name]

    @property
    def explanations(self) -> Mapping[str, Mapping[str, Explained]]:
        """All that can be explained, by kind and name."""
        return {"conditions": self.conditions, "remedies": self.remedies, "topics": self.topics}

    def locale(self, locale: str) -> Locale:
        """Return a locale, or for an unsupported one `en`, which has no country's emergency number."""
        return self.locales.get(locale) or self.locales["en"]
