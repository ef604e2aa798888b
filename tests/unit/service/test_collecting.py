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


@pytest.fixture
def collecting() -> Iterator[None]:
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collecting")
def test_a_process_that_serves_for_long_does_not_fill_up_with_what_is_over() -> None:
    first = ref(Ring())

    kept = [[n] for n in range(gc.get_threshold()[0] + 1_000)]

    assert first() is None
    assert kept


@pytest.mark.usefixtures("collecting")
def test_a_record_that_was_kept_for_long_is_let_go_soon_after_it_is_kept_no_more() -> None:
    ring = Ring()
    kept = [[n] for n in range(600_000)]
    first = ref(ring)

    del ring
    more = [[n] for n in range(1_200_000)]

    assert first() is None
    assert kept
    assert more


@pytest.mark.usefixtures("collecting")
def test_a_record_that_is_read_is_looked_through_a_few_times_and_not_hundreds() -> None:
    before = sum(one["collections"] for one in gc.get_stats())

    record = [[n] for n in range(300_000)]

    assert sum(one["collections"] for one in gc.get_stats()) - before < 10
    assert record
