"""Hands back what somebody typed when it could not be saved, so that it is never lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import render_template, request

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


NEVER_SHOWN = ("password", "token")
LEAST = 3
_NO_TEXT = {"key", "next", "version"}
_NOT_AGAIN = {"csrf_token", "keep"}
_SIGNED_OUT = 401


def not_saved(why: str, status: int) -> ResponseReturnValue:
    """
    Say "NOT SAVED, keep this text", with the text; it comes from the reader and goes back there.

    The whole form is on the page and can be sent again, under its own key: what was recorded after
    all is then answered as recorded, and not recorded twice.
    """
    texts: list[tuple[str, str]] = []
    rest: list[tuple[str, str]] = []
    secret = any(_secret(name) for name in request.form if name != "csrf_token")
    for name, value in request.form.items(multi=True):
        if name in _NOT_AGAIN or _secret(name):
            continue
        shown = len(value.strip()) >= LEAST and name not in _NO_TEXT
        (texts if shown else rest).append((name, value))
    page = render_template(
        "errors/not_saved.html",
        why=why,
        texts=texts,
        rest=rest,
        again=bool(texts) and not secret and _from_here(),
        signed_out=status == _SIGNED_OUT,
        title="Not saved",
    )
    return page, status


def _secret(name: str) -> bool:
    return any(word in name.lower() for word in NEVER_SHOWN)


def _from_here() -> bool:
    """
    Tell whether our own page sent the form: another site's must not get a button that sends it.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return origin is not None and urlsplit(origin).netloc == request.host
