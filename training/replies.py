"""Learn which replies to a question deny all that was asked about, from those in skill/understanding/en/replies."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skill.understanding import nearest_lines, reply_kinds
from skill.understanding.clues import of_reply, words_of
from skill.understanding.files import FOLDER
from skill.understanding.hearing import content
from skill.understanding.normalise import tokens
from skill.understanding.second_listener import FEWEST_BESIDE, Settings, Weights, denial_score, marks_unknown
from training import regression

REPLIES = FOLDER / "en" / "replies"
WRONG = 0.0125
"""
Share of the replies taken for a no that may be something else. Of these replies, half are something else, and half of
those were written to sound like a no; of what people answer, far fewer.
"""
DOUBTED = 0.005
"""Share of the denials that may be asked about once more, as the model takes them for something else."""
_CLUES = 12_000

Model = tuple[int, dict[str, int]]
"""Bias and weights, in hundredths."""
NO_MODEL: Model = (0, {})


class Reply(Struct, frozen=True):
    """One reply of an author."""

    author: str
    answer: str
    """`no` if it denies all that was asked about, else `yes`, `unknown`, or `none` for what is no answer."""
    begins: bool
    """Whether it begins with a no."""
    short: bool
    """Whether it says too little for the second listener to judge it."""
    said: tuple[str, ...]
    asks: tuple[str, ...]


class Scored(NamedTuple):
    """A reply, scored by a model that has not seen its author."""

    reply: Reply
    score: float


def read() -> list[Reply]:
    """Return all replies, and the lines that claim or deny a warning sign as replies to the questions about it."""
    found: list[Reply] = []
    for path in sorted(REPLIES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [_reply(row["author"], row["answer"], _asked(path.stem), row["text"]) for row in rows]
    asked_first = [tuple(it.covers) for it in content().questions.values() if it.stage == "screen"]
    screen = {name: asks for asks in asked_first for name in asks}
    for at, line in enumerate(nearest_lines.lines()):
        if line.kind == "claimed":
            asks = screen.get(line.topic, (line.topic,)) if at % 2 else (line.topic,)
            found.append(_reply(_OF_LINES, "yes", asks, line.text))
        elif line.kind == "denied":
            found.append(_reply(_OF_LINES, "no", (line.topic,), line.text))
    return found


_OF_LINES = "lines"
"""Stands for all authors of lines."""
_UNMEASURED = frozenset((_OF_LINES, "ours", "after_a_no"))
"""Those whose replies measure nothing: they wrote the rules, or lines of another kind."""


def _reply(author: str, answer: str, asks: tuple[str, ...], text: str) -> Reply:
    said = tuple(reply_kinds.apart(tokens(text)))
    first = reply_kinds.lead(said)
    short = len(reply_kinds.beside(said)) < FEWEST_BESIDE
    return Reply(author, answer, first is not None and first.answer == "no", short, said, asks)


def _asked(name: str) -> tuple[str, ...]:
    """Return the findings that a question covers, or the finding itself."""
    question = content().questions.get(name)
    return tuple(question.covers) if question else (name,)


def model(replies: Sequence[Reply]) -> Model:
    """Return the model that tells denials from all other replies, with each word and the largest other weights."""
    counts = Counter(word for reply in replies for word in set(words_of(reply.said)))
    known = {word for word, count in counts.items() if count > 1}
    rows = [(*of_reply(it.said, it.asks), *marks_unknown(words_of(it.said), known)) for it in replies]
    weights, bias = regression.logistic(rows, [it.answer == "no" for it in replies], [1.0] * len(replies))
    kept = known.union(sorted(weights, key=lambda clue: (-abs(weights[clue]), clue))[:_CLUES])
    return round(100 * bias), {clue: round(100 * weights[clue]) for clue in sorted(kept & weights.keys())}


def out_of_author(replies: Sequence[Reply]) -> list[Scored]:
    """Return the replies, each scored by a model trained on the other authors."""
    scored: list[Scored] = []
    for author in sorted({reply.author for reply in replies} - _UNMEASURED):
        bias, denial = model([reply for reply in replies if reply.author != author])
        weights = Weights(0, {}, (), (), {}, bias, denial)
        own = (reply for reply in replies if reply.author == author)
        scored += [Scored(reply, denial_score(reply.said, reply.asks, weights)) for reply in own]
    return scored


def with_thresholds(scored: Sequence[Scored], before: Settings) -> Settings:
    """Return the settings with the lowest thresholds that keep to the shares of `WRONG`."""
    long = [each for each in scored if not each.reply.short]
    beside = _lowest([each for each in long if each.reply.begins])
    without = _lowest([each for each in long if not each.reply.begins])
    denials = sorted(each.score for each in long if each.reply.answer == "no")
    none = round(denials[int(DOUBTED * len(denials))], 2)
    return replace(before, no_after_no=beside, no_without_no=without, no_denial=none)


def _lowest(scored: Sequence[Scored]) -> float:
    """Return the lowest threshold with no more than `WRONG` of the replies above it something else than a no."""
    lowest = max(each.score for each in scored)
    wrong = 0
    for count, each in enumerate(sorted(scored, key=lambda it: -it.score), 1):
        wrong += each.reply.answer != "no"
        if wrong <= WRONG * count:
            lowest = each.score
    return round(lowest, 2)


def report(scored: Sequence[Scored], known: Settings) -> Iterator[str]:
    """Yield the shares of replies that are taken for a no, by answer and by author."""
    yield f"no_after_no {known.no_after_no}, no_without_no {known.no_without_no}, no_denial {known.no_denial}"
    rows: dict[str, list[bool]] = defaultdict(list)
    for reply, score in scored:
        taken = not reply.short and score >= (known.no_after_no if reply.begins else known.no_without_no)
        rows[f"{'after a no' if reply.begins else 'without a no'}: {reply.answer}"].append(taken)
        if reply.answer == "no":
            rows[f"{reply.author}: no"].append(taken)
    for name, told in sorted(rows.items()):
        yield f"  {name:24s}{len(told):5d} replies  taken for a no {sum(told) / len(told):6.1%}"
