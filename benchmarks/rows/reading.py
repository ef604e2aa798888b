"""A page of a long chronology in a large log: read, narrowed, searched, sent and taken out."""

from __future__ import annotations

import gc
import tracemalloc
from datetime import timedelta
from functools import partial
from itertools import count
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.bare_words import BareWords
from benchmarks.findings import MILLISECONDS, Comparison, Fact
from benchmarks.long_record import BORN, DAYS
from benchmarks.much_read import A_PAGE, house
from benchmarks.row import Row
from benchmarks.sides.bare import READ, Bare
from benchmarks.turns import milliseconds, timed, turns
from projections.chronology.chronology import chronology
from service.access.access_log import record_read
from service.access.tokens import whose_token
from service.documents.extract import written
from service.readying import make_ready
from service.telling.extract import extract
from service.telling.wanted import Wanted
from service.telling.words_found import find_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from benchmarks.much_read import House
    from benchmarks.row import Measured
    from benchmarks.stage import Stage

_PAGE_TIMES, _KNOWN_TIMES, _SEARCH_TIMES = 5.0, 2.0, 2.0
_PAGE_TURNS = 5
_DAY = BORN + timedelta(days=DAYS // 2)
_WORDS = "letter"
_MEASURED_FORMATS = ("csv", "json", "xlsx")
"""What a PDF and a Word file take is mostly not Python's to count."""


def measure(stage: Stage) -> Measured:
    """
    Read pages of 100 of one child, of children with fewer and more entries, and take files out.
    """
    with house(stage, stage.sizes.whole) as one:
        child = one.child(stage.sizes.child)
        stage.settle(one.throughline.database)
        comparisons = tuple(_compared(stage, one, child))
        facts = [*_apart(one, child, stage.sizes.pairs), *_pages(one, child), *_files(one, child)]
        for long in stage.sizes.lengths:
            facts += _of_length(one, long)
    return comparisons, tuple(facts)


def _compared(stage: Stage, one: House, child: UUID) -> Iterator[Comparison]:
    database = one.throughline.database
    bare = Bare(database)
    numbers = [int(each["id"]) for each in orjson.loads(one.page(child))["entries"]]
    marks = ", ".join("?" * len(numbers))
    same_rows = f"SELECT {READ} FROM event WHERE position IN ({marks})"  # noqa: S608 - our own

    def rows() -> None:
        assert len(bare.fetch(same_rows, numbers)) == min(A_PAGE, len(numbers))

    with one.throughline.reading() as session:
        told = chronology(session.record(child))
    words = BareWords(bare, told)
    find_words(told, _WORDS)

    def first(**more: Any) -> Callable[[], Callable[[], object]]:
        # Made ready before the clock starts: a process that has read nothing.
        return lambda: partial(one.anew().page, child, **more)

    days = count()
    told_on = [each.id for each in told.entries[A_PAGE - 1 :: A_PAGE]] or [""]
    places = count()

    def next_page() -> Callable[[], object]:
        # Of so many pages none is asked for twice by its side.
        return partial(one.page, child, after=told_on[next(places) % len(told_on)])

    def other_day() -> Callable[[], object]:
        return partial(one.page, child, as_known_at=_DAY - timedelta(days=next(days)))

    taken = turns(
        stage.sizes.pairs,
        {
            "rows": lambda: rows,
            "page": lambda: lambda: one.page(child),
            "next page": next_page,
            "known": lambda: lambda: one.page(child, as_known_at=_DAY),
            "first": first(),
            "first known": first(as_known_at=_DAY),
            "other day": other_day,
            "words": lambda: lambda: find_words(told, _WORDS),
            "bare words": lambda: lambda: words.find(_WORDS),
            "page of words": lambda: lambda: one.page(child, words=_WORDS),
        },
    )
    bare.close()
    for title, own, beside, other, target in (
        (f"page of {A_PAGE}", "page", "the same rows, bare", "rows", _PAGE_TIMES),
        ("another page, told for the first time", "next page", "so many rows, bare", "rows", None),
        ("the first page, first reader", "first", "the same rows, bare", "rows", None),
        ("as known at a day", "known", "now", "page", _KNOWN_TIMES),
        ("the same, first reader", "first known", "now, first reader", "first", _KNOWN_TIMES),
        ("as known at a day never asked before", "other day", "now", "page", None),
        ("words", "words", "bare full-text query", "bare words", _SEARCH_TIMES),
        (f"page of {A_PAGE} with words", "page of words", "without", "page", None),
    ):
        yield Comparison(
            title=title,
            unit=MILLISECONDS,
            ours=milliseconds(taken[own]),
            beside=beside,
            theirs=milliseconds(taken[other]),
            target=target,
            at_most=True,
        )


def _apart(one: House, child: UUID, times: int) -> Iterator[Fact]:
    """
    Tell what stands around a page by itself: who calls, the line of the access log, HTTP.
    """
    throughline, client = one.throughline, one.app.test_client()
    path = f"/api/children/{child}/chronology?limit={A_PAGE}"
    bearer = {"Authorization": f"Bearer {one.token}"}

    def called() -> None:
        with throughline.reading() as session:
            assert whose_token(session.connection, one.token, session.now)

    def noted() -> None:
        with throughline.writing() as session:
            record_read(
                session.connection,
                who=one.reader.actor,
                child=child,
                what="chronology",
                now=session.now,
                why="measuring",
            )

    def sent() -> None:
        assert client.get(path, headers=bearer).status_code == 200  # noqa: PLR2004

    for title, work in {
        "who calls (token)": called,
        "line of the access log, committed": noted,
        "the whole request, HTTP without a network": sent,
    }.items():
        work()
        middle = median(timed(work) for _ in range(times)) * 1_000
        yield Fact(title=title, value=f"{middle:,.1f} ms")


def _pages(one: House, child: UUID) -> Iterator[Fact]:
    """
    Tell what the child's page takes as a browser asks for it, its list of 250 and its picture.
    """
    browser, path = one.browser(), f"/children/{child}"

    def asked() -> tuple[float, float]:
        gc.collect()
        began, used = perf_counter(), process_time()
        assert browser.get(path).status_code == 200  # noqa: PLR2004
        return perf_counter() - began, process_time() - used

    # Pages are compiled before anybody asks, as a process does beside its first requests.
    make_ready(one.app, one.throughline)
    asked()
    again = [asked() for _ in range(_PAGE_TURNS)]
    first = []
    for _ in range(_PAGE_TURNS):
        one.forget()
        first.append(asked())
    for title, taken in (("first reader", first), ("every later one", again)):
        wall, used = (median(each) * 1_000 for each in zip(*taken, strict=True))
        yield Fact(
            title=f"the child's page, {title}",
            value=f"{wall:,.0f} ms, of which {used:,.0f} ms of processor time",
        )


def _files(one: House, child: UUID) -> Iterator[Fact]:
    """
    Tell how much memory a file takes beside the record itself.
    """
    with one.throughline.reading() as session:
        made = extract(session, one.reader, child, Wanted())
        moment = session.now
    for format_ in _MEASURED_FORMATS:
        gc.collect()
        tracemalloc.start()
        began = perf_counter()
        size = sum(len(part) for part in written(made, format_, moment=moment))
        took = perf_counter() - began
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        yield Fact(
            title=f"{format_} of {made.count:,} entries",
            value=f"{size / 2**20:,.1f} MiB, with {most / 2**20:,.1f} MiB of memory at most, "
            f"{took:,.1f} s while it is counted",
        )


def _of_length(one: House, long: int) -> Iterator[Fact]:
    child = one.child(long)
    first = timed(lambda: one.anew().page(child)) * 1_000
    one.page(child)
    again = median(timed(lambda: one.page(child)) for _ in range(5)) * 1_000
    yield Fact(
        title=f"page of {A_PAGE} of {long:,} entries",
        value=f"{again:,.1f} ms; {first:,.0f} ms for the first reader of the process",
    )
    yield from _file_of_length(one, child, long)


def _file_of_length(one: House, child: UUID, long: int) -> Iterator[Fact]:
    with one.throughline.reading() as session:
        made = extract(session, one.reader, child, Wanted())
        moment = session.now
    gc.collect()
    tracemalloc.start()
    for _ in written(made, "csv", moment=moment):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    yield Fact(title=f"csv of {long:,} entries", value=f"{most / 2**20:,.2f} MiB of memory")


ROW = Row(
    order=14,
    title="Reading a long chronology",
    explains=(
        "A child with 5,000 entries, 20 adults and 8 agencies in a log of 1,000,000 events: the "
        "API's page of 100 within a practitioner's rights, read and serialised, beside the driver "
        "alone fetching the rows of these entries. The record was read before by the same process, "
        "as for everybody but the first (docs/decisions/0090), where nothing else is said. Words "
        "are found in the index that is at hand then, beside the database's own full-text query. "
        "For times, a ratio below 1 is faster."
    ),
    measure=measure,
)
