"""
Call Alexa's own services with the address and token of a request, in two seconds at most.

The SDK's client has no time limit and takes no plain loopback address, which tests and the simulator need.
"""

import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from ask_sdk_model import RequestEnvelope

from skill.alexa.deadline_http import exchange
from skill.conversation.events import Refusal
from skill.errors import AlexaServiceError

PATIENCE_SECONDS = 2.0
"""For all calls that one wish needs together; Alexa waits eight for our answer."""

_MEANWHILE_SECONDS = 0.7
_MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Refused:
    """A service said no."""

    reason: Refusal
    ends_at: float | None = None
    """When the timer that is there already rings, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a request brings along for calling Alexa's services during it."""

    endpoint: str
    token: str = field(repr=False)
    device: str = field(repr=False)
    locale: str = "en-US"


class RefusalError(AlexaServiceError):
    """A call was refused; `reason` tells why, `status` is HTTP's, or None where there was no answer."""

    def __init__(self, reason: Refusal, status: int | None = None) -> None:
        """Keep what callers decide by; a service's own words may hold what somebody called their timer."""
        super().__init__(f"Alexa's service refused: {reason} (status {status}).")
        self.reason = reason
        self.status = status


class Api:
    """The calls for one wish; together they take no longer than it has patience."""

    def __init__(self, access: Access, patience: float = PATIENCE_SECONDS) -> None:
        """Begin to count the time."""
        self._access = access
        self._until = time.monotonic() + patience

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """
        Call a service and give its answer, None where that is empty.

        Raises:
            RefusalError: It said no, was not there, or took too long.
        """
        headers = {"Authorization": f"Bearer {self._access.token}", "Content-Type": "application/json"}
        try:
            status, text = exchange(
                method,
                self._access.endpoint.rstrip("/") + path,
                seconds=self._until - time.monotonic(),
                max_bytes=_MOST_BYTES,
                headers=headers,
                body=None if body is None else msgspec.json.encode(body),
            )
            answer = msgspec.json.decode(text) if text.strip() else None
        except (OSError, ValueError, RecursionError) as error:
            raise RefusalError("away") from error
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise RefusalError(_reason(status, answer), status)
        return answer


def access(envelope: RequestEnvelope) -> Access | None:
    """What a request allows; None where it brings no token."""
    system = envelope.context.system if envelope.context else None
    if not system or not system.api_endpoint or not system.api_access_token:
        return None
    device = str(system.device.device_id or "") if system.device else ""
    locale = envelope.request.locale if envelope.request else None
    return Access(str(system.api_endpoint), str(system.api_access_token), device, locale or "en-US")


def time_zone(access: Access) -> str | None:
    """The device's time zone, such as America/New_York; None if it can't be told. It needs no permission."""
    try:
        answer = Api(access).call("GET", f"/v2/devices/{quote(access.device, safe='')}/settings/System.timeZone")
    except RefusalError:
        return None
    return answer if isinstance(answer, str) and answer else None


def say_meanwhile(access: Access, request_id: str, ssml: str) -> bool:
    """Speak a sentence while the answer is being prepared; only in a launch or an intent, before the answer."""
    directive = {"type": "VoicePlayer.Speak", "speech": ssml}
    body = {"header": {"requestId": request_id}, "directive": directive}
    try:
        Api(access, _MEANWHILE_SECONDS).call("POST", "/v1/directives", body)
    except RefusalError:
        return False
    return True


_BY_STATUS: dict[int, Refusal] = {401: "no_permission", 409: "duplicate", 429: "rate_limited", 504: "device_offline"}
_BY_WORD: tuple[tuple[str, Refusal], ...] = (
    ("max", "too_many"),
    ("exceed", "too_many"),
    ("limit", "too_many"),
    ("support", "unsupported"),
    ("capab", "unsupported"),
    ("duplicate", "duplicate"),
    ("already", "duplicate"),
)


def _reason(status: int, answer: Any) -> Refusal:
    """Amazon documents what its codes are for, but not each one's name: words in them decide where they must."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.BAD_REQUEST:
        return "away"
    told = f"{answer.get('code')} {answer.get('message')}".lower() if isinstance(answer, dict) else ""
    for word, reason in _BY_WORD:
        if word in told:
            return reason
    return "no_permission" if status == HTTPStatus.FORBIDDEN else "bad_request"
