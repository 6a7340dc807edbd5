"""Learn which replies to a question deny all that was asked about, from those in skill/understanding/en/replies."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skill.content.models import Answer
from skill.understanding import nearest_lines, phrases, reply_kinds
from skill.understanding.clues import of_reply, words_of
from skill.understanding.denial import evidence, marks_unknown, score, turns
from skill.understanding.files import FOLDER
from skill.understanding.hearing import Listener, content
from skill.understanding.second_listener import Denial, Settings, Weights, joint_score
from training import regression

REPLIES = FOLDER / "en" / "replies"
WRONG = 0.0125
"""
Share of the replies taken for a no that may be something else. Of these replies, half are something else, and half of
those were written to sound like a no; of what people answer, far fewer.
"""
_CLUES = 12_000

Model = tuple[int, dict[str, int]]
"""Bias and weights, in hundredths."""
NO_MODEL: Model = (0, {})


class Reply(Struct, frozen=True):
    """One reply of an author."""

    author: str
    answer: str
    """`no` if it denies all that was asked about, else `yes`, `unknown`, or `none` for what is no answer."""
    said: tuple[str, ...]
    asks: tuple[str, ...]


class Scored(NamedTuple):
    """A reply, scored by a model that has not seen its author."""

    reply: Reply
    score: float
    told: dict[str, Answer]
    """What the patterns find of what was asked about."""
    open: bool
    """Whether the second listener decides: no pattern finds a sign, and it is no plain yes or no and no turn."""


def read() -> list[Reply]:
    """Return all replies, and the lines that claim or deny a warning sign as replies to the questions about it."""
    found: list[Reply] = []

    def add(author: str, answer: str, asks: tuple[str, ...], text: str) -> None:
        found.append(Reply(author, answer, tuple(_listener().reply(text, asks)), asks))

    for path in sorted(REPLIES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                add(row["author"], row["answer"], _asked(path.stem), row["text"])
    asked_first = [tuple(it.covers) for it in content().questions.values() if it.stage == "screen"]
    screen = {name: asks for asks in asked_first for name in asks}
    for at, line in enumerate(nearest_lines.lines()):
        if line.kind == "claimed":
            asks = screen.get(line.topic, (line.topic,)) if at % 2 else (line.topic,)
            add(_OF_LINES, "yes", asks, line.text)
        elif line.kind == "denied":
            add(_OF_LINES, "no", (line.topic,), line.text)
    return found


@cache
def _listener() -> Listener:
    return Listener(content(), phrases.load(phrases.BASE))


_OF_LINES = "lines"
"""Stands for all authors of lines."""
_UNMEASURED = frozenset((_OF_LINES, "ours", "after_a_no"))
"""Those whose replies measure nothing: they wrote the rules, or lines of another kind."""


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
    authors = sorted({reply.author for reply in replies} - _UNMEASURED)
    with ProcessPoolExecutor() as pool:
        return list(chain.from_iterable(pool.map(partial(_without, replies), authors)))


def _without(replies: Sequence[Reply], author: str) -> list[Scored]:
    bias, denial = model([reply for reply in replies if reply.author != author])
    weights = Weights(0, {}, (), (), {}, bias, denial)
    scored: list[Scored] = []
    for reply in (it for it in replies if it.author == author):
        reading, told = _listener().told(reply.said, reply.asks)
        plain = "yes" in told.values() or reply_kinds.by_itself(reading.said)
        left = not (plain or turns(reading, reply.asks))
        scored.append(Scored(reply, score(reply.said, reply.asks, weights), told, left))
    return scored


def joint_model(scored: Sequence[Scored], before: Settings) -> Settings:
    """Return the settings with a joint model, and the lowest threshold that keeps to the share of `WRONG`."""
    left = [each for each in scored if each.open]
    denials = [each.reply.answer == "no" for each in left]
    joint = regression.weighted([_evidence(each) for each in left], denials, [1.0] * len(left))
    by_score = sorted(((joint_score(_evidence(each), joint), each.reply.answer) for each in left), reverse=True)
    least, wrong = by_score[0][0], 0
    for count, (value, answer) in enumerate(by_score, 1):
        wrong += answer != "no"
        if wrong <= WRONG * count:
            least = value
    return replace(before, denial=Denial(joint.bias, joint.weights, round(least, 2)))


def _evidence(each: Scored) -> dict[str, float]:
    return evidence(each.reply.said, each.reply.asks, each.told, each.score)


def report(scored: Sequence[Scored], known: Settings) -> Iterator[str]:
    """Yield the shares of replies that are taken for a no, by answer and by author."""
    rows: dict[str, list[bool]] = defaultdict(list)
    for each in scored:
        if each.open:
            taken = joint_score(_evidence(each), known.denial) >= known.denial.least
            rows[f"all: {each.reply.answer}"].append(taken)
            if each.reply.answer == "no":
                rows[f"{each.reply.author}: no"].append(taken)
    for name, told in sorted(rows.items()):
        yield f"  {name:24s}{len(told):5d} replies  taken for a no {sum(told) / len(told):6.1%}"
