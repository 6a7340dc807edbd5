"""Serve the fake Alexa services over loopback HTTP, so that timers work in the terminal and on the simulator page."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from skill.web.fake_alexa import Answer

Answers = Callable[[str, str, str, Any], Answer]
"""Returns the response to one call: its method, path, authorization and body."""


@contextmanager
def serving(answer: Answers) -> Iterator[str]:
    """Serve on a free loopback port, and yield the base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(answer: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            status, given = answer(self.command, self.path, self.headers.get("Authorization", ""), body)
            text = b"" if given is None else json.dumps(given).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815  # names that the library calls

        def log_message(self, *_: Any) -> None:
            """Log nothing: the terminal shows the conversation."""

    return Handler
