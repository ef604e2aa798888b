"""How much each row does: the whole run, a quick look, and just enough to show that it runs."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """
    The sizes of one run.

    Args:
        pairs: How many times each side has its turn.
        batches: By events a transaction, how many events a turn appends.
        writers: How many writers at once are tried.
        each_writer: How many events each of them appends in a turn.
        operations: How many appends the tailing reader is held against.
        stream: The events of the long stream.
        in_order: The events read in order.
        child: The events of the child with a long record.
        lengths: So many entries have the children whose pages are read beside.
        nightly: The children of the caseload that is asked about in one night.
        rebuilt: The events of the log that is rebuilt, turn about with being read.
        verified: The events of the log that is verified, turn about with being read and hashed.
        whole: The events of the largest log.
        window: Seconds of appending with the sealer going, and of appending without.
        proofs: How many entries are proved.
        brought: The rows of the table that is brought in, undone and brought in again.
        outcomes: How many outcomes lie open for the sweep.
        due: How many of them fall due at once.
        raised: How many a turn raises, and in how many turns, ``sweeps``.
    """

    pairs: int
    batches: dict[int, int]
    writers: tuple[int, ...]
    each_writer: int
    operations: int
    stream: int
    in_order: int
    child: int
    lengths: tuple[int, ...]
    nightly: int
    rebuilt: int
    verified: int
    whole: int
    window: float
    proofs: int
    brought: int
    outcomes: int
    due: int
    raised: int
    sweeps: int

    def with_pairs(self, pairs: int) -> Sizes:
        """
        Return the same with another number of turns.
        """
        return replace(self, pairs=pairs)


WHOLE = Sizes(
    pairs=15,
    batches={1: 200, 100: 2_000, 1_000: 4_000},
    writers=(1, 2, 4, 8),
    each_writer=150,
    operations=100_000,
    stream=10_000,
    in_order=200_000,
    child=5_000,
    lengths=(100, 1_000, 10_000, 100_000),
    nightly=10_000,
    rebuilt=50_000,
    verified=50_000,
    whole=1_000_000,
    window=0.4,
    proofs=300,
    brought=100_000,
    outcomes=1_000_000,
    due=10_000,
    raised=1_000,
    sweeps=5,
)

QUICK = Sizes(
    pairs=3,
    batches={1: 50, 100: 500, 1_000: 1_000},
    writers=(1, 8),
    each_writer=40,
    operations=2_000,
    stream=2_000,
    in_order=10_000,
    child=1_000,
    lengths=(100, 1_000),
    nightly=60,
    rebuilt=5_000,
    verified=5_000,
    whole=20_000,
    window=0.1,
    proofs=20,
    brought=2_000,
    outcomes=20_000,
    due=500,
    raised=400,
    sweeps=3,
)

TINY = Sizes(
    pairs=2,
    batches={1: 3, 10: 20},
    writers=(2,),
    each_writer=5,
    operations=20,
    stream=30,
    in_order=60,
    child=30,
    lengths=(20,),
    nightly=4,
    rebuilt=100,
    verified=100,
    whole=600,
    window=0.02,
    proofs=3,
    brought=40,
    outcomes=800,
    due=100,
    raised=20,
    sweeps=2,
)
