"""Scopes of context cues around a finding: negated, past, hypothetical, other person, uncertain (NegEx, ConText)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from skill.understanding import context_words, modality, past
from skill.understanding.context_words import CUES
from skill.understanding.matching import Match
from skill.understanding.past import places


@dataclass(frozen=True, slots=True)
class Scopes:
    """For each position of a segment, bit masks of the positions of the cues whose scope includes it."""

    denied: list[int]
    over: list[int]
    supposed: list[int]
    others: list[int]
    unsure: list[int]
    likened: list[int]


def sentences(plain: Sequence[str]) -> Iterator[list[str]]:
    """Yield the runs of words between full stops."""
    begin = 0
    for at, word in enumerate(plain):
        if word == ".":
            if at > begin:
                yield list(plain[begin:at])
            begin = at + 1
    if begin < len(plain):
        yield list(plain[begin:])


def whole(sentence: Sequence[str]) -> Scopes:
    """Return the scopes of a sentence, computed for each of its statements separately."""
    scopes = Scopes(*([0] * len(sentence) for _ in range(6)))
    for begin, run in segments(sentence):
        around = read(run)
        for field in fields(Scopes):
            mine, all_of_it = getattr(around, field.name), getattr(scopes, field.name)
            all_of_it[begin : begin + len(run)] = [mask << begin for mask in mine]
    return scopes


def reaching(mask: Sequence[int], match: Match[Any], *, own: bool = False) -> int:
    """Return the cues whose scope includes what a match names; without `own`, excluding cues in the match itself."""
    reached = 0
    for at in range(match.start, match.end):
        if match.literals >> at & 1:
            reached |= mask[at]
    return reached if own else reached & ~match.literals


def segments(plain: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """
    Yield the statements of a text with their positions, split at stops, "but", and new subjects.

    A tag question such as "is that normal?" after a statement belongs to no segment.
    """
    run: list[str] = []
    skipped = 0
    for at, word in enumerate(plain):
        skipped = max(skipped, _end_of_tag(plain, at))
        if at < skipped or is_cut(plain, at):
            if run:
                yield at - len(run), run
            run = []
        else:
            run.append(word)
    if run:
        yield len(plain) - len(run), run


def _end_of_tag(plain: Sequence[str], at: int) -> int:
    """Return where the tag question that begins here ends: "my foot is numb, | is that normal | ?"."""
    if not at or plain[at] not in context_words.TAG_ASKS or plain[at - 1] in CUES.before_no_tag:
        return 0
    if not CUES.tag_this.intersection(plain[at + 1 : at + 2]):
        return 0
    asked = next((place for place in range(at + 2, min(at + 5, len(plain))) if plain[place] not in CUES.tag_small), at)
    # "Is that bad" is a question only after a stop: "the pain is that bad" is a statement.
    known = CUES.tag_words if plain[at - 1] in {",", "."} else CUES.tag_words - CUES.tag_bad
    return asked + 1 if plain[asked] in known else 0


def is_cut(plain: Sequence[str], at: int) -> bool:
    """Return whether one statement ends at this word and another begins after it."""
    after = plain[at + 1] if at + 1 < len(plain) else ""
    if plain[at] == "." or plain[at] in CUES.contrast or (plain[at] in CUES.joiners and after in CUES.new_subject):
        return True
    return correction(plain, at) is not None


_CORRECTION_STARTS = frozenset(first for first, *_ in CUES.corrects)


def correction(plain: Sequence[str], at: int) -> int | None:
    """
    Return where the denied half of a correction begins, if its affirmed half begins at this word.

    "It's not that | I can't go, it is that | I can't feel it", "not so much | pain as | numbness".
    """
    if plain[at] not in _CORRECTION_STARTS:
        return None
    first = max(0, at - _REACH_OF_NOT)
    phrases = ("not so much",) if plain[at] == "as" else CUES.not_quite
    if not any(tuple(plain[at : at + len(each)]) == each for each in CUES.corrects):
        return None
    return next((last for _, last in places(plain, first, at, phrases)), None)


_REACH_OF_NOT = 14


def clauses(run: Sequence[str]) -> list[tuple[int, int]]:
    """Return the ranges of a segment that limit the scope of a negation."""
    cuts = [at for at in range(1, len(run)) if _begins_clause(run, at)]
    edges = [0, *cuts, len(run)]
    return list(pairwise(edges))


def _begins_clause(run: Sequence[str], at: int) -> bool:
    word, before = run[at], run[at - 1]
    after = run[at + 1] if at + 1 < len(run) else ""
    if before == ",":
        return True
    if word in CUES.clause_subjects:
        return _is_new_subject(word, before, after)
    if word in _UNLESS:
        return before not in _UNLESS[word] and after in _FOLLOWED.get(word, {after})
    if word == "just":
        return before not in {"not", "is", "was", "am", "are", "i", "have", "it", "my", "has"}
    if word == "with" and before in {"wrong", "trouble", "problem", "problems", "issue", "issues", "bother", "up"}:
        return False
    if word in {"and", "with"}:
        return after in {"a", "an", "my", "some", "the", "still", "no", "not", "lots"} and before != "both"
    if word == "not":
        return before not in CUES.aux and after not in {"sure", "that", "certain"}
    return word in CUES.clause_starters or (word == "right" and after == "now")


_UNLESS = {"because": {"not"}, "more": {"no", "not", "any", "much"}, "nothing": set[str]()}
_FOLLOWED = {"more": {"a", "of", "like"}, "nothing": {"like"}}
"""Words that begin a clause, except after one of `_UNLESS` and, if listed here, only before one of these."""


def _is_new_subject(word: str, before: str, after: str) -> bool:
    """Return whether a subject begins a new statement: "no fever | it hurts", but not "where it hurts"."""
    if word == "i":
        return before not in CUES.keeps_i or (before == "before" and after in {"have", "am"})
    if word == "it":
        return before not in context_words.KEEPS_IT and after not in {"", "or", "and", ","}
    if word == "there":
        return after in {"is", "are", "was", "has"} and before not in CUES.keeps_i
    return before not in CUES.keeps_my


def read(run: Sequence[str]) -> Scopes:
    """Return the scopes of all cues in one segment."""
    scopes = Scopes(*([0] * len(run) for _ in range(6)))
    carried = 0
    doubted = _doubted(run)
    parts = clauses(run)
    for begin, end in parts:
        carried = _deny(run, begin, end, carried, scopes.denied, doubted)
        _deny_backwards(run, begin, end, scopes.denied)
        for first, _ in places(run, begin, end, CUES.nothing_to_do):
            if not CUES.missed & set(run[begin:first]):
                modality.fill(scopes.denied, begin, first, first)
        modality.flag_over(run, begin, end, scopes.over)
        comes_and_goes = {"later", "minutes", "seconds", "and", "then"} & set(run[max(0, begin - 2) : begin])
        if begin and not comes_and_goes and modality.takes_back(run[begin:end]):
            modality.fill(scopes.over, 0, begin, begin)
        modality.flag_unsure(run, begin, end, scopes.unsure)
        if begin and run[begin - 1] == "," and "since" not in run and past.only_time(run, begin, end):
            modality.fill(scopes.over, 0, begin, begin)  # "I collapsed from heat, nineteen ninety-one".
    for first, last, cue in past.opened(run, parts):
        modality.fill(scopes.over, first, last, cue)
    modality.flag_supposed(run, scopes.supposed)
    modality.flag_others(run, scopes.others)
    modality.flag_likened(run, scopes.likened)
    return scopes


def _deny(  # noqa: PLR0917  # One pass over the words; a class for six arguments would obscure it.
    run: Sequence[str], begin: int, end: int, carried: int, denied: list[int], doubted: tuple[int, bool]
) -> int:
    """Mark what a clause negates; return the cues whose scope extends to a bare list item after a comma."""
    harmless = _pseudo_negations(run, begin, end)
    happened = any(
        run[at] in {"until", "till"} and run[at + 1] in CUES.until_now for at in range(begin, min(end, len(run) - 1))
    )
    if happened or next(places(run, begin, end, CUES.double), None) or (doubted[1] and begin >= doubted[0]):
        return 0
    reach = carried if carried and _is_list_item(run, begin, end) else 0
    if 0 <= doubted[0] < end:
        reach |= 1 << doubted[0]
    for at in range(begin, end):
        if at >= doubted[0] or not 0 <= doubted[0] < end:
            denied[at] |= reach
        two = f"{run[at - 1]} {run[at]}" if at > begin else ""
        if at not in harmless and (two in CUES.denying_pairs or (run[at] in CUES.denials and _denies(run, at))):
            reach |= 1 << at
        if two == "ruled out" and run[at - 2 : at - 1] in (["was"], ["were"], ["been"]):
            modality.fill(denied, begin, at, at)
    ends_in_comma = end < len(run) and run[end - 1] == ","
    # "Nothing sharp, a bit of an ache": a list continues after "no", not after "nothing".
    return sum(1 << at for at in range(end) if reach >> at & 1 and run[at] != "nothing") if ends_in_comma else 0


def _pseudo_negations(run: Sequence[str], begin: int, end: int) -> set[int]:
    """Return the positions in a clause whose negation does not deny a symptom (pseudo-negation)."""
    found = {
        at
        for first, last in places(run, begin, end, CUES.not_denying)
        if run[last - 1] != "gone" or run[last : last + 1] not in _GONE_TO
        for at in range(first, last)
    }
    for at in range(begin, end):
        if (run[at] == "without" and _was_cannot(run, at)) or _is_no_help(run, at, end) or _is_worst_yet(run, at, end):
            found.update((at, at + 1))
    return found


def _was_cannot(run: Sequence[str], at: int) -> bool:
    """Return whether "without" follows a negated ability: "can't sit without pain" affirms the pain."""
    before = run[max(0, at - _REACH_OF_CANNOT) : at]
    return any(pair in CUES.cannot for pair in pairwise(before)) or bool(CUES.hardly_can.intersection(before))


_REACH_OF_CANNOT = 8


def _is_worst_yet(run: Sequence[str], at: int, end: int) -> bool:
    """Return whether "never" expresses a present degree: "never been so numb", "never had a fever this high"."""
    return run[at] == "never" and any(
        run[place] in context_words.DEGREES and run[place - 1] != "any" and run[place + 1 : place + 2] not in _VAGUE
        for place in range(at + 1, end)
    )


_VAGUE = tuple([word] for word in "much problem problems trouble troubles thing things issue issues symptoms".split())
"""Words after "so" or "such" that name no finding: "never had such problems"."""


def _is_no_help(run: Sequence[str], at: int, end: int) -> bool:
    """Return whether a negation only says that something does not help: "none of the pills touch this spasm"."""
    if run[at] not in CUES.no_help_opens or (
        run[at] in {"no", "not"} and not CUES.helpers.intersection(run[at + 1 : at + 3])
    ):
        return False
    for word in run[at + 1 : min(end, at + _REACH_OF_HELP)]:
        if word in {",", "and"}:
            return False
        if word in CUES.help_verbs:
            return True
    return False


_REACH_OF_HELP = 8


def _doubted(run: Sequence[str]) -> tuple[int, bool]:
    """
    Return where the scope of "can't say" begins ("can't say it burns"), and whether a second "not" makes it a yes.

    The position is -1 if it does not negate: "can't say whether it burns" is uncertain.
    """
    for _, last in places(run, 0, len(run), CUES.rules_out):
        following = [word for word in run[last : last + 8] if word not in {"that", "really", "honestly"}]
        if len(following) >= _TOLD and following[0] in CUES.ruled_out_subjects and following[:2] != ["i", "can"]:
            return last, bool({"not", "no", "never", "nothing"} & set(following[1:]))
    return -1, False


_GONE_TO = tuple([word] for word in "into to down past further beyond numb dead cold white blue on".split())
"""Words after "it hasn't gone" that say where or what it has not become; without them it has not ended."""
_TOLD = 2


def _deny_backwards(run: Sequence[str], begin: int, end: int, denied: list[int]) -> None:
    """Mark what a closing negation negates: "fever no, chills no", "bleeding, nothing like that", "numb I am not"."""
    inverted = _inverted(run, end)
    said = [word for word in run[begin:end] if word != ","]
    if inverted is None and " ".join(said) not in CUES.closing_denials:
        return
    begin = begin if inverted is None else inverted
    if not begin or run[begin - 1] == "and":
        return
    begin -= next((len(told) for told in CUES.reports if tuple(run[max(0, begin - len(told)) : begin]) == told), 0)
    first = begin
    while first and (begin - first < _REACH_BACK) and not (first < begin - 1 and run[first - 1] == ","):
        first -= 1
    if not any(denied[first:begin]) and not CUES.tells & set(run[first:begin]):
        modality.fill(denied, first, begin, begin)


def _inverted(run: Sequence[str], end: int) -> int | None:
    """Return where a negation after its target begins that has its own subject and verb; None if there is none."""
    end -= run[end - 1] == ","
    begins = range(max(0, end - _INVERTED), end)
    return next((at for at in begins if " ".join(run[at:end]) in context_words.INVERTED_DENIALS), None)


_INVERTED = 5
_REACH_BACK = 6


def _denies(run: Sequence[str], at: int) -> bool:
    """Return whether a negation can deny a symptom: "can't feel any" does, "can't sit" does not."""
    after = [word for word in run[at + 1 : at + 4] if word not in {"really", "actually", "even"}]
    if run[at] == "not" and at and run[at - 1] in {"can", "could", "will", "would", "should"}:
        # "I wouldn't call it numb, just odd" names the finding in other words.
        renamed = after[:1] in (["call"], ["describe"]) and CUES.odd & set(run[at:])
        impossible = after[:1] == ["be"] and not after[1:2][0].endswith("ing") if len(after) > 1 else False
        return bool(after) and (after[0] in CUES.senses or impossible) and not renamed
    if run[at] == "nothing":
        after = [word for word in run[at + 1 : at + 5] if word not in {"was", "is", "ever", "has", "been", "feels"}]
        return bool(after) and after[0] in CUES.nothing_such
    if run[at] == "hardly":
        return bool(after) and after[0] in {"any", "ever"}
    return True


def _is_list_item(run: Sequence[str], begin: int, end: int) -> bool:
    """Return whether words continue a list ("chills", "or weight loss"); a subject, verb or "just" starts anew."""
    starters = {"i", "it", "my", "there", "just", "only", "now", "still", "is", "am", "have", "has", "a", "the", "also"}
    if run[begin] in {"or", "nor"}:
        return True
    return end - begin <= 5 and not starters & set(run[begin:end])
