"""Hands somebody's own calendar their dates, by the secret address that they made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort

from projections.stored.owing import owed_by
from service.access.calendar_addresses import whose_address
from service.access.owed import words_kept
from service.telling.calendar import calendar_of
from service.web.signed_in import installed

if TYPE_CHECKING:
    from flask import Flask


def attach(app: Flask) -> None:
    """
    Give the feed its address: whoever has the secret is not asked to sign in, and sees numbers.
    """
    app.add_url_rule("/calendar/<secret>.ics", endpoint="calendar", view_func=_calendar)


def _calendar(secret: str) -> Response:
    house = installed()
    with house.reading() as session:
        account = whose_address(session.connection, secret)
        if account is None:
            abort(404)
        owed = owed_by(session.connection, [str(account.id)], session.now)
        # Which rule it is owed by says what kind of thing a restricted entry told of.
        owed = words_kept(session.connection, account.reader, owed)
    file = calendar_of(owed, house.settings.address, house.clock.now())
    return Response(file, content_type="text/calendar; charset=utf-8")
