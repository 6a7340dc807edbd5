"""The gate before the classifier: what is outside a buttock cramp coach's business is not guessed at."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from skill.content.models import Answer
from skill.understanding import cues
from skill.understanding.classify import ELSEWHERE, Guess
from skill.understanding.files import read
from skill.understanding.normalise import bases, words

_OTHER_PARTS = frozenset(
    "stomach tummy belly abdomen eye eyelid ear nose tooth jaw neck shoulder elbow wrist hand finger thumb arm "
    "forearm bicep tricep toenail fingernail head headache migraine throat tongue lip mouth face chin gum "
    "scalp hair lung kidney liver mole wart heartburn tummyache stomachache earache toothache bunion breast "
    "nipple rib ab abs knuckle arch sinus pinky foot calf ankle shin heel knee toe quad period tonsil eyebrow "
    "collarbone pec lip cheekbone beard nostril eyelash skull brain kneecap kneecaps achilles palm nail cuticle "
    "freckle armpit bosom chestnut navel gallbladder spleen thyroid pancreas gut stomachs eyes ears teeth tendon "
    "rotator cuff forehead temple voice acne pimple blister corn callus verruca".split()
)
_OTHERS = cues.FAMILY | cues.ANIMALS | frozenset("boy colleague coworker girl pet rabbit teammate".split())
_COMPLAINTS = frozenset(
    "cramp twitch spasm pain hurt ache sore stiff swell itch ring limp fever sick broke broken sprain crack numb "
    "tic flutter flicker jerk itchy tingle bruise lump throb bleeding wobble pop grind stuck stretch weak sting "
    "pull kill burn jump locked bleed rash problem click clicks temperature cough infection migraine cold crack "
    "chapped blocked dead watering weeping peel dry slip slipping broke break twist twisted sprained cut bite bitten "
    "sting stung burnt burned white purple blue tight snap snapped tear torn dislocate rub massage tense tired fell "
    "fall fallen sick poorly ill okay wrong stretch exercise loosen cream surgery operation".split()
)
_TELLS = frozenset("says say said thinks thought reckons noticed told".split())
"""Whoever does this may speak of the speaker: "my wife says I'm sore"."""
_DOSES = frozenset("milligram mg dose dosage overdose".split())
_MEDICINES = frozenset(
    "ibuprofen advil aleve tylenol paracetamol acetaminophen naproxen painkiller pill tablet aspirin baclofen diazepam "
    "valium codeine nurofen panadol voltaren diclofenac celecoxib celebrex cyclobenzaprine robaxin methocarbamol "
    "tizanidine potassium relaxer relaxant quinine opioid amitriptyline "
    "gabapentin pregabalin oxycodone tramadol flexeril morphine magnesium med medication statin".split()
)
_ERRANDS = frozenset("order buy purchase reorder count track log book announce".split())
_ANIMALS = cues.ANIMALS | frozenset("animal pet rabbit".split())
_ANY_PILL = frozenset("pill tablet med medication painkiller magnesium".split())
_HOW_MUCH = frozenset(
    "strength between gap apart gram milligrams stop stopping quit side prescription prescribe double triple many much "
    "max maximum twice mix often together combine two three four five six eight ten hundred thousand daily limit "
    "strong strongest top safe amount alcohol wine beer hourly hours".split()
)
"""Beside a medicine these ask for a dose or a mixture, which belongs to a pharmacist."""
_OURS = frozenset(
    "butt buttock bum glute backside cheek arse ass rear behind tush cramp stretch twitch piriformis hip sciatica "
    "sciatic seat bottom keister".split()
)
_NAMED_OURS = _OURS - {"cramp", "twitch"}
"""Of somebody else even a cramp is none of ours, unless it is in the buttock."""
_PERIOD_PAIN = frozenset((("period", "cramps"), ("period", "pain"), ("period", "cramp"), ("menstrual", "cramps")))
_OUR_BODY = _OURS - {"cramp", "twitch"} | {"leg", "thigh", "back", "hamstring"}
_VAGUE = frozenset(
    "painful_cramp twitch_main quality_ache quality_sharp quality_burning severe at_night wakes_from_sleep "
    "lasting_weeks recent_exercise brief_seconds_minutes side_left side_right side_both twitch_other_places "
    "severe_belly_pain worse_sitting worse_walking worse_cough_sneeze relieved_by_rest long_sitting stress_caffeine "
    "morning_stiffness fall_or_injury repetitive_sport dehydrated_hot tried_selfcare_no_help".split()
)
"""Findings that can be told of any part of the body."""

_WEIGHTS = (5.3, -3.4, -0.63, -1.05, 1.4, 0.4, -1.18, -4.5, 9.0, -2.7)
"""
What each sign of `openness` weighs: a logistic regression on the phrases of one author, learned from the others.

