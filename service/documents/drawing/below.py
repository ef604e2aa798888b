"""The rows under the lanes: what is asked, what is owed, what was escalated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.documents.drawing.ground import Ground
from service.documents.drawing.owed import escalation, outcome
from service.documents.drawing.questions import question
from service.documents.drawing.svg import GREY, INK, element, label, line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome, Raised
    from projections.risk.asked import Indicator

ROW = 31.0
MOST_ROWS = 12


def below(
    entries: Mapping[str, Entry],
    indicators: Sequence[Indicator],
    outcomes: Sequence[PlannedOutcome],
    escalations: Sequence[Raised],
    y: float,
    ground: Ground,
) -> tuple[str, float]:
    """
    Draw the rows from a height downwards, and return them with the height they end at.

    Args:
        entries: By number, to place the evidence of each question.
    """
    drawn: list[str] = []
    if indicators:
        y = _heading(drawn, "What is asked", "questions, not findings", y, ground)
        for one in indicators[:MOST_ROWS]:
            drawn.append(question(one, entries, y, ground))
            y += ROW
        y = _more(drawn, len(indicators), "questions", y, ground)
    if outcomes:
        y = _heading(drawn, "What is owed", "black where overdue", y, ground)
        for planned in outcomes[:MOST_ROWS]:
            drawn.append(outcome(planned, y, ground))
            y += ROW
        y = _more(drawn, len(outcomes), "outcomes", y, ground)
    if escalations:
        y = _heading(drawn, "Escalations", "", y, ground)
        said = f"{len(escalations)} escalations"
        inside = (escalation(raised, y + 10, ground) for raised in escalations)
        drawn.append(element("g", *inside, role="img", aria_label=said))
        y += ROW - 6
    return "".join(drawn), y


def _heading(drawn: list[str], name: str, meaning: str, y: float, ground: Ground) -> float:
    drawn.append(line(0, y + 4, ground.right + 14, y + 4, stroke=INK, wide=1))
    drawn.append(label(name, 8, y + 22, size=12, weight="bold"))
    if meaning:
        drawn.append(label(meaning, 8, y + 36, size=10.5, fill=GREY))
    return y + 12


def _more(drawn: list[str], rows: int, what: str, y: float, ground: Ground) -> float:
    if rows > MOST_ROWS:
        said = f"and {rows - MOST_ROWS} more {what}, in the table"
        drawn.append(ground.caption(said, ground.left + 8, y + 10))
        y += 18
    return y + 8
