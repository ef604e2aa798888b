"""Accounts, sign-in, openings and the access log, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, update

from events.log.data_keys import destroy_key
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.access import sign_in
from service.access.access_log import reads
from service.access.accounts import create_user, deactivate, set_password
from service.access.allocations import lead_of
from service.access.enforce import require, standing, visible
from service.access.errors import AccountRefused, SignInRefused
from service.access.guessing import OF_NAME, OF_NAME_AND_SOURCE, OF_SOURCE, Source
from service.access.openings import LASTS, open_with_reason, openings
from service.access.passwords import NewPassword, matches
from service.access.people import People
from service.access.policy import Action, Allow, Deny, decide
from service.access.tables import ACCESS_LOG, OPENING
from service.actions.allocate import Allocate, allocate
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.users import HEALTH, OPERATOR, PASSWORD, SOCIAL_CARE, caseload, reader, users
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from events.log.database import Database
    from tests.factories.users import Caseload


@pytest.fixture
def clock() -> StoppedClock:
    """
    A Monday morning.
    """
    return StoppedClock("2026-03-02T09:00:00+00:00")


@pytest.fixture
def throughline(database: Database, clock: StoppedClock) -> Throughline:
    """
    An installation on either database, at a time that stands still.
    """
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    """
    Users of every role and two children who share a mother.
    """
    return caseload(throughline)


HOME, STRANGER = Source(mark="home"), Source(mark="stranger")


def _try(
    throughline: Throughline,
    password: str,
    username: str = "practitioner",
    source: Source = HOME,
) -> str | None:
    with throughline.writing() as session:
        tried = sign_in.note(session.connection, username=username, source=source, now=session.now)
    if not matches(tried.stored, password):
        return None
    with throughline.writing() as session:
        return sign_in.open_session(session.connection, tried, session.now)


class TestAccounts:
    """
    Setting people up.
    """

    def test_everything_wrong_with_a_new_user_is_said_at_once_and_nothing_is_set_up(
        self, throughline: Throughline
    ) -> None:
        with throughline.writing() as session, pytest.raises(AccountRefused) as refused:
            create_user(
                session.connection,
                username="A Name",
                name=" ",
                email="nowhere",
                agency="No such agency",
                role="king",
                password=NewPassword("short"),
                now=session.now,
            )

        assert set(refused.value.fields) == {
            "username",
            "name",
            "email",
            "agency",
            "role",
            "password",
        }

    def test_a_user_name_belongs_to_one_person_whatever_its_letters(
        self, throughline: Throughline
    ) -> None:
        with throughline.writing() as session:
            users(session)
            with pytest.raises(AccountRefused) as refused:
                create_user(
                    session.connection,
                    username="Practitioner",
                    name="Another",
                    email="a@example.org",
                    agency=SOCIAL_CARE,
                    role="practitioner",
                    password=NewPassword(PASSWORD),
                    now=session.now,
                )

        assert set(refused.value.fields) == {"username"}


class TestSignIn:
    """
    Who comes in, and for how long.
    """

    def test_the_right_password_opens_a_session_that_belongs_to_its_account(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        secret = _try(throughline, PASSWORD)

        assert secret
        with throughline.reading() as session:
            found = sign_in.whose(session.connection, secret, session.now)
        assert found is not None
        assert found[0].id == people.users["practitioner"]

    def test_five_wrong_passwords_lock_the_name_for_a_while_even_for_the_right_one(
        self, throughline: Throughline, people: Caseload, clock: StoppedClock
    ) -> None:
        del people
        assert [_try(throughline, "wrong words here") for _ in range(5)] == [None] * 5

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD)
        clock.forward(minutes=16)
        assert _try(throughline, PASSWORD)

    def test_a_name_that_nobody_has_is_locked_like_any_other_and_so_tells_nothing(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people
        for _ in range(5):
            assert _try(throughline, PASSWORD, "nobody") is None

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD, "nobody")

    def test_a_stranger_who_guesses_at_a_name_does_not_lock_its_person_out(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people
        for _ in range(OF_NAME_AND_SOURCE):
            assert _try(throughline, "wrong words here", source=STRANGER) is None

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD, source=STRANGER)
        assert _try(throughline, PASSWORD, source=HOME)

    def test_strangers_from_many_addresses_are_held_up_and_the_persons_own_browser_is_not(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people
        for number in range(OF_NAME):
            assert _try(throughline, "wrong words here", source=Source(mark=f"{number}")) is None

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD, source=HOME)
        assert _try(throughline, PASSWORD, source=Source(mark="browser", known=True))

    def test_a_browser_that_is_known_may_not_guess_more_often_than_another(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people
        browser = Source(mark="browser", known=True)
        for _ in range(OF_NAME_AND_SOURCE):
            assert _try(throughline, "wrong words here", source=browser) is None

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD, source=browser)

    def test_one_password_tried_on_many_names_is_held_up(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people
        with throughline.writing() as session:
            for number in range(OF_SOURCE):
                sign_in.note(
                    session.connection, username=f"name{number}", source=STRANGER, now=session.now
                )

        with pytest.raises(SignInRefused):
            _try(throughline, PASSWORD, source=STRANGER)
        assert _try(throughline, PASSWORD, source=HOME)

    def test_tries_that_come_together_are_each_counted_before_the_next(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        del people

        def note(_: int) -> bool:
            try:
                with throughline.writing() as session:
                    sign_in.note(
                        session.connection, username="practitioner", source=HOME, now=session.now
                    )
            except SignInRefused:
                return False
            return True

        with ThreadPoolExecutor(max_workers=8) as pool:
            let_through = list(pool.map(note, range(16)))

        assert sum(let_through) == OF_NAME_AND_SOURCE

    def test_a_password_that_is_changed_while_the_old_one_is_looked_at_opens_nothing(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            tried = sign_in.note(
                session.connection, username="practitioner", source=HOME, now=session.now
            )
        with throughline.writing() as session:
            set_password(
                session.connection,
                user=people.users["practitioner"],
                password=NewPassword("four other words"),
                now=session.now,
            )

        with throughline.writing() as session:
            assert sign_in.open_session(session.connection, tried, session.now) is None

    @pytest.mark.parametrize("ending", ["sign out", "close", "new password", "idle", "too long"])
    def test_a_session_that_ended_opens_nothing_on_the_next_request(
        self, throughline: Throughline, people: Caseload, clock: StoppedClock, ending: str
    ) -> None:
        secret = _try(throughline, PASSWORD)
        assert secret
        user = people.users["practitioner"]
        with throughline.writing() as session:
            match ending:
                case "sign out":
                    sign_in.sign_out(session.connection, secret, session.now)
                case "close":
                    deactivate(session.connection, user=user, now=session.now)
                case "new password":
                    set_password(
                        session.connection,
                        user=user,
                        password=NewPassword("four other words"),
                        now=session.now,
                    )
                case "idle":
                    clock.forward(minutes=61)
                case _:
                    clock.forward(hours=11, minutes=55)
                    sign_in.seen(session.connection, secret, clock.now())
                    clock.forward(minutes=10)

        with throughline.reading() as session:
            assert sign_in.whose(session.connection, secret, clock.now()) is None


class TestRecordsOfOthers:
    """
    A record that is not one's own.
    """

    def test_a_typed_reason_opens_a_record_for_a_day_and_tells_the_childs_lead(
        self, throughline: Throughline, people: Caseload, clock: StoppedClock
    ) -> None:
        user = people.users["health_visitor"]
        with throughline.writing() as session:
            lead = lead_of(session.connection, people.mine)
            assert lead is not None
            open_with_reason(
                session.connection,
                user=user,
                child=people.mine,
                reason="On duty; school rang about a bruise",
                told=lead.id,
                now=session.now,
            )
            who = reader(session, user)
            how = standing(session.connection, who, people.mine, session.now)
            told = openings(session.connection, told=people.users["practitioner"], unseen=True)
        clock.forward(hours=int(LASTS / timedelta(hours=1)), minutes=1)
        with throughline.reading() as session:
            after = standing(session.connection, who, people.mine, session.now)

        assert isinstance(decide(who, Action.READ, how), Allow)
        assert [one.reason for one in told] == ["On duty; school rang about a bruise"]
        assert isinstance(decide(who, Action.READ, after), Deny)

    def test_a_typed_reason_stands_nowhere_in_the_clear_and_goes_with_the_record(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        user, words = people.users["health_visitor"], "School rang about canary-wagtail"

        def told() -> list[str]:
            with throughline.reading() as session:
                return [one.reason for one in openings(session.connection, user=user)]

        with throughline.writing() as session:
            open_with_reason(
                session.connection,
                user=user,
                child=people.mine,
                reason=words,
                told=None,
                now=session.now,
            )
            stored = session.connection.scalars(select(OPENING.c.reason)).all()
        assert told() == [words]
        assert not [one for one in stored if "canary" in one]
        with throughline.writing() as session:
            destroy_key(session.connection, people.mine, under=1, now=session.now)
        assert told() == ["erased with the record"]

    @pytest.mark.parametrize("reason", ["", "  ", "because", "I must"])
    def test_a_reason_that_says_nothing_opens_nothing(
        self, throughline: Throughline, people: Caseload, reason: str
    ) -> None:
        with throughline.writing() as session, pytest.raises(AccountRefused):
            open_with_reason(
                session.connection,
                user=people.users["lead"],
                child=people.mine,
                reason=reason,
                told=None,
                now=session.now,
            )

    def test_the_manager_of_the_workers_team_needs_no_reason_and_another_manager_does(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.reading() as session:
            stands = {
                name: standing(
                    session.connection,
                    reader(session, people.users[name]),
                    people.mine,
                    session.now,
                ).works_with
                for name in ("manager", "other_manager")
            }

        assert stands == {"manager": True, "other_manager": False}

    def test_when_an_allocation_ends_the_record_closes_at_once(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            allocate(
                session,
                OPERATOR,
                Allocate(
                    child=people.mine,
                    worker=people.users["practitioner"],
                    ends=True,
                    reason="Moved to another team",
                    key="end",
                ),
            )
            who = reader(session, people.users["practitioner"])
            how = standing(session.connection, who, people.mine, session.now)

        assert isinstance(decide(who, Action.READ, how), Deny)

    def test_entries_of_another_childs_record_are_counted_with_whom_to_ask_and_never_dropped(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.reading() as session:
            told = chronology(gather(session.log, people.mine))
            own = visible(
                session.connection,
                reader(session, people.users["practitioner"]),
                told,
                session.now,
            )
            whole = visible(session.connection, OPERATOR, told, session.now)

        hidden = people.secrets["theirs"]
        assert any(hidden in entry.sentence for entry in whole.entries)
        assert not any(hidden in entry.sentence for entry in own.entries)
        assert len(whole.entries) - len(own.entries) == own.withheld_count > 0
        assert all("Invented Colleague" in part.ask for part in own.withheld)


class TestAccessLog:
    """
    What was read, by whom, on what ground.
    """

    def test_a_refused_try_is_kept_like_a_read(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            for name in ("practitioner", "colleague"):
                require(
                    session.connection,
                    reader(session, people.users[name]),
                    Action.READ,
                    people.mine,
                    what="chronology",
                    now=session.now,
                )
        with throughline.reading() as session:
            lines = reads(session.connection, child=people.mine)

        assert {(line.allowed, line.why) for line in lines} == {
            (True, "allocated"),
            (False, "refused: You do not work with this child."),
        }

    @pytest.mark.parametrize("change", [delete(ACCESS_LOG), update(ACCESS_LOG).values(why="")])
    def test_the_database_itself_refuses_to_change_what_was_noted(
        self, throughline: Throughline, people: Caseload, change: object
    ) -> None:
        with throughline.writing() as session:
            require(
                session.connection,
                reader(session, people.users["practitioner"]),
                Action.READ,
                people.mine,
                what="chronology",
                now=session.now,
            )

        with pytest.raises(Exception, match="append-only"), throughline.writing() as session:
            session.connection.execute(change)  # type: ignore[call-overload]


class TestWhoHears:
    """
    What the ladder is told about people.
    """

    def test_the_ladder_finds_owner_manager_lead_and_role_holders(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.reading() as session:
            directory = People(session.connection)
            practitioner = people.users["practitioner"]
            lead = directory.lead_of(people.mine)
            manager = directory.manager_of(practitioner)
            by_name = directory.person("Invented Practitioner")
            holders = directory.holders("safeguarding_lead", HEALTH)

        assert lead is not None
        assert manager is not None
        assert by_name is not None
        assert (lead.id, by_name.id) == (practitioner, practitioner)
        assert manager.id == people.users["manager"]
        assert [one.id for one in holders] == [people.users["lead"]]

    def test_somebody_who_left_is_told_nothing(
        self, throughline: Throughline, people: Caseload
    ) -> None:
        with throughline.writing() as session:
            deactivate(session.connection, user=people.users["practitioner"], now=session.now)
            directory = People(session.connection)

            assert directory.person(str(people.users["practitioner"])) is None
            assert directory.lead_of(people.mine) is None
