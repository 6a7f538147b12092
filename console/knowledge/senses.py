"""What words mean, as directions: two texts that point the same way say the same, in whatever words or language.

For a hundred thousand common words of Spanish and English a file says where each points and how much it
says (a function word hardly anything); a sentence points where the sum of its words does. ``bench.teach_senses``
made it from two public models (docs/decisions/0188): no model runs here, only sums.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.uint32]
WIDE = 96
"""Numbers of a direction."""
HALVES = WIDE // 2
"""Bytes of a word's direction, at half a byte a number."""
STEPS, FARTHEST = 7, 2.5
"""What half a byte reaches to on both sides of 0, and at how many times the average number that is."""
MIDDLE, LOW, HIGH = 8, 15, 4
QUARTERS, ROOM = WIDE // 4, WIDE // 16
"""Bytes of a sentence's direction, at a quarter of a byte a number, and the uint32 they fill: of each number whether it
is above or below 0, and far from it or near. That is enough for a sum of words, and every search reads hundreds."""
SHIFTS = (0, 2, 4, 6)
FARTHER, LARGEST, HALFWAY = 2, 3, 1.5
FILE = Path(__file__).with_name("senses.bin")
COUNT, CHECKSUM, SIZE = np.dtype("<u4"), np.dtype("<u4"), np.dtype("<f4")


class Known(NamedTuple):
    """Checksums of folded words, in order; of each the size of a step; and where its halves are read from."""

    checksums: Numbers
    steps: Floats
    file: int
    start: int


@cache
def known() -> Known:
    """The directions stay on disk until somebody says the word: a process would hold five megabytes otherwise."""
    many = int(np.fromfile(FILE, COUNT, 1)[0])
    after = COUNT.itemsize + many * CHECKSUM.itemsize
    checksums = np.fromfile(FILE, CHECKSUM, many, offset=COUNT.itemsize)
    steps = np.fromfile(FILE, SIZE, many, offset=after)
    return Known(checksums, steps, os.open(FILE, os.O_RDONLY), after + many * SIZE.itemsize)


def write(file: Path, words: list[str], directions: Floats) -> None:
    """``words`` are folded; the file is what `known` reads."""
    by_sum = {crc32(word.encode()): at for at, word in enumerate(words)}
    order = sorted(by_sum)
    halves, steps = halved(directions[[by_sum[each] for each in order]])
    parts = (np.array([len(order)], COUNT), np.array(order, CHECKSUM), steps.astype(SIZE), halves)
    file.write_bytes(b"".join(each.tobytes() for each in parts))


def towards(words: Iterable[str]) -> Floats:
    """Where folded words point together, of whatever length; nowhere, all 0, when it is known of none."""
    total = np.zeros(WIDE, np.float32)
    for each in words:
        total += direction(each)
    return total


@lru_cache(1 << 11)
def direction(word: str) -> Floats:
    every = known()
    number = np.uint32(crc32(word.encode()))
    at = int(np.searchsorted(every.checksums, number))
    if at == len(every.checksums) or every.checksums[at] != number:
        return np.zeros(WIDE, np.float32)
    halves = os.pread(every.file, HALVES, every.start + at * HALVES)
    found: Floats = whole(np.frombuffer(halves, np.uint8)[None])[0] * every.steps[at]
    return found


def packed(direction: Floats) -> list[int]:
    """`ROOM` numbers of 32 bits; of where it points, without how far."""
    average = np.sqrt((direction**2).mean())
    if not average:
        return [0] * ROOM  # all below 0: what `pointing` takes for nowhere
    levels = np.clip(np.floor(direction / average) + FARTHER, 0, LARGEST).astype(np.uint8)
    quarters = levels.reshape(len(SHIFTS), QUARTERS) << np.array(SHIFTS, np.uint8)[:, None]
    numbers: list[int] = np.bitwise_or.reduce(quarters).view(np.uint32).tolist()
    return numbers


def pointing(numbers: Numbers) -> Floats:
    """What `packed` made of some, one after the other, each of length one, or 0 when it pointed nowhere."""
    quarters = np.ascontiguousarray(numbers).view(np.uint8).reshape(-1, QUARTERS)
    levels = np.empty((len(quarters), WIDE), np.float32)
    for at, shift in enumerate(SHIFTS):
        levels[:, at * QUARTERS : (at + 1) * QUARTERS] = quarters >> shift & LARGEST
    levels -= HALFWAY
    levels[quarters.max(axis=1, initial=0) == 0] = 0
    return unit(levels)


def halved(directions: Floats) -> tuple[npt.NDArray[np.uint8], Floats]:
    reach = np.minimum(np.abs(directions).max(axis=1), FARTHEST * np.sqrt((directions**2).mean(axis=1)))
    steps = (np.maximum(reach, 1e-9) / STEPS).astype(np.float32)
    levels = (np.clip(np.rint(directions / steps[:, None]), -STEPS, STEPS) + MIDDLE).astype(np.uint8)
    return levels[:, :HALVES] | levels[:, HALVES:] << HIGH, steps


def whole(halves: npt.NDArray[np.uint8]) -> Floats:
    levels = np.empty((len(halves), WIDE), np.float32)
    levels[:, :HALVES] = halves & LOW
    levels[:, HALVES:] = halves >> HIGH
    levels -= MIDDLE
    return levels


def unit(directions: Floats) -> Floats:
    squares = np.einsum("...i,...i->...", directions, directions)[..., None]
    one: Floats = directions / np.sqrt(np.maximum(squares, np.float32(1e-12)))
    return one
