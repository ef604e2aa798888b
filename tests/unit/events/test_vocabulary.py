"""Every kind keeps the promises of the vocabulary; a new file is covered by being there."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import ContentRefused, KindUnknown
from events.kind import By, EventKind, Group
from events.roles import ROLES
from events.vocabulary import IMPORT_NAMES, KINDS, kind_called
from projections.people.tie import Closeness
from tests.faults.counts import many
from tests.samples import drafted, path_of, sample, shipped

EVERY_KIND = pytest.mark.parametrize("name", list(KINDS))

TERMS = """
contact referral referral_decision information_request information_shared allocation closure
transfer visit access_refused child_spoken_to observation_of_child_and_carer missing_episode
return_interview domestic_abuse_incident injury_observed disclosure disclosure_withdrawn
sign_of_sexual_abuse exploitation_indicator neglect_indicator_observed concern_raised
allegation_against_a_person appointment_made appointment_attended missed_appointment
hold_lifted hold_placed
medical_examination growth_measurement hospital_admission hospital_discharge pregnancy_recorded
birth health_condition treatment_not_collected school_attendance_period school_concern exclusion
change_of_school withdrawn_from_school_or_nursery police_incident arrest bail_conditions charge
conviction court_hearing order_made order_ended legal_advice legal_planning_meeting
strategy_discussion section_47_enquiry_begun section_47_enquiry_concluded assessment_begun
assessment_completed assessment_reviewed conference_called conference_held report_received
core_group plan_agreed plan_ended outcome_planned outcome_moved outcome_reviewed outcome_achieved
outcome_not_achieved outcome_withdrawn supervision management_decision handover_sent
handover_understood challenge_raised challenge_answered challenge_resolved indicator_answered
escalation_raised erasure_proposed escalation_acknowledged escalation_stepped_up escalation_resolved
escalation_stepped_down ladder_adopted absence_recorded absence_ended on_call_recorded on_call_ended
person_registered name_recorded identifier_recorded persons_linked persons_unlinked
birth_date_recorded persons_may_match
relationship_recorded relationship_ended household_joined household_left household_changed
contact_restricted home_recorded
address_recorded death entry_corrected entry_struck_out entry_brought_over significance_changed
attachment_added attachment_withdrawn accounts_linked accounts_unlinked access_restricted
access_restriction_lifted content_erased
pack_generated pack_delivered setting_changed rule_adopted other_event analysis chronology_reviewed
subject_access_request
"""

NAMES_IN_IMPORTS = """
contact referral visit dv_incident missed_appointment appointment_attended injury_observed
medical_examination strategy_discussion assessment conference core_group plan_outcome_set
plan_outcome_reviewed supervision handover arrest court move_of_address household_change pregnancy
birth school_attendance concern_raised decision death other
"""

NEVER_SAID = (
    "disguised compliance",
    "toxic trio",
    "score",
    "hard to reach",
    "failed to engage",
    "did not attend",
    "dna",
    "domestic violence",
)

_WORDS = st.sampled_from(
    ["a few words", "Ends with a stop.", "two\nlines", "{braces}", "żółw ąż", "?", "…"]
)
_DAYS = st.sampled_from(["2026-03-27", "2024-02-29"])
_MADE = {
    "text": _WORDS,
    "long text": _WORDS,
    "texts": st.lists(_WORDS, max_size=3),
    "day": _DAYS,
    "moment": _DAYS | st.just("2026-03-27T14:30:00Z"),
    "whole number": st.integers(20, 27),
    "measure": st.sampled_from(["8.45", "0.4", "99"]),
    "person": st.uuids().map(str),
    "people": st.lists(st.uuids().map(str), min_size=1, max_size=3),
    "entry": st.integers(1, 999).map(str),
    "entries": st.lists(st.integers(1, 999).map(str), min_size=1, max_size=3),
    "outcome": st.uuids().map(str),
    "practitioner": st.uuids().map(str) | st.just("Invented Worker"),
    "agency": st.sampled_from(["police", "GP"]),
    "agencies": st.lists(st.sampled_from(["police", "GP"]), min_size=1, max_size=2),
}


def answers(kind: EventKind) -> st.SearchStrategy[dict[str, Any]]:
    """
    Make any answers that the kind's form allows, with any of its questions left out.
    """
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for name, asked in kind.content().fields.items():
        options = list(asked.metadata.get("options", ()))
        match asked.metadata["shown_as"]:
            case "choice":
                optional[name] = st.sampled_from(options)
            case "several":
                optional[name] = st.lists(st.sampled_from(options), min_size=1, unique=True)
            case shown_as if shown_as in _MADE:
                optional[name] = _MADE[shown_as]
    dated = {"date_of_birth", "expected_date_of_birth"} & optional.keys()
    return st.fixed_dictionaries({}, optional=optional | dict.fromkeys(dated, _DAYS))


def test_the_vocabulary_is_the_one_that_practitioners_agreed() -> None:
    assert sorted(TERMS.split()) == sorted(KINDS)


@pytest.mark.parametrize("name", NAMES_IN_IMPORTS.split())
def test_no_row_of_an_agency_is_lost_for_the_name_of_its_kind(name: str) -> None:
    kind = KINDS[IMPORT_NAMES[name]]

    assert kind.told
    assert kind.read(name, {"fact": "as the row says", "source": "a letter"}, imported=True)


def test_a_name_in_an_import_means_one_kind() -> None:
    said = [*KINDS, *(other for kind in KINDS.values() for other in kind.import_names)]

    assert len(said) == len(set(said))


def test_an_unknown_kind_is_refused_by_its_name() -> None:
    with pytest.raises(KindUnknown, match="feeling_about_a_family"):
        kind_called("feeling_about_a_family")


@pytest.mark.parametrize(("name", "version"), list(shipped()))
def test_what_was_recorded_under_any_version_can_still_be_read(name: str, version: int) -> None:
    assert path_of(name, version).exists(), "run python -m tests.samples --write"
    content = sample(name, version)

    read = KINDS[name].read(name, content)

    assert read == content
    assert json.loads(json.dumps(read)) == content
    assert KINDS[name].read(name, read) == read


@EVERY_KIND
def test_an_entry_reads_as_sentences(name: str) -> None:
    said = KINDS[name].sentence(sample(name))

    assert said
    assert said[0].isupper()
    assert said[-1] in ".!?"
    assert ".." not in said


@EVERY_KIND
@settings(max_examples=many(30, 300), deadline=None)
@given(data=st.data())
def test_an_entry_can_be_read_whatever_an_import_left_out(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    content = data.draw(answers(kind))

    read = kind.read(name, content, imported=True)
    said = kind.sentence(read)

    assert said == "" or said[-1] in ".!?…”"
    assert "None" not in said
    assert "\n" not in said
    ids = [value for value in content.values() if isinstance(value, str) and len(value) == 36]
    assert not [one for one in ids if one in said]


@EVERY_KIND
def test_nothing_is_read_twice_in_one_line(name: str) -> None:
    content = sample(name) | {"fact": "FACT", "opinion": "OPINION", "words": "CHILD'S WORDS"}

    said = KINDS[name].sentence(content)

    assert not [own for own in ("FACT", "OPINION", "CHILD'S WORDS") if own in said]


@EVERY_KIND
def test_what_a_kind_does_not_ask_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        KINDS[name].read(name, sample(name) | {"shoe_size": "12"})

    assert refused.value.fields == {"shoe_size": ["This field is not known; remove it"]}


@EVERY_KIND
def test_everything_left_unanswered_is_asked_for_by_its_question(name: str) -> None:
    kind = KINDS[name]
    needed = {
        field: asked.metadata["label"]
        for field, asked in kind.content().fields.items()
        if asked.required
    }
    if not needed:
        assert kind.read(name, {}) == {}
        return

    with pytest.raises(ContentRefused) as refused:
        kind.read(name, {})

    assert {field: [f"Answer “{label}”"] for field, label in needed.items()} == (
        refused.value.fields
    )
    assert set(kind.missing({})) == set(needed)


@EVERY_KIND
def test_a_kind_says_on_which_publication_it_rests(name: str) -> None:
    assert "Source: " in (sys.modules[f"events.kinds.{name}"].__doc__ or "")


@EVERY_KIND
def test_every_question_has_its_words(name: str) -> None:
    for field, asked in KINDS[name].content().fields.items():
        assert asked.metadata["label"].strip(), field
        assert asked.metadata["shown_as"], field
        assert "hint" in asked.metadata, field


@EVERY_KIND
def test_no_form_labels_a_family(name: str) -> None:
    kind = KINDS[name]
    shown = [kind.label, kind.sentence(sample(name))]
    for asked in kind.content().fields.values():
        shown += [asked.metadata["label"], asked.metadata["hint"]]
        shown += asked.metadata.get("options", {}).values()
    words = f" {' '.join(shown).lower()} "

    assert not [term for term in NEVER_SAID if f" {term} " in words]


@EVERY_KIND
def test_everybody_in_an_event_is_in_it_as_something_a_form_can_say(name: str) -> None:
    assert set(KINDS[name].roles) <= set(ROLES)
    assert "child" not in KINDS[name].roles


@EVERY_KIND
def test_agencies_at_a_meeting_are_known_to_know(name: str) -> None:
    kind = KINDS[name]

    assert kind.attended is ("agencies_present" in kind.content().fields)


@EVERY_KIND
def test_what_a_form_records_tells_fact_and_source(name: str) -> None:
    kind = KINDS[name]

    assert kind.told or kind.by is By.ACTION
    assert kind.group is not Group.RECORD or not kind.told


@EVERY_KIND
def test_a_draft_of_a_sample_is_content_the_kind_accepts(name: str) -> None:
    kind = KINDS[name]

    assert kind.read(name, drafted(kind))


def test_a_relationship_is_stored_as_the_people_around_a_child_are_read() -> None:
    options = KINDS["relationship_recorded"].content().fields["closeness"].metadata["options"]

    assert set(options) == {str(one) for one in Closeness}


class TestWhatPeopleMustSay:
    def test_a_plan_outcome_without_owner_or_measure_is_not_saved(self) -> None:
        content = sample("outcome_planned")
        del content["owner"], content["measure"]

        with pytest.raises(ContentRefused) as refused:
            KINDS["outcome_planned"].read("outcome_planned", content)

        assert set(refused.value.fields) == {"owner", "measure"}

    def test_a_timescale_opens_an_outcome_before_anybody_is_named(self) -> None:
        content = {
            "origin": "timescale",
            "practice_id": "T01",
            "desired": "a decision on the referral, and the referrer told",
            "responsible": "social care team manager",
            "due": "2026-03-10T17:00:00Z",
        }

        assert KINDS["outcome_planned"].read("outcome_planned", content) == content
        assert KINDS["outcome_planned"].missing(content) == ()

    def test_a_new_owner_does_not_need_a_new_date(self) -> None:
        content = {"owner": "Invented Worker", "reason": "worker left"}

        assert KINDS["outcome_moved"].read("outcome_moved", content) == content

    def test_a_date_is_not_moved_without_a_reason(self) -> None:
        with pytest.raises(ContentRefused) as refused:
            KINDS["outcome_moved"].read("outcome_moved", {"to": "2026-06-12"})

        assert set(refused.value.fields) == {"reason"}

    def test_a_visit_that_saw_nobody_is_not_asked_for_time_alone(self) -> None:
        visit = {"fact": "No answer.", "purpose": "plan visit", "seen": "no"}

        assert KINDS["visit"].read("visit", visit) == visit

    def test_a_visit_that_saw_the_child_is(self) -> None:
        visit = {"fact": "All in.", "purpose": "plan visit", "seen": "yes"}

        with pytest.raises(ContentRefused) as refused:
            KINDS["visit"].read("visit", visit)

        assert set(refused.value.fields) == {"alone"}

    def test_an_import_says_what_it_lacks_and_invents_nothing(self) -> None:
        row = {"fact": "Social worker visits.", "seen": "unknown", "alone": "no"}

        read = KINDS["visit"].read("visit", row, imported=True)

        assert read == row
        assert KINDS["visit"].missing(read) == ("purpose",)


class TestWhatTheSentencesSay:
    def test_a_child_is_not_blamed_for_not_being_brought(self) -> None:
        said = KINDS["missed_appointment"].sentence(
            {"whose": "child", "why": "not_brought", "appointment": "hearing test"}
        )

        assert said == "Was not brought to: hearing test."

    def test_a_practitioner_who_stayed_away_is_not_a_child_who_was_not_brought(self) -> None:
        said = KINDS["missed_appointment"].sentence(
            {"whose": "professional", "why": "professional_absent", "appointment": "conference"}
        )

        assert "brought" not in said
        assert "practitioner was not there" in said

    def test_seen_with_nothing_recorded_says_that_nothing_is_recorded(self) -> None:
        said = KINDS["visit"].sentence({"seen": "yes", "alone": "no", "behaviour": ""})

        assert said == (
            "Child seen, not spoken to alone. Nothing recorded of what the child said or showed."
        )

    def test_a_column_that_an_import_lacks_is_not_read_as_nothing_recorded(self) -> None:
        assert KINDS["visit"].sentence({"seen": "yes"}) == "Child seen."

    def test_an_address_is_not_given_away_by_its_sentence(self) -> None:
        content = sample("address_recorded")

        assert content["address"] not in KINDS["address_recorded"].sentence(content)

    def test_an_identifier_is_not_given_away_by_its_sentence(self) -> None:
        content = sample("identifier_recorded")

        assert content["value"] not in KINDS["identifier_recorded"].sentence(content)

    def test_an_absent_child_does_not_make_violence_safe(self) -> None:
        said = KINDS["domestic_abuse_incident"].sentence(
            {"children_present": "no", "children_household": "yes"}
        )

        assert said == "No child in the room, as recorded. Children live in the household."

    def test_two_explanations_never_read_as_one(self) -> None:
        said = KINDS["injury_observed"].sentence({"explanations": ["he fell", "the dog did it"]})

        assert said == "Explanation given: he fell; the dog did it."
