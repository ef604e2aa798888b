"""GOV.UK Notify as far as we ask it: takes e-mails, refuses some, says which failed later."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY = "invented-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
TEMPLATE = "33333333-3333-4333-8333-333333333333"


class Notify:
    """
    A real HTTP server on this machine alone.

    Attributes:
        taken: What it was asked to send, oldest first.
        wrong: Addresses that it says are none.
        failed: References of messages that it could not deliver.
        status: The answer to everything, where it is not well.
    """

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.wrong: set[str] = set()
        self.failed: list[str] = []
        self.status = 0
        self.authorised: list[str] = []
        notify = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                notify._send(self, json.loads(self.rfile.read(length)))

            def do_GET(self) -> None:
                told = [{"reference": one, "status": "permanent-failure"} for one in notify.failed]
                notify._say(self, notify.status or 200, {"notifications": told})

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """
        Stop answering.
        """
        self._server.shutdown()
        self._server.server_close()

    def _send(self, asked: BaseHTTPRequestHandler, said: dict[str, Any]) -> None:
        self.authorised.append(asked.headers["authorization"])
        if self.status:
            error = {"errors": [{"error": "Exception", "message": "invented@agency.invalid"}]}
            self._say(asked, self.status, error)
        elif said["email_address"] in self.wrong:
            fault = {"error": "ValidationError", "message": "email_address Not a valid address"}
            self._say(asked, 400, {"errors": [fault], "status_code": 400})
        else:
            self.taken.append(said)
            self._say(asked, 201, {"id": "44444444-4444-4444-8444-444444444444"})

    def _say(self, asked: BaseHTTPRequestHandler, status: int, said: object) -> None:
        body = json.dumps(said).encode()
        asked.send_response(status)
        asked.send_header("content-type", "application/json")
        asked.send_header("content-length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)
