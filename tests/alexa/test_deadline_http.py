"""Against a server on loopback that sends what a test says, as slowly as it says."""

import socket
import threading
import time

import pytest

from skill.alexa import deadline_http
from skill.alexa.deadline_http import exchange, tls_context

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Server:
    """Sends its pieces to each client, with a gap after each, and keeps what the clients sent."""

    def __init__(self):
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.pieces, self.gap, self.received = (OK,), 0.0, []
        self.hung_up = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            with client:
                try:
                    self.received.append(client.recv(4096))
                    for piece in self.pieces:
                        client.sendall(piece)
                        time.sleep(self.gap)
                except OSError:
                    self.hung_up.set()

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def got(server, method="GET", path="/", seconds=5.0, max_bytes=100, **more):
    return exchange(method, server.url + path, seconds=seconds, max_bytes=max_bytes, **more)


def test_status_and_body_of_a_response_are_returned(server):
    assert got(server) == (200, b"hello")


def test_a_request_is_sent_as_given(server):
    got(server, "POST", "/a/b?c=d", headers={"X-Token": "t"}, body=b"{}")

    (sent,) = server.received
    head, _, body = sent.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /a/b?c=d HTTP/1.1\r\n")
    assert b"X-Token: t" in head
    assert body in (b"", b"{}")


@pytest.mark.parametrize("status", [301, 302, 307, 404, 503])
def test_redirects_are_not_followed_and_errors_are_returned(server, status):
    server.pieces = (f"HTTP/1.1 {status} X\r\nLocation: {server.url}/other\r\nContent-Length: 0\r\n\r\n".encode(),)

    assert got(server)[0] == status
    assert len(server.received) == 1


def test_a_long_body_is_cut_off(server):
    server.pieces = (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000)

    assert got(server, max_bytes=100) == (200, b"x" * 100)


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (b"220 mail ready\r\n",),
        (bytes(range(256)),),
        (OK[:-1],),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 200_000),
        (b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % number for number in range(200)]),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",),
    ],
    ids=["hangs up", "another protocol", "garbage", "short", "endless header", "endless headers", "short chunk"],
)
def test_what_is_no_whole_response_is_an_error_of_the_network(server, pieces):
    server.pieces = pieces

    with pytest.raises(OSError, match=r".*"):
        got(server)


@pytest.mark.parametrize(
    ("pieces", "gap"),
    [
        ((b"",), 1.0),
        ((b"HTTP/1.1 200 OK\r\n", *(b"X-Slow: yes\r\n",) * 80), 0.02),
        ((b"HTTP/1.1 100 Continue\r\n\r\n",) * 80, 0.02),
        ((b"HTTP/1.1 200 OK\r\n\r\n", *(b"x",) * 80), 0.02),
    ],
    ids=["says nothing", "drips headers", "goes on and on", "drips its body"],
)
def test_a_slow_server_is_given_up_and_the_connection_closed(server, pieces, gap):
    server.pieces, server.gap = pieces, gap

    with pytest.raises(TimeoutError):
        got(server, seconds=0.1, max_bytes=1000)

    assert len(pieces) == 1 or server.hung_up.wait(5)


def test_finding_the_address_counts_too(server, monkeypatch):
    over = threading.Event()

    def connect(*_, **__):
        over.wait(5)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(TimeoutError):
        got(server, seconds=0.05)
    over.set()


def test_nothing_is_sent_after_the_time_is_over(server, monkeypatch):
    connect, given_up, ended = socket.create_connection, threading.Event(), threading.Event()
    close = deadline_http.http.client.HTTPConnection.close

    def connect_late(*args, **named):
        given_up.wait(5)
        return connect(*args, **named)

    def closed(connection):
        close(connection)
        ended.set()

    monkeypatch.setattr(socket, "create_connection", connect_late)
    monkeypatch.setattr(deadline_http.http.client.HTTPConnection, "close", closed)
    with pytest.raises(TimeoutError):
        got(server, "POST", seconds=0.05, body=b"{}")
    given_up.set()

    assert ended.wait(5)
    assert b"".join(server.received) == b""


@pytest.mark.parametrize("seconds", [0, -1.0])
def test_without_time_nothing_is_sent(server, seconds):
    with pytest.raises(TimeoutError):
        got(server, seconds=seconds)

    assert server.received == []


def test_a_server_that_is_down_is_an_error_at_once(server):
    server.close()
    try:
        with pytest.raises(ConnectionRefusedError):
            got(server)
    finally:
        server.__init__()


@pytest.mark.parametrize(
    "url",
    [
        "http://api.amazonalexa.com/",
        "http://127.0.0.1.evil.example/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "",
        "https:///x",
        "https://[::1",
        "http://127.0.0.1:x/",
    ],
)
def test_only_https_and_this_machine_are_called(url):
    with pytest.raises(ValueError, match=r".*"):
        exchange("GET", url, seconds=1, max_bytes=1)


def test_all_connections_share_one_tls_context(monkeypatch):
    made, create = [], deadline_http.ssl.create_default_context
    monkeypatch.setattr(deadline_http.ssl, "create_default_context", lambda **named: made.append(1) or create(**named))
    tls_context.cache_clear()

    contexts = [tls_context() for _ in range(8)]

    assert len(made) == len(set(contexts)) == 1
