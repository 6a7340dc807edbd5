"""Check content that was read for mistakes; every problem is reported with file, field and fix."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from publishing.content import common_words, line_use, pattern_style, reachability, wording
from publishing.content.rules import rules
from skill.content.limits import LONGEST_HOLD, SHORTEST_HOLD
from skill.content.loader import contradictions, kinds
from skill.content.models import Content, Explained, Routine, Stretch

_FACTS = frozenset(f"F{number:03}" for number in range(1, 146))
"""Ids of the 145 facts in the ledger."""


def broken(content: Content) -> list[str]:
    """Return the problems that would make the dialogue fail or unsafe, so that it can't even be simulated."""
    found = (
        contradictions(content),
        reachability.gaps(content),
        wording.placeholders(content),
        line_use.missing(content.lines),
    )
    return [problem for each in found for problem in each]


def problems(content: Content) -> list[str]:
    """Return all other problems of the content; empty if it is sound."""
    checks = (
        reachability.problems,
        wording.problems,
        pattern_style.problems,
        common_words.problems,
        _holds,
        _facts,
        _unguarded_advice,
        _ambiguous_names,
    )
    return [problem for check in checks for problem in check(content)] + list(line_use.unused(content.lines))


def before_release(content: Content) -> list[str]:
    """Return what may be open during development, but must be settled before a release."""
    drafts = [
        f"findings/{name}.yaml: 'review' is still a draft; a red flag may only ship once a clinician has checked it."
        for name, finding in content.findings.items()
        if finding.group == "red_flag" and finding.review.state == "draft"
    ]
    return [*drafts, *pattern_style.doubtful(content)]


def _holds(content: Content) -> Iterator[str]:
    held = [(f"stretches/{name}.yaml", it.hold_seconds) for name, it in content.stretches.items()]
    held += [(f"routines/{name}.yaml", it.hold_seconds) for name, it in content.routines.items() if it.hold_seconds]
    for where, seconds in held:
        if not SHORTEST_HOLD <= seconds <= LONGEST_HOLD:
            yield f"{where}: 'hold_seconds' is {seconds}; choose {SHORTEST_HOLD} to {LONGEST_HOLD} seconds."


_NO_REMEDY = re.compile(r"\{\w+\}|warm up|keep heat .* off")
"""What contains a word of a remedy and advises none."""
_OFFERS = re.compile(r"timer_|remind|warm$|not_")
"""Lines that are only spoken once `suits` or the user has decided on the remedy, or that advise against it."""


def _unguarded_advice(content: Content) -> Iterator[str]:
    """Yield advice that names a remedy outright: said to everybody, it would contradict that remedy's `not_if`."""
    said = [(f"lines.yaml: {name!r}", text) for name, text in content.lines.items() if not _OFFERS.match(name)]
    said += [(f"conditions/{name}.yaml: 'do'", it.do) for name, it in content.conditions.items()]
    for where, text in said:
        words = f" {' '.join(re.findall(r'[a-z]+', _NO_REMEDY.sub(' ', text.lower())))} "
        for remedy, names in rules().guarded_remedies.items():
            if any(f" {name} " in words for name in names):
                yield (
                    f"{where} advises {remedy} to everybody, though remedies/{remedy}.yaml has a 'not_if'; "
                    "use {warm}, or leave it to the offer of a timer."
                )


def _facts(content: Content) -> Iterator[str]:
    for kind, items in kinds(content):
        for name, item in items.items():
            used = list(item.facts)
            if isinstance(item, Explained):
                used += [fact for part in item.parts for fact in part.facts]
            for fact in used:
                if fact not in _FACTS:
                    yield f"{kind}/{name}.yaml: there is no fact {fact!r}; 'facts' takes F001 to F145."


def _ambiguous_names(content: Content) -> Iterator[str]:
    """Yield names that two items of one slot type share; a platform could resolve them to either."""
    called = {
        "stretches": _names(content.stretches) + _names(content.routines),
        "conditions": _names(content.conditions),
        "remedies": _names(content.remedies),
        "topics": _names({name: it for name, it in content.topics.items() if it.slot}),
        "findings": [(name, it.report) for name, it in content.findings.items()],
    }
    for kind, named in called.items():
        count = Counter(words.lower() for _, all_words in named for words in {each.lower() for each in all_words})
        for words in sorted(each for each, times in count.items() if times > 1):
            owners = [name for name, all_words in named if words in (each.lower() for each in all_words)]
            yield f"{kind}: {words!r} is a name of both {owners[0]} and {owners[1]}; leave it to one of them."


def _names(items: Mapping[str, Stretch | Routine | Explained]) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, (it.name, *it.also_called)) for name, it in items.items()]
