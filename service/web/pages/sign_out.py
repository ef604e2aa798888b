"""Ends the session for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_login import current_user, logout_user

from service.access import sign_in
from service.access.policy import Action
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    End the session's row, so that a kept cookie opens nothing; asked by a button alone.
    """
    if not visit.posting:
        return Shown()
    with visit.throughline.writing() as session:
        sign_in.sign_out(session.connection, current_user.secret, session.now)
    logout_user()
    return Go(to=visit.url("sign_in"), said="You are signed out.")


PAGE = Page(path="/sign-out", title="Sign out", policy=Action.OWN, view=view, form=True)
