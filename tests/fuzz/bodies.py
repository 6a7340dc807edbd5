"""Bodies that no device sends: real requests with types swapped, keys lost or doubled, and what JSON forbids."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import strategies as st

from skill.alexa.intents import intents
from skill.alexa.session_attributes import KEY
from skill.speech.buttons import BUTTONS
from tests.fuzz import seeds
from tests.signing import stamp

AGAIN = "\u2042"
"""At the end of a key it says: the same key once more."""

_RAW = "\u2051"
RAW = (
    *("NaN", "-Infinity", "1e999", "-1e999", "1e-999", "01", "1.", "'x'", "tru", "", ",", "\x00"),
    *("1" * 400, "-" + "9" * 5000, "0." + "3" * 3000),
    *('"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', '"\\x"', '"\n"', '"\udcff"'),
    *('{"a":' * deep + "1" + "}" * deep for deep in (30, 63, 64, 65, 900, 20_000)),
    *("[" * deep + "]" * deep for deep in (63, 65, 1100)),
    *('"' + "a" * 70_000 + '"', "[" + "0," * 60_000 + "0]"),
)
"""Pieces that no writer of JSON writes, put into a body as they are. A surrogate stands for a byte that is no UTF-8."""

NUMBERS = (0, -1, 1, 29, 31, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 1e308, -1e-308, 0.1, 1e15)
WORDS = (
    *("yes", "no", "unknown", "left", "cramp", "emergency", "finding", "offer", "again", "resume", "forget", ""),
    *("seated_figure_four", "numbness", "more:heat:1", "PT99999999H", "08:00", "en-US", "de-DE", "xx", "<speak>", "🍑"),
    *BUTTONS,
    *intents(),
    *seeds.KINDS,
)

raw = st.integers(0, len(RAW) - 1).map(lambda at: f"{_RAW}{at}{_RAW}")
strange = st.text(st.characters(categories=["Cs", "Cc", "Mn"]), max_size=3)
words = st.sampled_from(WORDS) | st.text(max_size=20) | strange

plain = st.none() | st.booleans() | st.sampled_from(NUMBERS) | st.integers() | st.floats() | words
anything = st.recursive(
    plain | raw,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def written(body: Any) -> bytes:
    """Write a body with all that JSON forbids, sent just now."""
    request = body.get("request") if isinstance(body, dict) else None
    if isinstance(request, dict) and request.get("timestamp") == "now":
        body = body | {"request": request | {"timestamp": stamp(datetime.now(UTC))}}
    text = json.dumps(body).replace(json.dumps(AGAIN)[1:-1], "")
    mark = re.escape(json.dumps(_RAW)[1:-1])
    text = re.sub(f'"{mark}([0-9]+){mark}"(?=(:)?)', lambda found: _piece(int(found[1]), key=bool(found[2])), text)
    return text.encode("utf-8", "surrogateescape")


def _piece(at: int, *, key: bool) -> str:
    return json.dumps(RAW[at]) if key else RAW[at]


@st.composite
def changed(draw: Callable[..., Any], original: Any, most: int = 4) -> Any:
    """A piece of JSON with a few places changed."""
    body = msgspec.json.decode(msgspec.json.encode(original))
    for _ in range(draw(st.integers(1, most))):
        places = list(_places(body))
        if not places:
            break
        holder, name = draw(st.sampled_from(places))
        how = draw(st.sampled_from(("other", "other", "gone", "twice", "moved", "wrapped")))
        if how == "other":
            holder[name] = draw(anything)
        elif how == "gone":
            del holder[name]
        elif how == "twice" and isinstance(holder, dict):
            holder[f"{name}{AGAIN}"] = draw(plain)
        elif how == "moved":
            there, other = draw(st.sampled_from(places))
            # Copied, so that nothing ends up inside itself.
            holder[name] = msgspec.json.decode(json.dumps(there[other]).encode()) if _safe(there[other]) else None
        else:
            holder[name] = draw(st.sampled_from(([holder[name]], {"a": holder[name]}, [], {})))
    return body


def _safe(value: Any) -> bool:
    """Whether msgspec reads what json writes of it."""
    try:
        msgspec.json.decode(json.dumps(value).encode())
    except msgspec.DecodeError:
        return False
    return True


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a piece of JSON: what holds it, and its name or number there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in list(inside):
        yield value, name
        yield from _places(inner)


def _now(body: Any) -> Any:
    """Let an envelope be sent now, whenever its turn comes."""
    return body | {"request": body["request"] | {"timestamp": "now"}}


@st.composite
def broken_sessions(draw: Callable[..., Any]) -> Any:
    """What may stand where our session belongs."""
    session = draw(st.sampled_from(seeds.sessions()))
    how = draw(st.sampled_from(("values", "values", "values", "text", "anything")))
    if how == "values":
        return written(draw(changed(json.loads(session)))).decode("utf-8", "replace")
    if how == "text":
        at, to = sorted((draw(st.integers(0, len(session))), draw(st.integers(0, len(session)))))
        return session[:at] + draw(st.text(max_size=5)) + session[to:]
    return draw(anything)


@st.composite
def _with_broken_session(draw: Callable[..., Any]) -> Any:
    body = draw(envelopes)
    session = body.get("session") or {}
    return body | {"session": session | {"new": False, "attributes": {KEY: draw(broken_sessions())}}}


def _requests() -> tuple[Any, ...]:
    return tuple(_now(each) for each in seeds.envelopes())


envelopes = st.deferred(lambda: st.sampled_from(_requests()))
mutated = envelopes.flatmap(changed)
with_broken_session = _with_broken_session()
everything = st.binary(max_size=300) | anything.map(written) | mutated.map(written) | with_broken_session.map(written)
