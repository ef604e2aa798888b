"""A chronology, and one entry of it."""

from __future__ import annotations

from marshmallow import fields

from service.api.answers.attachment import AttachmentTold
from service.api.answers.shape import (
    Told,
    anything,
    day,
    entry,
    identifier,
    many,
    maybe_day,
    maybe_text,
    moment,
    number,
    one,
    text,
    texts,
    truth,
)


class OccurredTold(Told):
    """
    When it happened, as exactly as is known.
    """

    from_ = fields.String(required=True, data_key="from")
    to = text("The same as “from” for a day or a moment.")
    precision = text("instant, day, month, year, range, about, before or after")


class OccurredInWords(OccurredTold):
    """
    When it happened, and how a person would say it.
    """

    words = text()


class LearnedTold(Told):
    """
    That one agency learned it.
    """

    agency = text()
    on = day()
    how = text("recorded, attended, sent, or at the time")


class Involved(Told):
    """
    Somebody in it, and what they did.
    """

    id = identifier()
    name = text()
    role = text()


class ChangeTold(Told):
    """
    A correction, a strike-out, or a change of significance.
    """

    entry = entry()
    kind = text()
    what = text("What it did: Corrected, Struck out, Marked routine or Marked significant.")
    on = day()
    by = text()
    reason = text()
    said_before = text("What a correction replaced, in words; empty for other changes.")
    before = anything("Its content before.")
    before_occurred = one(OccurredTold)


class Account(Told):
    """
    Another source's telling of the same incident.
    """

    id = entry()
    source_ref = text()
    agency = text()
    occurred = one(OccurredTold)
    sentence = text()
    candidate = truth("Nobody has decided yet that it is of the same incident.")


class DifferenceTold(Told):
    """
    What accounts differ in.
    """

    about = text()
    accounts = text()
    candidate = truth("Nobody has decided yet that they are of one incident.")
    link = text("The number of the event that says so.")
    reason = text("Why they are of one incident.")
    entries = texts()


class DiffersTold(Told):
    """
    One thing that the accounts of an incident tell differently.
    """

    what = text("date, agency, persons, cause, finding or kind")
    asked = text("The question that they answer differently.")
    said = anything("The answer of each account, by the number of its entry.")


class EntryTold(Told):
    """
    One entry: what it says, who says so, and what became of it.
    """

    id = entry()
    source_ref = text("The import's own id of its row.")
    kind = text()
    label = text()
    occurred = one(OccurredInWords)
    learned = day("The first day on which any agency had learned it.")
    learned_words = text("The same as exactly as it is known, such as “August 2007”.")
    learned_by = many(LearnedTold)
    recorded = moment("When it reached this log.")
    agency = text("Who says so.")
    sentence = text("What happened, in plain words.")
    content = anything("The kind's answers as they now stand.")
    people = many(Involved)
    about = text("child, household or history")
    connection = text("For household and history: how its person is tied to the child.")
    status = text("stands, corrected or struck out")
    changes = many(ChangeTold)
    attachments = many(AttachmentTold, "Files that were added to it.")
    accounts = many(Account)
    differences = many(DifferenceTold)
    differs = many(DiffersTold)
    content_withheld = truth("It was recorded for the wrong child; what it said is kept back.")
    came_from = text("Its number in another child's record, if it was recorded there first.")
    incomplete = texts("Required answers that an import left empty.")
    source = text()


class ChildNamed(Told):
    """
    Whose chronology it is.
    """

    id = identifier()
    name = text()
    person_key = text()


class SummarisedTold(Told):
    """
    Entries that a court's length counts instead of telling.
    """

    year = number()
    kind = text()
    count = number()
    entries = texts()


class ChronologyTold(Told):
    """
    A child's story in the order it happened.
    """

    child = one(ChildNamed)
    length = text()
    why_these = text("By which rule these entries and not others.")
    as_known_at = maybe_day()
    as_recorded_at = maybe_text()
    agency = maybe_text()
    position = number("The newest place of the log that it reaches.")
    total = number("How many entries there are in all that you may see.")
    shown = number("How many of them this length and choice tell, over all its pages.")
    of_this_length = number("How many of them this length tells, before anything was chosen.")
    entries = many(EntryTold)
    summarised = many(SummarisedTold)
    withheld = number("How many entries you may not see.")
    next = maybe_text("Give it as “after” to go on; null at the end.")
    read_as = anything("Words that stand nowhere, and the words that each was read as.")
    in_no_entry = texts("Words that stand nowhere, and near to none that does.")
    counts = anything(
        "How many entries each further choice would leave: by agencies, kinds, groups, persons "
        "and states."
    )
