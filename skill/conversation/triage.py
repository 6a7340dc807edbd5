"""Triage: the level of care from the findings alone, never from a guessed condition."""

from collections.abc import Callable, Collection, Iterable, Mapping

from skill.content.models import Answer, Content, Level, LevelRule, Remedy
from skill.conversation.session import more_urgent, most_urgent

Answers = Mapping[str, Answer]


def counts(name: str, answers: Answers, content: Content) -> bool:
    """Return whether a finding counts as present: a yes or, to be safe, "not sure" to a red flag asked by itself."""
    answer = answers.get(name)
    return answer == "yes" or (answer == "unknown" and content.findings[name].group == "red_flag")


def level_of(name: str, answers: Answers, content: Content) -> Level | None:
    """Return the level of care for one finding, given the others; None if it needs none by itself."""
    finding = content.findings[name]
    if not counts(name, answers, content):
        return None
    level = None if finding.level == "modifier" else finding.level
    for rule in finding.lowered:
        # A lowering rule needs a definite yes, never "not sure".
        if _applies(rule, lambda other: answers.get(other) == "yes"):
            level = rule.level
    for rule in finding.raised:
        if more_urgent(rule.level, level) and _applies(rule, lambda other: counts(other, answers, content)):
            level = rule.level
    return level


def _applies(rule: LevelRule, holds: Callable[[str], bool]) -> bool:
    """Return whether one of `if_any`, if there are any, and all of `if_all` hold."""
    return (not rule.if_any or any(map(holds, rule.if_any))) and all(map(holds, rule.if_all))


def triage(answers: Answers, content: Content, *, flags_only: bool = False) -> tuple[Level | None, tuple[str, ...]]:
    """
    Return the most urgent level among all findings, and the findings that determine it.

    With `flags_only`, consider only red flags and findings that others raise to urgent, such as a minor fall in old
    age.
    """
    # Most answers are "no" and need no level.
    told = [name for name, answer in answers.items() if answer != "no" and name in content.findings]
    levels = {name: level_of(name, answers, content) for name in told}
    if flags_only:
        levels = {
            name: level
            for name, level in levels.items()
            if is_red_flag(name, content) or (content.findings[name].raised and more_urgent(level, "soon"))
        }
    top = most_urgent(levels.values())
    return top, tuple(name for name, level in levels.items() if level is not None and level == top)


def possible(name: str, content: Content) -> Level | None:
    """Return the most urgent level that a yes to this finding can lead to."""
    finding = content.findings[name]
    own = None if finding.level == "modifier" else finding.level
    return most_urgent([own, *(rule.level for rule in finding.raised)])


def fits(answers: Answers, if_any: Collection[str], if_none: Collection[str] = ()) -> bool:
    """Return whether one of `if_any`, if there are any, and none of `if_none` is answered yes."""
    excluded = "yes" in map(answers.get, if_none)
    return not excluded and (not if_any or "yes" in map(answers.get, if_any))


def suits(remedy: Remedy, answers: Answers) -> bool:
    """Return whether no answer rules a remedy out; whatever advises heat, ice, massage or a medicine asks this."""
    return not any(answers.get(name) in ("yes", "unknown") for name in remedy.not_if)


def could_raise(name: str, answers: Answers, content: Content) -> bool:
    """Return whether a yes to this finding, alone or with the other answers, can make the level more urgent."""
    level, _ = triage(answers, content, flags_only=True)
    with_it, _ = triage({**answers, name: "yes"}, content, flags_only=True)
    return more_urgent(possible(name, content), level) or more_urgent(with_it, level)


def is_red_flag(name: str, content: Content) -> bool:
    """Return whether a yes to a finding needs care by itself and rules out stretching."""
    finding = content.findings[name]
    return finding.group == "red_flag" and finding.level != "modifier"


def stops_stretching(answers: Answers, content: Content) -> bool:
    """Return whether a finding rules out every stretch."""
    told = [name for name in answers if name in content.findings and counts(name, answers, content)]
    return any(is_red_flag(name, content) or content.findings[name].stops_stretch for name in told)


def labels(names: Iterable[str], content: Content) -> str:
    """Return the labels of findings joined into one phrase."""
    named = [content.findings[name].label for name in names]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
