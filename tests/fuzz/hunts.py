"""One hunt for each part: it tries inputs until its time is up, and goes on after a crash."""

import itertools
import math
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import bodies, guided, reading, schema, seeds
from tests.fuzz.endpoint import Endpoint

_BATCH = 25
"""Inputs between two looks at the clock; some take a tenth of a second to draw."""

_LONGEST = 4_000
"""Maximum number of characters of a crash report, as some inputs are long."""

_TOO_MANY = 20
"""Crashes after which a hunt ends: the first few tell enough."""


@dataclass(frozen=True)
class Terms:
    """How long to hunt, from which seed, and whom to tell how many inputs were tried."""

    seconds: float
    seed: int
    progress: Callable[[int], None] = lambda _: None

    def part(self, share: float) -> "Terms":
        """The same for a part of the time."""
        return replace(self, seconds=self.seconds * share)


@dataclass
class Found:
    """What a hunt tried, and what it found."""

    inputs: int = 0
    crashes: list[str] = field(default_factory=list)
    server_errors: int = 0
    apologies: Counter[str] = field(default_factory=Counter)
    """Turns that ended in "something went wrong on my side": answered, and worth a look."""
    more: str = ""
    """Figures of this hunt alone."""


def endpoint(terms: Terms) -> Found:
    """Signed bodies of all sorts, and real conversations whose sessions come back broken."""
    target, found = Endpoint(), Found()
    _by_chance(found, st.tuples(bodies.everything), target.send, terms)
    return _with_outcomes(found, target)


def schemas(terms: Terms) -> Found:
    """Every endpoint against its description."""
    target, found = Endpoint(), Found()
    ways = list(schema.operations(target))
    # Where there is only one thing to ask, most of the time goes to the others.
    for label, strategy in ways:
        both = st.tuples(strategy, st.booleans())
        part = terms.part(0.4 if "POST" in label else 0.03)
        _by_chance(found, both, lambda case, signed: schema.ask(target, case, signed=signed), part)
    return _with_outcomes(found, target)


def understanding(terms: Terms) -> Found:
    """Utterances that grow towards branches never taken, and words of ours in any order."""
    found = Found()
    _guided(found, "understanding", terms.part(0.5))
    words = [word for lines in seeds.CONVERSATIONS for line in lines for word in line.split()]
    pieces = st.sampled_from([*words, *bodies.WORDS, "not", "never", "½", "3", "%", ",", "?"]) | st.text(max_size=12)
    sentences = st.tuples(st.lists(pieces, max_size=40).map(" ".join) | st.text(max_size=2_000))
    _by_chance(found, sentences, reading.hear, terms.part(0.5))
    found.more += f"; the dearest took {reading.WORDS.worst:.0%} of its steps"
    return found


def session(terms: Terms) -> Found:
    """Fuzz session attributes; each that is accepted as a session is followed by a turn."""
    found = Found()
    _guided(found, "session", terms.part(0.5))

    def read(text: object, chosen: int) -> None:
        if reading.read(text) is not None:
            reading.take_turn(text, chosen)

    _by_chance(found, st.tuples(bodies.broken_sessions(), st.integers(0, 999)), read, terms.part(0.5))
    found.apologies += reading.APOLOGIES
    found.more += f"; the dearest took {reading.SESSIONS.worst:.0%} of its steps"
    return found


def _by_chance(
    found: Found,
    strategy: st.SearchStrategy[tuple[Any, ...]],
    check: Callable[..., object],
    terms: Terms,
) -> None:
    """Draw and check inputs in batches; a crash is reported with the smallest input that reproduces it."""
    until = math.inf

    def one(drawn: tuple[Any, ...]) -> None:
        nonlocal until
        if until == math.inf:  # On a fresh machine Hypothesis takes seconds before its first input.
            until = time.monotonic() + terms.seconds
        if time.monotonic() < until:
            found.inputs += 1
            check(*drawn)

    for batch in itertools.count():
        if time.monotonic() >= until or len(found.crashes) >= _TOO_MANY:
            return
        run = seed(terms.seed * 1_000_003 + batch)(_QUIETLY(given(strategy)(one)))
        try:
            run()
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001  # whatever it is, we are looking for it
            told = "".join(traceback.format_exception(error))
            found.crashes.append(told if len(told) < _LONGEST else f"{told[: _LONGEST // 2]}…{told[-_LONGEST // 2 :]}")
        terms.progress(found.inputs)


_QUIETLY = settings(
    max_examples=_BATCH,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    print_blob=False,
)


def _guided(found: Found, target: str, terms: Terms) -> None:
    if not guided.installed():
        found.more = "without atheris, which this machine has no build of"
        return
    told = guided.hunt(target, terms.seconds, terms.seed, terms.progress)
    found.inputs += told["inputs"]
    found.apologies.update(told["apologies"])
    if told["crash"]:
        found.crashes.append(told["crash"])
    found.more = f"{told['inputs']} of them by atheris, which saw {told['branches']} branches"


def _with_outcomes(found: Found, target: Endpoint) -> Found:
    found.server_errors = sum(count for told, count in target.outcomes.items() if told.startswith("HTTP 5"))
    found.apologies = target.apologies
    found.more = ", ".join(f"{count} {told}" for told, count in sorted(target.outcomes.items()))
    return found


HUNTS: dict[str, Callable[[Terms], Found]] = {
    "endpoint": endpoint,
    "schema": schemas,
    "understanding": understanding,
    "session": session,
}
