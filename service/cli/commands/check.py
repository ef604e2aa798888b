"""``throughline check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.log.signing import PUBLIC_BYTES, key_id, signature_holds
from events.log.verifier import checkpoint_statement, proof_fault, said
from events.log.witnessed import fault_among, notes, written
from service.cli.checkpoints_kept import kept_in
from service.cli.failing import EXIT_REFUSED
from service.cli.output import answer, format_option, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.log.witnessed import Note


@click.command()
@click.argument(
    "proof", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--key",
    default="",
    metavar="PUBLIC_KEY",
    help="The public key, or its id, that the keeper of the log has made known.",
)
@click.option(
    "--checkpoints",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Checkpoints that you kept, which the proof must fit; give it again for more.",
)
@format_option
@click.pass_context
def command(
    context: click.Context,
    proof: Path | None,
    key: str,
    files: tuple[Path, ...],
    as_format: str | None,
) -> None:
    """
    Check the PROOF of an entry: needs neither the database nor a network.

    Without --key it says whose key signed, and you compare that with the one you were given.
    With --checkpoints and no PROOF, the checkpoints themselves are checked; --key is then the
    public key, whole.
    """
    kept = kept_in(files)
    if proof is None:
        _check_kept(context, kept, key, as_format)
        return
    read = _read(proof)
    fault = proof_fault(read, signature_holds)
    if fault is None:
        fault = _fault_beside(read, kept)
    if fault is None and key and key.lower() not in _names(read):
        fault = f"it is signed by another key, {read['checkpoint']['key']}"
    if fault is not None:
        say(f"{fault[:1].upper()}{fault[1:]}.")
        answer({"ok": False, "reason": fault}, as_format)
        context.exit(EXIT_REFUSED)
    if not key:
        say(
            f"Signed with the key {read['checkpoint']['key']}. Compare it with the one that the"
            " keeper of the log has made known, or give that with --key."
        )
    answer(_told(read) | {"key_compared": bool(key)}, as_format)


def _check_kept(
    context: click.Context, kept: Sequence[Note], key: str, as_format: str | None
) -> None:
    if not kept:
        raise click.UsageError("Give a PROOF, or --checkpoints with the file that you kept.")
    try:
        public = bytes.fromhex(key)
    except ValueError:
        public = b""
    if len(public) != PUBLIC_BYTES:
        raise click.UsageError(
            "Give --key with the public key that you were given: 64 hexadecimal digits."
        )
    fault = fault_among(kept, {key_id(public): public}, signature_holds)
    told = {"ok": fault is None, "checkpoints": len(kept), "newest": kept[-1].number}
    if fault is None:
        answer(told | {"size": kept[-1].size, "root": kept[-1].root.hex()}, as_format)
        return
    say(f"{fault[:1].upper()}{fault[1:]}.")
    answer(told | {"reason": fault}, as_format)
    context.exit(EXIT_REFUSED)


def _fault_beside(proof: Any, kept: Sequence[Note]) -> str | None:
    """
    Return why a proof and checkpoints that were kept cannot be of one history.
    """
    made = proof["checkpoint"]
    public = {made["key"]: bytes.fromhex(made["public_key"])}
    own, _ = notes(
        written(
            checkpoint_statement(made),
            bytes.fromhex(made["signature"]),
            public[made["key"]],
        )
    )
    return fault_among([*kept, *own], public, signature_holds) if kept else None


def _names(proof: Any) -> tuple[str, str]:
    return proof["checkpoint"]["key"], proof["checkpoint"]["public_key"]


def _read(file: Path) -> Any:
    try:
        read = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return None
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be read: {error.strerror}") from None
    # What `prove` answers without --output holds the proof as one part.
    return read["proof"] if isinstance(read, dict) and "proof" in read else read


def _told(proof: Any) -> dict[str, Any]:
    columns, made = proof["event"]["columns"], proof["checkpoint"]
    return {
        "ok": True,
        "entry": proof["entry"],
        "position": proof["event"]["position"],
        "kind": columns["kind"],
        "occurred": {
            "from": columns["occurred_from"],
            "to": columns["occurred_to"],
            "precision": columns["precision"],
        },
        "recorded": columns["recorded"],
        "agency": columns["agency"],
        "content": said(proof),
        "checkpoint": made["number"],
        "size": made["size"],
        "made": made["made"],
        "root": made["root"],
        "key": made["key"],
        "public_key": made["public_key"],
    }
