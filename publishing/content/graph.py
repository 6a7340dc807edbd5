"""Draw the question flow as a Mermaid flowchart, from the content and the template flow.mmd."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from skill.content.models import LEVELS, Content, Question
from skill.conversation.guide import ROUNDS
from skill.conversation.likely_condition import NAMED_FROM
from skill.conversation.triage import is_red_flag, possible
from skill.speech.markup import written


def mermaid(content: Content) -> str:
    """Return the flowchart; the same content gives the same text."""
    offered = sorted((it for it in content.stretches.values() if it.for_relief), key=lambda it: it.for_relief or 0)
    asked = {name: it for name, it in content.findings.items() if it.asked and it.question}
    later = sorted(asked, key=lambda name: it.order if (it := asked[name].asked) else 0)

    def covered(question: Question) -> list[str]:
        return [_covered(name, short, content) for name, short in question.covers.items()]

    environment = Environment(loader=PackageLoader("publishing.content", ""), keep_trailing_newline=True)  # noqa: S701  # no HTML
    environment.undefined = StrictUndefined
    drawn = environment.get_template("flow.mmd").render(
        stages={
            stage: [(name, it) for name, it in content.questions.items() if it.stage == stage]
            for stage in ("screen", "after", "rescreen")
        },
        covered=covered,
        written=written,
        flags=[
            _leads_to(it.label, name, content) for name, it in content.findings.items() if is_red_flag(name, content)
        ],
        stretches=[f"{it.for_relief}: {it.name}, {it.posture}, {it.hold_seconds} s" for it in offered],
        grave=[_leads_to(asked[name].question or "", name, content) for name in later if possible(name, content)],
        others=[asked[name].question for name in later if not possible(name, content)],
        causes=sorted(it.name for it in content.conditions.values() if it.named_unprompted),
        named_from=NAMED_FROM,
        rounds=ROUNDS,
    )
    return drawn.format_map(content.locales["en"].words)


def _covered(name: str, short: str, content: Content) -> str:
    """Return a part of a question, with the level of care it can lead to and the stretches it rules out."""
    without = [it.name for it in content.stretches.values() if name in it.not_if and it.for_relief]
    ruled_out = f", not the {', '.join(without)}" if without and not is_red_flag(name, content) else ""
    return _leads_to(short, name, content) + ruled_out


def _leads_to(text: str, finding: str, content: Content) -> str:
    own, worst = content.findings[finding].level, possible(finding, content)
    levels = dict.fromkeys(level for level in (own, worst) if level in LEVELS)
    return f"{text} ({', at worst '.join(map(str, levels))})" if levels else text
