"""``throughline load``."""

from __future__ import annotations

import sys

import click

from projections.stored.directory import find_child
from service.actions.caseload import every_child, sampled
from service.actions.measure_load import A_QUARTER, measure_load
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.telling.load import load_told


@click.command()
@click.option("--days", default=A_QUARTER, show_default=True, help="So many days back.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="Look at no more than so many children, the same ones each time; all if not given.",
)
@click.option("--child", "named", multiple=True, help="Of this child alone; may be given again.")
@format_option
def command(days: int, most: int | None, named: tuple[str, ...], as_format: str | None) -> None:
    """
    Show how often each question was newly asked, a child a month, so that too many are seen coming.

    Nothing is written and no child is named. One month of one child takes some thousandths of a
    second; how far it has come is shown meanwhile.
    """
    throughline = house()
    with throughline.reading() as session:
        every = [find_child(session.connection, one) for one in named] or list(every_child(session))
    of = sampled(every, most or len(every))
    with click.progressbar(of, label="Children looked at", file=sys.stderr) as going:
        found = measure_load(throughline, going, days)
    told = load_told(found, len(every))
    answer(
        told,
        as_format,
        title=(
            f"{told['looked_at']:,} of {told['children']:,} children, {days} days: "
            f"{told['a_child_a_month'] or 'too short for'} questions a child a month."
        ),
        columns=("row", "question", "asked", "a child a month", "children now"),
        rows=[
            (
                one["practice_id"],
                one["question"],
                one["asked"],
                one["a_child_a_month"],
                one["children_now"],
            )
            for one in told["rules"]
        ],
    )
