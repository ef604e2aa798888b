"""``throughline restrict``."""

from __future__ import annotations

import click
from uuid_utils.compat import uuid7

from events.kinds.access_restricted import CLASSES
from projections.stored.directory import find_child
from service.access.accounts import account_called
from service.actions.errors import ActionRefused
from service.actions.restrict_record import (
    LiftFromRecord,
    RestrictRecord,
    kept_whole_under,
    lift_from_record,
    restrict_record,
)
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import as_option, house, reader_for
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of


@click.command()
@click.argument("child")
@click.option("--reason", required=True, help="Who could come to harm; or why no longer.")
@click.option("--protects", type=click.Choice(list(CLASSES)), default="other", show_default=True)
@click.option("--agency", "agencies", multiple=True, metavar="NAME", help="Whose people read it.")
@click.option("--user", "usernames", multiple=True, help="Who else does, beside the lead.")
@click.option("--lift", is_flag=True, help="Open the whole record again.")
@as_option
@format_option
@click.pass_context
def command(
    context: click.Context,
    child: str,
    *,
    reason: str,
    protects: str,
    agencies: tuple[str, ...],
    usernames: tuple[str, ...],
    lift: bool,
    username: str,
    as_format: str | None,
) -> None:
    """
    Keep the whole record of CHILD for those named, or open it again; the lead is told.
    """
    open_house = house()
    signer_of(open_house)
    try:
        with open_house.writing() as session:
            found = find_child(session.connection, child)
            reader = reader_for(session, username)
            if lift:
                for one in kept_whole_under(session, found):
                    wish = LiftFromRecord(
                        child=found, restriction=one, reason=reason, key=f"lift/{one}/{uuid7()}"
                    )
                    lift_from_record(session, reader, wish)
            else:
                people = []
                for name in usernames:
                    account = account_called(session.connection, name)
                    if account is None:
                        raise click.BadParameter(f"there is no user {name!r}")
                    people.append(account.id)
                restrict_record(
                    session,
                    reader,
                    RestrictRecord(
                        child=found,
                        protects=protects,
                        reason=reason,
                        agencies=agencies,
                        people=tuple(people),
                        key=f"restrict/{uuid7()}",
                    ),
                )
            under = kept_whole_under(session, found)
    except ActionRefused as refused:
        for field, words in refused.fields.items():
            say(f"{field}: {words}")
        context.exit(EXIT_REFUSED)
    seal_log(open_house)
    answer({"child": str(found), "restrictions": list(under)}, as_format)
