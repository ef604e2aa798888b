"""``throughline rules``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK
from service.cli.opening import day_option, house
from service.cli.output import answer, format_option
from service.telling.rules import rules_told

if TYPE_CHECKING:
    from datetime import date


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
        rules_told(lines),
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
