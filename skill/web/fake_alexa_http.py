"""The pretend Alexa services on a loopback address: so timers work in the terminal and on the simulator page."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

from skill.web.fake_alexa_api import Answer


class Answers(Protocol):
    """One person's services, or those of many."""

    def answer(self, method: str, path: str, authorization: str, body: Any) -> Answer:
        """Answer one call."""


@contextmanager
def serving(alexa: Answers) -> Iterator[str]:
    """Serve on a free port of this machine, and yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(alexa))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(alexa: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, answer = alexa.answer(self.command, self.path, self.headers.get("Authorization", ""), body)
            text = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815  # the library's names

        def log_message(self, *_: Any) -> None:
            """Say nothing: the terminal belongs to the conversation."""

    return Handler
