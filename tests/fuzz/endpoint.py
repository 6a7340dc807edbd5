"""Fuzz the endpoint: any signed body gets speech, an empty response where required, or HTTP 400."""

import contextlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from werkzeug.test import TestResponse

from skill.settings import Settings
from skill.web.app import create_app
from tests.certificates import Authorities, pem
from tests.logs import captured
from tests.signing import SKILL_ID, headers_for

_MAY_BE_SILENT = (
    *("SessionEndedRequest", "CanFulfillIntentRequest", "AlexaSkillEvent.", "AudioPlayer.", "PlaybackController."),
    *("Messaging.", "Reminders.", "System.", "Alexa.Presentation.APL.UserEvent", "Connections.Response"),
)
"""Types of requests whose response may be empty."""
_SPEAKS = ("Alexa.Presentation.APLA.", "Connections.")
"""Directives that speak by themselves: a guided hold, and Alexa's own question about a permission."""

_UNKNOWN_KIND = "_UnknownRequestError"
"""A request that Amazon's SDK can't read gets a sentence of its own, and nothing went wrong inside."""


class Endpoint:
    """The real app with the real coach, and a count of what came of each request."""

    def __init__(self) -> None:
        """Build it; the memory ends with this process."""
        with tempfile.TemporaryDirectory() as folder:
            roots = Path(folder) / "roots.pem"
            roots.write_bytes(pem(Authorities().old_root.certificate))
            chain = Authorities().chain()
            self.app = create_app(
                Settings(skill_id=SKILL_ID, extra_trust_roots=roots), fetch_chain=lambda _: chain, phone=True
            )
        self._client = self.app.test_client()
        self.outcomes: Counter[str] = Counter()
        self.apologies: Counter[str] = Counter()
        """Where something went wrong inside and was answered with an apology: error and line."""

    def send(self, body: bytes) -> TestResponse:
        """Send a signed body, and check what comes back."""
        with self.listening():
            response = self._client.post("/alexa", data=body, headers=headers_for(body))
        self.outcomes[f"HTTP {response.status_code}"] += 1
        check(body, response)
        return response

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Suppress log output, and count logged errors."""
        with captured() as lines:
            yield
        for line in lines:
            if line["event"] == "failed" and line["error"] != _UNKNOWN_KIND:
                self.apologies[f"{line['error']} at {line['where']}"] += 1


def check(body: bytes, response: TestResponse) -> None:
    """Fail on anything but a sentence, silence where due, or a refusal in one line."""
    assert response.status_code in (200, 400), response.status
    assert "Traceback" not in response.text
    if response.status_code == 400:
        assert (response.mimetype, response.text.count("\n")) == ("text/plain", 1)
        return
    answer = json.loads(response.data)
    inner = answer["response"]
    assert answer["version"] == "1.0"
    if speech := inner.get("outputSpeech"):
        assert speech["ssml"].startswith("<speak>")
        assert speech["ssml"].endswith("</speak>")
        return
    kind = str(msgspec.json.decode(body)["request"].get("type"))
    instead = any(it["type"].startswith(_SPEAKS) for it in inner.get("directives") or ())
    silent = kind.startswith(_MAY_BE_SILENT) or kind.endswith(("RuntimeError", "RuntimeErrors"))
    assert silent or instead, f"{kind} was met with silence"
