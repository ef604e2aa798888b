"""What a reader sees when something cannot be done: the fix, and nothing of anybody's record."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import uuid4

from flask import render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from events.errors import KeyReused, LogUnavailable, StreamMoved
from projections.errors import ProjectionStopped
from service.access.errors import Refused
from service.drafts.errors import DraftsFull
from service.web.not_saved import not_saved

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = logging.getLogger("throughline.service")

UNAVAILABLE = "The record cannot be reached or written just now."
NOTHING = "Nothing was recorded."
UNKNOWN = (
    "It is not known whether this was still recorded. Look at the record before you send it again."
)

KNOWN = {
    400: ("This was not understood", "Go back and send it again."),
    404: ("Page not found", "It may have moved, or it may not be open to you."),
    405: ("This cannot be done here", "Go back and use the page's own buttons."),
    413: ("Too much at once", "Shorten the text, or send a smaller file, and send it again."),
    429: ("Too many tries", "Wait a little and try again."),
}


def attach(app: Flask) -> None:
    """
    Answer every failure with a page of our own.
    """
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(LogUnavailable, _unavailable)
    app.register_error_handler(ProjectionStopped, _stopped)
    app.register_error_handler(StreamMoved, _moved)
    app.register_error_handler(KeyReused, _reused)
    app.register_error_handler(DraftsFull, _full)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _page(
    heading: str, advice: str, status: int, ask: str = "", headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    filled = render_template(
        "errors/failure.html", title=heading, heading=heading, advice=advice, ask=ask
    )
    return filled, status, headers or {}


def _refused(refused: Exception) -> ResponseReturnValue:
    if not isinstance(refused, Refused):
        raise refused
    denied = refused.denied
    if request.method == "POST":
        return not_saved(f"{denied.reason} Ask {denied.ask}.", 403)
    return _page("This is not open to you", denied.reason, 403, denied.ask)


def _unavailable(error: Exception) -> ResponseReturnValue:
    if request.method == "POST":
        told = UNKNOWN if isinstance(error, LogUnavailable) and error.unknown else NOTHING
        return not_saved(f"{UNAVAILABLE} {told}", 503)
    return _page("Not available just now", f"{UNAVAILABLE} Try again in a minute.", 503)


def _stopped(stopped: Exception) -> ResponseReturnValue:
    # Its words name a read model and a line of the program, and nothing of the record.
    log.error("an append was refused: %s", stopped)
    why = "The service could not take this in, so nothing was recorded. Tell your administrator."
    return not_saved(why, 500)


def _moved(_: Exception) -> ResponseReturnValue:
    why = "Somebody else recorded here while you were writing. Look at the record and decide again."
    return not_saved(why, 409)


def _reused(_: Exception) -> ResponseReturnValue:
    why = "This form was sent before with other content. Open the form anew."
    return not_saved(why, 409)


def _full(full: Exception) -> ResponseReturnValue:
    return not_saved(str(full), 409)


def _no_token(_: Exception) -> ResponseReturnValue:
    return not_saved("This form came without its token, or you were signed out.", 400)


def _known(error: Exception) -> ResponseReturnValue:
    status = error.code if isinstance(error, HTTPException) and error.code else 500
    if isinstance(error, HTTPException) and error.response is not None:
        return error.response
    heading, advice = KNOWN.get(status, ("Something went wrong", "Try again in a minute."))
    wait = getattr(error, "retry_after", None)
    return _page(heading, advice, status, headers={"Retry-After": str(wait)} if wait else {})


def _unknown(error: Exception) -> ResponseReturnValue:
    # The text of an error may hold somebody's record: its type and place are enough to find it.
    reference = uuid4().hex[:8]
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
    log.error("failure %s: %s at %s", reference, type(error).__name__, place)
    if request.method == "POST":
        return not_saved(f"Something went wrong here. Reference {reference}.", 500)
    return _page("Something went wrong", f"Tell your administrator: reference {reference}.", 500)
