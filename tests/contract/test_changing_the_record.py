"""Accounts, significance and what was recorded for the wrong child, on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from escalation.running.inbox import inbox
from escalation.running.sweep import sweep
from escalation.running.tables import DELIVERY
from escalation.working_days import add_working_days
from events.errors import KeyReused
from events.occurred import Occurred
from events.recorded_event import Subject
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.chronology.lengths import Length
from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import history
from projections.stored.owing import owed_by
from service.access.people import People
from service.actions.change_significance import ChangeSignificance, change_significance
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.link_accounts import LinkAccounts, link_accounts
from service.actions.move_entry import MoveEntry, move_entry
from service.actions.people_in_it import NewPerson
from service.actions.record_event import RecordEvent, record_event
from service.actions.tell_leads import owe_a_look
from service.actions.unlink_accounts import UnlinkAccounts, unlink_accounts
from service.documents.pack import PackWanted, prepare_pack, render
from service.settings import Settings
from service.telling.wanted import Wanted, tell_chronology
from service.wiring import Throughline
from tests.factories.users import OPERATOR, VisitFactory, caseload, child, reader, visit
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.database import Database
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session
    from tests.factories.users import Caseload

VIOLENCE = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "unknown",
    "fact": "canary-wagtail: a neighbour heard shouting.",
}


@pytest.fixture
def clock() -> StoppedClock:
    """
    A Monday morning.
    """
    return StoppedClock("2026-03-02T09:00:00+00:00")


@pytest.fixture
def throughline(database: Database, clock: StoppedClock) -> Throughline:
    """
    An installation on either database.
    """
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    """
    Users of every role and two children who share a mother.
    """
    return caseload(throughline)


def _who(throughline: Throughline, people: Caseload, name: str = "practitioner") -> Reader:
    with throughline.reading() as session:
        return reader(session, people.users[name])


def _entry(session: Session, of: UUID, number: str) -> Entry:
    found = chronology(gather(session.log, of)).entry(number)
    assert found is not None
    return found


def _version(session: Session, of: UUID) -> int:
    return session.log.stream(of)[-1].version


class TestAccounts:
    """
    Linked, undone and linked again; nothing is merged and nothing is lost.
    """

    @pytest.fixture
    def entries(self, throughline: Throughline, people: Caseload) -> tuple[str, ...]:
        """
        Three entries of one child.
        """
        with throughline.writing() as session:
            more = [
                visit(
                    session, people.users["practitioner"], people.mine, key=f"account/{n}", fact=f
                )
                for n, f in enumerate(
                    ("Invented: a bruise on the right.", "Invented: on the left.")
                )
            ]
        return (str(people.entries["mine"]), *(str(number) for number in more))

    def _link(self, people: Caseload, *entries: str, **more: Any) -> LinkAccounts:
        wish = LinkAccounts(
            child=people.mine,
            entries=entries,
            about="the bruise",
            reason="Same day, same child.",
            key=f"link/{entries}",
        )
        return replace(wish, **more)

    def test_each_telling_stays_and_the_group_goes_through_whoever_links_its_ends(
        self, throughline: Throughline, people: Caseload, entries: tuple[str, ...]
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            before = tell_chronology(session, who, people.mine, Wanted())
            link_accounts(session, who, self._link(people, entries[0], entries[1]))
            link_accounts(session, who, self._link(people, entries[1], entries[2]))
        with throughline.reading() as session:
            told = tell_chronology(session, who, people.mine, Wanted())

        by_id = {one["id"]: one for one in told["entries"]}
        assert told["total"] == before["total"] == 3
        assert [one["id"] for one in by_id[entries[0]]["accounts"]] == [entries[1], entries[2]]
        assert set(by_id[entries[0]]["accounts"][0]) >= {
            "id",
            "source_ref",
            "agency",
            "occurred",
            "sentence",
        }
        assert not by_id[entries[0]]["accounts"][0]["candidate"]
        assert by_id[entries[1]]["sentence"] == before["entries"][1]["sentence"]
        differs = {one["asked"]: one["said"] for one in by_id[entries[1]]["differs"]}
        assert differs["What happened?"][entries[2]] == "Invented: on the left."

    def test_undoing_needs_a_reason_takes_one_link_and_can_be_done_again(
        self, throughline: Throughline, people: Caseload, entries: tuple[str, ...]
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            link = link_accounts(session, who, self._link(people, *entries[:2])).events[0].entry_id
        undo = UnlinkAccounts(child=people.mine, link=link, reason="Two falls.", key="undo")
        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            unlink_accounts(session, who, replace(undo, reason=" "))
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(unlink_accounts(session, who, undo).already)
        with throughline.reading() as session:
            apart = _entry(session, people.mine, entries[0])
        with throughline.writing() as session:
            link_accounts(session, who, self._link(people, *entries[:2], key="again"))
            again = _entry(session, people.mine, entries[0])

        assert set(refused.value.fields) == {"reason"}
        assert answers == [False, True]
        assert (apart.accounts, again.accounts) == ((), (entries[1],))

    def test_the_same_form_sent_twice_links_once(
        self, throughline: Throughline, people: Caseload, entries: tuple[str, ...]
    ) -> None:
        who = _who(throughline, people)
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(link_accounts(session, who, self._link(people, *entries)).already)

        assert answers == [False, True]

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"entries": ("1",)}, "entries"),
            ({"entries": ("1", "999999")}, "entries"),
            ({"about": ""}, "about"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_what_cannot_be_linked_names_its_field_and_leaves_nothing(
        self,
        throughline: Throughline,
        people: Caseload,
        entries: tuple[str, ...],
        more: dict[str, Any],
        field: str,
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            before = gather(session.log, people.mine)
        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            link_accounts(session, who, self._link(people, *entries, **more))
        with throughline.reading() as session:
            assert gather(session.log, people.mine) == before

        assert field in refused.value.fields

    def test_another_childs_entry_that_is_withheld_cannot_be_linked_or_read_through_a_link(
        self, throughline: Throughline, people: Caseload, entries: tuple[str, ...]
    ) -> None:
        theirs = str(people.entries["theirs"])
        with throughline.writing() as session:
            link_accounts(
                session,
                OPERATOR,
                self._link(people, entries[0], theirs, differences=people.secrets["theirs"]),
            )
        who = _who(throughline, people)
        with throughline.reading() as session:
            told = json.dumps(tell_chronology(session, who, people.mine, Wanted()))
        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            link_accounts(session, who, self._link(people, entries[1], theirs))

        assert people.secrets["theirs"] not in told
        assert "entries" in refused.value.fields


class TestSignificance:
    """
    A chronology never loses weight in silence.
    """

    def test_marking_needs_a_reason_is_kept_with_its_author_and_twice_is_once(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            user = people.users["practitioner"]
            number = str(visit(session, user, people.mine, key="heard", alone="yes", words="Red."))
            version = _version(session, people.mine)
        up = ChangeSignificance(
            child=people.mine,
            entry=number,
            significance="significant",
            reason="The first time she spoke.",
            key="up",
            decided_on=version,
        )
        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            change_significance(session, who, replace(up, reason=""))
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(change_significance(session, who, up).already)
        with throughline.writing() as session:
            down = replace(up, significance="routine", reason="Told twice.", key="down")
            change_significance(
                session, who, replace(down, decided_on=_version(session, people.mine))
            )
            entry = _entry(session, people.mine, number)
            told = tell_chronology(session, who, people.mine, Wanted(length=Length.SIGNIFICANT))

        assert set(refused.value.fields) == {"significance_reason"}
        assert answers == [False, True]
        assert [change.reason for change in entry.changes] == [up.reason, "Told twice."]
        assert entry.lowered is not None
        assert entry.lowered.by == who.actor
        assert entry.status == "stands"
        assert number not in {one["id"] for one in told["entries"]}
        assert number in told["why_these"]


class TestWhoMayChange:
    """
    The same entry changed by two, or the same form sent twice.
    """

    def test_a_correction_of_the_date_sent_twice_is_answered_as_before(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            version = _version(session, people.mine)
        wish = CorrectEntry(
            child=people.mine,
            entry=str(people.entries["mine"]),
            content=VisitFactory(),
            reason="The diary says the day before.",
            occurred=Occurred.day(date(2026, 3, 1)),
            decided_on=version,
            key="date",
        )
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(correct_entry(session, who, wish).already)

        assert answers == [False, True]

    def test_a_struck_out_entry_is_struck_out_once_and_corrected_no_more(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        who, number = _who(throughline, people), str(people.entries["mine"])
        with throughline.reading() as session:
            version = _version(session, people.mine)
        wish = StrikeOut(
            child=people.mine, entry=number, reason="Twice.", decided_on=version, key="strike"
        )
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(strike_out(session, who, wish).already)
        with throughline.reading() as session:
            now = _version(session, people.mine)
        manager = _who(throughline, people, "manager")
        with pytest.raises(EntryMoved), throughline.writing() as session:
            strike_out(session, manager, replace(wish, reason="Other.", key="late"))
        with pytest.raises(ActionRefused), throughline.writing() as session:
            strike_out(session, manager, replace(wish, reason="Other.", key="m", decided_on=now))
        with pytest.raises(ActionRefused), throughline.writing() as session:
            correct_entry(
                session,
                who,
                CorrectEntry(
                    child=people.mine,
                    entry=number,
                    content=VisitFactory(fact="Other."),
                    reason="No.",
                    decided_on=now,
                    key="correct",
                ),
            )

        assert answers == [False, True]

    def test_a_question_says_that_it_rests_no_longer_on_what_was_struck_out(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        user = people.users["practitioner"]
        with throughline.writing() as session:
            baby = child(session, "Invented Baby Asha", user, born="2025-10-02")
            who = reader(session, user)
            number = record_event(session, who, _violence(baby)).events[0].entry_id
            found = history(gather(session.log, baby))
            before = {(one.rule, one.evidence) for one in asked(found, session.today)}
            strike_out(
                session,
                who,
                StrikeOut(
                    child=baby,
                    entry=number,
                    reason="It was the flat above.",
                    decided_on=_version(session, baby),
                    key="strike",
                ),
            )
            found = history(gather(session.log, baby))
            now = asked(found, session.today)
            fell = {one.practice_id: one for one in fallen(found, session.today, now)}

        # The marker of the youngest children stood beside the question, and goes with it.
        assert sorted(fell) == ["R01", "R35"]
        assert (fell["R01"].rule, (number,)) in before
        assert fell["R01"].entries == (number,)
        assert not fell["R01"].still_asked
        assert number not in {cited for one in now for cited in one.evidence}


def _violence(of: UUID, **more: Any) -> RecordEvent:
    wish = RecordEvent(
        child=of,
        kind="domestic_abuse_incident",
        occurred=Occurred.day(date(2026, 3, 1)),
        content=VIOLENCE,
        key="violence",
    )
    return replace(wish, **more)


class TestRecordedForTheWrongChild:
    """
    One act: gone there, here whole, and nobody reads in either record whose the other is.
    """

    @pytest.fixture
    def right(self, throughline: Throughline, people: Caseload) -> UUID:
        """
        The child whom it was really about, of the same practitioner.
        """
        with throughline.writing() as session:
            return child(
                session, "Invented Baby Zaunkönig", people.users["practitioner"], born="2025-10-02"
            )

    @pytest.fixture
    def wrong(self, throughline: Throughline, people: Caseload) -> str:
        """
        The entry in the first child's record, with somebody new in it and somebody of the family.
        """
        stranger = NewPerson(name="canary-man in the hall", role="harmed_by", relation="uncle")
        with throughline.writing() as session:
            who = reader(session, people.users["practitioner"])
            mother = next(
                id_
                for id_, one in gather(session.log, people.mine).people().items()
                if one.name == "Invented Mother"
            )
            wish = _violence(
                people.mine,
                new_people=(stranger,),
                people=(Subject(person=mother, role="harmed"),),
            )
            return record_event(session, who, wish).events[0].entry_id

    def _wish(self, session: Session, people: Caseload, right: UUID, wrong: str) -> MoveEntry:
        entry = _entry(session, people.mine, wrong)
        told = chronology(gather(session.log, people.mine)).people
        return MoveEntry(
            child=people.mine,
            entry=wrong,
            right_child=right,
            reason="The address is another family's.",
            people=frozenset(p for p in entry.people("harmed_by") if p in told),
            decided_on=_version(session, people.mine),
            key="move",
        )

    def test_it_is_kept_from_the_first_record_on_every_way_out_and_on_every_day(
        self,
        throughline: Throughline,
        people: Caseload,
        right: UUID,
        wrong: str,
        clock: StoppedClock,
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            held = session.now
            before = json.dumps(tell_chronology(session, who, people.mine, Wanted()))
            wish = self._wish(session, people, right, wrong)
        clock.forward(days=1)
        with throughline.writing() as session:
            move_entry(session, who, wish)
        with throughline.reading() as session:
            day = session.today - timedelta(days=1)
            ways = [
                json.dumps(tell_chronology(session, reading, people.mine, wanted))
                for reading in (who, OPERATOR)
                for wanted in (
                    Wanted(),
                    Wanted(as_known_at=day),
                    Wanted(as_recorded_at=held),
                    Wanted(as_known_at=day, as_recorded_at=held),
                )
            ]
            prepared = prepare_pack(session, who, PackWanted(child=people.mine, format="html"))
            ways.append(render(prepared, "html", moment=session.now).content.decode())
            ways.append(repr(gather(session.log, people.mine)))
            entry = _entry(session, people.mine, wrong)

        assert "canary-wagtail" in before
        assert "canary-man" in before
        for told in ways:
            assert "canary-wagtail" not in told
            assert "canary-man" not in told
            assert "domestic_abuse" not in told
        assert (entry.status, entry.withheld) == ("struck out", True)
        assert (entry.changes[0].by, entry.changes[0].reason) == (who.actor, wish.reason)

    def test_the_right_child_has_it_whole_with_its_dates_and_not_whose_it_was(
        self, throughline: Throughline, people: Caseload, right: UUID, wrong: str
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            was = _entry(session, people.mine, wrong)
            moved = move_entry(session, who, self._wish(session, people, right, wrong))
        with throughline.reading() as session:
            entry = _entry(session, right, moved.entry)
            record = gather(session.log, right)
            told = json.dumps(tell_chronology(session, who, right, Wanted()))

        assert (entry.content, entry.occurred) == (was.content, was.occurred)
        assert (entry.event.learned, entry.agency) == (was.event.learned, was.agency)
        assert entry.came_from == wrong
        assert {one.name for one in record.people().values()} == {
            "Invented Baby Zaunkönig",
            "canary-man in the hall",
        }
        assert "uncle" in {tie.relation for tie in record.ties()}
        assert people.secrets["mine_name"] not in told
        assert str(people.mine) not in told

    def test_the_duty_falls_for_the_one_and_rises_for_the_other(
        self, throughline: Throughline, people: Caseload, right: UUID, wrong: str
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            move_entry(session, who, self._wish(session, people, right, wrong))
            there = asked(history(gather(session.log, people.mine)), session.today)
            here = asked(history(gather(session.log, right)), session.today)

        assert all(wrong not in one.evidence for one in there)
        assert any(one.mandatory for one in here)

    def test_both_leads_are_told_once_however_often_the_form_is_sent(
        self, throughline: Throughline, people: Caseload, right: UUID, wrong: str
    ) -> None:
        who = _who(throughline, people)
        heard: list[tuple[str, str]] = []
        with throughline.reading() as session:
            wish = self._wish(session, people, right, wrong)
        answers = []
        for _ in range(2):
            with throughline.writing() as session:
                answers.append(
                    move_entry(
                        session,
                        who,
                        wish,
                        lambda _, lead, __, entry: heard.append((lead.name, entry)),
                    )
                )
        with throughline.reading() as session:
            entries = chronology(gather(session.log, right)).entries

        assert [answer.already for answer in answers] == [False, True]
        assert answers[0].entry == answers[1].entry
        assert heard == [
            ("Invented Practitioner", wrong),
            ("Invented Practitioner", answers[0].entry),
        ]
        assert [e.id for e in entries if e.event.actor == who.actor] == [answers[0].entry]

    def test_both_leads_owe_a_look_by_the_next_working_day_and_the_mail_says_nothing_of_it(
        self,
        throughline: Throughline,
        people: Caseload,
        right: UUID,
        wrong: str,
        clock: StoppedClock,
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            wish = self._wish(session, people, right, wrong)
        for _ in range(2):
            with throughline.writing() as session:
                move_entry(session, who, wish, owe_a_look)
        lead = people.users["practitioner"]
        with throughline.reading() as session:
            written = session.connection.execute(select(DELIVERY)).all()
        # At once: nobody waits for a date to pass, and the mail itself is in test_deliveries.
        assert [(row.recipient, row.level, row.urgent) for row in written] == [(lead, 0, 1)] * 2
        assert {row.next_attempt for row in written} == {clock.now()}
        assert "canary" not in repr(written)
        clock.forward(minutes=1)
        sweep(throughline.database, People, clock)
        with throughline.reading() as session:
            looks = [
                (one.child, one.state, one.due)
                for one in owed_by(session.connection, [str(lead)], session.now)
                if one.origin == "handover"
            ]
            record = gather(session.log, people.mine)
            told = [one for one in chronology(record).entries if one.kind == "outcome_planned"]
            day = add_working_days(session.today, 1, session.practice.calendar)
        assert set(looks) == {(people.mine, "planned", day), (right, "planned", day)}
        # The look itself stays readable: it is owed because the entry is struck out.
        assert any(wrong in one.sentence for one in told if one.stands)
        clock.forward(days=7)
        sweep(throughline.database, People, clock)
        with throughline.reading() as session:
            late = [
                notice.outcome
                for notice in inbox(session.connection, lead, now=session.now)
                if notice.outcome.origin == "handover"
            ]
            posted = session.connection.execute(
                select(DELIVERY).where(
                    DELIVERY.c.outcome.in_([one.id for one in late]),
                    DELIVERY.c.recipient == lead,
                    DELIVERY.c.level > 0,
                )
            ).all()

        assert {one.child for one in late} == {people.mine, right}
        assert len(late) == 2
        assert posted
        assert "canary" not in repr(late) + repr(posted)

    def test_nobody_is_written_to_of_a_move_that_did_not_happen(
        self, throughline: Throughline, people: Caseload, right: UUID, wrong: str
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            wish = self._wish(session, people, right, wrong)
        with pytest.raises(ZeroDivisionError), throughline.writing() as session:
            move_entry(session, who, wish, owe_a_look)
            _ = 1 / 0
        with throughline.reading() as session:
            assert session.connection.execute(select(DELIVERY)).all() == []

    def test_the_same_form_for_another_child_is_refused_rather_than_moved_twice(
        self, throughline: Throughline, people: Caseload, right: UUID, wrong: str
    ) -> None:
        who = _who(throughline, people)
        with throughline.writing() as session:
            wish = self._wish(session, people, right, wrong)
            other = child(session, "Invented Child Star", people.users["practitioner"])
            move_entry(session, who, wish)
        with pytest.raises((ActionRefused, KeyReused)), throughline.writing() as session:
            move_entry(session, who, replace(wish, right_child=other))
        with throughline.reading() as session:
            assert chronology(gather(session.log, other)).entries == ()

    def test_nobody_writes_into_a_record_that_is_not_open_to_them(
        self, throughline: Throughline, people: Caseload, wrong: str
    ) -> None:
        who = _who(throughline, people)
        with throughline.reading() as session:
            before = gather(session.log, people.mine)
            wish = self._wish(session, people, people.theirs, wrong)
        with pytest.raises(ActionRefused) as refused, throughline.writing() as session:
            move_entry(session, who, wish)
        with throughline.reading() as session:
            assert gather(session.log, people.mine) == before

        assert set(refused.value.fields) == {"right_child"}
