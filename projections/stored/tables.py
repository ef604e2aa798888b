"""The tables of every stored read model and of what is kept about them, for the migrations."""

from __future__ import annotations

from projections.stored.catch_up import READ_MODELS
from projections.stored.read_model import METADATA
from projections.stored.stopped import STOPPED

__all__ = ["METADATA", "READ_MODELS", "STOPPED"]
