"""A ladder as fields of a form, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from escalation.people import AGENCY_ROLES, WHO, WHO_WORDS
from escalation.reading_ladders import CHANNELS, MOST_LEVELS

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from escalation.ladder import Ladder
    from escalation.limit import Limit

WHO_OFFERED = {name: WHO_WORDS[name] for name in WHO}
UNITS = {"working_days": "working days", "hours": "hours, day and night"}
SENT_BY = {name: name.capitalize().replace("Email", "E-mail") for name in CHANNELS}
_ROLE_WORDS = {name.replace("_", " "): name for name in AGENCY_ROLES}


def sent_ladder(form: MultiDict[str, str]) -> dict[str, Any]:
    """
    Return what a form says as plain JSON; a level that names nobody is left out.
    """
    levels = []
    for number in range(1, MOST_LEVELS + 1):
        who = form.getlist(f"who-{number}") + _of_agencies(form.get(f"agencies-{number}", ""))
        if who:
            channels = ["inbox", *(c for c in form.getlist(f"by-{number}") if c != "inbox")]
            wait = _limit(form, f"wait-{number}")
            levels.append({"who": who, "channels": channels, "wait": wait})
    return {
        "levels": levels,
        "again": _limit(form, "again"),
        "ends_within": _limit(form, "ends"),
    }


def shown_levels(ladder: Ladder | None, form: MultiDict[str, str]) -> list[dict[str, Any]]:
    """
    Return the levels as the form shows them: as sent, else as in force, and one empty level more.
    """
    if "again-number" in form:
        numbers = [n for n in range(1, MOST_LEVELS + 1) if f"wait-{n}-number" in form]
        shown = [_sent(form, number) for number in numbers]
    else:
        shown = [_in_force(level.who, level.channels, level.wait) for level in _levels(ladder)]
    filled = [one for one in shown if one["who"] or one["agencies"]]
    return [*filled, _empty()][:MOST_LEVELS]


def limit_shown(form: MultiDict[str, str], name: str, limit: Limit | None) -> dict[str, str]:
    """
    Return a limit as the form shows it: as sent, else as in force.
    """
    if f"{name}-number" in form:
        return {"number": form[f"{name}-number"], "unit": form.get(f"{name}-unit", "")}
    return _limit_of(limit) if limit else {"number": "1", "unit": "working_days"}


def _levels(ladder: Ladder | None) -> Any:
    return ladder.levels if ladder else ()


def _sent(form: MultiDict[str, str], number: int) -> dict[str, Any]:
    return {
        "who": form.getlist(f"who-{number}"),
        "agencies": form.get(f"agencies-{number}", "").strip(),
        "by": form.getlist(f"by-{number}"),
        "wait": limit_shown(form, f"wait-{number}", None),
    }


def _in_force(who: tuple[str, ...], channels: tuple[str, ...], wait: Limit) -> dict[str, Any]:
    named = [one.replace("@", " at ", 1).replace("_", " ") for one in who if "@" in one]
    return {
        "who": [one for one in who if "@" not in one],
        "agencies": "\n".join(named),
        "by": list(channels),
        "wait": _limit_of(wait),
    }


def _empty() -> dict[str, Any]:
    wait = {"number": "1", "unit": "working_days"}
    return {"who": [], "agencies": "", "by": ["email"], "wait": wait}


def _limit_of(limit: Limit) -> dict[str, str]:
    return {"number": str(limit.number), "unit": str(limit.unit)}


def _limit(form: MultiDict[str, str], name: str) -> dict[str, Any]:
    number = form.get(f"{name}-number", "").strip()
    return {
        "number": int(number) if number.isdigit() and len(number) < len("1000") else 0,
        "unit": form.get(f"{name}-unit", "working_days"),
    }


def _of_agencies(text: str) -> list[str]:
    found = []
    for line in text.splitlines():
        role, at, agency = line.strip().partition(" at ")
        role = role.strip().casefold().removesuffix("s")
        if line.strip():
            found.append(f"{_ROLE_WORDS.get(role, role)}@{agency.strip()}" if at else line.strip())
    return found
