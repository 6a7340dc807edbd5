"""Detect context that negates or weakens a finding: past, hypothetical, other person, doubt (ConText, Harkema 2009)."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from skill.understanding import context_words, inquiry, past
from skill.understanding.context_words import CUES
from skill.understanding.files import Phrase, Words, read_lists
from skill.understanding.inquiry import until
from skill.understanding.past import places


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of modality.yaml, where each is described."""

    says_nothing_else: Words
    each_time: Words
    ended: Words
    points_back: Words
    after_all: Words
    when: Words
    around_doubt: Words
    present: Words
    trailing: Words
    normal: Words
    none_of: Words
    happens: Words
    asks_of_people: Words
    anyone: Words
    asks_meaning: frozenset[Phrase]
    then: Words
    asking_for: Words
    now: Words
    counted: Words
    determined: Words
    strange_to: Words
    pairs: tuple[Phrase, ...]


_WORDS = read_lists("en/modality.yaml", _Words)


def fill(masks: list[int], begin: int, end: int, cue: int) -> None:
    """Add the cue at one position to the scope masks of a range of words."""
    for at in range(max(begin, 0), min(end, len(masks))):
        masks[at] |= 1 << cue


def old_story(said: Sequence[str]) -> int:
    """
    Return the positions of words about something that has been so for years and has not changed, as a bit mask.

    It covers the half of a sentence that says so, and the half before it if that half says nothing else: "I've leaked
    for years, always have", but not "my back's been bad for years and I wet myself".
    """
    old = list(places(said, 0, len(said), CUES.old_story))
    closing = places(said, 0, len(said), CUES.closing_old)
    old += [(first, last) for first, last in closing if last == len(said) or said[last] in _JOINTS]
    if "for" in said and "years" in said and "same" in said:
        old += [(at, at + 1) for at, word in enumerate(said) if word == "years"]
    if "since" in said:
        since = list(said).index("since")
        old += [(at, at + 1) for at in range(since, len(said)) if past.dated_long_ago(said, at)]
    spoken = [word for at, word in enumerate(said) if not any(first <= at < last for first, last in old)]
    if CUES.changed & set(spoken) or any(places(said, 0, len(said), CUES.new_story)):
        return 0
    reached, before = 0, 0
    joints = [at for at, word in enumerate(said) if word in _JOINTS]
    for begin, end in pairwise([-1, *joints, len(said)]):
        here = ((1 << end) - 1) & ~((1 << begin + 1) - 1)
        told = [(first, last) for first, last in old if begin < first < end]
        if told:
            rest = {said[at] for at in range(begin + 1, end) if not any(first <= at < last for first, last in told)}
            reached |= here if rest - _WORDS.says_nothing_else else here | before
        before = here
    return reached


_JOINTS = frozenset(".,") | CUES.joiners | CUES.contrast


def takes_back(run: Sequence[str]) -> bool:
    """Return whether a clause retracts what precedes it as over: "but not any more", "it's gone now"."""
    return past.was_then(run) or (
        len(run) <= _FEW
        and run[0] in _WORDS.points_back
        and not {"not", "never"} & set(run[1:])
        # Not "it's gone in a minute", which is about each time.
        and not ({"in", "within", "later", "after"} & set(run) and _WORDS.each_time & set(run))
        and next(places(run, 0, len(run), CUES.takes_back), None) is not None
    )


def has_passed(run: Sequence[str]) -> bool:
    """Return whether a clause says that something ended once ("then it passed"), not each time ("then it's gone")."""
    return bool(_WORDS.ended & set(run)) and not {"is", "goes", "comes"} & set(run)


_FEW = 7


def takes_up(run: Sequence[str]) -> bool:
    """Return whether a clause affirms what was denied before: "but I did last night"."""
    told = [word for word in run if word not in _WORDS.when]
    return len(run) <= _FEW and len(told) == 2 and told[0] in _WHO and told[1] in _WORDS.after_all


_WHO = frozenset("i it they".split())


def is_news(before: Sequence[str], run: Sequence[str]) -> bool:
    """Return whether "never before" is followed by what is so now: "I never needed pads before, but now I do"."""
    return {"never", "before"} <= set(before) and run[0] == "now"


def turns_down(run: Sequence[str]) -> bool:
    """Return whether a clause denies what was hypothetical or asked before: "but it hasn't", "I said no"."""
    told = [word for word in run if word not in _WORDS.when]
    answered = next(places(run, 0, len(run), CUES.said_no), None) is not None
    short = len(told) == len(("it", "has", "not")) and told[0] in _WHO and told[1] in _WORDS.after_all
    return len(run) <= _FEW and (answered or (short and told[2] in {"not", "none", "neither"}))


