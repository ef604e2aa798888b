"""What nobody reaches any more is let go, however seldom a serving process looks for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from service.collecting import collect_seldom


class Ring:
    """
    Something that refers to itself, as what is left of a request may.
    """

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_a_process_that_serves_for_long_does_not_fill_up_with_what_is_over() -> None:
    collect_seldom()
    first = ref(Ring())

    kept = [[n] for n in range(gc.get_threshold()[0] + 1_000)]

    assert first() is None
    assert kept


def test_a_record_that_is_read_is_looked_through_a_few_times_and_not_hundreds() -> None:
    collect_seldom()
    before = sum(one["collections"] for one in gc.get_stats())

    record = [[n] for n in range(300_000)]

    assert sum(one["collections"] for one in gc.get_stats()) - before < 10
    assert record
