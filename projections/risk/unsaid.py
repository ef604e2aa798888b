"""Which decisions of an import do not say what was decided, and what social care did after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

SOCIAL_CARE = "social care"
"""As an import writes it, whatever the file called it."""

SAYING = ("about", "finding", "result")
"""The columns in which a row may say what was decided."""


def unsaid(entry: Entry) -> bool:
    """
    Tell whether an entry is a row that says that something was decided, and in no column what.

    It may have closed the case or lowered a risk as well as begun an enquiry; whoever brings the
    file in can say so in the columns ``about`` and ``result``.
    """
    return (
        entry.kind == "management_decision"
        and entry.event.origin is not None
        and all(entry.answer(name) is None for name in SAYING)
    )


def of_social_care(entry: Entry) -> bool:
    """
    Tell whether social care recorded an entry.
    """
    return entry.agency.casefold().endswith(SOCIAL_CARE)
