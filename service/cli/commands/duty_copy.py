"""``throughline duty-copy``."""

from __future__ import annotations

from pathlib import Path

import click

from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.documents.pack import write_file
from service.duty.making import keep_made, make_now
from service.duty.whose import DutyTeam, duty_teams, in_no_copy
from service.sealing import seal_log


@click.command()
@click.option(
    "--team", metavar="NAME", default="", help="Of this team alone, or of this agency's teams."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one team's copy here instead, readable by its owner alone.",
)
@format_option
def command(team: str, output: Path | None, as_format: str | None) -> None:
    """
    Make the printable copies for when the service is down, now: one PDF a team.

    The worker makes them every night into THROUGHLINE_DUTY_COPIES.
    """
    open_house = house()
    folder = open_house.settings.duty_copies
    if output is None and not folder:
        raise click.UsageError("Set THROUGHLINE_DUTY_COPIES to a folder, or give --output FILE.")
    with open_house.reading() as session:
        every = duty_teams(session.connection)
        left = in_no_copy(session.connection)
        now = session.now
    chosen = [one for one in every if not team or _called(one, team)]
    if team and not chosen:
        raise click.BadParameter(
            f"no team that works with a child is called {team!r}", param_hint="--team"
        )
    if output is not None and len(chosen) != 1:
        names = "; ".join(one.words for one in chosen) or "none works with a child"
        raise click.UsageError(f"Name one team with --team for --output: {names}.")
    seal_log(open_house)
    told = []
    for one in chosen:
        made = make_now(open_house, one, now)
        if output is not None:
            write_file(made.content, output)
        else:
            keep_made(open_house, made, now)
        told.append(
            {
                "team": one.words,
                "file": str(output or Path(folder) / made.file),
                "children": len(made.children),
                "left_out": made.left_out,
                "position": made.position,
            }
        )
    if left:
        say(f"Something is owed to {left} with whom nobody works: they are in no copy.")
    answer(
        told,
        as_format,
        columns=("team", "file", "children", "left out", "position"),
        rows=[tuple(one.values()) for one in told],
    )


def _called(one: DutyTeam, name: str) -> bool:
    wanted = name.casefold()
    return wanted in {one.name.casefold(), one.agency.casefold(), one.words.casefold()}
