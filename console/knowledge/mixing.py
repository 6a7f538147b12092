"""Some places free of feedback, so that what was asked often cannot bury what was never asked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
FREE_EVERY = 3
"""Places 3, 6, 9 … go to the best of those left when nothing learnt counts."""


def mixed(told: Sequence[T], untold: Sequence[T]) -> list[T]:
    """``told``: ordered with what was learnt, ``untold``: the same without. Equal orders stay as they are."""
    if told == untold:  # nothing was learnt of any of them
        return list(told)
    order: list[T] = []
    placed: set[T] = set()
    by_told, by_untold = iter(told), iter(untold)
    while len(order) < len(told):
        source = by_untold if (len(order) + 1) % FREE_EVERY == 0 else by_told
        each = next(one for one in source if one not in placed)
        placed.add(each)
        order.append(each)
    return order