A word of another helper's business weighs much, but people do cramp in their trucks; the last opens the gate as far as
the two kinds of mistake are worth each other.
"""

_SIDES = frozenset("side_left side_right side_both".split())
_OURS_WHEREVER = frozenset("numbness spreads_down_leg".split())
"""Findings that are for this coach whatever part of the body is named: they may be a first sign of a warning."""
_STRETCH = frozenset(
    "stretch move stand up walk drink water exercise glute break sit heat ice do it this that again "
    "chair desk seat sofa couch posture leg".split()
)
_ROUTINE = frozenset("stretch move exercise glute routine piriformis figure".split())
_TURNS = frozenset("turn switch".split())
_OUR_SWITCHES = frozenset("timer timers reminder reminders countdown minutes minute".split())
_SWITCHED = frozenset("SetHeatTimer CancelReminder AskRelief".split())
"""What a house is told to switch sounds like one of these: "turn the heat up"."""
HEAT = frozenset("heat hot ice cold pad compress bag bottle pack timer heating".split())
_WARM = frozenset("heat hot ice cold pad compress bag bottle pack bath warm wheat pea".split())


_AFTER = frozenset("after from during since playing".split())
"""What brings a cramp on is no business of another helper: "why do I get it after tennis"."""


class Elsewhere:
    """The words of other helpers' business."""

    def __init__(self) -> None:
        """
        Read them.

        Raises:
            ContentError: The file can't be read.
        """
        listed = [words(name) for names in read("elsewhere.yaml", dict[str, list[str]]).values() for name in names]
        self._single = frozenset(name[0] for name in listed if len(name) == 1)
        self._several = tuple(f" {' '.join(name)} " for name in listed if len(name) > 1)
        # "Call me back" is elsewhere although "back" is ours.
        self._whatever = tuple(name for name in self._several if _OUR_BODY & set(name.split()))

    def __contains__(self, plain: Sequence[str]) -> bool:
        """Whether such a word is said, and none about the body or the stretching."""
        said = {base for word in plain for base in bases(word)}
        text = f" {' '.join(plain)} "
        if any(name in text for name in self._whatever):
            return True
        if said & _OURS or said & _OUR_BODY:
            return False
        said = {
            base
            for at, word in enumerate(plain)
            if not _AFTER & set(plain[max(0, at - 1) : at])
            for base in bases(word)
        }
        return not said.isdisjoint(self._single) or any(name in text for name in self._several)


def serves_another(intent: str, plain: Sequence[str]) -> bool:
    """A reminder to call the bank, a timer for the eggs: the right intent for something else."""
    if intent == "SetReminder" and "to" in plain and "me" in plain:
        return not _STRETCH & {base for word in plain for base in bases(word)}
    if intent == "SetReminder" and "wake" in plain:
        return not _ROUTINE & {base for word in plain for base in bases(word)}
    if _TURNS & set(plain[:2]) and {"on", "off", "up", "down"} & set(plain) and not _OUR_SWITCHES & set(plain):
        return bool(_WARM | {"heating", "blanket"} & set(plain)) and intent in _SWITCHED
    if intent == "SetHeatTimer" and "for" in plain:
        after = plain[len(plain) - 1 - list(reversed(plain)).index("for") :]
        return len(after) > 1 and after[1] == "the" and not _WARM & {base for word in plain for base in bases(word)}
    return False


