"""Bad networks, bad clients and bad days of the machine, against the whole server."""

import contextlib
import http.client
import json
import re
import socket
import sqlite3
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import metadata
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from skill.alexa import certificates, deadline_http
from skill.alexa.certificates import MAX_CHAIN_BYTES, fetch_over_https
from skill.alexa.endpoint import MAX_BODY_BYTES, MAX_DEPTH, Endpoint
from skill.errors import VerificationError
from skill.settings import Settings
from tests.benchmarks import attacks
from tests.certificates import Authorities, CertificateServer, key, pem
from tests.fake_coach import FakeCoach
from tests.logs import captured
from tests.served import launch, served, started
from tests.signing import CHAIN_URL, envelope, headers_for, nested, written

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server")]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as port:
        yield port


def raw(port, *pieces, hang_up=False, patience=10):
    """Send bytes as they are; the status of the first answer, and the seconds until the server hung up or said it."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as client:
        try:
            for piece in pieces:
                client.sendall(piece)
        except OSError:
            # Refused before all was sent, as it should be.
            pass
        if hang_up:
            client.shutdown(socket.SHUT_WR)
        try:
            answer = client.recv(100)
        except (ConnectionResetError, TimeoutError):
            answer = b""
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    return int(found[1]) if found else None, time.monotonic() - started


# --- Bodies ---


def post(body, **headers):
    """Return a raw request; Content-Length is added unless it is given."""
    told = {"Host": "coach", "Content-Length": str(len(body))} | headers_for(body) | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items() if value is not None]
    return "\r\n".join(["POST /alexa HTTP/1.1", *lines, "", ""]).encode(), body


def test_a_body_that_says_it_is_too_long_is_refused_before_it_is_sent(port):
    head, _ = post(b"{}", **{"Content-Length": str(MAX_BODY_BYTES + 1)})

    status, seconds = raw(port, head)

    assert status == 400
    assert seconds < 2


@pytest.mark.parametrize("length", ["-1", "abc", "+5", "0x10", "1e3", "99999999999999999999", "5, 6", ""])
def test_a_length_that_is_none_is_refused(port, length):
    status, _ = raw(port, *post(written(envelope()), **{"Content-Length": length}))

    assert status in (400, 413)
    assert launch(port)[0] == 200


def test_a_body_that_breaks_off_is_refused(port):
    head, body = post(written(envelope()))

    assert raw(port, head, body[:-5], hang_up=True)[0] == 400


def test_what_follows_a_body_longer_than_it_said_is_not_taken_for_a_part_of_it(port):
    body = written(envelope())

    assert raw(port, *post(body, **{"Content-Length": str(len(body) - 1)}))[0] == 400


def test_after_a_length_and_chunks_together_the_connection_is_closed(port):
    """The chunks count, as RFC 9112 (6.1) has it; a proxy that went by the length must not be believed any further."""
    body = written(envelope())
    head, _ = post(body, Transfer_Encoding="chunked")
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"

    assert attacks.answers(port, [head + chunked + b"GET /healthz HTTP/1.1\r\nHost: coach\r\n\r\n"]) == ["200"]


def chunks(body, size=1000):
    for at in range(0, len(body), size):
        piece = body[at : at + size]
        yield f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    yield b"0\r\n\r\n"


def test_a_signed_body_in_chunks_is_answered(port):
    body = written(envelope())
    head, _ = post(body, **{"Content-Length": None, "Transfer-Encoding": "chunked"})

    assert raw(port, head, *chunks(body, 90))[0] == 200


def test_chunks_without_end_are_refused_before_they_fill_the_memory(port):
    head, _ = post(b"{}", **{"Content-Length": None, "Transfer-Encoding": "chunked"})

    # Whoever goes on sending may lose the answer, but nobody else has to wait.
    assert raw(port, head, *chunks(b" " * 20_000_000, 60_000), patience=1)[0] in (400, None)
    assert launch(port)[1] < 2


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    roots = tmp_path_factory.mktemp("roots") / "roots.pem"
    roots.write_bytes(pem(Authorities().old_root.certificate))
    settings, server = Settings(extra_trust_roots=roots), CertificateServer(Authorities().chain())
    return partial(Endpoint, FakeCoach(settings).skill, settings, fetch_chain=server)


@pytest.mark.parametrize(("deeper", "let_in"), [(-1, True), (0, True), (1, False), (2, False)])
def test_the_depth_of_json_has_a_limit(endpoint, deeper, let_in):
    # The attributes lie below the body and the session.
    body = written(nested(MAX_DEPTH + deeper - 2))

    if let_in:
        assert b"<speak>" in endpoint().answer(headers_for(body), body)
    else:
        with pytest.raises(VerificationError, match="deep"):
            endpoint().answer(headers_for(body), body)


# --- Clients ---

FLOODS = {
    "many headers": b"".join(b"X-Flood-%d: 1\r\n" % number for number in range(20_000)),
    "one endless header": b"X-Flood: " + b"a" * 3_000_000 + b"\r\n",
    "one header often": b"Signature-256: AAAA\r\n" * 20_000,
    "an endless name": b"X" * 3_000_000 + b": 1\r\n",
    "no colon": b"flood\r\n" * 20_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_headers_is_refused_and_others_are_answered(port, flood):
    status, seconds = raw(port, b"POST /alexa HTTP/1.1\r\nHost: coach\r\n", flood, b"\r\n")

    assert status is None or 400 <= status < 500
    assert seconds < 5
    assert launch(port)[0] == 200


def test_slow_clients_of_all_kinds_keep_nobody_waiting(port):
    """All kinds at once; each sends a byte now and then."""
    kinds = (attacks.SLOW_HEAD, attacks.SLOW_BODY, attacks.SLOW_CHUNKS)
    with contextlib.ExitStack() as stack:
        for kind in kinds:
            stack.enter_context(attacks.crowd(port, 100, kind, drip=b"a"))
        time.sleep(0.2)
        answers = [launch(port) for _ in range(3)]

    print(f"300 slow clients: answered after {', '.join(f'{seconds:.1f}' for _, seconds in answers)} s")
    assert [status for status, _ in answers] == [200, 200, 200]
    assert max(seconds for _, seconds in answers) < 1


# --- The certificate server ---


class S3:
    """Amazon's certificate server on a loopback address, with a certificate of our own; it answers what a test says."""

    def __init__(self, folder, monkeypatch, name="s3.amazonaws.com"):
        authorities, own = Authorities("S3"), key("S3")
        (folder / "s3.pem").write_bytes(
            own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + authorities.chain(name, signer=own)
        )
        (folder / "roots").write_bytes(pem(authorities.old_root.certificate))
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(folder / "s3.pem")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.visits = 0
        self.pieces, self.gap = (), 0.0
        connect = socket.create_connection
        address = self._listening.getsockname()
        monkeypatch.setattr(socket, "create_connection", lambda _, *rest, **more: connect(address, *rest, **more))
        trusting = ssl.create_default_context(cafile=folder / "roots")
        monkeypatch.setattr(deadline_http, "tls_context", lambda: trusting)
        monkeypatch.setattr(certificates, "FETCH_SECONDS", 0.6)
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        # Else the thread that waits there would let one more in.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.visits += 1
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client):
        try:
            with self._tls.wrap_socket(client, server_side=True) as wrapped:
                wrapped.recv(4096)
                for piece in self.pieces:
                    wrapped.sendall(piece)
                    time.sleep(self.gap)
        except OSError:
            client.close()