def leaves_open(run: Sequence[str]) -> bool:
    """Return whether a clause only expresses doubt about what precedes it: "but I can't be certain"."""
    vague = next(places(run, 0, len(run), CUES.unsure + CUES.not_looked), None)
    return vague is not None and len(run) <= _FEW and set(run) - set(run[vague[0] : vague[1]]) <= _WORDS.around_doubt


def is_not_me(run: Sequence[str]) -> bool:
    """Return whether a clause denies for the speaker what another person has: "mine is normal", "I have not"."""
    ends = " ".join(run).endswith(("mine is not", "mine are not"))
    # "I haven't been able to either" affirms the finding.
    return "able" not in run and (ends or next(places(run, 0, len(run), CUES.not_me), None) is not None)


def flag_over(run: Sequence[str], begin: int, end: int, over: list[int]) -> None:
    """Mark the words of a clause that are about the past, or about what has ended."""
    gone = next((place for place in places(run, begin, end, CUES.over) if not _is_lost(run, place)), None)
    if gone and not {"not", "never", "use"} & set(run[max(0, gone[0] - 1) : gone[0]]):
        # The scope of "used to" is what follows; that of the others is what precedes.
        first = gone[1] if run[gone[0]] == "used" else begin
        if first and first == begin and run[begin] in {"with", "and", "or"}:
            first = 0  # "A temperature | with the flu at christmas, long gone".
        fill(over, first, _until_now(run, first, end) if run[gone[0]] == "used" else end, gone[1] - 1)
        return
    earlier = past.earlier(run, begin, end)
    was = next((at for at in range(begin, end) if run[at] in CUES.was), None)
    if kid := next(places(run, begin, end, CUES.in_youth), None):
        fill(over, begin, end, kid[0])
    dated = (
        earlier
        and not past.BEGAN & set(run[begin:end])
        and (was is not None or past.is_years(run, earlier) or earlier[0] == begin)
    )
    if earlier and dated and "since" not in run[begin:end]:
        first = 0 if run[begin] == "with" and past.is_years(run, earlier) else begin
        fill(
            over,
            first if was is None or past.is_years(run, earlier) else was,
            _until_present(run, earlier[1], end),
            earlier[0],
        )
    last = end - 1
    while last > begin and run[last] in _WORDS.trailing:
        last -= 1
    if run[last] in {"gone", "stopped"} and last - begin > 1 and run[last - 1] in {"is", "has", "have"}:
        fill(over, begin, end, last)


def _is_lost(run: Sequence[str], place: tuple[int, int]) -> bool:
    """Return whether "no longer" reports a present loss: "I no longer know when I'm full"."""
    return run[place[0] : place[1]] == ["no", "longer"] and run[place[1]] in CUES.lost if place[1] < len(run) else False


def _until_now(run: Sequence[str], begin: int, end: int) -> int:
    """Return where "it used to be one side | now both" turns to the present."""
    return next((at for at in range(begin, end) if run[at] in {"now", "today"}), end)


def _until_present(run: Sequence[str], begin: int, end: int) -> int:
    """Return where a clause about the past turns to the present: "I had a fall last week | and can't stand on it"."""
    joint = next((at for at in range(begin, end) if run[at] == "and"), end)
    return joint if _WORDS.present & set(run[joint:end]) else end


def flag_likened(run: Sequence[str], likened: list[int]) -> None:
    """Mark similes: "like being stabbed", "a stabbed in the back sort of pain"."""
    for first, last in places(run, 0, len(run), CUES.likens):
        fill(likened, last, len(run), first)
    for first, _ in places(run, 0, len(run), CUES.likens_before):
        fill(likened, 0, first, first)


def flag_unsure(run: Sequence[str], begin: int, end: int, unsure: list[int]) -> None:
    """Mark the words of a clause that are uncertain."""
    close = end - 1 if run[end - 1] == "," else end
    for first, last in places(run, begin, end, CUES.unsure):
        following = run[last] if last < len(run) else ""
        if run[first - 1 : first] == ["had"] and run[first] == "no":
            continue  # "I wet myself and had no idea" is certain.
        if following in _CAUSE:
            continue  # "I'm losing weight, no idea why": only the cause is uncertain.
        vague = run[first] in {"maybe", "perhaps", "possibly", "might"}
        if (following in CUES.numberish and vague and "fever" not in run) or (
            run[first] == "could" and "not" in run[begin:first]
        ):
            continue
        fill(unsure, max(begin, first - _REACH_OF_DOUBT) if last == close else first, end, first)
        if vague and (first, last) == (begin, end):
            fill(unsure, end, end + _REACH_OF_DOUBT, first)  # "Maybe | it feels odd".
    if run[-2:] == ["or", "not"] and (told := {"if", "whether"} & set(run)):
        fill(unsure, run.index(min(told)), len(run) - 2, len(run) - 1)
    if begin and run[begin - 1] != "had" and next(places(run, begin, end, CUES.not_looked), None):
        fill(unsure, 0, begin, begin)


