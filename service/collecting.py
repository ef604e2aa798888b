"""How often the process looks for what nobody reaches any more."""

from __future__ import annotations

import gc

_MADE = 50_000
"""So many things more than are let go, and the newest are looked through."""
_OLDER = 5
_ALL = 2
"""At so many of these all that is newer is looked through, at so many of those everything."""


def collect_seldom() -> None:
    """
    Let what the program is made of be, and look through the rest once much has come.

    A long record is some hundred thousand things that stay. As Python is set, all of them are
    looked through several times while the first reader waits, a fifth of the page's time. But a
    record that is not kept any more refers to itself, by what was folded from it, and is let go by
    nothing else: everything is looked through once half a million things more have come, where
    they are a quarter of all.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE, _OLDER, _ALL)
