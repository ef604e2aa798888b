"""One event of the feed, as a CloudEvent."""

from __future__ import annotations

from marshmallow import fields

from service.api.answers.chronology import LearnedTold, OccurredTold
from service.api.answers.shape import (
    Told,
    anything,
    entry,
    identifier,
    many,
    moment,
    number,
    one,
    text,
)


class SubjectTold(Told):
    """
    Somebody in it, by id, and what they did.
    """

    id = identifier()
    role = text()


class EventData(Told):
    """
    What an event says, as far as you may read it.
    """

    position = number("Its place in the log's one order; also its entry's number.")
    stream = identifier("The record it lies in.")
    version = number("Its place in that record, from 1.")
    kind = text()
    schema = number("The version of the kind that “content” is in.")
    occurred = one(OccurredTold, "When it happened in the world.")
    recorded = moment("When it reached this log.")
    recorded_by = text("Who recorded it; “user:” and an id, “operator:…” or “throughline”.")
    agency = text("Who says so.")
    people = many(SubjectTold)
    learned = many(LearnedTold)
    source = text("The import it came with.")
    source_ref = text("The import's own id of its row.")
    content = anything("The kind's answers, as “dataschema” has them.")
    content_withheld = text("wrong child, restricted or erased where content is kept back.")


class CloudEventTold(Told):
    """
    One event of the log, as CloudEvents 1.0 has it.
    """

    specversion = text("1.0")
    id = entry("With “source” the same for ever.")
    source = text("This installation.")
    type = text("“throughline.” and the kind.")
    time = moment("When it reached this log.")
    subject = text("The child's id, or that of the record it lies in.")
    datacontenttype = text()
    dataschema = text("Where the schema of “data.content” stands.")
    data = fields.Nested(EventData, required=True)
