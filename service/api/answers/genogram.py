"""A genogram: the drawing, and the table that says the same."""

from __future__ import annotations

from service.api.answers.shape import Told, day, many, maybe_day, text, texts


class DrawnTold(Told):
    """
    One symbol of the picture.
    """

    id = text("Empty for somebody whom the record does not name.")
    name = text()
    drawn_as = text("The shape and its outline, and what they mean.")
    dates = text("Birth and death, as exactly as they are known.")
    ties = texts("One for each line that is drawn from the symbol.")
    lives_with_the_child = text("On the day; empty where not.")


class GenogramTold(Told):
    """
    The family as at a day.
    """

    title = text()
    on = day()
    as_known_at = maybe_day("The day whose knowledge it is limited to.")
    people = many(DrawnTold)
    notes = texts("What the record says and the drawing cannot hold.")
    svg = text("The drawing, as SVG that needs nothing else.")
