"""The tables of every stored read model, for the migrations."""

from __future__ import annotations

from projections.stored.catch_up import READ_MODELS
from projections.stored.read_model import METADATA

__all__ = ["METADATA", "READ_MODELS"]
