"""``throughline check``."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import click

from events.log.signing import signature_holds
from events.log.verifier import proof_fault
from service.cli.failing import EXIT_REFUSED
from service.cli.output import answer, format_option, say


@click.command()
@click.argument("proof", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key",
    default="",
    metavar="PUBLIC_KEY",
    help="The public key, or its id, that the keeper of the log has made known.",
)
@format_option
@click.pass_context
def command(context: click.Context, proof: Path, key: str, as_format: str | None) -> None:
    """
    Check the PROOF of an entry: needs neither the database nor a network.

    Without --key it says whose key signed, and you compare that with the one you were given.
    """
    read = _read(proof)
    fault = proof_fault(read, signature_holds)
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
        "content": json.loads(b64decode(proof["event"]["body"]))["content"],
        "checkpoint": made["number"],
        "size": made["size"],
        "made": made["made"],
        "root": made["root"],
        "key": made["key"],
        "public_key": made["public_key"],
    }
