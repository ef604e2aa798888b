"""One day's change in what a record asks."""

from __future__ import annotations

from marshmallow import fields, validate

from service.api.answers.shape import Told, text, texts
from service.api.answers.shape import day as day_of


class ReplayedTold(Told):
    """
    A question that was asked, rested on more, or was asked no longer.
    """

    day = day_of()
    rule = text()
    practice_id = text()
    about = text("The incident or person it is about.")
    change = fields.String(
        required=True, validate=validate.OneOf(["asked", "more evidence", "no longer"])
    )
    evidence = texts("By the import's row where there is one, else by number.")
