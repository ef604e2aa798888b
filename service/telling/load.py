"""How often each question is asked, in figures; it names no child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.risk.asked import RULES

if TYPE_CHECKING:
    from projections.risk.load import Load


def load_told(found: Load, of: int) -> dict[str, Any]:
    """
    Return the figures, the question that is asked most often first.

    Args:
        of: How many children there are to be counted over, of whom some were looked at.
    """
    rules = sorted(found.questions, key=lambda name: (-found.asked.get(name, 0), name))
    return {
        "children": of,
        "looked_at": found.of,
        "days": found.days,
        "asked": sum(found.asked.get(name, 0) for name in found.questions),
        "a_child_a_month": _rounded(found.a_child_a_month(*found.questions)),
        "rules": [
            {
                "rule": name,
                "practice_id": RULES[name].practice_id,
                "question": RULES[name].question,
                "weekly": RULES[name].weekly,
                "mandatory": RULES[name].mandatory,
                "asked": found.asked.get(name, 0),
                "a_child_a_month": _rounded(found.a_child_a_month(name)),
                "children_now": found.standing.get(name, 0),
            }
            for name in rules
        ],
    }


def _rounded(often: float | None) -> float | None:
    return None if often is None else round(often, 2)
