"""Alexa's services on loopback, with every error that they can give, and every way to be slow."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from skill.web.fake_alexa import FakeAlexa
from tests.alexa_api.bodies import is_valid

TOKEN = "a-token-that-no-log-may-hold"


class AlexaServices:
    """Server of the fake services; `trouble` maps (method, path prefix) to a failure."""

    def __init__(self):
        self.alexa = FakeAlexa(TOKEN)
        self.trouble = {}
        self.calls = []
        """Method, path and body of each call."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self):
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()
        thread.join()

    def fail(self, status, code="SOME_CODE", *, method="POST", path="/v1/alerts"):
        """Answer with an error."""
        self.trouble[method, path] = lambda _: (status, {"code": code, "message": code.lower()})

    def be_slow(self, how, *, method="POST", path="/v1/alerts"):
        """`how`: silent, drips, nonsense, hangs up, huge."""
        self.trouble[method, path] = how

    def _found(self, method, path):
        return next(
            (it for (verb, start), it in self.trouble.items() if verb == method and path.startswith(start)), None
        )

    def _handler(services):  # noqa: C901, N805  # small parts in a class whose own self stands inside
        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                services.calls.append((self.command, self.path, body))
                assert self.command != "POST" or is_valid(self.path, body), (self.path, body)
                trouble = services._found(self.command, self.path)
                if isinstance(trouble, str):
                    with suppress(OSError):
                        getattr(self, "_" + trouble.replace(" ", "_"))()
                    self.close_connection = True
                    return
                authorization = self.headers.get("Authorization", "")
                status, answer = (
                    trouble(body) if trouble else services.alexa.answer(self.command, self.path, authorization, body)
                )
                text = b"" if answer is None else json.dumps(answer).encode()
                self.send_response(status)
                if status != 204:
                    self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # the library's names

            def _silent(self):
                time.sleep(4)

            def _drips(self):
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 40:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.1)

            def _nonsense(self):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>no!")

            def _hangs_up(self):
                self.connection.close()

            def _huge(self):
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 10_000_000)

            def log_message(self, *_):
                """Say nothing."""

        return Handler
