"""What somebody is to a child decides whose past is read; words for it differ from file to file."""

from __future__ import annotations

import pytest

from projections.people.tie import Closeness
from service.importing.closeness import closeness, is_young, of_description
from service.importing.known_names import shipped


@pytest.mark.parametrize(
    ("role", "relation", "sort"),
    [
        ("parent", "mother", Closeness.PARENT),
        ("", "birth father", Closeness.PARENT),
        ("", "baby's father", Closeness.PARENT),
        ("non-professional", "mother", Closeness.PARENT),
        ("parent", "stepfather", Closeness.PARTNER),
        ("", "step-father", Closeness.PARTNER),
        ("household adult", "mother's partner", Closeness.PARTNER),
        ("household adult", "mother\N{RIGHT SINGLE QUOTATION MARK}s boyfriend", Closeness.PARTNER),
        ("", "mother's ex-partner", Closeness.PARTNER),
        ("", "ex-husband of mother", Closeness.PARTNER),
        ("", "father's new girlfriend", Closeness.PARTNER),
        ("perpetrator", "mother's partner; father of sibling", Closeness.PARTNER),
        ("children", "three older sisters", Closeness.SIBLING),
        ("child", "half-brother", Closeness.SIBLING),
        ("", "mother's other child", Closeness.SIBLING),
        ("", "unborn half-sibling", Closeness.SIBLING),
        ("household child", "15-year-old runaway girl", Closeness.HOUSEHOLD_CHILD),
        ("", "partner's daughter", Closeness.HOUSEHOLD_CHILD),
        ("household adult", "partner's brother", Closeness.HOUSEHOLD_ADULT),
        ("household adult", "uncle", Closeness.HOUSEHOLD_ADULT),
        ("", "lodger", Closeness.HOUSEHOLD_ADULT),
        ("carer", "family friend of mother", Closeness.CARER),
        ("carer", "childminder", Closeness.CARER),
        ("", "foster mother", Closeness.CARER),
        ("", "kinship carer; paternal aunt", Closeness.CARER),
        ("family", "maternal grandmother", Closeness.RELATIVE),
        ("", "great-aunt", Closeness.RELATIVE),
        ("", "mother's mother", Closeness.RELATIVE),
        ("", "father of half-sibling", Closeness.RELATIVE),
        ("", "half-siblings' father", Closeness.RELATIVE),
        ("", "sister's boyfriend", Closeness.RELATIVE),
        ("", "cousin", Closeness.RELATIVE),
        ("", "friend of mother", Closeness.FRIEND),
        ("", "neighbour", Closeness.OUTSIDER),
        ("", "member of the public", Closeness.OUTSIDER),
        ("", "", Closeness.NAMED),
        ("professional", "family GP", Closeness.PROFESSIONAL),
        ("", "class teacher", Closeness.PROFESSIONAL),
        ("", "mother's social worker", Closeness.PROFESSIONAL),
        ("school staff", "", Closeness.PROFESSIONAL),
    ],
)
def test_the_past_of_whoever_lives_around_the_child_is_read(role, relation, sort):
    assert closeness(role, relation, shipped()) is sort


def test_a_carer_who_says_that_she_is_the_mother_is_asked_about_as_a_carer():
    said = (
        "great-aunt; said to be mother",
        "aunt; posing as his mother",
        "claims to be father; aunt",
    )

    found = {closeness("carer", relation, shipped()) for relation in said}

    assert found == {Closeness.CARER}
    assert closeness("parent", "alleged to be father", shipped()) is Closeness.PARENT


def test_an_adult_known_by_description_alone_is_tied_by_what_the_description_says():
    assert of_description("Mother's new boyfriend", shipped()) is Closeness.PARTNER
    assert of_description("man at the door", shipped()) is Closeness.NAMED


def test_a_child_known_by_description_is_never_taken_for_an_adult():
    assert is_young("15-year-old girl")
    assert is_young("two other children")
    assert not is_young("mother's friend")
