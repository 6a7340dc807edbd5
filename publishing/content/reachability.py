"""Find content that no conversation can reach: findings never asked or heard, and outcomes that are never given."""

from collections.abc import Iterator

from publishing.content.rules import rules
from skill.content.models import Content, Finding


def gaps(content: Content) -> Iterator[str]:
    """Yield missing red flags and safety questions, without which no dialogue may run."""
    for name in sorted(rules().red_flags - content.findings.keys()):
        yield f"findings/{name}.yaml: this file is missing; no red flag may be dropped."
    for name in sorted(rules().red_flags & content.findings.keys()):
        if content.findings[name].group != "red_flag" or content.findings[name].level is None:
            yield f"findings/{name}.yaml: it is a red flag; set 'group' to red_flag, and 'level' to a level of care."
    for stage, needed in rules().asked_in.items():
        asked = {name for it in content.questions.values() if it.stage == stage for name in it.covers}
        for name in sorted(needed - asked):
            yield (
                f"questions: no question of the stage {stage!r} covers {name}, which must be asked; "
                "add it to 'covers' of one of them."
            )


def problems(content: Content) -> Iterator[str]:
    """Yield content that can't be reached or completed, whatever the dialogue does."""
    yield from _never_heard(content)
    yield from _without_a_question(content)
    yield from _unreachable_outcomes(content)


def _never_heard(content: Content) -> Iterator[str]:
    covered = {name for question in content.questions.values() for name in question.covers}
    escalated = {name for finding in content.findings.values() for name in finding.escalate}
    for name, it in content.findings.items():
        asked = name in covered or name in escalated or it.asked is not None
        if _matters(it) and not asked and not it.heard.yes and not it.report:
            yield (
                f"findings/{name}.yaml: no question asks about it and no utterance reports it; "
                "let a question cover it, add 'asked', or fill in 'heard' or 'report'."
            )
        elif it.group == "red_flag" and not it.heard.yes:
            yield f"findings/{name}.yaml: 'heard' has no 'yes'; add some: a red flag must always be understood."


def _matters(finding: Finding) -> bool:
    return finding.level is not None or bool(finding.raised) or finding.stops_stretch


def _without_a_question(content: Content) -> Iterator[str]:
    """Yield findings that lack the texts which they need to be asked about by themselves."""
    asked = {name: "it has 'asked'" for name, it in content.findings.items() if it.asked}
    for name, it in content.findings.items():
        asked |= dict.fromkeys(it.escalate, f"{name} asks it next ('escalate')")
    for identity, question in content.questions.items():
        asked |= dict.fromkeys(
            question.covers, f"it is asked by itself after a 'not sure' to questions/{identity}.yaml"
        )
    for name, why in asked.items():
        if name in content.findings and not content.findings[name].question:
            yield f"findings/{name}.yaml: 'question' is missing; add it, as {why}."
    for name, it in content.findings.items():
        if it.question and not it.why:
            yield f"findings/{name}.yaml: 'why' is missing; add it, as users may ask why they are asked."
        if it.level not in (None, "modifier") and not it.meaning:
            yield f"findings/{name}.yaml: 'meaning' is missing; add it, as the advice says what a yes may mean."


def _unreachable_outcomes(content: Content) -> Iterator[str]:
    in_a_routine = {step for routine in content.routines.values() for step in routine.steps}
    for name, stretch in content.stretches.items():
        if stretch.for_relief is None and name not in in_a_routine and not stretch.also_called:
            yield (
                f"stretches/{name}.yaml: no conversation leads to it; set 'for_relief', add it to a routine, "
                "or list in 'also_called' how users ask for it."
            )
    for name, condition in content.conditions.items():
        if not any(mark > 0 for mark in condition.signs.values()):
            yield f"conditions/{name}.yaml: 'signs' has no positive weight, so it is never named; add a sign."
        if condition.named_unprompted and not condition.do:
            yield f"conditions/{name}.yaml: 'do' is missing; add it, as advice follows the name of a condition."
