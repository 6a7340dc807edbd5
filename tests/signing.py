"""Writes requests as Alexa sends them, and signs them as Alexa does."""

import base64
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from tests.certificates import key

CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-99.pem"
NOWHERE = "http://127.0.0.1:9"
"""Address of Alexa's services for tests that don't need them; nothing listens there."""
SKILL_ID = "amzn1.ask.skill.00000000-1111-4222-8333-444444444444"


class Stamp(str):
    """A moment as Alexa writes it, which knows how far from now it was meant to be."""

    __slots__ = ("ago",)
    ago: timedelta


def stamp(moment: datetime | None = None) -> Stamp:
    """Write a moment as Alexa does; None is now."""
    now = datetime.now(UTC)
    made = Stamp((moment or now).strftime("%Y-%m-%dT%H:%M:%SZ"))
    made.ago = now - (moment or now)
    return made


def intent(name: str, **slots: str) -> dict[str, Any]:
    """Write the request part for an intent, with the words that each slot heard."""
    filled = {
        slot: {"name": slot, "value": words, "confirmationStatus": "NONE", "source": "USER"}
        for slot, words in slots.items()
    }
    named = {"name": name, "confirmationStatus": "NONE", "slots": filled}
    return {"type": "IntentRequest", "dialogState": "COMPLETED", "intent": named}


def envelope(
    request: str | Mapping[str, Any] = "LaunchRequest",
    *,
    attributes: Mapping[str, Any] | None = None,
    user: str = "amzn1.ask.account.SOMEBODY",
    skill_id: str = SKILL_ID,
    screen: bool = False,
    now: datetime | None = None,
) -> dict[str, Any]:
    """Write a whole request; `request` is its type, or its own part as a dict, whose fields win."""
    application, person = {"applicationId": skill_id}, {"userId": user}
    interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}} if screen else {}
    own = {"type": request} if isinstance(request, str) else dict(request)
    common = {"requestId": f"amzn1.echo-api.request.{uuid.uuid4()}", "locale": "en-US", "timestamp": stamp(now)}
    return {
        "version": "1.0",
        "session": {
            "new": attributes is None,
            "sessionId": "amzn1.echo-api.session.0000",
            "application": application,
            "attributes": dict(attributes or {}),
            "user": person,
        },
        "context": {
            "System": {
                "application": application,
                "user": person,
                "device": {"deviceId": "amzn1.ask.device.KITCHEN", "supportedInterfaces": interfaces},
                "apiEndpoint": NOWHERE,
                "apiAccessToken": "token",
            }
        },
        "request": common | own,
    }


def written(body: Any) -> bytes:
    """Write a body as bytes; bytes stay as they are. A stamp is made anew: some bodies wait minutes for their test."""
    if isinstance(body, bytes):
        return body
    request = body.get("request") if isinstance(body, dict) else None
    sent = request.get("timestamp") if isinstance(request, dict) else None
    if isinstance(sent, Stamp):
        body = body | {"request": request | {"timestamp": stamp(datetime.now(UTC) - sent.ago)}}
    return json.dumps(body, separators=(",", ":")).encode()


def headers_for(body: bytes, *, url: str = CHAIN_URL, signer: RSAPrivateKey | None = None) -> dict[str, str]:
    """Sign a body and give the headers that go with it."""
    signature = (signer or key("signer")).sign(body, PKCS1v15(), SHA256())
    return {
        "SignatureCertChainUrl": url,
        "Signature-256": base64.b64encode(signature).decode(),
        "Content-Type": "application/json; charset=utf-8",
    }


DEEPEST_AS_DICT = 50
"""Deeper ones are written as bytes: the json module could not write the deepest."""


def nested(depth: int) -> Any:
    """Write a whole request whose attributes lie so deep."""
    if depth > DEEPEST_AS_DICT:
        return written(envelope()).replace(
            b'"attributes":{}', b'"attributes":' + b'{"a":' * depth + b"1" + b"}" * depth
        )
    inner: Any = 1
    for _ in range(depth - 1):
        inner = {"a": inner}
    return envelope(attributes={"a": inner})
