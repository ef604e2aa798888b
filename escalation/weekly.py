"""What waits about the children whom somebody leads, of the questions that are told once a week."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from projections.risk.asked import RULES, asked, rules_of
from projections.risk.history import history

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections.child_record import ChildRecord


def weekly_words(records: Iterable[ChildRecord], on: date) -> str:
    """
    Say each such question with how many children it waits for, a line an agency; "" for nothing.

    Told each by itself, people learn to look away. Numbers alone are said, and no child is named.

    Source: PRACTICE table, against alert fatigue: R09, R17, R29, R33, R39 and R40 in a
    weekly digest.
    """
    counted: dict[str, Counter[str]] = {}
    for record in records:
        known = history(record.known_at(on))
        if known.child is None or known.child.died is not None:
            continue
        weekly = {name: rule for name, rule in rules_of(known, on).items() if rule.weekly}
        open_ = [one for one in asked(known, on, weekly) if one.answered is None]
        # Of one child and one agency once, however often it is asked.
        for name, agency in {(one.rule, _agency(one.about)) for one in open_}:
            counted.setdefault(name, Counter())[agency] += 1
    rows = sorted(counted, key=lambda name: RULES[name].practice_id)
    return "\n".join(
        line
        for name in rows
        for line in (
            f"{RULES[name].practice_id}. {RULES[name].question}",
            *(_line(agency, children) for agency, children in sorted(counted[name].items())),
        )
    )


def _agency(about: str) -> str:
    """
    Return the agency that a question is about; "" where it is about an entry or somebody.
    """
    return "" if about[:1].isdigit() or not about.replace("-", " ").strip() else about


def _line(agency: str, children: int) -> str:
    many = "1 child" if children == 1 else f"{children} children"
    return f"  {agency}: {many}" if agency else f"  {many}"
