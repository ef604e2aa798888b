"""How a command answers: JSON alone on standard output, or a table for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

FORMATS = ("json", "table")


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
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Marks such as brackets in people's words are words, and never formatting.
        table.add_row(*(Console().render_str(str(cell), markup=False, emoji=False) for cell in row))
    Console(soft_wrap=False).print(table)


def say(words: str) -> None:
    """
    Say something to the person, beside the answer.
    """
    click.echo(words, err=True)
