"""Invented families for the genogram: of 3, 8, 20 and 40 people, told as events tell them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID, uuid5

from events.occurred import Occurred
from events.recorded_event import RecordedEvent, Subject
from projections.child_record import ChildRecord
from projections.chronology.chronology import Chronology, chronology
from service.documents.genogram.read_family import read_family
from tests.factories.events import CHILD, RecordedEventFactory

if TYPE_CHECKING:
    from service.documents.genogram.family import Family

ON = date(2024, 9, 1)


def person_id(name: str) -> UUID:
    """
    Return the id of an invented person.
    """
    return CHILD if name == "Ivo" else uuid5(NAMESPACE_OID, f"invented {name}")


class Families:
    """
    Collects the events of one invented family; each call is one event more.
    """

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self.known = date(2024, 6, 1)

    def person(self, name: str, sex: str = "", born: str = "", **more: Any) -> None:
        """
        Register somebody.
        """
        content = {"name": name, "kind_of_person": "adult", "sex": sex, "date_of_birth": born}
        who = person_id(name)
        self.event("person_registered", content | more, (Subject(person=who, role="self"),), who)

    def tie(self, name: str, relation: str, closeness: str = "relative", **more: Any) -> None:
        """
        Say what somebody is to the child.
        """
        content = {"relation": relation, "closeness": closeness, **more}
        self.event("relationship_recorded", content, self._with(name), CHILD)

    def between(self, name: str, relation: str, to: str, **more: Any) -> None:
        """
        Say what somebody is to somebody other than the child.
        """
        content = {
            "from_person": str(person_id(name)),
            "to_person": str(person_id(to)),
            "relation": relation,
            **more,
        }
        self.event("relationship_recorded", content, self._with(name, to), CHILD)

    def died(self, name: str, on: date) -> None:
        """
        Record a death.
        """
        content = {"who_died": str(person_id(name))}
        subjects = (Subject(person=person_id(name), role="child"), *self._with())
        self.event("death", content, subjects, CHILD, Occurred.day(on))

    def violence(self, by: str, towards: str) -> None:
        """
        Record an incident of violence between two people.
        """
        subjects = (
            *self._with(),
            Subject(person=person_id(by), role="harmed_by"),
            Subject(person=person_id(towards), role="harmed"),
        )
        self.event("domestic_abuse_incident", {"severity": "injury"}, subjects, CHILD)

    def chronology(self) -> Chronology:
        """
        Fold what was collected.
        """
        return chronology(ChildRecord(child=CHILD, events=tuple(self.events)))

    def family(self, on: date = ON) -> Family:
        """
        Read the family to draw.
        """
        return read_family(self.chronology(), on)

    def _with(self, *names: str) -> tuple[Subject, ...]:
        return (
            Subject(person=CHILD, role="child"),
            *(Subject(person=person_id(name), role="related") for name in names),
        )

    def event(
        self,
        kind: str,
        content: dict[str, Any],
        subjects: tuple[Subject, ...],
        stream: UUID,
        occurred: Occurred | None = None,
    ) -> None:
        """
        Add any event.
        """
        self.events.append(
            RecordedEventFactory(
                position=len(self.events) + 1,
                kind=kind,
                stream=stream,
                content={name: said for name, said in content.items() if said},
                subjects=subjects,
                occurred=occurred or Occurred.day(self.known),
            )
        )


def of_three() -> Families:
    """
    A child, the mother and the father, with nothing more on record.
    """
    made = Families()
    made.person("Ivo", "male", "2022-05-04", kind_of_person="child")
    made.person("Mira", "female", "1996-02-11")
    made.person("Tom", "male", "1994")
    made.tie("Mira", "mother", "parent", started="2022-05-04")
    made.tie("Tom", "father", "parent")
    return made


def of_eight() -> Families:
    """
    Three unions of the mother, half-siblings, a pregnancy, a grandmother who died.
    """
    made = of_three()
    made.person("Kit", "male", "2016-01-09", kind_of_person="child")
    made.person("Dale", "male", "1990")
    made.person("Mother's new partner", "male", known_by_description="yes")
    made.person("Unborn", kind_of_person="unborn", expected_date_of_birth="2024-12")
    made.person("Ruth", "female", "1968-03-02")
    made.tie("Ruth", "maternal grandmother")
    made.died("Ruth", date(2023, 2, 20))
    made.tie("Kit", "maternal half-brother", "sibling", started="2022-05-04")
    made.tie("Unborn", "maternal half-sibling", "sibling")
    made.tie(
        "Mother's new partner", "mother's partner", "partner of a parent", started="2024-02-01"
    )
    made.tie(
        "Dale",
        "mother's former husband",
        "partner of a parent",
        started="2015-01-01",
        ended="2020-01-01",
    )
    made.between("Tom", "former partner", "Mira", started="2021-01-01", ended="2023-08-01")
    made.between("Dale", "father", "Kit")
    made.between("Mother's new partner", "father", "Unborn")
    made.violence("Mother's new partner", "Mira")
    return made


def of_twenty() -> Families:
    """
    Four generations: three unions of the mother, brothers and sisters on both sides, twins.
    """
    made = of_eight()
    for name, sex, born in (
        ("George", "male", "1965"),
        ("Edna", "female", "1964"),
        ("Walter", "male", "1962"),
        ("Lena", "female", "1999"),
        ("Piet", "male", "1991-07-07"),
        ("Sven", "male", "1989"),
        ("Olga", "female", "1992"),
        ("Bo", "male", "2015-03-03"),
        ("Liv", "female", "2015-03-03"),
        ("Nora", "female", "1940"),
        ("Ann", "female", "2018-11-30"),
        ("Jed", "male", ""),
    ):
        young = born.startswith("201")
        made.person(name, sex, born, kind_of_person="child" if young else "adult")
    made.tie("George", "maternal grandfather")
    made.between("George", "husband", "Ruth", started="1988-06-01")
    made.tie("Edna", "paternal grandmother")
    made.tie("Walter", "paternal grandfather")
    made.between("Walter", "divorced husband", "Edna", started="1986-01-01", ended="1999-01-01")
    for name, relation, parents in (
        ("Lena", "maternal aunt", ("Ruth", "George")),
        ("Piet", "maternal uncle", ("Ruth", "George")),
        ("Sven", "paternal uncle", ("Edna", "Walter")),
    ):
        made.tie(name, relation)
        for parent in parents:
            made.between(parent, "parent", name)
    made.between("Olga", "wife", "Sven", started="2013-05-05")
    for name in ("Bo", "Liv"):
        made.tie(name, "cousin")
        made.between("Olga", "mother", name)
        made.between("Sven", "father", name)
    made.between("Nora", "mother", "Ruth")
    made.tie("Nora", "great-grandmother")
    made.tie("Jed", "friend of the family", "friend")
    made.tie("Ann", "maternal half-sister", "sibling", started="2022-05-04")
    made.between("Dale", "father", "Ann")
    return made


def of_forty() -> Families:
    """
    The family of twenty with the kin of each of the mother's partners, cousins, foster carers.
    """
    made = of_twenty()
    for name, sex, born in (
        ("Hal", "male", "1960"),
        ("Ida", "female", "1961"),
        ("Ned", "male", "1985"),
        ("Rosa", "female", "1988"),
        ("Tilda", "female", "2010-02-02"),
        ("Max", "male", "2012-08-08"),
        ("Zoe", "female", "2014-09-09"),
        ("Una", "female", "1993"),
        ("Finn", "male", "2020-10-10"),
        ("Elin", "female", "2021-12-12"),
        ("Carl", "male", "1993"),
        ("Gwen", "female", "1990"),
        ("Art", "male", "2011-01-01"),
        ("Peg", "female", "2013-01-01"),
        ("Rick", "male", "1970"),
        ("Sara", "female", "1971"),
        ("Lou", "", ""),
        ("Dot", "female", "1938"),
        ("Abe", "male", "1936"),
        ("Man seen at the door", "male", ""),
    ):
        young = born.startswith("20")
        made.person(
            name,
            sex,
            born,
            kind_of_person="child" if young else "adult",
            known_by_description="yes" if " " in name else "no",
        )
    for parent, children in (
        ("Hal", ("Dale", "Ned")),
        ("Ida", ("Dale", "Ned")),
        ("Ned", ("Tilda", "Max", "Zoe")),
        ("Rosa", ("Tilda", "Max", "Zoe")),
        ("Carl", ("Finn", "Elin")),
        ("Lena", ("Finn", "Elin")),
        ("Gwen", ("Art", "Peg")),
        ("Piet", ("Art", "Peg")),
        ("Abe", ("Walter",)),
        ("Dot", ("Walter",)),
    ):
        for child in children:
            made.between(parent, "parent", child)
    made.between("Una", "wife", "Piet", started="2019-01-01")
    made.between("Rosa", "wife", "Ned", started="2009-01-01")
    made.tie("Rick", "foster carer", "carer", started="2024-01-05")
    made.tie("Sara", "foster carer", "carer", started="2024-01-05")
    made.between("Lou", "partner", "Gwen", started="2018-01-01")
    made.tie("Man seen at the door", "", "named")
    return made
