"""
Client of Alexa's services, with the endpoint and token of a request and a timeout of two seconds.

The SDK's client has no timeout, and refuses plain HTTP to a loopback address, which tests and the simulator need.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec

from skill.alexa.deadline_http import exchange
from skill.alexa.envelope import Envelope, text_in
from skill.conversation.events import Refusal
from skill.errors import AlexaServiceError

PATIENCE_SECONDS = 2.0
"""Timeout of all calls together that one request of the user needs; Alexa waits 8 seconds for the response."""

_MAX_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Access:
    """Endpoint and credentials in a request, for calls to Alexa's services while it is answered."""

    endpoint: str
    token: str = field(repr=False)
    device: str = field(repr=False)
    locale: str = "en-US"


class RefusalError(AlexaServiceError):
    """
    A service refused a call, or did not respond.

    `status` is the HTTP status, None if there was no response. `ends_at` is when the existing timer rings, in seconds
    since 1970, if the reason is that there is one.
    """

    def __init__(self, reason: Refusal, status: int | None = None, ends_at: float | None = None) -> None:
        """Keep reason and status; the service's message is dropped, as it may contain a timer's label."""
        super().__init__(f"Alexa's service refused: {reason} (status {status}).")
        self.reason = reason
        self.status = status
        self.ends_at = ends_at


class Api:
    """Calls to Alexa's services with a common deadline."""

    def __init__(self, access: Access, patience: float = PATIENCE_SECONDS) -> None:
        """Start the deadline, `patience` seconds from now."""
        self._access = access
        self._until = time.monotonic() + patience

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """
        Call a service and return its decoded response; None if that is empty.

        Raises:
            RefusalError: The service refused, could not be reached, or took too long.
        """
        headers = {"Authorization": f"Bearer {self._access.token}", "Content-Type": "application/json"}
        try:
            status, text = exchange(
                method,
                self._access.endpoint.rstrip("/") + path,
                seconds=self._until - time.monotonic(),
                max_bytes=_MAX_BYTES,
                headers=headers,
                body=None if body is None else msgspec.json.encode(body),
            )
            answer = msgspec.json.decode(text) if text.strip() else None
        except (OSError, ValueError, RecursionError) as error:
            raise RefusalError("away") from error
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            raise RefusalError(_reason(status, answer), status)
        return answer

    def delete(self, path: str, names: Iterable[str]) -> None:
        """
        Delete the alerts of these names below a path; those that are gone already don't matter.

        Raises:
            RefusalError: As `call`.
        """
        for name in names:
            try:
                self.call("DELETE", f"{path}/{quote(name, safe='')}")
            except RefusalError as error:
                if error.status != HTTPStatus.NOT_FOUND:
                    raise


def access(envelope: Envelope) -> Access | None:
    """Return the access that a request grants; None if it has no token."""
    endpoint, token = text_in(envelope.system, "apiEndpoint"), text_in(envelope.system, "apiAccessToken")
    if not endpoint or not token:
        return None
    return Access(endpoint, token, text_in(envelope.system, "device", "deviceId"), envelope.locale)


def time_zone(access: Access, patience: float = PATIENCE_SECONDS) -> str | None:
    """Return the device's time zone, such as America/New_York; None if unavailable. Needs no permission."""
    path = f"/v2/devices/{quote(access.device, safe='')}/settings/System.timeZone"
    try:
        answer = Api(access, patience).call("GET", path)
    except RefusalError:
        return None
    return answer if isinstance(answer, str) and answer else None


_BY_STATUS: dict[int, Refusal] = {401: "no_permission", 409: "duplicate", 429: "rate_limited", 504: "device_offline"}
_BY_KEYWORD: tuple[tuple[str, Refusal], ...] = (
    ("max|exceed|limit", "too_many"),
    ("support|capab", "unsupported"),
    ("duplicate|already", "duplicate"),
)


def _reason(status: int, answer: Any) -> Refusal:
    """Map an error to a refusal. Amazon does not document all error codes, so keywords in them decide if need be."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.BAD_REQUEST:
        return "away"
    message = f"{answer.get('code')} {answer.get('message')}".lower() if isinstance(answer, dict) else ""
    for words, reason in _BY_KEYWORD:
        if re.search(words, message):
            return reason
    return "no_permission" if status == HTTPStatus.FORBIDDEN else "bad_request"
