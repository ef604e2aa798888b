"""What every entry about the world is asked, whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from marshmallow import RAISE, Schema, fields

from events.fields import choice, due, text, texts, yes_no_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

F = TypeVar("F", bound=fields.Field[Any])


class Fields(Schema):
    """
    The root of every kind's content: plain JSON, unknown fields refused by name.
    """

    class Meta:
        """
        Refuse what the kind does not declare, so that nothing is dropped unseen.
        """

        unknown = RAISE

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Name the required fields that this content, from its other answers, need not have.
        """
        return ()


def _of_an_import(asked: F) -> F:
    # A form names people by picking them; only a spreadsheet names them by title in one cell.
    asked.metadata = {**asked.metadata, "import_only": True}
    return asked


class Told(Fields):
    """
    Fact, the child's own words and opinion apart; the source; the response; the significance.

    Source: Care Inspectorate, Practice guide to chronologies (2017); columns
    that published chronologies share.
    """

    fact = text(
        "What happened?",
        required=True,
        long=True,
        hint="Only what was seen, said, done or measured. Opinion has a box of its own.",
    )
    words = text(
        "The child's own words or sounds",
        long=True,
        hint="As nearly as you can, in the language used.",
    )
    opinion = text(
        "What do you make of it?",
        long=True,
        hint="Your professional opinion, kept apart.",
    )
    response = text("What was done about it, or why was nothing done?", long=True)
    seen = yes_no_unknown("Was the child seen?")
    alone = yes_no_unknown("Was the child spoken to alone?")
    source = text(
        "Where does this come from?",
        hint="Who saw it or said it, or which document.",
        limit=4_000,
    )
    source_how = choice(
        "How is it known?",
        {
            "observed": "I saw or heard it myself",
            "told": "Somebody told me",
            "document": "I read it in a document",
        },
    )
    significance = choice(
        "How significant is it for the child?",
        {"significant": "Significant", "routine": "Routine"},
        hint="Good news can be significant too.",
    )
    significance_reason = text("Why?")
    paper_by = text(
        "Who wrote it on paper?",
        hint="Their name, where it was on paper before it came here. Keep the paper.",
    )
    paper_on = due("When was it written on paper?")
    known_by_description = texts(
        "Anyone there whose name is not known",
        hint="One a line, such as “mother's new partner”.",
    )
    professionals = _of_an_import(texts("Practitioners named by their title"))
    agencies_named = _of_an_import(texts("Agencies named"))
    people_as_written = _of_an_import(text("Everybody named, as the import had it", long=True))


class Done(Told):
    """
    An entry whose own fields say what was done; ``fact`` adds what they leave out.
    """

    fact = text(
        "Is there anything else that was said or done?",
        long=True,
        hint="Only what was seen, said, done or measured. Opinion has a box of its own.",
    )
