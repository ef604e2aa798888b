"""The table of how each agency's chronologies are read."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text

from events.log.columns import Moment
from service.access.tables import METADATA

__all__ = ["IMPORT_MAPPING", "METADATA"]

IMPORT_MAPPING = Table(
    "import_mapping",
    METADATA,
    # As the agency's name is compared: without case and doubled spaces.
    Column("agency", Text, primary_key=True),
    Column("said", Text, nullable=False),
    Column("kept", Moment, nullable=False),
    sqlite_strict=True,
)
