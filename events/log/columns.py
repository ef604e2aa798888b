"""The few types of column that every table of the project uses, on either database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import BigInteger, Integer, LargeBinary, Text, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Identifier(TypeDecorator[UUID]):
    """
    A UUID: PostgreSQL's own type, 16 bytes on SQLite, whose strict tables know no other.
    """

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """
        Choose the stored form by database.
        """
        if dialect.name == "sqlite":
            return dialect.type_descriptor(LargeBinary())
        return dialect.type_descriptor(Uuid())

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """
        Hand the database what it stores.
        """
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """
        Read back what was stored.
        """
        return UUID(bytes=value) if value is not None and dialect.name == "sqlite" else value


class Moment(TypeDecorator[datetime]):
    """
    A moment as fixed-width UTC text, which sorts as the moments do and hashes as it is stored.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """
        Hand the database what it stores.
        """
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """
        Read back what was stored.
        """
        return None if value is None else datetime.fromisoformat(value)


def moment_text(moment: datetime) -> str:
    """
    Write a moment as every table stores it: ``2026-03-27T09:05:00.000000Z``.

    Raises:
        ValueError: It carries no time zone, so that nobody can say which moment it is.
    """
    if moment.tzinfo is None:
        message = "a moment without a time zone cannot be stored"
        raise ValueError(message)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def place() -> TypeEngine[int]:
    """
    Return the type of a position: 64 bits on both databases.
    """
    return BigInteger().with_variant(Integer(), "sqlite")
