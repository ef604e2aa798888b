"""The vocabulary as JSON: what may be recorded, and what each kind asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.kind import By
from events.roles import ROLES
from events.vocabulary import KINDS

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from events.kind import EventKind


def kinds_told() -> list[dict[str, Any]]:
    """
    Tell every kind of event with its questions, in the words in which a form asks them.
    """
    return [_kind(name, kind) for name, kind in KINDS.items()]


def _kind(name: str, kind: EventKind) -> dict[str, Any]:
    return {
        "kind": name,
        "label": kind.label,
        "group": str(kind.group),
        "version": kind.version,
        "recordable": kind.by is By.FORM,
        "always_significant": kind.always_significant,
        "roles": [{"role": role, "label": ROLES[role]} for role in (*kind.roles, "named")],
        "questions": [
            _question(name, asked)
            for name, asked in kind.content().fields.items()
            if not asked.metadata.get("import_only")
        ],
    }


def _question(name: str, asked: Field[Any]) -> dict[str, Any]:
    return {
        "field": name,
        "label": asked.metadata.get("label", name),
        "hint": asked.metadata.get("hint", ""),
        "answer": asked.metadata.get("shown_as", "text"),
        "required": asked.required,
        "options": [
            {"value": value, "label": label}
            for value, label in asked.metadata.get("options", {}).items()
        ],
    }
