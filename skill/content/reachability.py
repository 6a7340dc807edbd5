"""Find content that no conversation can reach: findings never asked or heard, and outcomes that are never given."""

from collections.abc import Iterator, Mapping

from skill.content.models import Content, Finding

RED_FLAGS = frozenset(
    "black_skin bladder_control_loss bleeding_disorder blood_thinner both_legs bowel_control_loss "
    "cancer_history cannot_bear_weight cannot_keep_fluids cannot_pee chest_pain_breathless cold_pale_leg "
    "confused_very_unwell dark_urine faint_collapse fever_chills growing_lump heavy_bleeding "
    "immune_steroid_ivdu jaw_temple_pain leg_numb_persistent leg_swelling_one leg_weakness long_lie "
    "major_trauma muscle_wasting night_pain pregnancy_warning pregnant rash_blisters rectal_bleeding "
    "rest_pain_or_sore saddle_numb severe_belly_pain severe_unrelenting sexual_change sickle_cell "
    "swelling_redness testicle_pain vision_lost weakness_worsening weight_loss".split()
)
"""All red flags of the vocabulary; a repetition on purpose, so that none is lost unnoticed."""

ASKED_IN: Mapping[str, frozenset[str]] = {
    "screen": frozenset(
        "saddle_numb cannot_pee bladder_control_loss bowel_control_loss cold_pale_leg both_legs leg_weakness "
        "leg_swelling_one chest_pain_breathless faint_collapse severe_belly_pain fever_chills confused_very_unwell "
        "major_trauma cannot_bear_weight pregnant recent_surgery hip_replacement "
        "age_65 thin_bones blood_thinner".split()
    ),
    "after": frozenset(
        "dark_urine swelling_redness severe_unrelenting weight_loss cancer_history night_pain leg_numb_persistent "
        "muscle_wasting lasting_weeks".split()
    ),
    "rescreen": frozenset("saddle_numb bladder_control_loss leg_weakness fever_chills major_trauma".split()),
}
"""Findings that must be asked, by stage: before a stretch, after the first one, and on resuming a conversation."""


def gaps(content: Content) -> Iterator[str]:
    """Yield missing red flags and safety questions, without which no dialogue may run."""
    for name in sorted(RED_FLAGS - content.findings.keys()):
        yield f"findings/{name}.yaml: this file is missing; no red flag may be dropped."
    for name in sorted(RED_FLAGS & content.findings.keys()):
        if content.findings[name].group != "red_flag" or content.findings[name].level is None:
            yield f"findings/{name}.yaml: it is a red flag; set 'group' to red_flag, and 'level' to a level of care."
    for stage, needed in ASKED_IN.items():
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
    yield from _parts_without_a_question(content)
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
    for name, it in content.findings.items():
        if it.asked and not it.question:
            yield f"findings/{name}.yaml: it has 'asked' but no 'question'; add the question."
        for other in it.escalate:
            if other in content.findings and not content.findings[other].question:
                yield f"findings/{other}.yaml: 'question' is missing; add it, as {name} asks it next ('escalate')."
        if it.question and not it.why:
            yield f"findings/{name}.yaml: 'why' is missing; add it, as users may ask why they are asked."
        if it.level not in (None, "modifier") and not it.meaning:
            yield f"findings/{name}.yaml: 'meaning' is missing; add it, as the advice says what a yes may mean."


def _parts_without_a_question(content: Content) -> Iterator[str]:
    """Yield parts of compound questions that can't be asked one by one after a "not sure"."""
    for identity, question in content.questions.items():
        for name in question.covers:
            if name in content.findings and not content.findings[name].question:
                yield (
                    f"findings/{name}.yaml: 'question' is missing; add it, as it is asked by itself after a 'not sure' "
                    f"to questions/{identity}.yaml."
                )


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