_CAUSE = frozenset("why what how".split())
_REACH_OF_DOUBT = 8
"""Maximum scope, in words, of a closing "not sure"."""


def flag_supposed(run: Sequence[str], supposed: list[int]) -> None:
    """Mark the words that are hypothetical or asked."""
    for first, last in places(run, 0, len(run), CUES.supposed):
        if run[last - 1] == "of" and _WORDS.none_of & set(run[max(0, first - 2) : first]):
            continue  # "No sign of a fever" denies.
        stop = next((at for at in range(last + 1, len(run)) if _starts_afresh(run, at)), len(run))
        fill(supposed, first, min(stop, until(run, last, CUES.back_to_now | {"it"})), first)
    if "if" in run:
        at = run.index("if")
        if CUES.worries & set(run[:at]) or (not at and _WORDS.then & set(run)):
            fill(supposed, at, until(run, at + 3, CUES.back_to_now), at)
    of_people = run[0] in _WORDS.asks_of_people and _WORDS.anyone & set(run)
    if (of_people or tuple(run[:2]) in _WORDS.asks_meaning) and not {"i", "my", "me"} & set(run):
        fill(supposed, 0, len(run), 0)
    fill(supposed, 0, _end_of_question(run), 0)
    for first, last in inquiry.stretches(run):
        fill(supposed, first, last, first)
    if run[:2] == ["do", "you"] or (run[:2] == ["say", "i"] and "would" in run):
        fill(supposed, 0, until(run, 1, {"i", "my", "because"}) if run[0] == "do" else len(run), 0)
    if run[0] in CUES.asks and run[1:2] == ["i"] and _WORDS.happens & set(run[2:3]):
        stops = (at for at in range(4, len(run)) if run[at] in CUES.back_to_now or _starts_afresh(run, at))
        fill(supposed, 0, next(stops, len(run)), 0)


def _end_of_question(run: Sequence[str]) -> int:
    """Return where a general question that begins with a verb ends ("is tingling normal"); 0 if none."""
    if len(run) > len(("is", "it")) and _asks_about_now(run):
        return 0
    if len(run) <= len(("is", "it")) or run[0] not in CUES.asks or run[1] in CUES.tells_without_i:
        return 0
    if (told := _normal_that(run)) is not None:
        return told
    asks_the_coach = run[1] in {"you", "i", "we"} and run[0] in {"can", "could", "will", "would"}
    about_me = {"my", "that", "this"} & set(run) and not {"meant", "supposed", "normal"} & set(run)
    if not asks_the_coach and not about_me:
        return until(run, 1, {"because", "i", "now"})
    return len(run) if run[1] == "you" and not {"me", "my", "i"} & set(run) else 0


def _normal_that(run: Sequence[str]) -> int | None:
    """Return where the report after "is it normal that" begins; None if there is none."""
    if run[:2] not in (["is", "it"], ["is", "that"]) or "that" not in run[2:6]:
        return None
    at = list(run).index("that", 2) + 1
    return at if at < len(run) and run[at] in {"i", "my"} else None


def _starts_afresh(run: Sequence[str], at: int) -> bool:
    """Return whether a question ends before this word: "could I lose my leg | my foot is cold"."""
    keeps = {"i": CUES.keeps_i, "my": CUES.keeps_my}.get(run[at])
    return keeps is not None and run[at - 1] not in keeps


def _asks_about_now(run: Sequence[str]) -> bool:
    """Return whether a question presupposes what it mentions: "is it normal that I can't feel my toes"."""
    return (
        run[1] in {"it", "this", "that"}
        and run[2] in _WORDS.normal
        and run[3:4] in (["that"], ["to"], ["for"], ["how"])
    )


