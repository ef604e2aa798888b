"""``throughline token``."""

from __future__ import annotations

from datetime import timedelta

import click

from service.access.tokens import Scope, create_token, revoke_token, tokens
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say


@click.group()
def command() -> None:
    """
    Set up tokens with which agencies' own systems reach the API.
    """


@command.command()
@click.argument("username")
@click.option("--purpose", required=True, help="Which system uses it.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([str(scope) for scope in Scope]),
    multiple=True,
    default=["read"],
    show_default=True,
    help="What it may be used for; give it again for more.",
)
@click.option(
    "--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it lasts."
)
@format_option
def add(
    username: str, purpose: str, scopes: tuple[str, ...], days: int, as_format: str | None
) -> None:
    """
    Make a token that acts for the user USERNAME, within that user's rights.

    It opens nothing until USERNAME, signed in, agrees under "Your account".
    """
    with house().writing() as session:
        ends = session.now + timedelta(days=days)
        made = create_token(
            session.connection,
            username=username,
            purpose=purpose,
            scopes=scopes,
            expires=ends,
            now=session.now,
        )
    say("Keep it now: it is shown this once, and nobody can read it again.")
    say(f"It opens nothing until {username}, signed in, agrees under “Your account”.")
    answer({"token": made, "expires": ends.isoformat(), "scopes": sorted(scopes)}, as_format)


@command.command()
@click.argument("prefix")
@format_option
def revoke(prefix: str, as_format: str | None) -> None:
    """
    End the token whose public part is PREFIX, for good.
    """
    with house().writing() as session:
        ended = revoke_token(session.connection, prefix, session.now)
    answer({"prefix": prefix, "revoked": ended}, as_format)
    if not ended:
        say("There is no such token, or it had ended before.")
        raise click.exceptions.Exit(EXIT_REFUSED)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show every token that was made, without its secret.
    """
    with house().reading() as session:
        found = [
            {
                "prefix": token.prefix,
                "purpose": token.purpose,
                "user": str(token.user),
                "agency": token.agency,
                "scopes": sorted(token.scopes),
                "expires": token.expires.isoformat(),
                "revoked": token.revoked.isoformat() if token.revoked else None,
                "used": token.used.isoformat() if token.used else None,
                "agreed": token.agreed.isoformat() if token.agreed else None,
            }
            for token in tokens(session.connection)
        ]
    answer(
        found,
        as_format,
        columns=("prefix", "purpose", "agency", "scopes", "expires", "ended"),
        rows=[
            (
                one["prefix"],
                one["purpose"],
                one["agency"],
                ", ".join(one["scopes"] or ()),
                one["expires"],
                one["revoked"] or "",
            )
            for one in found
        ],
    )
