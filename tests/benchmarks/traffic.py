"""Requests as busy devices send them, each signed and each with an id of its own, and the folder of what signs them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.benchmarks.peers import Signed, Wsgi, call
from tests.benchmarks.places import chain_file
from tests.certificates import Authorities, key, pem
from tests.signing import CHAIN_URL, envelope, headers_for, intent, written

ANSWERS = ("AMAZON.NoIntent", "AMAZON.HelpIntent", "AMAZON.NoIntent", "AMAZON.RepeatIntent")
"""What people say by turns, so that nothing can be answered from a cache of replies."""

SAYS = (
    "LaunchRequest",
    intent("StopCrampIntent"),
    *[intent("AMAZON.NoIntent")] * 4,
    intent("LongerHoldIntent", hold="PT45S"),
    intent("AMAZON.YesIntent"),
    *[intent("AMAZON.NoIntent")] * 3,
    intent("AskCausesIntent"),
)
"""A whole conversation of twelve turns: the safety screen, two holds, what helps, and a question."""

# As long as Amazon's own: 3 to 4.5 KB a request with a screen, a bit less without.
_USER = "amzn1.ask.account." + "AFP3ZPOSTGWY7T2" * 11
_DEVICE = "amzn1.ask.device." + "AGKJ4WNPYQLRHD5" * 11
_TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ" * 19  # It opens nothing.
_PIXELS = {"pixelWidth": 1024, "pixelHeight": 600}
_VIEWPORT = {
    "shape": "RECTANGLE",
    "mode": "HUB",
    "dpi": 160,
    "touch": ["SINGLE"],
    "keyboard": [],
    "video": {"codecs": ["H_264_41", "H_264_42"]},
    "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
    "currentPixelWidth": 1024,
    "currentPixelHeight": 600,
    **_PIXELS,
}
_VIEWPORTS = [
    {
        "type": "APL",
        "id": "main",
        "shape": "RECTANGLE",
        "dpi": 160,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {
            "current": {
                "mode": "HUB",
                "video": {"codecs": ["H_264_41", "H_264_42"]},
                "size": {"type": "DISCRETE", **_PIXELS},
            }
        },
    }
]


class Turn(NamedTuple):
    """An utterance and its session; None starts a new one."""

    request: str | Mapping[str, Any]
    attributes: Mapping[str, Any] | None = None
    screen: bool = True


def user_id(name: str) -> str:
    """Return a user id in Amazon's format."""
    return _USER + name


def body(turn: Turn, *, user: str = "") -> bytes:
    """Write a request as long as Amazon's own, with a fresh id."""
    made = envelope(turn.request, attributes=turn.attributes, user=user_id(user), screen=turn.screen)
    context = made["context"]
    context["System"] |= {
        "unit": {"unitId": "amzn1.ask.unit." + "AF2HOMEUNIT" * 12},
        "person": {"personId": "amzn1.ask.person." + "AEVOICEPROF" * 12},
        "apiAccessToken": _TOKEN,
    }
    context["System"]["device"]["deviceId"] = _DEVICE
    context["Extensions"] = {"available": {"aplext:backstack:10": {}}}
    if turn.screen:
        context |= {"Viewport": _VIEWPORT, "Viewports": _VIEWPORTS}
    return written(made)


def signed(turn: Turn, *, user: str = "", url: str = CHAIN_URL, signer: str = "signer") -> Signed:
    """Write and sign a request."""
    written_body = body(turn, user=user)
    return written_body, headers_for(written_body, url=url, signer=key(signer))


def forged(turn: Turn) -> Signed:
    """Change a request after it was signed."""
    right, headers = signed(turn)
    return right + b" ", headers


def over_http(request: Signed) -> bytes:
    """Write a signed request as it goes over a connection that is kept."""
    sent, headers = request
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /alexa HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Length: {len(sent)}\r\n\r\n".encode() + sent


def prepare(folder: Path) -> Path:
    """Write the test's authorities, and the chain of the usual signer, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roots.pem").write_bytes(pem(Authorities().old_root.certificate))
    chain_file(folder).write_bytes(Authorities().chain())
    return folder


def conversation(app: Wsgi, *, screen: bool = True) -> list[Turn]:
    """Lead a whole conversation and give its turns, each with the session that it came in."""
    turns: list[Turn] = []
    attributes = None
    for said in SAYS:
        turns.append(Turn(said, attributes, screen))
        status, answer = call(app, signed(turns[-1]))
        if not status.startswith("200"):
            raise RuntimeError(f"The coach answered {status} to {said}.")
        attributes = msgspec.json.decode(answer).get("sessionAttributes") or {}
    return turns


def guided(app: Wsgi) -> Turn:
    """Give the turn of a conversation whose answer is a whole stretch with its countdown."""
    turns = conversation(app)
    answers = [call(app, signed(turn))[1] for turn in turns]
    return next(turn for turn, answer in zip(turns, answers, strict=True) if answer.count(b'"Silence"') > 5)
