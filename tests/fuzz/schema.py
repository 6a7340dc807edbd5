"""The endpoints against their description in `openapi.yaml`: schemathesis asks, and holds every answer to it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis.strategies import SearchStrategy

from tests.fuzz.endpoint import Endpoint
from tests.signing import headers_for, stamp

if TYPE_CHECKING:
    import schemathesis

DESCRIPTION = Path(__file__).with_name("openapi.yaml")

# schemathesis is imported where it is used: it takes a second, in every process that only looks for tests.


def description() -> dict[str, Any]:
    """What the endpoints promise."""
    described: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    return described


def operations(target: Endpoint) -> Iterator[tuple[str, SearchStrategy[Any]]]:
    """Every endpoint with requests to it, by the book and against it."""
    import schemathesis

    api = schemathesis.openapi.from_dict(description())
    api.app = target.app
    for found in api.get_all_operations():
        operation = found.ok()
        for mode in schemathesis.GenerationMode:
            # Where the book asks for nothing, nothing is against it.
            if mode.is_positive or "parameters" in description()["paths"][operation.path][operation.method]:
                yield f"{operation.label}, {mode.value}", operation.as_strategy(generation_mode=mode)


def ask(target: Endpoint, case: "schemathesis.Case[Any]", *, signed: bool) -> None:
    """
    Send one request, signed as Alexa would or not, and hold its answer to the description.

    Not checked: whether odd data are refused. From Alexa they are answered, and from anybody else nothing is read.
    """
    from schemathesis.checks import not_a_server_error
    from schemathesis.core import NotSet
    from schemathesis.specs.openapi import checks

    sent: dict[str, Any] = {"environ_overrides": {"REMOTE_ADDR": "127.0.0.1"}}
    if case.path == "/api/turn":
        # A client of its own for each few requests, so that most are read and some are too many.
        sent = {"environ_overrides": {"REMOTE_ADDR": f"10.0.0.{target.outcomes.total() // 100 % 250}"}}
    elif signed and not isinstance(case.body, NotSet):
        body = _just_now(case.body)
        case.headers.pop("SignatureCertChainUrl", None)
        case.headers.pop("Signature-256", None)
        sent |= {"data": body, "headers": headers_for(body)}
    with target.listening():
        response = case.call(**sent)
    target.outcomes[f"HTTP {response.status_code}"] += 1
    case.validate_response(
        response,
        checks=[
            not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_headers_conformance,
            checks.response_schema_conformance,
        ],
    )
    assert b"Traceback" not in response.content


def _just_now(body: Any) -> bytes:
    """The body as bytes, sent now: of another time, it would only ever be refused."""
    request = body.get("request") if isinstance(body, dict) else None
    if isinstance(request, dict) and isinstance(request.get("timestamp"), str):
        body = body | {"request": request | {"timestamp": stamp(datetime.now(UTC))}}
    return body if isinstance(body, bytes) else json.dumps(body).encode()
