"""What each agency had learned by a day."""

from __future__ import annotations

from service.api.answers.chronology import ChangeTold, ChildNamed, OccurredInWords
from service.api.answers.shape import (
    Told,
    anything,
    day,
    entry,
    many,
    maybe_text,
    number,
    one,
    text,
)


class ColumnTold(Told):
    """
    One agency, and how much it had learned.
    """

    agency = text()
    learned = number("Of how many entries it had learned, in any telling.")
    missed = number("Of how many it had not, that somebody had learned.")


class BriefTold(Told):
    """
    An entry in short.
    """

    entry = entry()
    source_ref = text("The import's own id of its row.")
    kind = text()
    agency = text("Who says so.")
    occurred = one(OccurredInWords)
    sentence = text()
    status = text("stands, corrected or struck out")
    changes = many(ChangeTold)
    known_from = day("The first day on which anybody had learned it.")


class LineTold(BriefTold):
    """
    An entry at its true date, and what each agency knew of it.
    """

    knew = anything(
        "By agency: how (itself, another account, not, not recorded), on which day, how many days "
        "after it happened, and through which other account."
    )


class BesideTold(Told):
    """
    A column an agency, as known by the end of a day.
    """

    child = one(ChildNamed)
    as_known_at = day()
    missed_by = maybe_text("The agency to whose gaps the lines are limited.")
    agencies = many(ColumnTold)
    total = number("How many entries somebody had learned by then.")
    lines = many(LineTold)
    struck_out = many(BriefTold)
    known_by_nobody_yet = many(BriefTold)
    withheld = number("How many entries you may not see.")
