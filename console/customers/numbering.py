"""Comparisons as numbers that a model can weigh: a column per level, and what facts mean together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.customers.comparing import FIELDS, GENERATION, LEVELS, Comparison
from console.customers.names import CLOSE, DIFFERENT, PART

Columns = NDArray[np.float32]
told = attrgetter(*FIELDS)
MOST_ROWS = 6
COMMON = 3
"""A name is no more a rare one from e^-3 namesakes on: a mailbox of nothing but the name may be another's."""


def numbers(found: Sequence[Comparison]) -> Columns:
    """One row per comparison, one column per name of `COLUMNS`."""
    if not found:
        return np.empty((0, len(COLUMNS)), np.float32)
    raw = np.array([told(each) for each in found], np.float32)
    column = {name: raw[:, place] for place, name in enumerate(FIELDS)}
    made: list[NDArray[np.float32]] = [
        (column[name] == level).astype(np.float32) for name, levels in LEVELS.items() for level in range(levels)
    ]
    made += [np.asarray(each, np.float32) for each in mixed(column)]
    return np.stack(made, axis=1)


MIXED = (
    "rare", "common", "rare_and_shared", "two_given", "two_surnames",
    "phone_others", "email_others", "place_others", "plain_mailbox",
    "plain_and_near", "plain_and_common", "own_mailbox", "other_digits", "same_source", "grown",
    "generation", "whole_name", "full_name", "given_and_household", "other_given_in_household",
    "other_given_same_email", "name_and_birth", "name_and_email", "other_document_same_name", "evidence",
    "nothing_but_name", "other_second_surname_in_household", "both_differ",
)  # fmt: skip


def mixed(c: dict[str, NDArray[np.float32]]) -> Iterable[NDArray[Any]]:
    """What facts mean together; in the order of `MIXED`."""
    given, first = c["given"] >= PART, c["first"] >= CLOSE
    second, other_second = c["second"] >= CLOSE, c["second"] == DIFFERENT
    house = (c["phone"] >= 2) | (c["place"] >= 3)
    other_given = (c["given"] >= 0) & (c["given"] <= 1)
    hard = (c["document"] >= 3) | (c["phone"] >= 2) | (c["email"] >= 2) | (c["birth"] >= 2) | (c["place"] >= 3)
    facts = ("document", "phone", "email", "birth", "place")
    known = np.sum([c[each] >= 0 for each in facts], axis=0)
    named = given & first
    # Who shares a number, a mailbox or a home with a namesake is related: a larger book has no more of those.
    shared = (c["phone"] >= 2) | (c["email"] == 4) | (c["place"] == 4) | (c["document"] >= 4) | (c["card"] == 1)
    namesakes = c["namesakes"] - c["book"] * shared
    rare, common = (named * np.clip(sign * namesakes, 0, 8) for sign in (-1, 1))
    return (
        rare, common, rare * shared, c["two_given"], c["two_surnames"],
        c["phone_others"], c["email_others"], c["place_others"],
        c["plain_mailbox"] * (c["email"] == 3), c["plain_mailbox"] * (c["email"] == 2),
        c["plain_mailbox"] * np.clip(c["namesakes"] + COMMON, 0, 8), c["own_mailbox"], c["other_digits"],
        np.minimum(c["same_source"], MOST_ROWS), np.log(c["records"]), (c["years_apart"] >= GENERATION),
        named, named & second, given & house, other_given & house, other_given & (c["email"] >= 3),
        named & (c["birth"] == 3), named & (c["email"] >= 3), named & (c["document"] <= 1) & (c["document"] >= 0),
        known / 5, named & ~hard, named & other_second & house,
        (c["document"] <= 1) & (c["document"] >= 0) & (c["birth"] == 0),
    )  # fmt: skip


COLUMNS = tuple(f"{name}={level}" for name, levels in LEVELS.items() for level in range(levels)) + MIXED
