"""What the words around a finding do to it: denied, over, supposed, somebody else's, or not sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from skill.understanding import cues


@dataclass(frozen=True, slots=True)
class Scopes:
    """For each position of a segment: bit masks of the cues that reach it, and flags."""

    denied_by: list[int]
    over: list[bool]
    supposed: list[bool]
    others: list[bool]
    unsure: list[bool]


def segments(plain: Sequence[str]) -> Iterator[list[str]]:
    """The runs of words that are one statement each: cut at full stops, "but", and "and" with a new subject."""
    run: list[str] = []
    for at, word in enumerate(plain):
        after = plain[at + 1] if at + 1 < len(plain) else ""
        if word == "." or word in cues.CONTRAST or (word in cues.JOINERS and after in cues.NEW_SUBJECT):
            if run:
                yield run
            run = []
        else:
            run.append(word)
    if run:
        yield run


def clauses(run: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a segment that a "no" reaches across."""
    cuts = [at for at in range(1, len(run)) if _begins_clause(run, at)]
    edges = [0, *cuts, len(run)]
    return list(pairwise(edges))


def _begins_clause(run: Sequence[str], at: int) -> bool:
    word, before = run[at], run[at - 1]
    after = run[at + 1] if at + 1 < len(run) else ""
    if before == ",":
        return True
    if word in _SUBJECTS:
        return _is_new_subject(word, before, after)
    if word == "because":
        return before != "not"
    if word == "just":
        return before not in {"not", "is", "was", "am", "are", "i", "have", "it", "my", "has"}
    if word in {"and", "with"}:
        return after in {"a", "an", "my", "some", "the", "still", "no", "not", "lots"} and before != "both"
    if word == "not":
        return before not in cues.AUX and after not in {"sure", "that", "certain"}
    return word in _STARTERS or (word == "right" and after == "now")


_SUBJECTS = frozenset("i it there my".split())
_STARTERS = frozenset("only still now no never without mostly mainly".split())


def _is_new_subject(word: str, before: str, after: str) -> bool:
    """Whether a subject begins a statement of its own: "no fever | it hurts", and not "where it hurts"."""
    if word == "i":
        return before not in cues.KEEPS_I
    if word == "it":
        return before not in cues.KEEPS_IT and after not in {"", "or", "and", ","}
    if word == "there":
        return after in {"is", "are", "was", "has"} and before not in cues.KEEPS_I
    return before not in cues.KEEPS_MY


