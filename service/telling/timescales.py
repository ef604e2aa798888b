"""The timescales in force in words, for a page, the API and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from escalation.timescale import ANY, MATCHES, PLAN, QUESTIONS, RECORDING
from events.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from escalation.practice import Practice
    from escalation.timescale import Satisfies, Timescale, When
    from escalation.timescale_files import InForce

_OPENED_BY = {
    PLAN: "the plan itself, which gives the date",
    RECORDING: "",
    MATCHES: "two records that may be of one person",
    QUESTIONS: "a question that nobody has answered",
}
_BARE = frozenset({"yes", "no", "not_known", "unknown"})
OF_LEAD = "visits of the agency that leads the child alone"
NOTHING_ENDS = "being recorded in time"


def tell_timescales(practice: Practice, on: date, find: str = "") -> list[dict[str, Any]]:
    """
    Return every timescale under which clocks start on a day, in the order of the practice table.

    Args:
        find: Only those that have these words somewhere.
    """
    rows = [one for one in practice.rows if one.covers(on)]
    told = [_told(one.timescale, one.first) for one in sorted(rows, key=_order)]
    words = find.casefold().split()
    return [one for one in told if all(word in _all(one) for word in words)]


def _told(row: Timescale, first: date | None) -> dict[str, Any]:
    return {
        "name": row.name,
        "practice_id": row.practice_id,
        "desired": row.desired,
        "risk": row.risk,
        "limit": row.limit.number,
        "unit": str(row.limit.unit),
        "limit_words": limit_words(row),
        "safety": row.limit.safety,
        "starts": ", or ".join(_starts(row)),
        "satisfied_by": _satisfied(row) or NOTHING_ENDS,
        "ended_by": ", or ".join(_whens(row.ended_by)),
        "responsible": row.responsible,
        "ladder": row.ladder,
        "source": row.source,
        "confirmed": row.confirmed,
        "edition": row.edition,
        "since": first.isoformat() if first else "",
    }


def _satisfied(row: Timescale) -> str:
    words = ", or ".join(_whens(row.satisfied_by))
    return f"{words}; {OF_LEAD}" if row.whose else words


def _order(one: InForce) -> tuple[bool, str, str]:
    # The rows of the timescales' own table before those of questions.
    return (not one.timescale.key.startswith("T"), one.timescale.key, one.timescale.name)


def limit_words(row: Timescale) -> str:
    """
    Say a limit with what else bears on it.
    """
    words = row.limit.words()
    if row.counts_back_from:
        words += " before the day that the entry names"
    elif row.counts_from:
        words += " from the day that the entry names"
    if row.known_late:
        words += f"; known later than that, {row.known_late.words()}"
    if row.at_latest:
        words += f", and {row.at_latest.words()} before that day all the same"
    if row.own:
        words += "; an interval in the plan counts before it"
    if row.late_when:
        words += f"; at the latest with {', or '.join(_whens(row.late_when))}"
    if row.limit.safety:
        words += "; a weekend does not stop it"
    if row.silent:
        words += "; opens on the day it is late"
    return words


def _starts(row: Timescale) -> Iterator[str]:
    if not row.starts:
        yield _OPENED_BY.get(row.opened_by, "") or "the question " + row.opened_by.replace("_", " ")
    for said in _whens(row.starts):
        yield f"{said}, for every child of an adult it concerns" if row.related else said


def _whens(every: Iterable[When | Satisfies]) -> Iterator[str]:
    for one in every:
        label = "any entry" if one.kind == ANY else KINDS[one.kind].label.lower()
        said = [_answered(one.kind, *answer) for answer in one.where.items()]
        said += ["not " + _answered(one.kind, *answer) for answer in one.unless.items()]
        said += [
            _answered(one.kind, name, group)
            for name, groups in getattr(one, "each_of", {}).items()
            for group in groups
        ]
        said += [f"with “{_asked(one.kind, name)}”" for name in getattr(one, "filled", ())]
        said += [f"without “{_asked(one.kind, name)}”" for name in getattr(one, "empty", ())]
        said += [
            f"“{_asked(one.kind, name)}” {number} or more"
            for name, number in getattr(one, "at_least", {}).items()
        ]
        said += ["while it is not late"] * bool(getattr(one, "in_time", False))
        another = getattr(one, "another", "")
        said += [f"another {another}"] * bool(another)
        said += ["in an import"] * bool(getattr(one, "imported", False))
        yield f"{label} ({'; '.join(said)})".replace("_", " ") if said else label


def _answered(kind: str, name: str, answers: Iterable[str]) -> str:
    """
    Say which answers are meant; a bare yes or no with its question.
    """
    words = " or ".join(answers)
    if not _BARE.issuperset(answers):
        return words
    return f"“{_asked(kind, name)}” {words}"


def _asked(kind: str, name: str) -> str:
    """
    Return the question that a field asks, or its name where it asks none.
    """
    asked = KINDS[kind].content().fields.get(name) if kind in KINDS else None
    return str(asked.metadata.get("label") or name) if asked is not None else name


def _all(one: dict[str, Any]) -> str:
    return " ".join(str(value) for value in one.values()).casefold()
