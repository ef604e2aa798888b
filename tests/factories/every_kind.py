"""What people record of every kind, found as the service finds it: a new kind is tried or fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.kind import By
from events.vocabulary import KINDS
from service.web.forms.questions import of_kind, questions
from tests.samples import sample

if TYPE_CHECKING:
    from uuid import UUID

BY_FORM = [name for name, kind in KINDS.items() if kind.by is By.FORM]
"""The kinds that have a form of their own, made from their declaration."""

DAY = {"occurred-day": "20", "occurred-month": "3", "occurred-year": "2026"}
"""What every form is told of when it was."""

OF_THE_RECORD = frozenset({"person", "people", "entry", "entries", "outcome", "practitioner"})
"""Answers that point at something: what a sample points at is in no test's record."""


def said_of(kind: str, left_out: frozenset[str]) -> dict[str, Any]:
    """
    Return what a kind's sample says, but for what points at somebody else's record.
    """
    asked = {one.name: one for one in questions(KINDS[kind].content)}
    return {
        name: value
        for name, value in sample(kind).items()
        if name in asked and asked[name].shown_as not in left_out
    }


def said_on_its_page(kind: str, somebody: UUID) -> dict[str, Any]:
    """
    Return what a kind's page can be told, with one of the family where it must be told of somebody.
    """
    own, shared = of_kind(KINDS[kind])
    asked = {one.name: one for one in (*own, *shared)}
    by_number = frozenset({"practitioner", "entry", "entries"})
    content = {
        name: value
        for name, value in said_of(kind, OF_THE_RECORD - by_number).items()
        if name in asked
    }
    missing = KINDS[kind].missing(content)
    # It needs somebody or something of the record: who was there by name will do.
    return content | {
        name: [str(somebody)] if asked[name].shown_as == "people" else str(somebody)
        for name in missing
    }
