"""A stand-in for the service inside Lambda from which the runtime client gets events, and to which it gives answers."""

import json
import queue
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_HEADERS = {
    "Content-Type": "application/json",
    "Lambda-Runtime-Deadline-Ms": "4102444800000",
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:coach",
    # Without it the client's compiled part crashes.
    "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000",
}


class RuntimeApi:
    """Fake Lambda runtime API of one function: one event at a time, at `address`."""

    def __init__(self) -> None:
        self._events: queue.Queue[bytes] = queue.Queue()
        self._answers: queue.Queue[tuple[str, Any]] = queue.Queue()
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Sent in one piece, or each answer would wait for a delayed acknowledgement.
            wbufsize = -1

            def do_GET(self) -> None:
                self._send(200, api._events.get(), **{"Lambda-Runtime-Aws-Request-Id": str(uuid.uuid4())})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                api._answers.put((self.path.rsplit("/", 1)[1], json.loads(body)))
                self._send(202, b"{}")

            def _send(self, status: int, body: bytes, **headers: str) -> None:
                self.send_response(status)
                for name, value in (_HEADERS | headers | {"Content-Length": str(len(body))}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # A client that is stopped hangs up in the middle; that is no error here.
        self._server.handle_error = lambda *_: None
        self.address = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def invoke(self, event: Any) -> tuple[str, Any]:
        """Hand out one event and give what comes back."""
        self._events.put(json.dumps(event).encode())
        return self.told()

    def told(self) -> tuple[str, Any]:
        """Return the client's next result: `response` or `error`, and its body."""
        return self._answers.get(timeout=20)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
