"""Extract ages from text: "I'm eight", "she's eighty-two", "a seventy year old man", "in my late sixties"."""

from collections.abc import Iterator, Mapping, Sequence

from skill.understanding.context_words import NEAR_ONES, PEOPLE
from skill.understanding.files import Lists
from skill.understanding.finding_traits import KINDS
from skill.understanding.normalise import STOPS, tokens
from skill.understanding.numbers import covered, numbers


class _Lists(Lists):
    """Lists of ages.yaml, where each is described."""

    decades: Mapping[str, float]


_WORDS = _Lists("en/ages.yaml")

YOUNGEST, OLDEST = 3, 110
GROWN_UP = 16
"""Age in years from which no grown-up has to be present (medical reference, 4)."""

OLD = 65
"""Age in years that "an old lady" counts as."""
_REACH = 5
_SUBJECT = 4
"""Words before an age that may hold what it is the age of, with its verb: "my new hip is"."""
_PERSONS = PEOPLE | NEAR_ONES | _WORDS.persons


def told(said: Sequence[str], awaiting: str | None = None) -> dict[str, int]:
    """Return the ages in years that a text states, by their slots: `age` of the speaker, `their_age` of another."""
    return dict(_stated(said, awaiting))  # The last one counts.


def _stated(said: Sequence[str], awaiting: str | None) -> Iterator[tuple[str, int]]:
    text = f" {' '.join(said)} "
    for phrases, years in ((_WORDS.grown, GROWN_UP), (_WORDS.elderly, OLD)):
        if any(f" i am {article}{phrase} " in text for phrase in phrases for article in ("a ", "an ", "")):
            yield "age", years
    for number in numbers(said):
        if not YOUNGEST <= int(number.value) <= OLDEST or _is_of_thing(said, number.start, number.end):
            continue
        # Asked for a grown-up, "eighty-two" and "I'm eighty-two for heaven's sake" correct a child's age.
        corrects = awaiting == "for_whom" and number.value >= GROWN_UP and _corrects(said, number.start, number.end)
        if corrects or _is_age(said, number.start, number.end):
            yield "age" if _is_mine(said, number.start) else "their_age", int(number.value)
    for at, word in enumerate(said):
        before = said[max(0, at - 2) : at]
        if word in _WORDS.decades and ("my" in before or not _WORDS.theirs.isdisjoint(before)):
            yield "age" if "my" in before else "their_age", int(_WORDS.decades[word]) + 5 * ("late" in before)


def alone(said: Sequence[str]) -> int | None:
    """Return the age if the text states nothing else, the speaker's before another person's: "I'm only nine"."""
    places = covered(numbers(said))
    if {word for at, word in enumerate(said) if at not in places} - _WORDS.around - NEAR_ONES:
        return None
    ages = told(said)
    return ages.get("age", ages.get("their_age"))


def slots(text: str, asks: Sequence[str] = (), awaiting: str | None = None) -> dict[str, str]:
    """Return the stated ages as slots."""
    said = tokens(text)
    stated = {} if are_of_things(said, asks) else told(said, awaiting)
    return {name: str(years) for name, years in stated.items()}


def _is_age(said: Sequence[str], start: int, end: int) -> bool:
    before, after = tuple(said[max(0, start - 2) : start]), said[end : end + 2]
    if len(after) > 1 and after[0] in _WORDS.years and after[1] == "old":
        return "was" not in before
    if before[-1:] == ("aged",) or (before[1:] == ("of",) and before[0] in NEAR_ONES | _WORDS.persons):
        return True
    stated = [word for word in said[max(0, start - 3) : start] if word not in _WORDS.small][-2:]
    subject = len(stated) > 1 and stated[0] in NEAR_ONES | _WORDS.whose and stated[1] in _WORDS.states
    return subject and _WORDS.after.issuperset(after[:1])


def are_of_things(said: Sequence[str], asks: Sequence[str] = ()) -> bool:
    """Return whether every age in a text is that of a thing, as told or as asked for (`asks`)."""
    found = [it for it in numbers(said) if YOUNGEST <= int(it.value) <= OLDEST]
    of_asked = not KINDS.of_things.isdisjoint(asks) and "am" not in said
    return bool(found) and (of_asked or all(_is_of_thing(said, it.start, it.end) for it in found))


def _is_of_thing(said: Sequence[str], start: int, end: int) -> bool:
    """Return whether an age is that of a thing: "it's ten years old", "my new hip is five", "a ten year old hip"."""
    begin = max((at + 1 for at in range(start) if said[at] in STOPS), default=0)
    subject = [word for word in said[begin:start] if word not in _WORDS.small][-_SUBJECT:]
    named = not _PERSONS.isdisjoint(word.removesuffix("s") for word in subject if word not in _WORDS.states)
    if subject[-1:] and subject[-1] in _WORDS.states and not named and not _WORDS.of_things.isdisjoint(subject[:-1]):
        return True
    after = [word for word in said[end : end + 4] if word not in _WORDS.years | _WORDS.pointing and word != "old"]
    return not {"i", "am"} <= set(subject) and not _WORDS.things.isdisjoint(after[:1])


def _corrects(said: Sequence[str], start: int, end: int) -> bool:
    rest = {*said[:start], *said[end:]}
    return tuple(said[max(0, start - 2) : start]) == ("i", "am") or rest <= _WORDS.around | _WORDS.protests


def _is_mine(said: Sequence[str], at: int) -> bool:
    """Return whether an age is the speaker's: no other person is mentioned between the last "I am" and the age."""
    before = tuple(said[max(0, at - _REACH) : at])
    if before[-1:] in (("my",), ("our",)) or before[-2:] == ("for", "a"):
        return False  # "My eight year old."
    named = {word.removesuffix("s") for word in before} & (PEOPLE | NEAR_ONES | {"who"})
    return "am" in before or not (named or _WORDS.of_another & set(said[:at]))
