"""The few sorts of question that a kind may ask; forms, API and import columns come from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, fields, validate

from events.occurred import Occurred

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_BLANK = r"(?s).*\S"
"""What a text matches that says something."""

YES_NO_UNKNOWN = {"yes": "Yes", "no": "No", "unknown": "Not known"}


def _needed(label: str) -> dict[str, Any]:
    return {"required": f"Answer “{label}”", "null": f"Answer “{label}”"}


def _about(label: str, hint: str, shown_as: str, **more: object) -> dict[str, Any]:
    return {"label": label, "hint": hint, "shown_as": shown_as, **more}


def text(
    label: str,
    *,
    required: bool = False,
    hint: str = "",
    long: bool = False,
    limit: int = 0,
) -> fields.String:
    """
    Ask for words; ``long`` for a box of several lines, ``limit`` in characters.
    """
    most = limit or (20_000 if long else 500)
    checks: list[validate.Validator] = [
        validate.Length(max=most, error=f"Shorten this to {most:,} characters or fewer")
    ]
    if required:
        checks.append(validate.Regexp(NOT_BLANK, error=f"Answer “{label}”"))
    return fields.String(
        required=required,
        validate=checks,
        error_messages=_needed(label),
        metadata=_about(label, hint, "long text" if long else "text"),
    )


def choice(
    label: str, options: Mapping[str, str], *, required: bool = False, hint: str = ""
) -> fields.String:
    """
    Ask for one of a few stored values, each shown by its words.
    """
    return fields.String(
        required=required,
        validate=validate.OneOf(list(options), error=f"Choose one of: {', '.join(options)}"),
        error_messages=_needed(label),
        metadata=_about(label, hint, "choice", options=dict(options)),
    )


def yes_no_unknown(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask yes, no or not known; "not known" is an answer, an absent key is none.
    """
    return choice(label, YES_NO_UNKNOWN, required=required, hint=hint)


def several(
    label: str, options: Mapping[str, str], *, required: bool = False, hint: str = ""
) -> fields.List[Any]:
    """
    Ask for any number of a few stored values.
    """
    one = fields.String(
        validate=validate.OneOf(list(options), error=f"Choose from: {', '.join(options)}")
    )
    return fields.List(
        one,
        required=required,
        validate=[validate.Length(min=1, error=f"Answer “{label}”")] if required else [],
        error_messages=_needed(label),
        metadata=_about(label, hint, "several", options=dict(options)),
    )


def texts(label: str, *, required: bool = False, hint: str = "") -> fields.List[Any]:
    """
    Ask for a list of short texts, one a line.
    """
    return fields.List(
        fields.String(validate=validate.Length(max=500)),
        required=required,
        error_messages=_needed(label),
        metadata=_about(label, hint, "texts"),
    )


class _IsoDay(fields.String):
    """
    A day, kept as ISO text because content is plain JSON.
    """

    plain = str

    def is_plain(self, value: str) -> bool:
        """
        Say whether it is a day as it is kept.
        """
        return _is_day(value)

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,
    ) -> str:
        words = super()._deserialize(value, attr, data, **kwargs)
        try:
            return date.fromisoformat(words).isoformat()
        except ValueError:
            message = "Give a real date as year-month-day, such as 2026-03-27"
            raise ValidationError(message) from None