@pytest.fixture
def s3(tmp_path, monkeypatch):
    server = S3(tmp_path, monkeypatch)
    yield server
    server.close()


def ok(body, more=""):
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def test_a_chain_comes_over_a_real_connection(s3):
    s3.pieces = (ok(b"chain"),)

    assert fetch_over_https(CHAIN_URL) == b"chain"


BAD_ANSWERS = {
    "hangs up": (),
    "garbage": (bytes(range(256)) * 8,),
    "another protocol": (b"220 mail ready\r\n",),
    "a redirect": (b"HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n",),
    "a redirect to itself": (f"HTTP/1.1 301 Moved\r\nLocation: {CHAIN_URL}\r\nContent-Length: 0\r\n\r\n".encode(),),
    "not found": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",),
    "overloaded": (b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n",),
    "huge": (ok(b"x" * (MAX_CHAIN_BYTES + 1)),),
    "without end": (b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 50_000] * 40),
    "a length of gigabytes": (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", b"x" * 70_000),
    "headers without end": (b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % number for number in range(200)]),
    "an endless header": (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 200_000),
}


@pytest.mark.parametrize("pieces", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_of_the_certificate_server_is_an_error_after_one_visit(s3, pieces):
    s3.pieces = pieces

    with pytest.raises((OSError, VerificationError)):
        fetch_over_https(CHAIN_URL)

    assert s3.visits == 1


SLOW_ANSWERS = {
    "says nothing": ((b"",), 3.0),
    "drips its headers": ((b"HTTP/1.1 200 OK\r\n", *(b"X-Slow: yes\r\n",) * 80), 0.05),
    "goes on and on": ((b"HTTP/1.1 100 Continue\r\n\r\n",) * 80, 0.05),
    "drips its body": ((b"HTTP/1.1 200 OK\r\n\r\n", *(b"x",) * 80), 0.05),
}


@pytest.mark.parametrize(("pieces", "gap"), SLOW_ANSWERS.values(), ids=SLOW_ANSWERS)
def test_a_slow_certificate_server_is_given_up_in_time(s3, pieces, gap):
    s3.pieces, s3.gap = pieces, gap
    started = time.monotonic()

    with pytest.raises(OSError, match=r".*"):
        fetch_over_https(CHAIN_URL)

    assert time.monotonic() - started < 2.0


def test_a_certificate_server_that_is_down_is_an_error_at_once(s3):
    s3.close()

    with pytest.raises(OSError, match="refused"):
        fetch_over_https(CHAIN_URL)


def test_finding_the_address_of_the_certificate_server_has_a_time_limit_too(s3, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: time.sleep(3))
    started = time.monotonic()

    with pytest.raises(TimeoutError):
        fetch_over_https(CHAIN_URL)

    assert time.monotonic() - started < 2.0


def test_a_server_that_is_not_amazons_is_not_believed(tmp_path, monkeypatch):
    server = S3(tmp_path, monkeypatch, name="s3.amazonaws.com.evil.example")
    server.pieces = (ok(b"chain"),)

    with pytest.raises(ssl.SSLError):
        fetch_over_https(CHAIN_URL)
    server.close()


# --- The clock ---


@pytest.mark.parametrize(
    ("minutes", "told"), [(7, "420 seconds behind"), (-7, "420 seconds ahead of"), (60 * 24 * 400, "behind")]
)
def test_a_wrong_clock_is_named_in_the_log(endpoint, minutes, told):
    now = datetime.now(UTC)
    body = written(envelope(now=now))

    with captured() as lines, pytest.raises(VerificationError):
        endpoint(clock=lambda: now.replace(microsecond=0) + timedelta(minutes=minutes)).answer(headers_for(body), body)

    (line,) = lines
    assert line["event"] == "refused"
    assert f"{told} this machine's clock" in line["reason"]


def test_a_clock_that_is_two_minutes_off_does_no_harm(endpoint):
    for minutes in (2, -2):
        body = written(envelope())
        at = datetime.now(UTC) + timedelta(minutes=minutes)

        assert b"<speak>" in endpoint(clock=lambda at=at: at).answer(headers_for(body), body)


# --- A full disk ---

FULL = """
import resource, signal, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (160_000, 160_000))
from tests.served import serve
serve(Path(sys.argv[1]))
"""


def test_on_a_full_disk_every_turn_is_answered_and_nothing_is_corrupt(tmp_path):
    answers = []
    with started(tmp_path, code=FULL, CRAMP_COACH_DATABASE_URL=f"sqlite:///{tmp_path}/people.db") as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for number in range(120):
            body = written(envelope(user=f"amzn1.ask.account.{number}"))
            connection.request("POST", "/alexa", body, headers_for(body))
            response = connection.getresponse()
            answer = json.loads(response.read())["response"]
            answers.append((response.status, answer.get("outputSpeech", {}).get("ssml")))
        connection.close()

    log = (tmp_path / "log").read_text().splitlines()
    lines = [json.loads(line) for line in log if line.startswith("{")]
    away = [line for line in lines if line["event"] == "memory is away"]
    assert {status for status, _ in answers} == {200}
    assert all(ssml and "went wrong" not in ssml for _, ssml in answers)
    assert [line for line in lines if line["event"] == "failed"] == []
    assert len(away) == 1, away
    with sqlite3.connect(tmp_path / "people.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert 0 < database.execute("SELECT count(*) FROM people").fetchone()[0] < 120
    database.close()


# --- Dependencies ---

ALLOWED = re.compile(
    r"Apache|MIT|BSD|ISC|MPL[ -]2|Mozilla Public License 2|PSF|Python Software Foundation|Unlicense|LGPL", re.IGNORECASE
)


def licence(package):
    """What a package says of its licence in its own papers."""
    papers = metadata.metadata(package)
    told = [papers.get("License-Expression"), papers.get("License", "")[:200], *papers.get_all("Classifier", [])]
    return " | ".join(it for it in told if it and ("License" in it or not it.count("::")))


def test_everything_that_serves_has_a_licence_that_goes_with_ours():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9._-]+)==\S+ *(?:; *(.*?))? *\\$", text, flags=re.MULTILINE)
    installed = {it.metadata["Name"].lower().replace("_", "-") for it in metadata.distributions()}
    needed = [name for name, marker in packages if name in installed or not marker]

    wrong = {name: told for name in needed if not ALLOWED.search(told := licence(name))}

    assert len(needed) > 10
    assert wrong == {}
