"""Verify the raw bytes of a web request and answer it with the raw bytes of a response."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from ask_sdk_core.skill import CustomSkill

from skill import log
from skill.alexa.certificates import FetchChain, fetch_over_https, trusted_roots
from skill.alexa.envelope import check_skill_id, inside
from skill.alexa.invocation import answer_verified, milliseconds_since
from skill.alexa.signing_keys import Clock, SigningKeys
from skill.alexa.verification import check_signature, check_timestamp
from skill.errors import VerificationError
from skill.settings import Settings

MAX_BODY_BYTES = 256 * 1024
MAX_DEPTH = 64


class Endpoint:
    """Verify and answer Alexa's requests. Thread-safe."""

    def __init__(
        self,
        skill: CustomSkill,
        settings: Settings,
        *,
        fetch_chain: FetchChain | None = None,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        """
        Load the certificate authorities; nothing is fetched yet.

        Raises:
            SettingsError: The file of additional certificate authorities can't be used.
        """
        self._skill = skill
        self._skill_id = settings.skill_id
        self._clock = clock
        roots = trusted_roots(settings.extra_trust_roots)
        self._keys = SigningKeys(roots, fetch_chain=fetch_chain or fetch_over_https, clock=clock)

    def answer(self, headers: Mapping[str, str], body: bytes) -> bytes:
        """
        Answer a request with the JSON that Alexa expects, and log one line.

        Raises:
            VerificationError: It did not come from Alexa, for this skill, just now.
        """
        started = time.perf_counter()
        try:
            envelope = self._verified(headers, body)
        except VerificationError as refusal:
            log.info("refused", reason=str(refusal), status=400, ms=milliseconds_since(started))
            raise
        return answer_verified(self._skill, envelope, started=started)

    def _verified(self, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """
        Return the envelope of a request that Alexa has just signed for this skill.

        The body is parsed after its signature was verified. Before a certificate is fetched, the unverified body is
        checked in the same way, only to refuse it early.
        """
        if len(body) > MAX_BODY_BYTES:
            raise VerificationError("The body is too long.")
        try:
            check_signature(self._keys, headers, body, before_fetch=lambda: self._checked(body))
            return self._checked(body)
        except VerificationError:
            raise
        except Exception as error:
            # An unexpected error in a check means that the request is not verified.
            raise VerificationError(f"The request could not be checked ({type(error).__name__}).") from error

    def _checked(self, body: bytes) -> dict[str, Any]:
        """
        Parse the body as an envelope with a request, which must be of just now and for this skill.

        Raises:
            VerificationError: It is not; or it is not JSON, not an envelope, or nested too deeply.
        """
        try:
            envelope: dict[str, Any] = msgspec.json.decode(body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise VerificationError("The body is not JSON.") from error
        if not isinstance(inside(envelope, "request"), dict):
            raise VerificationError("The body holds no request.")
        # Most bodies have too few brackets to be nested deeply; counting them is cheaper than traversing the value.
        if body.count(b"{") + body.count(b"[") > MAX_DEPTH and _is_deeper_than(MAX_DEPTH, envelope):
            raise VerificationError("The body is nested too deeply.")
        check_timestamp(envelope["request"], self._clock())
        check_skill_id(envelope, self._skill_id)
        return envelope


def _is_deeper_than(limit: int, value: dict[str, Any]) -> bool:
    level: list[Any] = [value]
    for _ in range(limit):
        inner = (child for outer in level for child in (outer.values() if isinstance(outer, dict) else outer))
        level = [child for child in inner if isinstance(child, dict | list)]
    return bool(level)
