"""What a file in ``events/kinds/`` declares: one kind of event, once, for every use of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from events.errors import ContentRefused
from events.plainly import Plainly
from events.readable import unreadable
from events.told import Told

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from events.told import Fields

Content = Mapping[str, Any]


class Group(StrEnum):
    """
    The part of practice that a kind belongs to; forms and filters are ordered by it.
    """

    CONTACT = "Contact and decision"
    SEEING = "Seeing the child"
    HARM = "Harm"
    HEALTH = "Health"
    EDUCATION = "Education"
    LAW = "Police and law"
    PROCESS = "Process"
    BETWEEN = "Between people"
    PEOPLE = "People and places"
    RECORD = "The record itself"


class By(StrEnum):
    """
    How an event of this kind comes into the log.
    """

    FORM = "form"
    """Somebody records it with the kind's form, the API or an import."""
    ACTION = "action"
    """An action of the service makes it: registering a person, escalating, correcting."""


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """
    One kind of event.

    Args:
        label: Its name as practitioners say it.
        group: The part of practice it belongs to.
        content: The marshmallow schema of its fields, made with ``events.fields``.
        sentence: Says in plain words what the kind's own fields hold; tolerates absent fields
            and returns "" when none of them says anything. ``fact`` is added by the reader.
        version: The newest version of its content.
        lifts: From an older version to the content one version newer.
        roles: The roles that persons may have in it, beside ``child`` and ``named``; each has
            its words in ``events.roles``.
        by: How it comes into the log.
        about_the_child: Whether its form asks if the child was seen and spoken to alone.
        always_significant: Whether it stands in every shortened chronology.
        attended: Whether the agencies in its field ``agencies_present`` thereby learned it.
        import_names: Further names by which a row of an import may call it.
    """

    label: str
    group: Group
    content: type[Fields]
    sentence: Callable[[Content], str]
    version: int = 1
    lifts: Mapping[int, Callable[[Content], Content]] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    by: By = By.FORM
    about_the_child: bool = False
    always_significant: bool = False
    attended: bool = False
    import_names: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """
        Whether it tells of the world, with fact and source, so that an import may bring it.
        """
        return issubclass(self.content, Told)

    @property
    def fields(self) -> Mapping[str, Field[Any]]:
        """
        Its fields by name, as they are declared.
        """
        return _schema(self.content).fields

    def read(self, name: str, raw: Content, *, imported: bool = False) -> dict[str, Any]:
        """
        Validate content and return it as the log stores it, plain JSON and nothing else.

        Required fields bind people who record here; an import may leave them absent, and the
        entry is then marked as incomplete.

        Raises:
            ContentRefused: A field is missing, unknown or wrong; all such fields at once.
        """
        if self.plainly_right(raw, imported=imported):
            return dict(raw)
        schema = _schema(self.content)
        # Asked here and not of marshmallow, which takes three times as long over absent fields.
        absent = () if imported else self.missing(raw)
        refused = {
            field: [str(schema.fields[field].error_messages["required"])] for field in absent
        }
        try:
            loaded: dict[str, Any] = schema.load(dict(raw), partial=True)
        except ValidationError as error:
            refused |= _flat(error.messages_dict)
        refused |= {field: [fix] for field, fix in unreadable(raw).items()}
        if refused:
            raise ContentRefused(name, refused)
        return loaded

    def plainly_right(self, raw: Content, *, imported: bool = False) -> bool:
        """
        Say whether content is right as it stands, without a fraction; False says nothing.
        """
        plainly = _plainly(self.content)
        return (imported or plainly.needs <= raw.keys() or not self.missing(raw)) and plainly.right(
            raw
        )

    def missing(self, content: Content) -> tuple[str, ...]:
        """
        Name the required fields that the content lacks, as an import may leave them.
        """
        absent = [name for name in _plainly(self.content).required if name not in content]
        if not absent:
            return ()
        excused = _schema(self.content).excused(content)
        return tuple(name for name in absent if name not in excused)


@cache
def _schema(content: type[Fields]) -> Fields:
    # Making one copies every field, a hundred times the work of reading one event with it.
    return content()


@cache
def _plainly(content: type[Fields]) -> Plainly:
    return Plainly(_schema(content))


def _flat(messages: Mapping[str, Any], within: str = "") -> dict[str, list[str]]:
    flat: dict[str, list[str]] = {}
    for name, said in messages.items():
        path = f"{within}{name}"
        if isinstance(said, Mapping):
            flat |= _flat({str(k): v for k, v in said.items()}, f"{path}.")
        else:
            flat[path] = [
                "This field is not known; remove it" if "Unknown" in s else s for s in said
            ]
    return flat
