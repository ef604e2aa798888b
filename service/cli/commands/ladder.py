"""``throughline ladder``."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from uuid_utils.compat import uuid7

from escalation.errors import TableRefused
from escalation.reading_ladders import as_plain, read_ladders
from service.access.accounts import account_called
from service.access.reader import Reader
from service.actions.adopt_ladder import AdoptLadder, adopt_ladder, ladder_of
from service.actions.errors import ActionRefused
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of
from service.telling.ladders import previewed, tell_heard, tell_ladder, tell_ladders

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from service.wiring import Session


@click.group()
def command() -> None:
    """
    Show and change who hears when something is overdue.
    """


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show every ladder in force.
    """
    with house().reading() as session:
        told = tell_ladders(session)["ladders"]
    answer(
        told,
        as_format,
        columns=("ladder", "edition", "level"),
        rows=[(one["name"], one["version"], line) for one in told for line in one["in_words"]],
    )


@command.command()
@format_option
@click.pass_context
def check(context: click.Context, as_format: str | None) -> None:
    """
    Say at which level nobody could be reached in the coming weeks; leave with 1 if there is one.
    """
    with house().reading() as session:
        told = tell_ladders(session)
    answer(
        {"ok": told["ok"], "unreached": told["unreached"]},
        as_format,
        columns=("what", "whose"),
        rows=[(one["said"], ", ".join(one["whose"])) for one in told["unreached"]],
    )
    if not told["ok"]:
        context.exit(EXIT_REFUSED)


@command.command()
@click.argument("name")
@click.option("--passes", required=True, type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY")
@click.option("--owner", default="", metavar="USER", help="Whose it is, or to whom it was sent.")
@click.option(
    "--lead",
    default="",
    metavar="USER",
    help="Who leads the child's work; the owner, where nothing was sent and none is named.",
)
@format_option
def preview(name: str, passes: datetime, owner: str, lead: str, as_format: str | None) -> None:
    """
    Show who would hear when by the ladder NAME, if an outcome passed on a day and nobody answered.
    """
    with house().reading() as session:
        ladder = ladder_of(session, name)
        if ladder is None:
            raise click.BadParameter(f"there is no ladder {name!r}")
        owned_by, led_by = (
            _user(session, named, hint) for named, hint in ((owner, "--owner"), (lead, "--lead"))
        )
        heard = previewed(session, ladder, due=passes.date(), owner=owned_by, lead=led_by)
    answer(
        [tell_heard(one) for one in heard],
        as_format,
        columns=("at", "level", "who"),
        rows=[(one.at, one.level, one.nobody or "; ".join(one.who)) for one in heard],
    )


def _user(session: Session, named: str, hint: str) -> UUID | None:
    if not named:
        return None
    account = account_called(session.connection, named)
    if account is None:
        raise click.BadParameter(f"there is no user {named!r}", param_hint=hint)
    return account.id


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why it is changed.")
@format_option
def adopt(file: Path, reason: str, as_format: str | None) -> None:
    """
    Adopt every ladder of FILE that differs from the one in force; all of them or none.
    """
    open_house = house()
    signer_of(open_house)
    adopted = []
    try:
        wished = read_ladders(file.read_text(encoding="utf-8"), file.name)
        with open_house.writing() as session:
            for name, ladder in wished.items():
                in_force = ladder_of(session, name)
                if in_force is not None and as_plain(in_force) == as_plain(ladder):
                    continue
                wish = AdoptLadder(
                    name=name,
                    ladder=as_plain(ladder),
                    reason=reason,
                    version_was=in_force.version if in_force else "",
                    key=f"ladder/{uuid7()}",
                )
                adopted.append(adopt_ladder(session, Reader.operator(getpass.getuser()), wish))
    except TableRefused as refused:
        say(str(refused))
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    except ActionRefused as refused:
        for field, words in refused.fields.items():
            say(f"{field}: {words}")
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    seal_log(open_house)
    answer({"adopted": [tell_ladder(one) for one in adopted]}, as_format)
