"""What trying a setting found, in figures and in words; it names no child."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from projections.conference.wording import counted

if TYPE_CHECKING:
    from projections.risk.tried import Tried


def tried_told(found: Tried) -> dict[str, Any]:
    """
    Return the figures under both settings.
    """
    return {
        "children": found.of,
        "days": found.days,
        "asked_of_now": len(found.now.children),
        "asked_of_then": len(found.then.children),
        "newly": len(found.newly),
        "no_longer": len(found.no_longer),
        "a_month_now": round(found.now_a_month, 1),
        "a_month_then": round(found.then_a_month, 1),
        "days_earlier": int(median(found.earlier)) if found.earlier else None,
        "in_words": tried_in_words(found),
    }


def tried_in_words(found: Tried) -> str:
    """
    Say what the setting would change.
    """
    more = round(found.then_a_month - found.now_a_month, 1)
    often = f"{abs(more):g} times a month {'more' if more > 0 else 'less'}" if more else "as often"
    who = (
        f"Of {counted(found.of, 'child', 'children')} it asks today about "
        f"{len(found.now.children)}, and would ask about {len(found.then.children)}: "
        f"{len(found.newly)} newly, {len(found.no_longer)} no longer."
    )
    when = (
        f"Over the last {counted(found.days, 'day')} it would have been asked {often} "
        f"({found.now.asked} times as it is, {found.then.asked} as tried)."
    )
    days = int(median(found.earlier)) if found.earlier else 0
    if not days:
        return f"{who} {when}"
    sooner = "earlier" if days > 0 else "later"
    return f"{who} {when} Where both asked, in the middle {counted(abs(days), 'day')} {sooner}."
