"""
One event as a CloudEvent.

Source: CloudEvents 1.0.2, sections "Required attributes" and "Optional attributes", and its JSON
event format 1.0.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.log.columns import moment_text

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from service.feed.sifting import Sifted

BATCH = "application/cloudevents-batch+json"
SINGLE = "application/cloudevents+json"
PREFIX = "throughline."


def cloud_event(one: Sifted, address: str) -> dict[str, Any]:
    """
    Write an event with all that its reader may see of it.

    Args:
        address: Where this installation is reached, which with the id names the event for ever.

    Raises:
        LookupError: It is kept back from this reader whole.
    """
    event = _event(one)
    return envelope(one, address) | {
        "datacontenttype": "application/json",
        "dataschema": f"{address}/api/openapi.json#/components/schemas/{schema_name(event)}",
        "data": _data(event, one.kept_back),
    }


def envelope(one: Sifted, address: str) -> dict[str, Any]:
    """
    Write what says that there is an event, and nothing of what it says.
    """
    event = _event(one)
    return {
        "specversion": "1.0",
        "id": event.entry_id,
        "source": f"{address}/",
        "type": f"{PREFIX}{event.kind}",
        "time": moment_text(event.recorded),
        "subject": str(one.of[0] if one.of else event.stream),
    }


def schema_name(event: RecordedEvent) -> str:
    """
    Return what the content of an event's kind and version is called in the API's document.
    """
    return f"held_{event.kind}_{event.schema}"


def _event(one: Sifted) -> RecordedEvent:
    if one.event is None:
        raise LookupError(one.position)
    return one.event


def _data(event: RecordedEvent, kept_back: str) -> dict[str, Any]:
    return {
        "position": event.position,
        "stream": str(event.stream),
        "version": event.version,
        "kind": event.kind,
        "schema": event.schema,
        "occurred": event.occurred.as_json(),
        "recorded": moment_text(event.recorded),
        "recorded_by": event.actor,
        "agency": event.agency,
        "people": [{"id": str(each.person), "role": each.role} for each in event.subjects],
        "learned": [
            {"agency": each.agency, "on": each.on.isoformat(), "how": each.how}
            for each in event.learned
        ],
        "source": event.origin.source if event.origin else "",
        "source_ref": event.origin.ref if event.origin else "",
        "content": dict(event.content),
        "content_withheld": kept_back,
    }
