"""How a command answers: JSON alone on standard output, or a table for a person."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

FORMATS = ("json", "table")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEPT_WHOLE = 2
"""More of them than this would leave the words no room."""


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Give a command ``--format json|table``: a terminal gets a table, a pipe JSON.
    """
    return click.option(
        "--format",
        "as_format",
        type=click.Choice(FORMATS),
        default=None,
        help="json or table; a terminal gets a table, a pipe JSON.",
    )(command)


def wants_json(as_format: str | None) -> bool:
    """
    Tell whether the answer is to be JSON.
    """
    return as_format == "json" if as_format else not sys.stdout.isatty()


def answer(
    told: Any,
    as_format: str | None,
    *,
    columns: Sequence[str] = (),
    rows: Iterable[Sequence[object]] = (),
    title: str = "",
) -> None:
    """
    Answer with what was told, as JSON or as a table of rows.

    Args:
        columns: The table's headings; without them the keys of what was told are shown.
    """
    if wants_json(as_format):
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if not columns:
        columns = ("", "")
        rows = [(name, value) for name, value in told.items()]
    table = Table(title=title or None, title_justify="left", show_lines=False)
    shown = [[str(cell) for cell in row] for row in rows]
    whole = _of_days(shown, len(columns))
    for place, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=place in whole)
    for row in shown:
        # Marks such as brackets in people's words are words, and never formatting.
        table.add_row(*(Console().render_str(cell, markup=False, emoji=False) for cell in row))
    Console(soft_wrap=False).print(table)


def _of_days(rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """
    Return the first columns that hold days alone, which a narrow terminal would break in two.
    """
    of_days = [
        place
        for place in range(columns)
        if any(row[place] for row in rows)
        and all(_DAY.fullmatch(row[place]) for row in rows if row[place])
    ]
    return of_days[:_KEPT_WHOLE]


def say(words: str) -> None:
    """
    Say something to the person, beside the answer.
    """
    click.echo(words, err=True)
