"""Somebody at a form, as a browser with our script behaves: the text is kept, and then sent."""

from __future__ import annotations

import html
import re
import socket
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.fakes.office import PASSWORD

_HIDDEN = re.compile(r'name="(csrf_token|key)" value="([^"]*)"')
_FACT = re.compile(r'<textarea[^>]* name="fact"[^>]*>([^<]*)</textarea>')
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(kw_only=True)
class Form:
    """
    A form as it came: its token, its key, and what stood in its box.
    """

    token: str
    key: str
    fact: str


@dataclass(kw_only=True)
class Typist:
    """
    One signed-in browser.

    Args:
        where: The form's address.
    """

    port: int
    where: str
    username: str = "invented.worker"
    cookie: str = ""
    answers: dict[str, str] = field(
        default_factory=lambda: {
            "from_whom": "neighbour",
            "about": "A call",
            "same": "another",
            "occurred-day": "20",
            "occurred-month": "3",
            "occurred-year": "2026",
        }
    )

    def sign_in(self) -> None:
        """
        Sign in anew, as in another window.
        """
        _, page = self._ask("GET", "/sign-in")
        fields = {"csrf_token": dict(_HIDDEN.findall(page))["csrf_token"]}
        status, _ = self._ask(
            "POST", "/sign-in", fields | {"username": self.username, "password": PASSWORD}
        )
        assert status == 303

    def opens(self) -> Form:
        """
        Open the form.
        """
        status, page = self._ask("GET", self.where)
        assert status == 200, status
        hidden = dict(_HIDDEN.findall(page))
        found = _FACT.search(page)
        assert found is not None
        return Form(
            token=hidden["csrf_token"],
            key=hidden["key"],
            fact=html.unescape(found[1]).lstrip("\n"),
        )

    def keeps(self, form: Form, text: str) -> int:
        """
        Type, and let the script keep it.
        """
        return self._ask("POST", self.where, self._fields(form, text) | {"keep": "script"})[0]

    def sends(self, form: Form, text: str) -> tuple[int, str]:
        """
        Press "Record".
        """
        return self._ask("POST", self.where, self._fields(form, text))

    def begins_to_send(self, form: Form, text: str, share: float = 1.0) -> socket.socket:
        """
        Press "Record" on a line that carries only so much of it, and hear no answer.
        """
        body = urlencode(self._fields(form, text)).encode()
        head = (
            f"POST {self.where} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"
            f"Content-Type: {_FORM['Content-Type']}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        whole = head + body
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        line.sendall(whole[: max(1, round(len(whole) * share))])
        return line

    def _fields(self, form: Form, text: str) -> dict[str, str]:
        return self.answers | {"csrf_token": form.token, "key": form.key, "fact": text}

    def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        origin = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie}
        body = urlencode(fields).encode() if fields is not None else None
        connection.request(method, path, body, origin | (_FORM if body else {}))
        answer = connection.getresponse()
        page = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = said.split(";")[0]
        connection.close()
        return answer.status, page
