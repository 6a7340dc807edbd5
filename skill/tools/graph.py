"""Draw the question flow as a Mermaid flowchart, from the content alone."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from skill.content.models import LEVELS, Content, Level, Question
from skill.conversation.guide import ROUNDS
from skill.conversation.likely_condition import NAMED_FROM
from skill.conversation.triage import is_red_flag, possible
from skill.speech.markup import written

_ADVICE: dict[Level, str] = {
    "emergency": "call the emergency number now",
    "urgent": "be seen today",
    "soon": "see a doctor within days",
    "routine": "see a doctor in the coming weeks",
    "selfcare": "care at home, with the safety net",
}


class Box(NamedTuple):
    """A node of the flowchart: something that is asked, done or advised."""

    name: str
    title: str
    rows: Iterable[str] = ()


class Arrow(NamedTuple):
    """An edge of the flowchart: what comes next, and under which condition."""

    start: str
    end: str
    when: str = ""


def mermaid(content: Content) -> str:
    """Return the flowchart; the same content gives the same text."""
    lines = ["flowchart TD"]
    for number, (title, boxes) in enumerate(parts(content).items()):
        lines += [
            f'  subgraph part{number}["{title}"]',
            *(f'    {box.name}["{_label(box)}"]' for box in boxes),
            "  end",
        ]
    for start, end, when in arrows(content):
        lines.append(f'  {start} -->|"{when}"| {end}' if when else f"  {start} --> {end}")
    return "\n".join(lines).format_map(content.locales["en"].words) + "\n"


def _label(box: Box) -> str:
    rows = (f"<b>{box.title}</b>", *box.rows)
    return "<br/>".join(row.replace('"', "#quot;") for row in rows)


def parts(content: Content) -> dict[str, list[Box]]:
    """Return the boxes of each part of a conversation, by the part's title."""
    offered = sorted((it for it in content.stretches.values() if it.for_relief), key=lambda it: it.for_relief or 0)
    stretches = [f"{it.for_relief}: {it.name}, {it.posture}, {it.hold_seconds} s" for it in offered]
    asked = {name: it for name, it in content.findings.items() if it.asked and it.question}
    later = sorted(asked, key=lambda name: it.order if (it := asked[name].asked) else 0)
    grave = [_leads_to(asked[name].question or "", name, content) for name in later if possible(name, content)]
    others = [asked[name].question or "" for name in later if not possible(name, content)]
    causes = sorted(it.name for it in content.conditions.values() if it.named_unprompted)
    flags = [_leads_to(content.findings[it].label, it, content) for it in content.findings if is_red_flag(it, content)]
    again = [row for _, it in _stage("screen", content)[:2] for row in _covered(it, content)]
    return {
        "Opening": [
            Box("start", "Start", ["opened, or said what hurts"]),
            Box("kind", "Is it a cramp, a twitch, or an ache?", ["asked only if it was not said"]),
            *_questions("rescreen", content),
        ],
        "Said at any moment": [Box("flags", f"{len(flags)} red flags: any of them leads to advice at once", flags)],
        "Safety screen: before any stretch": list(_questions("screen", content)),
        "Stretching": [
            Box("hold", "A guided stretch, the first that fits", stretches),
            Box("helped", "Is it letting go?"),
            *_questions("after", content),
            Box("screen_again", "The first two questions once more", again),
        ],
        "Later questions: few, by relevance": [
            Box("later", "After relief: what could change the care, where it applies", grave),
            Box("splitting", "Else, while no cause stands out: what tells the likely ones apart best", others),
            Box("causes", f"This sounds most like … ({NAMED_FROM} points or more)", causes),
        ],
        "Advice": [Box("care", "Care", [f"{level}: {_ADVICE[level]}" for level in LEVELS])],
    }


def _stage(stage: str, content: Content) -> list[tuple[str, Question]]:
    return [(name, it) for name, it in content.questions.items() if it.stage == stage]


def _questions(stage: str, content: Content) -> Iterator[Box]:
    yield from (Box(name, written(it.ask), _covered(it, content)) for name, it in _stage(stage, content))


def _covered(question: Question, content: Content) -> Iterator[str]:
    """Yield the parts of a question, each with the level of care it can lead to and the stretches it rules out."""
    for name, short in question.covers.items():
        without = [it.name for it in content.stretches.values() if name in it.not_if and it.for_relief]
        ruled_out = f", not the {', '.join(without)}" if without and not is_red_flag(name, content) else ""
        yield _leads_to(short, name, content) + ruled_out


def _leads_to(text: str, finding: str, content: Content) -> str:
    own, worst = content.findings[finding].level, possible(finding, content)
    levels = dict.fromkeys(level for level in (own, worst) if level in LEVELS)
    return f"{text} ({', at worst '.join(map(str, levels))})" if levels else text


def arrows(content: Content) -> Iterator[Arrow]:
    """Yield all arrows of the flowchart."""
    screen, after, rescreen = ([name for name, _ in _stage(it, content)] for it in ("screen", "after", "rescreen"))
    yield from (Arrow("start", "kind"), Arrow("kind", screen[0]))
    yield from (Arrow(*pair, "no to every part") for pair in pairwise(screen))
    yield from (Arrow(name, "care", "yes") for name in (*screen, *after, "screen_again", "later", "flags"))
    for name in rescreen:
        yield Arrow("start", name, "broken off within 30 minutes, or no flag within 12 hours")
        yield Arrow(name, screen[0], "yes or not sure")
        yield Arrow(name, "hold", "no")
    yield Arrow(screen[-1], "hold", "no: cramp or ache, what the answers leave")
    yield Arrow("hold", "helped")
    for name in after:
        yield Arrow("helped", name, "better or same")
        yield Arrow(screen[-1], name, "no: twitch")
        yield Arrow(name, "hold", "no: it was the same")
        yield Arrow(name, "later", f"no: it was better, a twitch, or {ROUNDS} rounds")
    yield Arrow("helped", "screen_again", "worse")
    yield Arrow("screen_again", "hold", "no")
    yield Arrow("later", "splitting", "nothing of it is open")
    yield Arrow("splitting", "causes", "one stands out")
    yield Arrow("splitting", "care", "none does")
    yield Arrow("causes", "care", "with the safety net")
