"""The events of a record as they now stand, as plans read them."""

from __future__ import annotations

from projections.standing import standing

__all__ = ["standing"]