def _cues(run: Sequence[str], begin: int, end: int, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where any of the phrases stands within a clause."""
    text = " ".join(run[begin:end])
    padded = f" {text} "
    for phrase in phrases:
        where = padded.find(f" {phrase} ")
        if where >= 0:
            first = begin + padded.count(" ", 1, where + 1)
            yield first, first + phrase.count(" ") + 1


def takes_back(run: Sequence[str]) -> bool:
    """Whether a few words say of what was told before that it is over: "but not any more", "it's gone now"."""
    return (
        len(run) <= _FEW and run[0] in _POINTS_BACK and next(_cues(run, 0, len(run), cues.TAKES_BACK), None) is not None
    )


_FEW = 6
_POINTS_BACK = frozenset("it that they this not all gone now no has have fine only just".split())


def read(run: Sequence[str]) -> Scopes:
    """Everything that the words of one segment say about each other."""
    size = len(run)
    scopes = Scopes([0] * size, [False] * size, [False] * size, [False] * size, [False] * size)
    carried = 0
    for begin, end in clauses(run):
        carried = _deny(run, begin, end, carried, scopes.denied_by)
        _flag_over(run, begin, end, scopes.over)
        if begin and takes_back(run[begin:end]):
            _fill(scopes.over, 0, begin)
        _flag_unsure(run, begin, end, scopes.unsure)
    _flag_supposed(run, scopes.supposed)
    _flag_others(run, scopes.others)
    return scopes


def _deny(run: Sequence[str], begin: int, end: int, carried: int, denied_by: list[int]) -> int:
    """Mark what a clause denies; hand back the cues that reach into a bare list item after a comma."""
    harmless = {at for first, last in _cues(run, begin, end, cues.NOT_DENYING) for at in range(first, last)}
    if next(_cues(run, begin, end, cues.DOUBLE), None):
        return 0
    reach = carried if carried and _is_list_item(run, begin, end) else 0
    for at in range(begin, end):
        denied_by[at] |= reach
        two = f"{run[at - 1]} {run[at]}" if at > begin else ""
        if two in cues.DENYING_PAIRS or (run[at] in cues.DENIALS and at not in harmless and _denies(run, at)):
            reach |= 1 << at
        if two == "ruled out" and run[at - 2 : at - 1] in (["was"], ["were"], ["been"]):
            for earlier in range(begin, at):
                denied_by[earlier] |= 1 << at
    ends_in_comma = end < len(run) and run[end - 1] == ","
    return reach if ends_in_comma else 0


def _denies(run: Sequence[str], at: int) -> bool:
    """ "Can't sit" denies no symptom, "can't feel any" does."""
    after = [word for word in run[at + 1 : at + 4] if word not in {"really", "actually", "even"}]
    if run[at] == "not" and at and run[at - 1] in {"can", "could", "will", "would", "should"}:
        return bool(after) and after[0] in cues.SENSES
    if run[at] == "hardly":
        return bool(after) and after[0] in {"any", "ever"}
    return True


def _is_list_item(run: Sequence[str], begin: int, end: int) -> bool:
    """A bare "chills" or "or weight loss" goes on with the list; a subject, a verb or "just" starts afresh."""
    starters = {"i", "it", "my", "there", "just", "only", "now", "still", "is", "am", "have", "has", "a", "the", "also"}
    if run[begin] in {"or", "nor"}:
        return True
    return end - begin <= 5 and not starters & set(run[begin:end])


def _flag_over(run: Sequence[str], begin: int, end: int, over: list[bool]) -> None:
    gone = next(_cues(run, begin, end, cues.OVER), None)
    if gone and run[gone[0] - 1 : gone[0]] != ["not"]:
        # "Used to" looks ahead, the others look back at what has passed.
        first = gone[1] if run[gone[0]] == "used" else begin
        _fill(over, first, end)
        return
    earlier = next(_cues(run, begin, end, cues.BEFORE_NOW), None)
    was = next((at for at in range(begin, end) if run[at] in cues.WAS), None)
    if earlier and was is not None and "since" not in run[begin:end]:
        _fill(over, was, end)
    if run[end - 1] in {"gone", "stopped"} and end - begin > 2 and run[end - 2] in {"is", "has", "have"}:
        _fill(over, begin, end)


def _flag_unsure(run: Sequence[str], begin: int, end: int, unsure: list[bool]) -> None:
    for first, last in _cues(run, begin, end, cues.UNSURE):
        following = run[last] if last < len(run) else ""
        if (
            following in cues.NUMBERISH
            and run[first] in {"maybe", "perhaps", "possibly", "might"}
            and "fever" not in run
        ):
            continue
        if run[first] == "could" and "not" in run[begin:first]:
            continue
        _fill(unsure, begin if last == end else first, end)


_ABOUT = frozenset("maybe perhaps possibly might".split())
"""Before a number these only make it less exact: "maybe a two"."""


def _flag_supposed(run: Sequence[str], supposed: list[bool]) -> None:
    for first, last in _cues(run, 0, len(run), cues.SUPPOSED):
        _fill(supposed, first, _until(run, last, {"because", "right", "now", "just", "only", "it"}))
    if "if" in run and cues.WORRIES & set(run[: run.index("if")]):
        at = run.index("if")
        _fill(supposed, at, _until(run, at + 3, {"because", "right", "now", "just", "only"}))
    if run[0] in {"is", "are", "does", "do", "can", "could", "will", "would", "should"} and len(run) > 2:
        asks_the_coach = run[1] in {"you", "i", "we"} and run[0] in {"can", "could", "will", "would"}
        if not asks_the_coach and not {"my", "that", "this"} & set(run):
            _fill(supposed, 0, _until(run, 1, {"because", "i", "now"}))


def _until(run: Sequence[str], begin: int, stops: set[str]) -> int:
    for at in range(begin, len(run)):
        if run[at] in stops and at > begin + 1:
            if run[at] in {"i", "it"} and run[at - 1] in cues.KEEPS_IT:
                continue
            return at
    return len(run)


def _flag_others(run: Sequence[str], others: list[bool]) -> None:
    for at, word in enumerate(run):
        singular = word.removesuffix("s")
        if word in cues.THEY or (
            (word in cues.PEOPLE or singular in cues.PEOPLE) and (at == 0 or run[at - 1] not in {"for", "to"})
        ):
            following = run[at + 1 : at + 3]
            if cues.SAYS & set(following) or (word == "her" and at and run[at - 1] == "to"):
                continue
            _fill(others, at, _until(run, at + 1, {"i", "me", "mine"}))
    text = f" {' '.join(run)} "
    if " runs in the family " in text or " family history " in text:
        _fill(others, 0, len(run))


def _fill(flags: list[bool], begin: int, end: int) -> None:
    for at in range(max(begin, 0), min(end, len(flags))):
        flags[at] = True
