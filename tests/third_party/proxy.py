"""
Signs what a pretend device sends, and passes it on to the server.

The skill has no switch that turns its checks off, so whoever talks to it in a test has to sign as Alexa does.
"""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.signing import headers_for


class SigningProxy:
    """Stands between a device that does not sign and a server at a port; `statuses` are what the server answered."""

    def __init__(self, port: int) -> None:
        self.statuses: list[int] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            # Sent in one piece, or each answer would wait for a delayed acknowledgement.
            wbufsize = -1

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("POST", "/alexa", body, headers_for(body))
                response = connection.getresponse()
                answer = response.read()
                connection.close()
                proxy.statuses.append(response.status)
                self.send_response(response.status)
                self.send_header("Content-Type", response.headers["Content-Type"])
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/alexa"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
