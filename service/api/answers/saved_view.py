"""Saved views of a chronology."""

from __future__ import annotations

from service.api.answers.shape import (
    Told,
    identifier,
    many,
    maybe_day,
    maybe_moment,
    maybe_text,
    moment,
    text,
    texts,
    truth,
)


class SavedViewTold(Told):
    """
    One view of the caller's own: what it is called, and what it chooses.
    """

    id = identifier()
    name = text()
    saved = moment()
    length = text("full, significant, conference or court")
    as_known_at = maybe_day()
    as_recorded_at = maybe_moment("To the minute, whose whole minute counts.")
    agency = text("As this agency had learned; empty for any.")
    told_by = texts("Agencies that say so.")
    kind = texts("Stored names of kinds.")
    group = texts("Parts of practice.")
    person = texts("Ids of who is in it.")
    state = texts("Marks.")
    happened_from = maybe_day()
    happened_to = maybe_day()
    since = maybe_text("The number of an entry: what happened or became known since it.")
    application = maybe_day()
    newest_first = truth("On the page; the API tells oldest first.")


class SavedViewsTold(Told):
    """
    The caller's own views of one child, by name.
    """

    views = many(SavedViewTold)
