"""Runs are sets of integers; Python's own sets are the judge."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.runs import Runs, contains, count, merged, no_runs, subtract_runs, union_runs

ranges = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8)), max_size=12)


def runs(spans: list[tuple[int, int]]) -> Runs:
    firsts = np.array([first for first, _ in spans], dtype=np.int64)
    return merged(firsts, firsts + np.array([length for _, length in spans], dtype=np.int64))


def members(of: Runs) -> set[int]:
    return {number for first, last in of.tolist() for number in range(first, last + 1)}


def is_proper(of: Runs) -> bool:
    ordered = bool((of[:, 0] <= of[:, 1]).all() and (of[1:, 0] > of[:-1, 1] + 1).all())
    return ordered and of.dtype == np.int64 and of.shape == (len(of), 2)


@given(ranges)
@settings(max_examples=150)
def test_merging_keeps_every_number_and_no_run_touches_the_next(
    spans: list[tuple[int, int]],
) -> None:
    together = runs(spans)

    assert members(together) == {n for first, more in spans for n in range(first, first + more + 1)}
    assert is_proper(together)
    assert count(together) == len(members(together))


@given(ranges, ranges)
@settings(max_examples=150)
def test_union_and_difference_are_those_of_sets(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    one, other = runs(a), runs(b)

    both, left = union_runs([one, other]), subtract_runs(one, other)

    assert members(both) == members(one) | members(other)
    assert members(left) == members(one) - members(other)
    assert is_proper(both)
    assert is_proper(left)


@given(ranges, st.lists(st.integers(-3, 75)))
@settings(max_examples=100)
def test_membership_is_that_of_sets(spans: list[tuple[int, int]], cells: list[int]) -> None:
    held = contains(runs(spans), np.array(cells, dtype=np.int64))

    assert held.tolist() == [cell in members(runs(spans)) for cell in cells]


def test_no_runs_hold_nothing() -> None:
    nothing = no_runs()

    assert count(nothing) == 0
    assert union_runs([]).shape == (0, 2)
    assert contains(nothing, np.array([[1, 2], [3, 4]])).tolist() == [[False, False]] * 2
