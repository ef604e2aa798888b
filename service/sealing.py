"""Seals what the log holds with a signed checkpoint, after a command or at the sweep."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from events.errors import LogError
from events.log.checkpoints import Checkpoint, seal
from events.log.signing import Signer, older_keys, own_signer
from service.access.beside import BESIDE

if TYPE_CHECKING:
    from service.wiring import Throughline

LOG = logging.getLogger("throughline.service")


def signer_of(house: Throughline) -> Signer:
    """
    Return the installation's own signer.

    Raises:
        SigningKeyMissing: A server's database has none; the message names what to set.
    """
    return own_signer(house.database.url, os.environ)


def trusted_keys(house: Throughline) -> dict[str, bytes]:
    """
    Return the public keys that may have signed this log's checkpoints, by their ids, oldest first.

    Raises:
        SigningKeyMissing: A server's database has none, or an older one is no public key.
    """
    signer = signer_of(house)
    return older_keys(house.database.url, os.environ) | {signer.key_id: signer.public}


def seal_log(house: Throughline) -> Checkpoint | None:
    """
    Sign a checkpoint over everything that is settled, and over what was read and opened.

    Raises:
        SigningKeyMissing: There is no key to sign with.
        LogUnavailable: The database cannot be reached or cannot write.
    """
    return seal(house.database, signer_of(house), house.clock, BESIDE)


def seal_before_leaving(house: Throughline) -> None:
    """
    Seal what was recorded since the last sweep, as a process ends; a failure is said, not raised.
    """
    try:
        seal_log(house)
    except LogError as error:
        LOG.warning("the log was not sealed at the end: %s", type(error).__name__)
