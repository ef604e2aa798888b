"""Recall, precision and time of the suggestions, on a generated population; writes its table."""

from __future__ import annotations

import sys
from collections import Counter
from statistics import median, quantiles
from time import perf_counter, process_time

from sqlalchemy import create_engine, func, insert, select

from benchmarks.population import population, probes
from projections.people.facts import as_text
from projections.people.matching import Facts, clues, word_clues
from projections.stored.matches import like
from projections.stored.models.person_clue import PERSON_CLUE
from projections.stored.models.person_known import PERSON_KNOWN
from projections.stored.models.person_match import PERSON_MATCH
from projections.stored.read_model import METADATA

SIZE, EACH, AT_ONCE = 100_000, 200, 20_000


def run(size: int = SIZE, each: int = EACH) -> None:
    """
    Fill the tables with a population, suggest for each newly registered person, and count.
    """
    engine = create_engine("sqlite://")
    METADATA.create_all(engine, tables=[PERSON_CLUE, PERSON_KNOWN, PERSON_MATCH])
    people = population(size)
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    times: list[float] = []
    busy: list[float] = []
    with engine.begin() as connection:
        for start in range(0, size, AT_ONCE):
            some = people[start : start + AT_ONCE]
            connection.execute(
                insert(PERSON_KNOWN), [{"person": p.person, "facts": as_text(p)} for p in some]
            )
            connection.execute(
                insert(PERSON_CLUE),
                [{"clue": clue, "person": p.person} for p in some for clue in _keys(p)],
            )
        for probe in probes(people, each):
            begun, worked = perf_counter(), process_time()
            suggested = [one.other for one in like(connection, probe.facts)]
            times.append(perf_counter() - begun)
            busy.append(process_time() - worked)
            asked[probe.twist] += 1
            given[probe.twist] += len(suggested)
            found[probe.twist] += probe.same_as in suggested
            right["all"] += probe.same_as in suggested
        links = connection.scalar(
            select(func.count()).select_from(PERSON_MATCH).where(PERSON_MATCH.c.links != "[]")
        )
    say(f"{size:,} people, {sum(asked.values()):,} newly registered\n")
    say("| newly registered | how many | found again | suggestions each |")
    say("| --- | --- | --- | --- |")
    for twist, number in asked.items():
        known = f"{found[twist] / number:.1%}" if found[twist] else "nobody to find"
        say(f"| {twist} | {number} | {known} | {given[twist] / number:.2f} |")
    same = sum(number for twist, number in asked.items() if found[twist])
    total = sum(given[twist] for twist in asked if found[twist])
    say(f"\nRecall {right['all'] / same:.1%}")
    say(f"Precision {right['all'] / total:.1%} where there was somebody to find;")
    say(f"  {right['all'] / sum(given.values()):.1%} with all those who are new")
    say(f"Linked by themselves: {links}")
    say(f"One new person: {_spread(times)}")
    say(f"  of the processor's time: {_spread(busy)}")


def _spread(seconds: list[float]) -> str:
    """
    Say the middle, nearly all and the worst, in milliseconds.
    """
    nearly_all = quantiles(seconds, n=100)[98]
    return (
        f"median {median(seconds) * 1000:.1f} ms, 99 of 100 in {nearly_all * 1000:.1f} ms, "
        f"worst {max(seconds) * 1000:.1f} ms"
    )


def _keys(person: Facts) -> frozenset[str]:
    return clues(person) | {clue for name in person.names for clue in word_clues(name)}


def say(words: str) -> None:
    """
    Tell whoever ran this.
    """
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    run()
