"""``throughline key``."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.rewrapping import rewrap
from service.rotating import rotate
from service.sealing import seal_log, signer_of, trusted_keys


@click.group()
def command() -> None:
    """
    Look after the keys: the one that signs checkpoints, and the one that data keys lie under.
    """


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show the public keys that signed this log, the present one last; make them known.
    """
    open_house = house()
    present = signer_of(open_house).key_id
    found = [
        {"key": name, "public_key": public.hex(), "signs_now": name == present}
        for name, public in trusted_keys(open_house).items()
    ]
    answer(
        found,
        as_format,
        columns=("key", "public key", "signs now"),
        rows=[(one["key"], one["public_key"], "yes" if one["signs_now"] else "") for one in found],
    )


@command.command("rotate")
@click.option(
    "--next",
    "next_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Holds the next key, 32 random bytes in base64; an embedded database makes its own.",
)
@click.option("--reason", required=True, help="Why it is replaced; kept in the log.")
@format_option
def replace(next_file: Path | None, reason: str, as_format: str | None) -> None:
    """
    Let another key sign from now on; what the old one signed stays trusted.
    """
    done = rotate(
        house(), next_file=next_file, reason=reason, actor=f"operator:{getpass.getuser()}"
    )
    if done.to_set:
        say(f"{done.to_set}.")
    answer(
        {
            "ok": True,
            "old": done.old.key_id,
            "old_public_key": done.old.public.hex(),
            "key": done.new.key_id,
            "public_key": done.new.public.hex(),
            "to_set": done.to_set,
        },
        as_format,
    )


@command.command("rotate-master")
@click.option(
    "--next",
    "next_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Holds the next key, 32 random bytes in base64; an embedded database makes its own.",
)
@click.option("--reason", required=True, help="Why it is replaced; kept in the log.")
@format_option
def replace_master(next_file: Path | None, reason: str, as_format: str | None) -> None:
    """
    Wrap every data key with another master key, while people go on recording.
    """
    open_house = house()
    signer_of(open_house)
    done = rewrap(
        open_house, next_file=next_file, reason=reason, actor=f"operator:{getpass.getuser()}"
    )
    seal_log(open_house)
    if done.to_set:
        say(f"{done.to_set}.")
    answer(
        {"ok": True, "old": done.old, "key": done.new, "keys": done.keys, "to_set": done.to_set},
        as_format,
    )
