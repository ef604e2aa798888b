"""How often the process looks for what nobody reaches any more."""

from __future__ import annotations

import gc

_MADE = 50_000
"""So many things more than are let go, and the newest are looked through."""


def collect_seldom() -> None:
    """
    Let what the program is made of be, and look through the rest once much has come.

    A long record is some hundred thousand things that stay. As Python is set, all of them are
    looked through several times while the first reader waits, a fifth of the page's time; nearly
    everything else is let go at once, because nobody refers to it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE, 20, 20)
