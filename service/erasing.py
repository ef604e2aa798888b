"""Carries an agreed erasure through: the keys, then whatever was kept to be listed and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.stored.rebuild import rebuild
from service.actions.erase import confirm_erasure
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from service.access.reader import Reader
    from service.actions.erase import Proposal
    from service.wiring import Throughline


def erase(throughline: Throughline, reader: Reader, number: str) -> Proposal:
    """
    Agree to a proposal and leave no word of the record behind: what it said can be read nowhere
    from the first commit on, and is out of every list and search when this returns.

    Raises:
        ActionRefused: The reader may not, proposed it, it was done, or the record is held.
        RebuildRefused: Somebody rebuilds at this moment; the record is erased, and `throughline
            rebuild` clears the lists.
    """
    signer_of(throughline)
    with throughline.writing() as session:
        done = confirm_erasure(session, reader, number)
    rebuild(throughline.database, throughline.clock.now())
    seal_log(throughline)
    return done
