"""Runs: a set of integers as inclusive ranges, int64 of shape (n, 2), `[first, last]` each.

Always sorted, disjoint and merged: no run touches the next, so equal sets have equal arrays.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Runs = NDArray[np.int64]


def no_runs() -> Runs:
    return np.empty((0, 2), dtype=np.int64)


def merged(firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> Runs:
    """Any inclusive ranges, in any order, overlapping or not, as Runs. Needs first ≤ last."""
    if len(firsts) == 0:
        return no_runs()
    order = np.argsort(firsts, kind="stable")
    firsts, reach = firsts[order], np.maximum.accumulate(lasts[order])
    starts = np.append(True, firsts[1:] > reach[:-1] + 1)
    ends = np.append(starts[1:], True)
    return np.column_stack([firsts[starts], reach[ends]])


def count(runs: Runs) -> int:
    """How many integers the runs hold."""
    return int((runs[:, 1] - runs[:, 0] + 1).sum())


def contains(runs: Runs, cells: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the cells (any shape) lie in a run; the answer has the shape of `cells`."""
    values = np.asarray(cells, dtype=np.int64)
    if len(runs) == 0:
        return np.zeros(values.shape, dtype=np.bool_)
    place = np.searchsorted(runs[:, 0], values, side="right") - 1
    held: NDArray[np.bool_] = (place >= 0) & (values <= runs[np.maximum(place, 0), 1])
    return held


def union_runs(sets: Iterable[Runs]) -> Runs:
    """Everything in any of them."""
    together = np.concatenate([no_runs(), *sets])
    return merged(together[:, 0], together[:, 1])


def subtract_runs(runs: Runs, taken: Runs) -> Runs:
    """What is in `runs` and not in `taken`."""
    if len(runs) == 0 or len(taken) == 0:
        return runs.copy()
    # What is left lies in the gaps of `taken`: cut every run by every gap that it meets.
    lowest, highest = int(runs[0, 0]), int(runs[-1, 1])
    gap_firsts = np.append(min(lowest, int(taken[0, 0])), taken[:, 1] + 1)
    gap_lasts = np.append(taken[:, 0] - 1, max(highest, int(taken[-1, 1])))
    first_gap = np.searchsorted(gap_lasts, runs[:, 0])
    last_gap = np.searchsorted(gap_firsts, runs[:, 1], side="right") - 1
    pieces = np.maximum(last_gap - first_gap + 1, 0)
    run = np.repeat(np.arange(len(runs)), pieces)
    gap = np.repeat(first_gap, pieces) + _counting_up(pieces)
    firsts = np.maximum(runs[run, 0], gap_firsts[gap])
    lasts = np.minimum(runs[run, 1], gap_lasts[gap])
    kept = firsts <= lasts
    return np.column_stack([firsts[kept], lasts[kept]])


def _counting_up(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, … for each length, one after the other: [2, 3] → [0, 1, 0, 1, 2]."""
    starts = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(starts, lengths)
