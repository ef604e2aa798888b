"""The same person is found however the name was written; a twin is never offered."""

from __future__ import annotations

from uuid import UUID

import pytest

from benchmarks.population import population, probes
from projections.people.matching import Facts, clues, compare, sought, suggestions

HE = Facts(
    person=UUID(int=1),
    names=("Aleksandr Kowalczyk", "Alex Carver"),
    births=("1985-03-07",),
    identifiers=(("nhs", "9434765919"),),
    addresses=("4 Invented Street, Madeup",),
)


def like(name: str, born: str = "", **more: object) -> Facts:
    """
    Somebody newly registered.
    """
    given = Facts(person=UUID(int=2), names=(name,) if name else (), births=(born,) if born else ())
    return Facts(
        person=given.person,
        names=given.names,
        births=given.births,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("name", "born", "agrees"),
    [
        ("Aleksandr Kowalczyk", "1985-03-07", "name"),
        ("Aleksander Kowalchyk", "1985-03-07", "name_spelt_alike"),
        ("Kowalczyk Aleksandr", "1985-03-07", "names_swapped"),
        ("Александр Kowalczyk", "1985-03-07", "name"),
        ("Mr Alex Carver", "1985-03-07", "other_name"),
        ("Alex Karver", "1985-07-03", "born_swapped"),
        ("Aleksandr Kowalczyk", "1985-03-17", "born_near"),
        ("Aleksandr Kowalczyk", "1985", "born_as_far_as_known"),
    ],
)
def test_a_past_under_another_spelling_script_or_date_is_offered(
    name: str, born: str, agrees: str
) -> None:
    new = like(name, born)

    (found,) = suggestions(new, [HE])
    assert agrees in found.agrees
    assert sought(new) & clues(HE)


def test_the_same_number_is_offered_whatever_the_name() -> None:
    new = like("Somebody Else", identifiers=(("nhs", "9434765919"),))

    assert suggestions(new, [HE])[0].agrees == ("identifier",)


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Bernadette Kowalczyk", "1985-03-07"),  # a twin: one birth, one family, another name
        ("Aleksandr Kowalczyk", "1951-11-28"),  # a namesake
        ("Somebody Different", "1985-03-07"),
        ("", ""),
    ],
)
def test_a_twin_a_namesake_and_a_mere_description_are_not_offered(name: str, born: str) -> None:
    assert suggestions(like(name, born, addresses=HE.addresses), [HE]) == ()


def test_what_differs_is_said_beside_what_agrees() -> None:
    new = like("Aleksandr Kowalczyk", "1985-03-07", identifiers=(("nhs", "4010232137"),))

    found = compare(new, HE)
    assert {"name", "born"} <= set(found.agrees)
    assert found.differs == ("identifier",)
    assert found.likely


def test_a_protected_address_gives_nobody_away() -> None:
    assert all("invented" not in clue for clue in clues(like("Ada Made-Up", "1990-01-01")))


def test_the_generated_population_finds_its_own_again() -> None:
    people = population(2_000)
    known = {one.person: one for one in people}
    by_clue: dict[str, set[UUID]] = {}
    for one in people:
        for clue in clues(one):
            by_clue.setdefault(clue, set()).add(one.person)
    found = missed = wrong = 0
    for probe in probes(people, 20):
        candidates = {who for clue in sought(probe.facts) for who in by_clue.get(clue, ())}
        offered = {c.other for c in suggestions(probe.facts, [known[who] for who in candidates])}
        if probe.same_as is None:
            wrong += len(offered)
        elif probe.same_as in offered:
            found += 1
        else:
            missed += 1

    assert found / (found + missed) > 0.95
    assert wrong <= 3
    assert people == population(2_000)
