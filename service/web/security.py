"""The headers that every answer carries, and the token that every form does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request
from flask_wtf.csrf import CSRFProtect
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

if TYPE_CHECKING:
    from flask import Flask, Response

CSRF = CSRFProtect()
MOST_SENT = 2 * 1024 * 1024
"""A form holds text."""
MOST_WITH_FILES = 200 * 1024 * 1024
"""More than may be kept: who sends a film is told so beside what they typed, which is not lost."""

_ROOM = "throughline_room"

_NOTHING = "'none'"
_OWN = "'self'"


def _headers(*, tls: bool) -> Secure:
    policy = (
        ContentSecurityPolicy()
        .default_src(_NOTHING)
        .script_src(_OWN)
        .style_src(_OWN)
        .img_src(_OWN)
        .connect_src(_OWN)
        .font_src(_OWN)
        .form_action(_OWN)
        .base_uri(_NOTHING)
        .frame_ancestors(_NOTHING)
    )
    return Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=PermissionsPolicy().camera().microphone().geolocation(),
        # A link out of the record says nothing of where it was.
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
        # A trial on loopback speaks plain HTTP, which this header would forbid for a year.
        hsts=StrictTransportSecurity().max_age(31_536_000) if tls else None,
    )


def give_room(app: Flask, endpoint: str, most: int) -> None:
    """
    Let so many bytes be sent to one address.
    """
    app.extensions.setdefault(_ROOM, {})[endpoint] = most


def as_saved(name: str) -> dict[str, str]:
    """
    Return the headers of a file that is saved, and of which nothing runs where it is opened.
    """
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }


def _make_room() -> None:
    room: dict[str, int] = current_app.extensions.get(_ROOM, {})
    request.max_content_length = room.get(request.endpoint or "", MOST_SENT)


def protect(app: Flask, *, tls: bool) -> None:
    """
    Send the headers with every answer and ask every form for its token.

    Args:
        tls: Whether people reach the pages over TLS, so that cookies travel over nothing else.
    """
    app.config.update(
        SESSION_COOKIE_SECURE=tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="throughline",
        # The form's token lives as long as the session: a long entry must not lose it half-way.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=MOST_SENT,
        MAX_FORM_MEMORY_SIZE=MOST_SENT,
        MAX_FORM_PARTS=5000,
    )
    # Before the form's token is looked for, which reads the form.
    app.before_request(_make_room)
    CSRF.init_app(app)
    headers = _headers(tls=tls).headers

    @app.after_request
    def secure(answer: Response) -> Response:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        if request.endpoint != "static":
            # A shared laptop's "back" button must not show the last child.
            answer.headers["Cache-Control"] = "no-store"
        return answer
