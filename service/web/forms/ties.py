"""Asks what people are to one another, and reads a sent form as the answers of a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from service.actions.errors import ActionRefused
from service.web.forms.when import DateUnclear, filled, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

DATES = ("started", "ended")
ASKED = (
    "relation",
    "closeness",
    "certainty",
    "parental_responsibility",
    "union",
    "over",
    "quality",
    "source",
)


def tie_answers(form: MultiDict[str, str], names: tuple[str, ...] = ASKED) -> dict[str, Any]:
    """
    Return what was answered, with each date as exactly as it was given.

    Raises:
        ActionRefused: A date is none; what else is wrong is found by whoever records.
    """
    content: dict[str, Any] = {name: text for name in names if (text := form.get(name, "").strip())}
    wrong: dict[str, str] = {}
    for name in DATES:
        if not any(form.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")):
            continue
        try:
            content[name] = when(form, name).text
        except DateUnclear as unclear:
            wrong[name] = str(unclear)
    if wrong:
        raise ActionRefused(wrong)
    return content


def tie_filled(content: Mapping[str, Any]) -> dict[str, str]:
    """
    Return the form's fields as a tie's content fills them.
    """
    values = {name: str(content[name]) for name in ASKED if content.get(name)}
    for name in DATES:
        if content.get(name):
            values |= filled(Occurred.from_text(content[name]), name)
    return values
