"""What every page shows around its own content: who is signed in, the menu, the sweep's health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from escalation.running.health import sweep_health
from events.errors import LogUnavailable
from service.access.policy import PUBLIC, Action, Allow, decide
from service.web.drafting import outbox_key
from service.web.words import clock, moment

if TYPE_CHECKING:
    from service.web.visit import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class SweepSeen:
    """
    When escalations were last checked, in words, and whether that is too long ago.
    """

    words: str
    late: bool


def surroundings(visit: Visit) -> dict[str, Any]:
    """
    Return what the layout needs; nothing of anybody's record.
    """
    if visit.reader is None:
        return {"menu": [], "signed_in_as": None, "sweep": None}
    return {
        "menu": menu(visit),
        "signed_in_as": visit.reader,
        "sweep": sweep_seen(visit),
        "outbox_key": outbox_key(visit),
    }


def menu(visit: Visit) -> list[tuple[str, str]]:
    """
    Return the menu's addresses and words that this reader's role allows.
    """
    from service.web.routing import PAGES  # noqa: PLC0415 - pages need what is around them

    offered = [
        (page.order, visit.url(name), page.menu)
        for name, page in PAGES.items()
        if page.menu
        and page.policy != PUBLIC
        and isinstance(decide(visit.who, Action(page.policy)), Allow)
    ]
    return [(url, words) for _, url, words in sorted(offered)]


def sweep_seen(visit: Visit) -> SweepSeen:
    """
    Say when escalations were last checked; the page is shown even where that cannot be known.
    """
    try:
        with visit.throughline.reading() as session:
            health = sweep_health(session.connection, session.now)
            today = session.today
    except LogUnavailable:
        return SweepSeen(words="When escalations were last checked is not known.", late=True)
    last = datetime.fromisoformat(health["last"]) if health.get("last") else None
    if last is None:
        checked = "Escalations have never been checked."
    elif last.date() == today:
        checked = f"Escalations last checked {clock(last)}."
    else:
        checked = f"Escalations last checked {moment(last)}."
    if health["ok"]:
        return SweepSeen(words=checked, late=False)
    advice = "Overdue outcomes may not have been noticed: tell your administrator."
    return SweepSeen(words=f"{checked} {advice}", late=True)
