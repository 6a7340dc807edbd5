"""Status of each finding that was asked about, from a reply."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import dropwhile, pairwise, takewhile

from skill.content.models import Answer
from skill.understanding import ages, context_words, cues, modality, reply_kinds
from skill.understanding.context_words import CUES
from skill.understanding.finding_traits import KINDS
from skill.understanding.findings import Reading
from skill.understanding.from_numbers import derived
from skill.understanding.mentions import Mention
from skill.understanding.normalise import STOPS
from skill.understanding.numbers import Span, covered, numbers, spans
from skill.understanding.reply_words import REPLY, SMALL

Names = Mapping[str, frozenset[str]]
"""Finding -> plain words by which a question names it."""


def told_of(reading: Reading, asks: Sequence[str], names: Names) -> dict[str, Answer]:
    """Return the status of each finding that was asked about, as far as the reply states it."""
    said = reading.said
    told: dict[str, Answer] = {name: answer for name, answer in reading.findings.items() if name in asks}
    denied = [name for name in told if _is_ruled_out(reading, name) or _is_named_and_denied(reading, name)]
    told |= dict.fromkeys(denied, "no")
    told |= {name: "unknown" if is_seldom_theirs(reading, name) else "yes" for name in reading.theirs & set(asks)}
    if not reply_kinds.asks(said):
        for name in asks:
            answers = {it.answer for it in reading.replies if it.finding == name and _counts(it, said)}
            if answers and told.get(name) != "yes":
                answers |= {told[name]} if name in told else set()
                told[name] = answers.pop() if len(answers) == 1 else "unknown"  # "Hobbling, but I can walk."
        told |= {name: answer for name in asks if name not in told and (answer := _from_wider(reading, name))}
        # "Legs okay", in little English.
        if len(asks) > 1 and said[-1:] and said[-1] not in REPLY.called_well:
            told |= _picked(said, asks) | dict.fromkeys(_named(said, asks, names), "yes")
    in_other_words = any(it.answer == "no" and it.finding in asks for it in reading.replies)  # "Not like cola."
    not_quite = cues.says("not_quite", said) and not in_other_words
    if not_quite or _is_doubted(said):
        told = {name: "unknown" if answer == "no" else answer for name, answer in told.items()}
    return told | counted(said, asks)


def counted(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """Return the status of findings that follows from an age, a length of time or a temperature."""
    return _aged(said, asks) | _lasted(said, asks) | _temperature(said, asks)


def _counts(mention: Mention, said: Sequence[str]) -> bool:
    """Return whether a reply tells more than a name, and not of another time: "it was warm", "fine until I stand"."""
    first, end = (mention.literals & -mention.literals).bit_length() - 1, mention.literals.bit_length()
    if mention.topic or mention.answer != "no" or said[first] in CUES.denials:
        return not mention.topic
    one_leg = not REPLY.of_one_leg.isdisjoint(said) and REPLY.of_both.isdisjoint(said)
    if one_leg and mention.finding in KINDS.of_legs - {"both_legs"}:
        return False  # "One's like ice, and the other is warm."
    return REPLY.turns.isdisjoint(said[end:]) and REPLY.well_no_more.isdisjoint(said[max(0, first - 3) :])


def _is_ruled_out(reading: Reading, name: str) -> bool:
    """Return whether a finding is denied by any no, or of another person for whom the speaker answers, and only so."""
    mentions = [mention for mention in reading.mentions if mention.finding == name]
    if name in KINDS.ruled_out and any(it.answer == "no" for it in mentions):
        return True
    only = any(it.free for it in mentions) and all(it.free or it.answer == "no" for it in mentions)
    return only and reading.findings[name] == "unknown"


def _is_named_and_denied(reading: Reading, name: str) -> bool:
    """Return whether a reply only names a finding before its no: "goodness, pregnant, at seventy one, no"."""
    said = reading.said
    if REPLY.no.isdisjoint(said[-1:]):
        return False
    named = {at for it in reading.mentions if it.finding == name for at in it.places}
    named |= covered(numbers(said))
    return all(at in named or word in SMALL | REPLY.no | _EXCLAIMS for at, word in enumerate(said))


_EXCLAIMS = frozenset(word for phrase in REPLY.exclaims for word in phrase.split())


def is_seldom_theirs(reading: Reading, name: str) -> bool:
    """Return whether a reply tells a finding of a person it names who is hardly the one with the cramp."""
    named = {word.removesuffix("s") for word in reading.said} & context_words.PEOPLE
    return name in KINDS.seldom_theirs and bool(named or {"little", "one"} <= set(reading.said))


def _aged(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """Return whether an age that was asked about is reached: "I just turned forty one", "seventy two years I have"."""
    asked = {name: int(name.removeprefix("age_")) for name in asks if name.startswith("age_")}
    told = [it for it in numbers(said) if ages.YOUNGEST <= it.value <= ages.OLDEST] if asked else []
    if not told or any(first.end == second.start for first, second in pairwise(told)):
        return {}  # "Born in nineteen | forty eight" tells a year.
    under = said[told[-1].start - 1 : told[-1].start] == ("not",)  # "Not sixty-five yet."
    return {name: "no" if under or told[-1].value < least else "yes" for name, least in asked.items()}


def _lasted(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """
    Return what a length of time answers, if the reply is hardly more: "no, two days", "just tonight", "forty years".

    It is asked about, or tells that a single sign is not new, or that a new hip is too new. A short reply to the
    question for it alone may tell more: "three days since the match".
    """
    if not CUES.asks.isdisjoint(said[:1]):
        return {}  # "Is two weeks bad then".
    old = bool(asks) and KINDS.of_things.issuperset(asks)
    times = _lengths(said) if old or "lasting_weeks" in asks or KINDS.news.issuperset(asks) else []
    timed = covered(times)
    known = SMALL | REPLY.no | REPLY.yes | REPLY.beside_a_length | REPLY.complaint | REPLY.around_complaint
    others = context_words.PEOPLE | {"every"}
    short = tuple(asks) == ("lasting_weeks",) and len(said) <= _SHORT and others.isdisjoint(said)
    if not times or not (short or all(at in timed or word in known for at, word in enumerate(said))):
        return {}
    seconds = times[-1].seconds
    if "lasting_weeks" in asks:
        reached = seconds >= _LONG_SECONDS and "not" not in said[: times[-1].start]
        return {"lasting_weeks": "yes" if reached else "no"}
    denied = seconds < _HEALED_SECONDS if old else len(asks) == 1 and seconds >= modality.YEAR_SECONDS
    return {asks[0]: "no"} if denied else {}


def _lengths(said: Sequence[str]) -> list[Span]:
    """Return how long something has lasted, each time with its words: "two days", "since this morning", "months"."""
    named = ((REPLY.recently, 0), (REPLY.for_weeks, _LONG_SECONDS))
    told = [Span(seconds, at, at + 1) for list_, seconds in named for at, word in enumerate(said) if word in list_]
    counted = spans(said)
    told = [it for it in told if not any(each.start <= it.start < each.end for each in counted)]
    return sorted((*counted, *told), key=lambda it: it.start)


_SHORT = 8
"""Words up to which a reply tells one time: "it was just today after football"."""
_LONG_SECONDS = 14 * 86400
"""Length of time from which trouble has lasted for weeks."""
_HEALED_SECONDS = 91 * 86400
"""Age of an artificial hip from which it may be allowed to move freely."""


def _temperature(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """Return whether there is a fever, from a temperature that answers, and is not that of the place."""
    asked = "fever_chills" in asks and "here" not in said  # "It's ninety eight point two", "it's forty degrees here".
    found = derived((*said, "temperature"), {}) if asked else {}
    return {name: answer for name, answer in found.items() if name == "fever_chills"}


def _is_doubted(said: Sequence[str]) -> bool:
    """Return whether a denial may deny something else: "no pee's rusty"."""
    denied = said[:1] == ("no",) and REPLY.after_no.isdisjoint(said[1:2])
    return denied and not REPLY.verbs.isdisjoint(said[2:4])


def is_old(said: Sequence[str]) -> bool:
    """Return whether all words tell of what has been so for years: "they've been cold all my life"."""
    spoken = sum(1 << at for at, word in enumerate(said) if word not in STOPS)
    return bool(spoken) and not spoken & ~modality.old_story(said)


def _from_wider(reading: Reading, name: str) -> Answer | None:
    """
    Return the status of a finding that follows from a wider finding.

    To the question whether it is numb between the legs, "no feeling there at all" and "nothing numb" are both answers.
    """
    if name == "saddle_numb" and not _BELOW_THE_THIGH.isdisjoint(reading.said):
        return None  # "My foot is asleep."
    wider: AbstractSet[str] = KINDS.wider.get(name, frozenset())
    answers = {reading.findings[kin] for kin in wider if kin in reading.findings}
    if "unknown" not in answers:
        answers |= {mention.answer for mention in reading.replies if mention.finding in wider}
    if "yes" in answers or wider & reading.theirs:
        return "yes" if name in KINDS.in_place else "unknown"
    return "no" if answers == {"no"} else None


_BELOW_THE_THIGH = REPLY.limbs - {"leg", "legs", "thigh", "thighs"}


def _picked(said: Sequence[str], asks: Sequence[str]) -> dict[str, Answer]:
    """Return the findings picked by their order in the question: "the second one", "the first not the second"."""
    plain = [word for word in said if word not in REPLY.fillers]
    if not REPLY.of_earlier.isdisjoint(plain):
        return {}
    whole = plain[:1] in (["both"], ["all"]) and "right" not in said  # "All right" picks nothing.
    if whole and "both_legs" not in asks and REPLY.picking.issuperset(plain):
        return {} if "no" in plain else dict.fromkeys(asks, "yes")
    picked: dict[str, Answer] = {}
    for at, word in enumerate(plain):
        before, after = plain[:at], plain[at + 1 :]
        place = REPLY.ordinals.get(f"number {word}" if before[-1:] == ["number"] else word)
        named = bool(after) and after[0] in REPLY.parts
        led = "one" in before if word == "middle" else not before or before[-1] in REPLY.before_a_part
        if place is None or not (led or named) or not (named or REPLY.behind_a_part.issuperset(after[:1])):
            continue
        place = len(asks) // 2 if word == "middle" else int(place)
        if place < len(asks):
            picked[asks[place]] = "no" if _is_picked_out(before, after[named:]) else "yes"
    return picked


def _is_picked_out(before: list[str], after: list[str]) -> bool:
    """Return whether a part is denied: "no to the | first", "not the | first", "the first one | no"."""
    led = [word for word in before if word != "the"]
    return led[-1:] == ["not"] or led[-2:] == ["no", "to"] or (led[-1:] != ["to"] and after[:1] == ["no"])


def _named(said: Sequence[str], asks: Sequence[str], names: Names) -> Iterator[str]:
    """Yield the parts of a compound question that a reply merely names: "the peeing", "swollen since Sunday"."""
    told = takewhile(lambda word: word not in REPLY.begins, said)
    merely = " ".join(word for word in told if word not in REPLY.fillers | REPLY.only | REPLY.picking - {"no", "not"})
    parts = {merely, *_gone_on_about(said)}
    yield from (name for name in asks if not parts.isdisjoint(names.get(name, ())))


def _gone_on_about(said: Sequence[str]) -> Iterator[str]:
    """Yield the words with which a reply begins before it goes on about them: "fever | it came on last night"."""
    named = tuple(dropwhile((REPLY.fillers | {"the", "my"}).__contains__, said))
    for length in range(1, min(len(named), _LONGEST_NAME + 1)):
        rest = [word for word in named[length:] if word not in STOPS] or [""]
        if rest[0] in REPLY.goes_on and (_IS_FINE | REPLY.asks_back).isdisjoint(rest):
            yield " ".join(named[:length])


_LONGEST_NAME = 4
_IS_FINE = REPLY.no | REPLY.denies | REPLY.called_well | REPLY.turns | {"was", "had", "none", "neither", "without"}
