"""Keeps what is typed into a form: as one types, when it is refused, and until it is recorded."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from datetime import timedelta
from hmac import digest
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, request
from werkzeug.datastructures import MultiDict

from events.errors import LogUnavailable
from service.access.enforce import standing
from service.access.policy import Action, Allow, decide
from service.drafts.drafts import Form, drop, keep, kept, writing
from service.drafts.errors import DraftsFull
from service.web.not_saved import not_saved
from service.web.page import Go, Shown
from service.web.words import clock

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from service.web.page import Answer, Page
    from service.web.visit import Visit
    from service.wiring import Session

KEEP, DISCARD = "keep", "discard"
KIND = "kind"
"""Which kind quick entry begins with is not which form it is: it changes, and the text stays."""
GO_ON = "go-on"
"""Nor is that somebody chose to go on with what they had typed."""
AFRESH = "afresh"
BY_SCRIPT = "script"
LATELY = timedelta(minutes=30)
_NOT_TYPED = {"csrf_token", KEEP, DISCARD}


def wanted(visit: Visit) -> bool:
    """
    Tell whether a form was sent to be kept or thrown away, and not to be recorded.
    """
    return visit.posting and (KEEP in visit.form or DISCARD in visit.form)


def take(name: str, page: Page, visit: Visit) -> ResponseReturnValue:
    """
    Keep or throw away what was typed, where the reader may record it at all.

    No line in the access log says so: nothing is read, and one would come every few seconds.
    """
    form = form_of(name, visit)
    with visit.throughline.writing() as session:
        how = (
            page.standing(session, visit)
            if page.standing is not None
            else standing(session.connection, visit.who, visit.child, session.now)
        )
        if how is None or not isinstance(decide(visit.who, Action(page.policy), how), Allow):
            return not_saved("This record is not open to you, or no longer is.", 403)
        if DISCARD in visit.form:
            drop(session, form)
        else:
            keep(session, form, typed(visit))
        others = writing(session, form, session.now - LATELY)
        now = session.now
    if visit.form.get(KEEP) == BY_SCRIPT:
        said = [
            f"{one.name} is writing on this form too, since {clock(one.begun)}" for one in others
        ]
        return {"kept": clock(now), "others": said}
    if DISCARD in visit.form:
        flash("The draft is thrown away.")
        again = request.full_path.rstrip("?")
        return redirect(
            again if visit.form[DISCARD] == AFRESH else visit.url("child"),
            code=303,
        )
    flash("Kept as a draft. It is not recorded, and nobody else reads it.")
    return redirect(request.full_path.rstrip("?"), code=303)


def put_back(name: str, visit: Visit) -> None:
    """
    Fill the form with what was typed before, and find out who else is typing into it.
    """
    form = form_of(name, visit)
    with visit.throughline.reading() as session:
        visit.writing = writing(session, form, session.now - LATELY)
        visit.draft = None if visit.posting else kept(session, form)
    if visit.draft is not None:
        visit.form = MultiDict(visit.draft.typed)


def note(name: str, visit: Visit, answer: Answer) -> None:
    """
    Keep what was refused for an error; throw away what is recorded.
    """
    if not visit.posting:
        return
    match answer:
        case Go():
            # It is recorded: whoever reads "not saved" now would record it again. A draft that
            # stays behind has the form's own key, so that it is never recorded twice.
            with suppress(LogUnavailable), visit.throughline.writing() as session:
                drop(session, form_of(name, visit))
        case Shown(errors=errors) if errors:
            # Where no more is kept, the text is in the form that is shown again all the same.
            with suppress(DraftsFull), visit.throughline.writing() as session:
                keep(session, form_of(name, visit), typed(visit))
        case _:
            pass


def recorded(name: str, visit: Visit, session: Session) -> None:
    """
    Throw the draft away in the transaction that records it: both stand, or neither.
    """
    drop(session, form_of(name, visit))


def form_of(name: str, visit: Visit) -> Form:
    """
    Return which form this is: the page, and the kind, entry or question that it is about.
    """
    about = [str(said) for part, said in sorted(visit.path.items()) if part != "child"]
    about += [
        said for part, said in sorted(visit.query.items(multi=True)) if part not in {KIND, GO_ON}
    ]
    return Form(user=visit.user, child=visit.child, name="/".join([name, *about]))


def typed(visit: Visit) -> list[tuple[str, str]]:
    """
    Return the fields that hold something.
    """
    return [
        (name, value)
        for name, value in visit.form.items(multi=True)
        if value and name not in _NOT_TYPED
    ]


def outbox_key(visit: Visit) -> str:
    """
    Return the key that seals what a browser cannot send: the same for a user at every sign-in.

    The browser never stores it, so that text left in it opens for nobody who is not signed in.
    """
    secret = str(current_app.secret_key).encode()
    return b64encode(digest(secret, f"outbox\n{visit.user}".encode(), "sha256")).decode()
