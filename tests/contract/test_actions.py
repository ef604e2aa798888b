"""What people do to the record, on both databases: all or nothing, twice is once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from escalation.owed import owed
from events.errors import KeyReused, StreamMoved
from events.occurred import Occurred
from events.recorded_event import Subject
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.plans.outcomes import outcomes
from service.access.waiting import handovers_waiting
from service.actions.acknowledge_handover import AcknowledgeHandover, acknowledge_handover
from service.actions.answer_indicator import AnswerIndicator, answer_indicator
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.move_outcome import MoveOutcome, move_outcome
from service.actions.people_in_it import NewPerson
from service.actions.plan_outcome import PlanOutcome, plan_outcome
from service.actions.record_event import RecordEvent, record_event
from service.actions.register_person import RegisterPerson, register_person
from service.actions.review_outcome import ReviewOutcome, review_outcome
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.users import HEALTH, VisitFactory, caseload, child, reader
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.database import Database
    from projections.chronology.entry import Entry
    from service.wiring import Session
    from tests.factories.users import Caseload

VIOLENCE = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "unknown",
    "fact": "Invented. A neighbour heard shouting.",
}
PLAN = {
    "risk": "Nobody sees the child.",
    "response": "Visits each week.",
    "desired": "The child is seen and heard each week.",
    "measure": "The child's own words in each visit.",
    "owner": "Invented Practitioner",
    "agency": "Children's social care",
    "due": "2026-04-01",
}


@pytest.fixture
def throughline(database: Database) -> Throughline:
    """
    An installation on either database, on a Monday morning.
    """
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    """
    Users of every role and two children who share a mother.
    """
    return caseload(throughline)


def _visit(of: UUID, **more: Any) -> RecordEvent:
    wish = RecordEvent(
        child=of,
        kind="visit",
        occurred=Occurred.day(date(2026, 3, 1)),
        content=VisitFactory(),
        key="the form",
    )
    return replace(wish, **more)


def _entries(session: Session, of: UUID) -> tuple[Entry, ...]:
    return chronology(gather(session.log, of)).entries


class TestRecording:
    """
    One entry, its people and its duties.
    """

    def test_the_same_form_sent_twice_records_one_entry_and_one_person(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        new = NewPerson(name="man in the kitchen", role="present", known_by_description=True)
        with throughline.writing() as session:
            before = len(_entries(session, people.mine))
        numbers = set()
        for _ in range(2):
            with throughline.writing() as session:
                who = reader(session, people.users["practitioner"])
                wish = _visit(people.mine, new_people=(new,))
                numbers.add(record_event(session, who, wish).first)
        with throughline.reading() as session:
            record = gather(session.log, people.mine)

        named = [p for p in record.people().values() if p.name == "man in the kitchen"]
        assert len(numbers) == 1
        assert len(chronology(record).entries) == before + 1
        assert len(named) == 1
        assert named[0].known_by_description

    def test_the_same_form_with_another_text_is_refused_rather_than_lost(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            record_event(session, who, _visit(people.mine))
        other = _visit(people.mine, content=VisitFactory(fact="Something else."))

        with pytest.raises(KeyReused), throughline.writing() as session:
            record_event(session, who, other)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"occurred": Occurred.day(date(2026, 3, 3))}, "occurred"),
            ({"learned_on": date(2026, 2, 1)}, "learned_on"),
            ({"learned_on": date(2026, 3, 3)}, "learned_on"),
            ({"people": (Subject(person=uuid4(), role="present"),)}, "people"),
            ({"new_people": (NewPerson(name="A", role="arrested"),)}, "new_people"),
            ({"content": {"purpose": "Planned visit"}}, "seen"),
        ],
    )
    def test_what_cannot_be_names_its_field_and_leaves_nothing_behind(
        self, throughline: Throughline, people: Caseload, change: dict[str, Any], field: str
    ) -> None:
        with throughline.reading() as session:
            before = gather(session.log, people.mine)
            who = reader(session, people.users["practitioner"])

        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            record_event(session, who, _visit(people.mine, **change))

        with throughline.reading() as session:
            after = gather(session.log, people.mine)
        assert field in refused.value.fields
        assert after == before

    def test_violence_near_a_baby_opens_its_duty_in_the_same_moment_and_once(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        user = people.users["practitioner"]
        with throughline.writing() as session:
            baby = child(session, "Invented Baby Asha", user, born="2025-10-02")
        wish = _visit(baby, kind="domestic_abuse_incident", content=VIOLENCE)
        for _ in range(2):
            with throughline.writing() as session:
                record_event(session, reader(session, user), wish)
        with throughline.reading() as session:
            kept = [one for one in outcomes(gather(session.log, baby), session.today) if one.stored]

        assert [one.origin for one in kept] == ["trigger"]
        assert kept[0].owner == str(people.users["manager"])
        assert kept[0].due is not None

    def test_an_unborn_child_needs_an_expected_date(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session, pytest.raises(ActionRefused) as refused:
            register_person(
                session,
                reader(session, people.users["practitioner"]),
                RegisterPerson(
                    content={"name": "Unborn child of X", "kind_of_person": "unborn"}, key="unborn"
                ),
            )

        assert set(refused.value.fields) == {"expected_date_of_birth"}


class TestChangingAnEntry:
    """
    What it said stays, and two people never overwrite one another.
    """

    def _correct(self, people: Caseload, version: int, **more: Any) -> CorrectEntry:
        wish = CorrectEntry(
            child=people.mine,
            entry=str(people.entries["mine"]),
            content=VisitFactory(fact="It was the grandmother."),
            reason="The notes were mixed up.",
            decided_on=version,
            key="correction",
        )
        return replace(wish, **more)

    def _version(self, session: Session, people: Caseload) -> int:
        return session.log.stream(people.mine)[-1].version

    def test_a_correction_sent_twice_is_one_correction(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.reading() as session:
            who = reader(session, people.users["practitioner"])
            version = self._version(session, people)
        for _ in range(2):
            with throughline.writing() as session:
                correct_entry(session, who, self._correct(people, version))
        with throughline.reading() as session:
            entry = chronology(gather(session.log, people.mine)).entry(str(people.entries["mine"]))

        assert entry is not None
        assert (entry.status, len(entry.changes)) == ("corrected", 1)
        assert entry.changes[0].before["fact"] == f"Mother said: {people.secrets['mine']}."

    def test_another_entry_that_came_in_meanwhile_is_no_clash(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            version = self._version(session, people)
            record_event(session, who, _visit(people.mine))
        with throughline.writing() as session:
            answer = correct_entry(session, who, self._correct(people, version))

        assert not answer.already

    def test_a_change_by_somebody_else_is_seen_before_it_is_overruled(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            version = self._version(session, people)
            strike_out(
                session,
                reader(session, people.users["manager"]),
                StrikeOut(
                    child=people.mine,
                    entry=str(people.entries["mine"]),
                    reason="Another family.",
                    decided_on=version,
                    key="strike",
                ),
            )

        with pytest.raises(EntryMoved), throughline.writing() as session:
            correct_entry(session, who, self._correct(people, version))

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"reason": "  "}, "correction-reason"),
            ({"entry": "99999"}, "entry"),
            ({"content": {"fact": "Only this."}}, "purpose"),
            ({"occurred": Occurred.day(date(2027, 1, 1))}, "occurred"),
        ],
    )
    def test_a_correction_without_reason_or_with_a_wrong_answer_changes_nothing(
        self, throughline: Throughline, people: Caseload, change: dict[str, Any], field: str
    ) -> None:
        with throughline.reading() as session:
            who = reader(session, people.users["practitioner"])
            version = self._version(session, people)

        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            correct_entry(session, who, self._correct(people, version, **change))

        assert field in refused.value.fields


class TestFollowingThrough:
    """
    Plans, reviews, moves and answers.
    """

    def _planned(self, throughline: Throughline, people: Caseload) -> UUID:
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            return plan_outcome(
                session, who, PlanOutcome(child=people.mine, content=PLAN, key="plan")
            )

    @pytest.mark.parametrize("missing", ["risk", "response", "desired", "measure", "owner", "due"])
    def test_a_plan_that_lacks_what_a_plan_must_say_is_not_saved(
        self, throughline: Throughline, people: Caseload, missing: str
    ) -> None:
        content = {name: said for name, said in PLAN.items() if name != missing}

        with throughline.writing() as session, pytest.raises(ActionRefused) as refused:
            plan_outcome(
                session,
                reader(session, people.users["practitioner"]),
                PlanOutcome(child=people.mine, content=content, key="plan"),
            )

        assert set(refused.value.fields) == {missing}

    def test_attendance_alone_is_no_evidence_of_change_until_it_is_said_why(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        outcome = self._planned(throughline, people)
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            came = record_event(
                session,
                who,
                _visit(
                    people.mine,
                    kind="core_group",
                    content=_core_group(),
                    key="core group",
                ),
            ).first
        wish = ReviewOutcome(
            child=people.mine,
            outcome=outcome,
            result="achieved",
            words="He tells his teacher how he is.",
            evidence=(str(came),),
            decided_on=1,
            key="review",
        )

        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            review_outcome(session, who, wish)
        with throughline.writing() as session:
            review_outcome(
                session, who, replace(wish, why_attendance_shows_change="He spoke there himself.")
            )
            told = outcomes(gather(session.log, people.mine), session.today)
            (one,) = [planned for planned in told if planned.origin == "plan"]

        assert set(refused.value.fields) == {"why_attendance_shows_change"}
        assert (one.state, one.evidence_of_change) == ("achieved", (str(came),))

    def test_who_says_that_it_changed_and_what_says_otherwise_is_recorded(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        outcome = self._planned(throughline, people)
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            seen = record_event(session, who, _visit(people.mine, key="otherwise")).first
        wish = ReviewOutcome(
            child=people.mine,
            outcome=outcome,
            result="partly",
            words="She says that he eats.",
            next_step="Ask the school.",
            again_by="2031-01-01",
            said_by="carer",
            contradicted_by=(str(seen),),
            decided_on=1,
            key="review",
        )

        for wrong, field in (
            (replace(wish, contradicted_by=("99999",)), "contradicted_by"),
            (replace(wish, said_by="nobody"), "said_by"),
        ):
            with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
                review_outcome(session, who, wrong)
            assert set(refused.value.fields) == {field}
        with throughline.writing() as session:
            review_outcome(session, who, wish)
            (reviewed,) = [
                event
                for event in gather(session.log, people.mine).events
                if event.kind == "outcome_reviewed"
            ]

        assert reviewed.content["said_by"] == "carer"
        assert reviewed.content["contradicted_by"] == [str(seen)]
        assert reviewed.content["fact"] == "She says that he eats."
        assert reviewed.content["next_step"] == "Ask the school."

    def test_what_a_result_has_no_place_for_is_refused_and_not_dropped(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        outcome = self._planned(throughline, people)
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            seen = record_event(session, who, _visit(people.mine, key="otherwise")).first
        wish = ReviewOutcome(
            child=people.mine,
            outcome=outcome,
            result="withdrawn",
            words="The child moved.",
            evidence=(str(seen),),
            contradicted_by=(str(seen),),
            why_attendance_shows_change="He came by himself.",
            next_step="Ask the school.",
            decided_on=1,
            key="review",
        )
        for result, kept in (
            ("withdrawn", set[str]()),
            ("not", {"next_step"}),
            ("achieved", {"evidence_of_change", "why_attendance_shows_change"}),
        ):
            with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
                review_outcome(session, who, replace(wish, result=result))
            assert set(refused.value.fields) | kept == {
                "evidence_of_change",
                "why_attendance_shows_change",
                "contradicted_by",
                "next_step",
            }

    def test_moving_a_date_keeps_the_first_one_and_needs_a_reason(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        outcome = self._planned(throughline, people)
        wish = MoveOutcome(
            child=people.mine,
            outcome=outcome,
            to="2026-05-01",
            reason="",
            decided_on=1,
            key="move",
        )
        with throughline.reading() as session:
            who = reader(session, people.users["practitioner"])

        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            move_outcome(session, who, wish)
        for _ in range(2):
            with throughline.writing() as session:
                move_outcome(session, who, replace(wish, reason="The clinic closed."))
        with throughline.reading() as session:
            (one,) = outcomes(gather(session.log, people.mine), session.today)

        assert set(refused.value.fields) == {"reason"}
        assert (one.original_due, one.due) == (date(2026, 4, 1), date(2026, 5, 1))
        assert [move.reason for move in one.moves] == ["The clinic closed."]

    def test_two_people_who_decide_on_one_outcome_do_not_overwrite_one_another(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        outcome = self._planned(throughline, people)
        wish = MoveOutcome(
            child=people.mine,
            outcome=outcome,
            to="2026-05-01",
            reason="The clinic closed.",
            decided_on=1,
            key="first",
        )
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            move_outcome(session, who, wish)

        with pytest.raises(StreamMoved), throughline.writing() as session:
            move_outcome(session, who, replace(wish, to="2026-06-01", key="second"))

    def test_an_answer_holds_until_there_is_new_evidence(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        user = people.users["practitioner"]
        with throughline.writing() as session:
            who = reader(session, user)
            baby = child(session, "Invented Baby Asha", user, born="2025-10-02")
            number = record_event(
                session, who, _visit(baby, kind="domestic_abuse_incident", content=VIOLENCE)
            ).first
            answer_indicator(
                session,
                who,
                AnswerIndicator(
                    child=baby,
                    rule="violence_near_a_baby",
                    about=str(number),
                    evidence=(str(number),),
                    content={
                        "considered": "The police report.",
                        "follows": "Strategy discussion.",
                        "why": "The baby cannot leave.",
                        "review_on": "2026-03-09",
                    },
                    key="answer",
                ),
            )
            still = [one for one in owed(gather(session.log, baby), session.today) if one.open]

        assert still, "an answer in words does not take away the duty"

    def test_a_handover_waits_on_the_receivers_page_until_it_is_understood_in_words(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            sender = reader(session, people.users["practitioner"])
            receiver = reader(session, people.users["health_visitor"])
            sent = record_event(
                session,
                sender,
                _visit(
                    people.mine,
                    kind="handover_sent",
                    content={"to": HEALTH, "what": "Weights.", "asked": "Weigh each week."},
                ),
            ).first
            waiting = handovers_waiting(session.connection, receiver)
            others = handovers_waiting(session.connection, sender)
        wish = AcknowledgeHandover(child=people.mine, entry=sent, content={}, key="understood")
        said = {"understood": "Weight is falling.", "will_do": "Weigh on Mondays."}

        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            acknowledge_handover(session, receiver, wish)
        with pytest.raises(ActionRefused), throughline.writing() as session:
            acknowledge_handover(session, sender, replace(wish, content=said))
        with throughline.writing() as session:
            acknowledge_handover(session, receiver, replace(wish, content=said))
            after = handovers_waiting(session.connection, receiver)

        assert [one.entry for one in waiting] == [sent]
        assert others == ()
        assert set(refused.value.fields) == {"understood", "will_do"}
        assert after == ()


def _core_group() -> dict[str, Any]:
    from events.vocabulary import kind_called

    kind = kind_called("core_group")
    content: dict[str, Any] = {}
    for name, asked in kind.content().fields.items():
        if asked.required:
            sort = asked.metadata["shown_as"]
            options = list(asked.metadata.get("options", {}))
            content[name] = (
                options[0]
                if sort == "choice"
                else ["Health"]
                if sort == "agencies"
                else "Invented."
            )
    return content
