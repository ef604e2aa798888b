"""``throughline rules``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK
from service.cli.opening import day_option, house
from service.cli.output import answer, format_option

if TYPE_CHECKING:
    from datetime import date

    from projections.risk.book import Line


@click.command()
@day_option("--on", "With the settings in force on this day; today if not given.")
@format_option
def command(on: date | None, as_format: str | None) -> None:
    """
    Show every question that a record can raise, and its windows and thresholds in force.
    """
    with house().reading() as session:
        lines = book(RULES, session.log.stream(RULE_BOOK), on or session.today)
    answer(
        [_told(line) for line in lines],
        as_format,
        columns=("row", "rule", "question", "settings"),
        rows=[
            (
                line.rule.practice_id,
                line.name.replace("_", " "),
                line.rule.question,
                ", ".join(f"{one.name} {one.value}" for one in line.windows),
            )
            for line in lines
        ],
    )


def _told(line: Line) -> dict[str, Any]:
    rule = line.rule
    return {
        "rule": line.name,
        "practice_id": rule.practice_id,
        "question": rule.question,
        "asked": line.asked,
        "mandatory": rule.mandatory,
        "marker": rule.marker,
        "source": rule.source,
        "confirmed": rule.confirmed,
        "lesson": rule.lesson,
        "version": rule.version,
        "settings": [
            {
                "setting": one.name,
                "shipped": one.shipped,
                "value": one.value,
                "changed_by": one.changed.actor if one.changed else None,
                "changed_on": one.changed.occurred.first.isoformat() if one.changed else None,
                "reason": one.changed.content.get("reason") if one.changed else None,
            }
            for one in line.windows
        ],
    }
