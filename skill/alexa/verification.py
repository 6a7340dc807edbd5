"""Did this request come from Alexa, just now?"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from ask_sdk_webservice_support.verifier_constants import (
    MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS,
    MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS,
    SIGNATURE_CERT_CHAIN_URL_HEADER,
    SIGNATURE_HEADER,
)
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.alexa.certificates import SigningKeys
from skill.alexa.envelopes import SKILL_EVENT
from skill.errors import VerificationError

_TOLERANCE = timedelta(milliseconds=MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS)
# Skill events are sent again for up to an hour, with the time of the first try.
_SKILL_EVENT_TOLERANCE = timedelta(milliseconds=MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS)
# RSA keys of 2048 to 4096 bits sign in so many bytes.
_SIGNATURE_BYTES = range(256, 513)
_PADDING = PKCS1v15()
_HASH = SHA256()


class Headers(Protocol):
    """All that is asked of the headers of a request: Flask's will do, and a plain dict."""

    def get(self, name: str, /) -> str | None:
        """Give a header's value, or None."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Give all names and values."""


class SignatureVerifier:
    """Checks the signature over the raw bytes of a request."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    def check(self, headers: Headers, body: bytes) -> None:
        """
        Let a body pass that Alexa has signed.

        Raises:
            VerificationError: A header is missing or wrong, the certificate is no good, or the body was changed.
        """
        # Before the key: a request without a decent signature is not worth a fetch.
        signature = _signature(_header(headers, SIGNATURE_HEADER))
        key = self._keys.at(_header(headers, SIGNATURE_CERT_CHAIN_URL_HEADER))
        try:
            key.verify(signature, body, _PADDING, _HASH)
        except InvalidSignature as error:
            raise VerificationError("The signature does not fit the body.") from error


def check_timestamp(request: Mapping[str, Any], now: datetime) -> None:
    """
    Let a request pass that was sent just now, which leaves little time to send a copy.

    Raises:
        VerificationError: Its timestamp is missing, malformed, or too far from now.
    """
    sent, kind = request.get("timestamp"), request.get("type")
    event = isinstance(kind, str) and kind.startswith(SKILL_EVENT)
    tolerance = _SKILL_EVENT_TOLERANCE if event else _TOLERANCE
    try:
        late = now - datetime.fromisoformat(sent)  # type: ignore[arg-type]  # anything else is a TypeError
    except (TypeError, ValueError, OverflowError) as error:
        raise VerificationError("The timestamp is missing or malformed.") from error
    if abs(late) > tolerance:
        # Either somebody sends an old request again, or this machine's clock is wrong: the operator has to know.
        side = "behind" if late > timedelta(0) else "ahead of"
        raise VerificationError(
            f"The timestamp is too far from now: {abs(late).total_seconds():.0f} seconds {side} this machine's clock."
        )


def _header(headers: Headers, name: str) -> str:
    value = headers.get(name)
    if value is None:
        # A plain dict may hold any spelling: Flask writes "Signaturecertchainurl".
        value = next((value for given, value in headers.items() if given.lower() == name.lower()), None)
    if not value:
        raise VerificationError(f"The header {name} is missing or empty.")
    return value


def _signature(header: str) -> bytes:
    try:
        signature = base64.b64decode(header, validate=True)
    except (binascii.Error, ValueError) as error:
        raise VerificationError("The signature is not base64.") from error
    if len(signature) not in _SIGNATURE_BYTES:
        raise VerificationError("The signature has the wrong length.")
    return signature
