"""Crowds: the smallest squares in which enough phones stand together to be counted.

Counts of any ground that somebody may draw, asked again and again, tell by their differences who
lives in one cell. So phones are counted by squares of which each holds at least ten of them: a cell
where ten stand in one cell, else a square of 2, 4, … 64 cells a side. A square that the ground
covers by a third counts for a third of its phones. Every number made here is a function of squares,
so no way of drawing tells more than how many phones a square of at least ten holds
(docs/decisions/0027-counts-that-find-nobody.md).
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.census import Census, Flags
from geo.runs import Runs

FEWEST = 10
"""No square holds fewer. Each has a bound of its own, 10 to 14 for one cell, 15 to 19 for the next
side, and so on, which nobody is told: whoever registers phones of their own in a square does not
learn how many were there by when it shows. The ranges do not overlap: of the squares round one
cell only the first could show, so that there is one bound to be guessed and no lowest of seven.
"""

SIDES = (1, 2, 4, 8, 16, 32, 64)
_COLUMNS = 131_072
_SPREAD = 5
_KIND_BITS = 34
_GROUP_MASK = (1 << _KIND_BITS) - 1
Integers = NDArray[np.int64]
Weights = NDArray[np.float64]


class Crowds(msgspec.Struct, frozen=True, kw_only=True):
    """z squares of `SIDES`, p pairs of a phone and a square that it has a place in, phones
    ascending, and k phones in any square.

    `corners` (z,) the first cell of each square, `sides` (z,) in cells, ascending; `squares` (p,)
    index them; `phones` (k,) rows of the census and `starts` (k,) where each one's pairs begin.
    """

    corners: Integers
    sides: Integers
    squares: Integers
    phones: Integers
    starts: Integers


class _Pairs(msgspec.Struct, frozen=True, kw_only=True):
    cells: Integers
    owners: Integers
    kinds: Integers


def crowds_of(
    census: Census,
    secret: int,
    *,
    only: Flags | None = None,
    kinds: NDArray[np.uint16] | None = None,
) -> Crowds:
    """`only` (n,): phones to count. `kinds` (n,): a square counts phones of one kind alone, and ten
    of that kind make it. `secret`: 64 random bits. Takes seconds for a city.
    """
    owners = census.owners.astype(np.int64)
    chosen = slice(None) if only is None else only[owners]
    owners = owners[chosen]
    kind_of = np.zeros(len(owners), np.int64) if kinds is None else kinds[owners].astype(np.int64)
    left = _Pairs(cells=census.cells[chosen], owners=owners, kinds=kind_of)
    found: list[tuple[Integers, Integers, Integers]] = []
    sides: list[Integers] = []
    base = 0
    for side in SIDES:
        corners, pairs, left = _crowded(left, side, secret)
        found.append((corners, pairs[:, 0] + base, pairs[:, 1]))
        sides.append(np.full(len(corners), side, np.int64))
        base += len(corners)
    return _joined(found, np.concatenate(sides))


def weights(crowds: Crowds, runs: Runs) -> Weights:
    """How far each of `crowds.phones` counts as inside these cells, 0 to 1, shape (k,).

    A phone in several squares counts by the one that is covered most.
    """
    if not len(crowds.phones) or not len(runs):
        return np.zeros(len(crowds.phones))
    shares = _shares(crowds, runs)
    found: Weights = np.maximum.reduceat(shares[crowds.squares], crowds.starts)
    return found


def _crowded(left: _Pairs, side: int, secret: int) -> tuple[Integers, Integers, _Pairs]:
    """Squares of this side with enough phones: corners; (square, phone) each once; what is left."""
    nodes = left.kinds << _KIND_BITS | _node(left.cells, side)
    names, index = np.unique(nodes, return_inverse=True)
    phones = int(left.owners.max(initial=0)) + 1
    together = np.unique(index * phones + left.owners)
    square, phone = together // phones, together % phones
    enough = np.bincount(square, minlength=len(names)) >= _bounds(names, side, secret)
    number = np.cumsum(enough) - 1
    kept = enough[square]
    rest = ~enough[index]
    pairs = np.stack([number[square[kept]], phone[kept]], axis=1)
    remaining = _Pairs(cells=left.cells[rest], owners=left.owners[rest], kinds=left.kinds[rest])
    return _corner(names[enough] & _GROUP_MASK, side), pairs, remaining


def _node(cells: Integers, side: int) -> Integers:
    return cells // _COLUMNS // side * _COLUMNS + cells % _COLUMNS // side


def _corner(nodes: Integers, side: int) -> Integers:
    return nodes // _COLUMNS * side * _COLUMNS + nodes % _COLUMNS * side


def _bounds(names: Integers, side: int, secret: int) -> Integers:
    """How many phones each square needs, the same as long as the secret is (SplitMix64)."""
    with np.errstate(over="ignore"):
        mixed = names.astype(np.uint64) * np.uint64(127) + np.uint64(side)
        mixed = (mixed ^ np.uint64(secret)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    lowest = FEWEST + SIDES.index(side) * _SPREAD
    return (mixed % np.uint64(_SPREAD)).astype(np.int64) + lowest


def _joined(found: list[tuple[Integers, Integers, Integers]], sides: Integers) -> Crowds:
    corners, squares, owners = (np.concatenate([one[part] for one in found]) for part in range(3))
    order = np.argsort(owners, kind="stable")
    phones, starts = np.unique(owners[order], return_index=True)
    return Crowds(
        corners=corners, sides=sides, squares=squares[order], phones=phones, starts=starts
    )


def _shares(crowds: Crowds, runs: Runs) -> Weights:
    """How much of each square these cells cover, shape (z,). Asks for rows of squares, not for
    cells of the ground: a whole country takes no longer than a street.
    """
    lengths = runs[:, 1] - runs[:, 0] + 1
    before = np.concatenate([[0], np.cumsum(lengths)])

    def covered(upto: Integers) -> Integers:
        """How many covered cells come before each of these."""
        last = np.searchsorted(runs[:, 0], upto, side="left")
        spill = np.maximum(runs[np.maximum(last - 1, 0), 1] + 1 - upto, 0)
        counted: Integers = before[last] - np.where(last > 0, spill, 0)
        return counted

    shares = np.empty(len(crowds.corners))
    for side in SIDES:
        first, end = np.searchsorted(crowds.sides, [side, side + 1])
        rows = crowds.corners[first:end, None] + np.arange(side) * _COLUMNS
        inside = covered(rows + side) - covered(rows)
        shares[first:end] = inside.sum(axis=1) / side**2
    return shares