def day(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask for one exact day.
    """
    return _IsoDay(
        required=required,
        error_messages=_needed(label),
        metadata=_about(label, hint, "day"),
    )


class _Due(fields.String):
    """
    A day, in time until its end, or the very moment; kept as ISO text.
    """

    plain = str

    def is_plain(self, value: str) -> bool:
        """
        Say whether it is a day or a moment, as it is kept.
        """
        return _is_day(value) or _is_moment(value)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        words = super()._deserialize(value, attr, data, **kwargs)
        if not self.is_plain(words):
            message = (
                "Give a real date such as 2026-03-27, and the time such as 14:30 if it is known; a"
                " program writes 2026-03-27T14:30:00Z"
            )
            raise ValidationError(message)
        return words


def due(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask by when something is owed: a day, or a moment where a limit runs in hours.
    """
    return _Due(
        required=required,
        error_messages=_needed(label),
        metadata=_about(label, hint, "moment"),
    )


class _PartialDay(fields.String):
    """
    A day, a month or a year, as exactly as it is known; "" where it is not known at all.
    """

    plain = str

    def is_plain(self, value: str) -> bool:
        """
        Say whether it is a day, a month or a year, as it is kept.
        """
        earliest = value + "0001-01-01"[len(value) :] if len(value) in {4, 7} else value
        return not value or _is_day(earliest)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        words = super()._deserialize(value, attr, data, **kwargs)
        if not self.is_plain(words):
            message = "Give a real date as 2026-03-27, or 2026-03 or 2026 if no more is known"
            raise ValidationError(message)
        return words


def partial_day(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask for a day as exactly as it is known: year-month-day, year-month, or year.
    """
    return _PartialDay(
        required=required,
        error_messages=_needed(label),
        metadata=_about(label, hint, "text"),
    )


class _RoughDay(fields.String):
    """
    A day, a month, a year, two of them with "/" between, or about one: as ``Occurred`` reads it.
    """

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        words = super()._deserialize(value, attr, data, **kwargs)
        try:
            return Occurred.from_text(words).text if words else words
        except ValueError:
            message = (
                "Give a real date as 2026-03-27, 2026-03 or 2026; 2026-03/2026-04 for one of two "
                "months; about 2026-03 where it is rough; before 2026-03, after 2026-03"
            )
            raise ValidationError(message) from None


def rough_day(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask for a day as exactly as it is known, doubt included; kept as text that says the doubt.
    """
    return _RoughDay(
        required=required,
        error_messages=_needed(label),
        metadata=_about(label, hint, "rough day"),
    )


class _WholeNumber(fields.Integer):
    """
    A whole number, or its digits as a form sends them; nothing is rounded unseen.
    """

    plain = int

    def is_plain(self, value: int) -> bool:
        """
        Say yes: any whole number is read as itself.
        """
        return True

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


def whole_number(
    label: str,
    *,
    required: bool = False,
    hint: str = "",
    least: int = 0,
    most: int = 1_000_000,
) -> fields.Integer:
    """
    Ask for a whole number between two limits, both allowed.
    """
    return _WholeNumber(
        required=required,
        validate=validate.Range(
            min=least, max=most, error=f"Give a whole number from {least} to {most}"
        ),
        error_messages=_needed(label) | {"invalid": "Give a whole number"},
        metadata=_about(label, hint, "whole number"),
    )


def measure(label: str, *, required: bool = False, hint: str = "") -> fields.String:
    """
    Ask for a measured decimal; kept as text, so that it is stored exactly as it was read.
    """
    return fields.String(
        required=required,
        validate=validate.Regexp(
            r"^\d{1,6}(\.\d{1,3})?$",
            error="Give a number such as 8.45, without its unit",
        ),
        error_messages=_needed(label),
        metadata=_about(label, hint, "measure"),
    )


def _reference(
    label: str, shown_as: str, *, required: bool, hint: str, many: bool
) -> fields.Field[Any]:
    about = _about(label, hint, shown_as)
    if not many:
        return fields.String(
            required=required,
            validate=validate.Length(min=1, max=64, error=f"Answer “{label}”"),
            error_messages=_needed(label),
            metadata=about,
        )
    return fields.List(
        fields.String(validate=validate.Length(min=1, max=64)),
        required=required,
        validate=[validate.Length(min=1, error=f"Answer “{label}”")] if required else [],
        error_messages=_needed(label),
        metadata=about,
    )


def person(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for one person of the record, by id.
    """
    return _reference(label, "person", required=required, hint=hint, many=False)


def people(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for persons of the record, by id.
    """
    return _reference(label, "people", required=required, hint=hint, many=True)


def entry(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for one entry of the record, by its number.
    """
    return _reference(label, "entry", required=required, hint=hint, many=False)


def entries(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for entries of the record, by their numbers.
    """
    return _reference(label, "entries", required=required, hint=hint, many=True)


def outcome(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for one planned outcome, by its id.
    """
    return _reference(label, "outcome", required=required, hint=hint, many=False)


def practitioner(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for one named practitioner: a user of the service by id, or a name.
    """
    return _reference(label, "practitioner", required=required, hint=hint, many=False)


def agency(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for one agency, by its name.
    """
    return _reference(label, "agency", required=required, hint=hint, many=False)


def agencies(label: str, *, required: bool = False, hint: str = "") -> fields.Field[Any]:
    """
    Ask for agencies, by their names.
    """
    return _reference(label, "agencies", required=required, hint=hint, many=True)


def _is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _is_moment(words: str) -> bool:
    try:
        return "T" in words and datetime.fromisoformat(words).tzinfo is not None
    except ValueError:
        return False
