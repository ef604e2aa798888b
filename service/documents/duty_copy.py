"""The duty copy of one team as PDF: a front sheet, a sheet a child, and the form to write on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from service.documents.as_pdf import compiled
from service.documents.paper_form import paper_form

if TYPE_CHECKING:
    from datetime import date

    from service.documents.as_pdf import Printed

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChildSheet:
    """
    What a duty worker needs of one child; every field is text for a reader.

    Args:
        also: Other names.
        home: Where the child lives, or that it is kept and whom to ask.
        around: Name, what they are to the child, born, whether they live there, what to note.
        workers: Name, part, agency, telephone.
        now: What goes on: plan, enquiries, conferences.
        orders: What, who is bound, whom it protects, terms, until when, entry.
        owed: What, who, agency and telephone, by when.
        seen: When the child was last seen, alone, and heard.
        last: When, who says so, what; the newest first.
        questions: Question, since when, the entries that raise it.
        withheld: What is not on this sheet, and whom to ask.
    """

    name: str
    also: str
    born: str
    died: str
    home: str
    around: Rows
    workers: Rows
    now: tuple[str, ...]
    orders: Rows
    owed: Rows
    seen: tuple[str, ...]
    last: Rows
    questions: Rows
    withheld: Rows


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyCopy:
    """
    The copy of one team at one position of the log.

    Args:
        made: The moment, in words.
        until: When the next is due, in words.
        left_out: Why children of the team are not in it, and whom to ask; "" where all are.
        phones: Agency and telephone.
    """

    team: str
    made: str
    until: str
    position: int
    root: str
    days: int
    left_out: str
    phones: Rows
    children: tuple[ChildSheet, ...]


def as_printed(copy: DutyCopy, *, day: date) -> Printed:
    """
    Make the file.
    """
    said = asdict(copy) | {"form": [asdict(one) for one in paper_form()]}
    return compiled("duty_copy", said, day=day)
