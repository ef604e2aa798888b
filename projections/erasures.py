"""Where every erasure stands: proposed by one person, agreed to by another."""

from __future__ import annotations

from uuid import UUID

ERASURES = UUID("0d5a4c52-6f0e-5d0b-8c1c-6f0f6b5a9a77")
"""The stream in which each erasure is proposed and recorded, of whatever record it is."""
