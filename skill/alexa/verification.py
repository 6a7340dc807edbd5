"""Verify that a request was signed by Alexa and sent just now."""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ask_sdk_webservice_support.verifier_constants import (
    MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS,
    MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS,
    SIGNATURE_CERT_CHAIN_URL_HEADER,
    SIGNATURE_HEADER,
)
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from skill.alexa.envelope import SKILL_EVENT, moment, text_in
from skill.alexa.signing_keys import Check, SigningKeys
from skill.errors import VerificationError

_TOLERANCE = timedelta(milliseconds=MAX_NORMAL_REQUEST_TOLERANCE_IN_MILLIS)
# Skill events are retried for up to an hour, with the timestamp of the first attempt.
_SKILL_EVENT_TOLERANCE = timedelta(milliseconds=MAX_SKILL_EVENT_TOLERANCE_IN_MILLIS)
_SIGNATURE_BYTES = 256
"""Alexa signs with RSA keys of 2048 bits."""


def check_signature(
    keys: SigningKeys, headers: Mapping[str, str], body: bytes, *, before_fetch: Check = lambda: None
) -> None:
    """
    Verify that Alexa has signed the raw bytes of a request.

    `before_fetch` raises where the request can be refused without its key. It is called before any certificate is
    fetched, and not at all if the key is known.

    Raises:
        VerificationError: A header is missing or wrong, the certificate is not trusted, or the body was changed.
    """
    signature = _signature(_header(headers, SIGNATURE_HEADER))
    url = _header(headers, SIGNATURE_CERT_CHAIN_URL_HEADER)
    key = keys.at(url, before_fetch=before_fetch)
    if _is_valid(signature, body, key):
        return
    newer = keys.replacement(url, key, before_fetch=before_fetch)
    if newer is None or not _is_valid(signature, body, newer):
        raise VerificationError("The signature is not valid for the body.")


def check_timestamp(request: Mapping[str, Any], now: datetime) -> None:
    """
    Check that a request was sent just now, which leaves little time to replay it.

    Raises:
        VerificationError: Its timestamp is missing, malformed, or too far from now.
    """
    event = text_in(request, "type").startswith(SKILL_EVENT)
    tolerance = _SKILL_EVENT_TOLERANCE if event else _TOLERANCE
    try:
        late = now - moment(request.get("timestamp"))
    except (TypeError, ValueError, OverflowError) as error:  # A TypeError: it has no time zone.
        raise VerificationError("The timestamp is missing or malformed.") from error
    if abs(late) > tolerance:
        # Either a replayed request, or this machine's clock is wrong, which the operator needs to see in the log.
        side = "behind" if late > timedelta(0) else "ahead of"
        raise VerificationError(
            f"The timestamp is too far from now: {abs(late).total_seconds():.0f} seconds {side} this machine's clock."
        )


def _header(headers: Mapping[str, str], name: str) -> str:
    # Names may be in any case: Flask writes "Signaturecertchainurl".
    value = next((value for given, value in headers.items() if given.lower() == name.lower()), None)
    if not value:
        raise VerificationError(f"The header {name} is missing or empty.")
    return value


def _signature(header: str) -> bytes:
    try:
        signature = base64.b64decode(header, validate=True)
    except ValueError as error:
        raise VerificationError("The signature is not base64.") from error
    if len(signature) != _SIGNATURE_BYTES:
        raise VerificationError("The signature has the wrong length.")
    return signature


def _is_valid(signature: bytes, body: bytes, key: RSAPublicKey) -> bool:
    try:
        key.verify(signature, body, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
