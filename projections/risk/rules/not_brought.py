"""
Asks who brings a child whose appointments are missed, over all agencies together.

Source: "Learning the lessons from Serious Case Reviews", slide 16; Sussex Child Protection and
Safeguarding Procedures, 5.3 (was not brought).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.history import History, within
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

SETTINGS = {"near": 2, "near_days": 56, "far": 3, "far_days": 183}

OURS = frozenset({"child", "carer"})
"""Whose appointment counts: the child's own, or a carer's about the child."""

COUNTS = frozenset({"not_brought", "carer_cancelled"})
"""Why it was missed; who cancelled being unknown never counts."""


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask where two were missed in eight weeks, three in six months, or one that a plan counts on.
    """
    missed = [m for m in history.of("missed_appointment") if _counts(history, m)]
    near = [m for m in missed if within(m.occurred, on, days=SETTINGS["near_days"])]
    far = [m for m in missed if within(m.occurred, on, days=SETTINGS["far_days"])]
    if len(far) >= SETTINGS["far"]:
        cluster, needed = far, SETTINGS["far"]
    elif len(near) >= SETTINGS["near"]:
        cluster, needed = near, SETTINGS["near"]
    else:
        cluster = [m for m in near if _neglect(history) or _on_the_plan(history, m)]
        needed = 1
    if cluster:
        yield Found(evidence=tuple(m.id for m in cluster), since=_since(cluster, needed))


def _counts(history: History, missed: Entry) -> bool:
    """
    Tell whether the family's own missing is recorded, and not a professional's absence.
    """
    whose, why = missed.answer("whose"), missed.answer("why")
    if whose:
        ours = whose in OURS
    else:
        family = [p for p in missed.people() if not history.professional(p)]
        absent = (
            missed.content.get("professionals")
            or missed.content.get("agencies_named")
            or any(history.professional(p) for p in missed.people())
        )
        # The child alone is named in every row: it takes a professional and nobody of the
        # family besides to say that it was the professional who did not come.
        ours = not absent or any(person != history.child_id for person in family)
    return ours and (why in COUNTS or (why is None and missed.event.origin is not None))


def _neglect(history: History) -> bool:
    conferences = [c for c in history.of("conference_held") if c.answer("category")]
    return bool(conferences) and "neglect" in str(conferences[-1].content.get("category"))


def _on_the_plan(history: History, missed: Entry) -> bool:
    made = missed.answer("appointment_made")
    return bool(made) and any(
        made in outcome.content.get("evidence", ()) for outcome in history.of("outcome_planned")
    )


def _since(cluster: Sequence[Entry], needed: int) -> date:
    return sorted(missed.known_from for missed in cluster)[needed - 1]


RULE = Rule(
    practice_id="R09",
    question="Who brings this child, and what is being missed? "
    "Not “did not attend”: was not brought.",
    lesson="Missed appointments were counted one agency at a time.",
    source="“Learning the lessons from Serious Case Reviews”, slide 16; Sussex Child Protection "
    "and Safeguarding Procedures, 5.3",
    look=look,
    settings=SETTINGS,
)