def flag_others(run: Sequence[str], others: list[int]) -> None:
    """Mark the words whose experiencer is another person."""
    for at in range(len(run)):
        if _is_experiencer(run, at):
            # "I was putting the baby down and got a cramp": the scope of an object of "I" ends at "and".
            stops = {"and", "then"} if "i" in run[:at] else set[str]()
            after = at + 3 if run[at + 1 : at + 3] == ["of", "mine"] else at + 1
            fill(others, at, until(run, after, {"i", "me", "mine", "my"} | stops), at)
    text = f" {' '.join(run)} "
    for phrase in (" in the family ", " family history "):
        if phrase in text:
            fill(others, 0, len(run), run.index("family"))


def is_there_now(run: Sequence[str], persons: int) -> bool:
    """
    Return whether a statement is about the present state of one person who may be with the speaker.

    `persons` is the bit mask of the words that denote them.
    """
    named = {run[at].removesuffix("s") for at in range(len(run)) if persons >> at & 1}
    # "She wet the bed" continues about a known person; "my cousin wet the bed" may be at any time.
    return bool(named & _POINTED_AT) or (
        bool(named & (context_words.NEAR_ONES | {"old"})) and bool(_WORDS.now & set(run))
    )


_POINTED_AT = frozenset(("he", "she"))


def speaks_for(said: Sequence[str]) -> bool:
    """Return whether the speaker says for whom they speak: "it's for my dad", "I'm asking for my wife"."""
    return any(
        said[at] == "for"
        and said[at + 1] in _OF_US
        and said[at + 2] in context_words.NEAR_ONES
        and _WORDS.asking_for & set(said[:at])
        for at in range(1, len(said) - 2)
    )


_OF_US = frozenset("my our the".split())


_DUE = "on the way"
_ANYBODY = frozenset(("someone", "somebody"))
_REACH_OF_ANYBODY = 9


def _is_me(run: Sequence[str], at: int) -> bool:
    """Return whether a word for a person denotes the speaker: "I'm a new mother", "I'm just a kid"."""
    around = [word for word in run[max(0, at - 5) : at] if word not in {"just", "only", "basically", "still", "now"}]
    return "am" in around and around[around.index("am") + 1 :][:1] in (["a"], ["an"], ["the"]) and "of" not in around


def _is_experiencer(run: Sequence[str], at: int) -> bool:
    """Return whether a word denotes another person as experiencer, not as the agent of an act on the speaker."""
    word, before, after = run[at], run[at - 1] if at else "", run[at + 1 : at + 5]
    if not _names_a_person(run, at) or _does_something_to_me(run, at):
        return False
    if word in {"they", "their"} and CUES.things & set(run[:at]):
        return False
    if word in CUES.they:
        return not (word == "her" and before == "to")
    if after[:1] in (["who"], ["whose"]):
        return True
    first = at
    while first and run[first - 1] in CUES.determiners | _WORDS.counted:
        first -= 1
    return not first or run[first - 1] not in CUES.has_as_object


def _names_a_person(run: Sequence[str], at: int) -> bool:
    """Return whether a word denotes a person other than the speaker and the coach."""
    word, before, after = run[at], run[at - 1] if at else "", run[at + 1 : at + 2]
    of_mine = run[at + 1 : at + 3] == ["of", "mine"]
    if word in CUES.vocatives and not of_mine and not _WORDS.determined & set(run[max(0, at - 3) : at]):
        return False
    known = {word, word.removesuffix("s")} & (CUES.they | context_words.PEOPLE) or (before, word) in _WORDS.pairs
    generic = {word, word.removesuffix("s")} & CUES.generic and CUES.named & set(run[max(0, at - 2) : at])
    nobody = (before, word) in CUES.nobody or (word, *after) in CUES.nobody or _is_me(run, at)
    if run[max(0, at - 2) : at] == ["as", "a"] or _DUE in " ".join(run[at + 1 : at + 5]):
        return False  # "Sick as a dog", "a little one is on the way".
    # "My eight year old's bottom".
    aged = run[at - 1 : at + 1] == ["year", "old"] and {"my", "our"} & set(run[max(0, at - 4) : at])
    return bool(known or generic or aged) and not nobody and not (after == ["else"] and before in _WORDS.strange_to)


def _does_something_to_me(run: Sequence[str], at: int) -> bool:
    """Return whether a person says or does something to the speaker: "my dad stepped on me"."""
    after = run[at + 1 : at + 5]
    if run[at] in _ANYBODY and "me" in run[at : at + _REACH_OF_ANYBODY]:
        return True
    until_joint = after[: after.index("and")] if "and" in after else after
    mine = {"me", "my"} & set(until_joint) and ["not", "me"] not in ([*pair] for pair in pairwise(after))
    return bool(CUES.says & set(after[:2]) or mine)