def closed(plain: Sequence[str], found: Mapping[str, Answer]) -> bool:
    """Whether words alone show that it is about another part of the body, another person, or a dose."""
    said = {base for word in plain for base in bases(word)}
    if _asks_for_dose(said):
        return True
    if plain and plain[0] in _ERRANDS and not said & _OURS - {"stretch"}:
        return True
    if said & _ANIMALS and not {"i", "my", "me", "give"} & said and not said & _OUR_BODY:
        return True
    if {"face", "cheek"} <= said and not said & (_NAMED_OURS - {"cheek"}):
        return True
    told = {name for name, answer in found.items() if answer != "unknown"} - _VAGUE
    if any(pair in _PERIOD_PAIN for pair in pairwise(plain)):
        told.discard("period_linked")
    complains = bool(said & _COMPLAINTS)
    if said & _OTHER_PARTS and complains and _BACK_OF.search(" ".join(plain)):
        return True
    if said & _OTHER_PARTS and complains and not told and not said & _OUR_BODY:
        return not {"when", "stretch", "pull", "hold", "now"} & said
    of_them = complains or _THEY & set(plain)
    return bool(said & _OTHERS and of_them) and not told and not said & _NAMED_OURS and not _TELLS & set(plain)


_THEY = frozenset("he she him".split())
_BACK_OF = re.compile(
    r"\bback (tooth|teeth|molar|of (my|the) (neck|head|knee|hand|throat|heel|arm|ear|mouth|shoulder))\b"
)
"""Here "back" is no back."""


def tells_of_ours(found: Mapping[str, Answer], plain: Sequence[str]) -> bool:
    """Whether the speaker tells of what this coach is for, which the gate must not keep out."""
    told = {name for name, answer in found.items() if answer == "yes"}
    ours = any(name.startswith("site_") for name in told) or bool(_OUR_BODY & set(plain))
    return (ours and len(told - _SIDES) > 1) or not told.isdisjoint(_OURS_WHEREVER)


def _asks_for_dose(said: set[str]) -> bool:
    """Whether a medicine is asked about that belongs to a pharmacist."""
    if "drink" in said and said & _MEDICINES - _ANY_PILL:
        return True
    how = _HOW_MUCH - {"stop"} if {"cramp", "twitch", "spasm"} & said else _HOW_MUCH
    return bool(said & _DOSES or (said & _MEDICINES and (how & said or len(said & _MEDICINES - _ANY_PILL) > 1)))


_NEIGHBOURS = frozenset("calf hamstring hammy tailbone coccyx".split())


def names_neighbour(plain: Sequence[str]) -> bool:
    """Return whether the speaker complains of a muscle or a bone next to the buttock."""
    said = {base for word in plain for base in bases(word)}
    return bool(said & _NEIGHBOURS and said & _COMPLAINTS and not said & _OTHERS - {"boy", "girl"})


class View(NamedTuple):
    """What the gate looks at."""

    plain: Sequence[str]
    guesses: Sequence[Guess]
    strangeness: float
    named: bool
    """A stretch, a remedy or a condition is named."""
    unknown: int
    """How many words no phrase has."""
    elsewhere: bool
    """A word of another helper's business is said, and none of ours."""
    lean: float
    """How far what is told speaks for the intent that would be believed."""


def openness(view: View) -> float:
    """Above zero: the best guess may be believed."""
    said = {base for word in view.plain for base in bases(word)}
    best = max((guess.score for guess in view.guesses if guess.intent != ELSEWHERE), default=0.0)
    outside = max((guess.score for guess in view.guesses if guess.intent == ELSEWHERE), default=0.0)
    signs = (
        best, outside / (outside + best + 1e-6), math.log(outside + 0.005), view.strangeness, view.named,
        bool(said & _OURS), view.unknown, view.elsewhere, view.lean, 1.0,
    )  # fmt: skip
    return sum(weight * sign for weight, sign in zip(_WEIGHTS, signs, strict=True))
