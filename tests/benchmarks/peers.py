"""
What the coach is measured beside, as WSGI apps that get the same signed requests, and the coach itself.

Each is imported only when it is asked for: the benchmarks measure what a start costs, too.
"""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks.places import chain_file, settings

Signed = tuple[bytes, Mapping[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def floor(folder: Path) -> Wsgi:
    """The least a Python server can do: one RSA check with a ready key, one JSON parse, one fixed answer."""
    import base64
    from datetime import UTC, datetime

    import orjson
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_pem_x509_certificates

    public = load_pem_x509_certificates(chain_file(folder).read_bytes())[0].public_key()
    padding, digest = PKCS1v15(), SHA256()
    speech = {"outputSpeech": {"type": "SSML", "ssml": "<speak>Are you numb between your legs?</speak>"}}
    response = speech | {"reprompt": speech, "shouldEndSession": False}
    answer = orjson.dumps({"version": "1.0", "sessionAttributes": {"turns": 1}, "response": response})
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))]

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            public.verify(base64.b64decode(environ["HTTP_SIGNATURE_256"]), body, padding, digest)
            sent = datetime.fromisoformat(orjson.loads(body)["request"]["timestamp"])
        except (InvalidSignature, ValueError, KeyError):
            sent = None
        if sent is None or abs((datetime.now(UTC) - sent).total_seconds()) > 150:
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        start_response("200 OK", headers)
        return [answer]

    return app


def official(folder: Path) -> Wsgi:
    """
    Amazon's own stack as its samples host it: `ask-sdk-core` behind `WebserviceSkillHandler` on Flask, with its checks.

    Two things are changed, and neither costs or saves time at a request: its import would fail on OpenSSL versions with
    two-digit parts, and the https fetch of the certificate chain is a file.
    """
    roots = folder / "all-roots.pem"
    _trust(roots, folder)
    search = re.search

    def reads_two_digits(pattern: Any, *rest: Any, **named: Any) -> Any:
        if isinstance(pattern, str):
            pattern = pattern.replace(r"\d\.\d\.\d", r"\d+\.\d+\.\d+")
        return search(pattern, *rest, **named)

    re.search = reads_two_digits
    try:
        from ask_sdk_webservice_support import verifier
        from ask_sdk_webservice_support.webservice_handler import WebserviceSkillHandler
    finally:
        re.search = search
    verifier.urlopen = lambda _: chain_file(folder).open("rb")

    from flask import Flask, jsonify, request

    from tests.benchmarks.sample import builder

    handler = WebserviceSkillHandler(skill=builder.create())
    app = Flask("official")

    @app.post("/alexa")
    def alexa() -> Any:
        try:
            answer = handler.verify_request_and_dispatch(dict(request.headers), request.data.decode())
        except verifier.VerificationException:
            return "Refused.", 400
        return jsonify(answer)

    return app


def coach(folder: Path) -> Wsgi:
    """Our own app with everything switched on; the https fetch of the certificate chain is a file."""
    from skill.web.app import create_app

    return create_app(settings(folder), fetch_chain=fetch_from(folder))


def fetch_from(folder: Path) -> Callable[[str], bytes]:
    """Give what replaces the https fetch of certificate chains: it reads them from a folder."""
    return lambda url: chain_file(folder, url).read_bytes()


def _trust(roots: Path, folder: Path) -> None:
    """Its certificate library takes the system's authorities and ours from one file."""
    import certifi

    roots.write_bytes(Path(certifi.where()).read_bytes() + (folder / "roots.pem").read_bytes())
    os.environ["SSL_CERT_FILE"] = str(roots)


PEERS: dict[str, Callable[[Path], Wsgi]] = {"floor": floor, "official": official, "coach": coach}


def call(app: Wsgi, request: Signed) -> tuple[str, bytes]:
    """Hand a request to a WSGI app as a server does, and give its status and answer."""
    sent, headers = request
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/alexa",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(sent),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        place = name.upper().replace("-", "_")
        environ["CONTENT_TYPE" if place == "CONTENT_TYPE" else f"HTTP_{place}"] = value
    statuses: list[str] = []
    answer = b"".join(app(environ, lambda status, *_: statuses.append(status)))
    return statuses[0], answer
