"""Hands back what somebody typed when it could not be saved, so that it is never lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

NEVER_SHOWN = ("password", "token")
LEAST = 3


def not_saved(why: str, status: int) -> ResponseReturnValue:
    """
    Say "NOT SAVED, keep this text", with the text; it comes from the reader and goes back there.
    """
    texts = [
        value
        for name, value in request.form.items(multi=True)
        if len(value.strip()) >= LEAST
        and not any(word in name.lower() for word in NEVER_SHOWN)
        and name not in {"key", "next", "version"}
    ]
    return render_template("errors/not_saved.html", why=why, texts=texts, title="Not saved"), status
