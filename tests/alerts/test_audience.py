"""Audience: who is told of a revision, in which order, and how it stands to each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.audience import RANK_LEFT, Audience, audience, waves
from alerts.model import Phase, Relation
from alerts.ports import Wave

People = list[tuple[int, int, Relation]]


def people(found: Audience) -> People:
    relations = tuple(Relation)
    return [
        (int(number), int(rank), relations[int(relation)])
        for number, rank, relation in zip(found.numbers, found.ranks, found.relations, strict=True)
    ]


def of(
    phase: Phase, inside: dict[int, int], recorded: list[int], holders: list[int] | None = None
) -> Audience:
    ordered = sorted(inside, key=lambda number: (inside[number], number))
    return audience(
        phase,
        np.array(ordered, np.int64),
        np.array([inside[number] for number in ordered], np.uint8),
        np.array(sorted(recorded), np.int64),
        np.array(sorted(recorded if holders is None else holders), np.int64),
    )


def test_a_first_revision_goes_to_everyone_inside_in_order_of_danger() -> None:
    found = of(Phase.LIVE, {1: 2, 2: 0, 3: 1}, recorded=[])

    assert people(found) == [(2, 0, Relation.NEW), (3, 1, Relation.NEW), (1, 2, Relation.NEW)]


def test_an_update_tells_new_changed_and_left_apart() -> None:
    found = of(Phase.LIVE, {1: 2, 2: 2}, recorded=[2, 9])

    assert people(found) == [
        (1, 2, Relation.NEW),
        (2, 2, Relation.CHANGED),
        (9, RANK_LEFT, Relation.LEFT),
    ]


def test_whoever_the_revision_before_did_not_reach_hears_this_one_as_new() -> None:
    found = of(Phase.LIVE, {1: 2, 2: 2}, recorded=[1, 2], holders=[2])

    assert people(found) == [(1, 2, Relation.NEW), (2, 2, Relation.CHANGED)]


@pytest.mark.parametrize("phase", [Phase.ALL_CLEAR, Phase.WITHDRAWN])
def test_an_ending_goes_to_everyone_ever_recorded_and_to_nobody_else(phase: Phase) -> None:
    found = of(phase, {1: 0, 2: 2}, recorded=[2, 9])

    assert people(found) == [(2, 2, Relation.CHANGED), (9, RANK_LEFT, Relation.CHANGED)]


def test_an_alert_that_reaches_nobody_still_has_one_last_wave() -> None:
    (only,) = waves(of(Phase.LIVE, {}, recorded=[]))

    assert (len(only.numbers), only.last) == (0, True)


def test_waves_hold_one_rank_and_relation_and_keep_the_order() -> None:
    found = of(Phase.LIVE, {1: 0, 2: 0, 3: 2, 4: 2}, recorded=[4])

    assert [(w.numbers.tolist(), w.rank, w.relation, w.last) for w in waves(found, size=1)] == [
        ([1], 0, Relation.NEW, False),
        ([2], 0, Relation.NEW, False),
        ([3], 2, Relation.NEW, False),
        ([4], 2, Relation.CHANGED, True),
    ]


def test_the_first_waves_are_small_so_that_the_first_push_need_not_wait() -> None:
    everybody = of(Phase.LIVE, dict.fromkeys(range(1, 120_001), 2), recorded=[])

    sizes = [len(wave.numbers) for wave in waves(everybody)]

    assert sizes == [1_000, 4_000, 16_000, 50_000, 49_000]


numbers = st.integers(1, 40)


@given(
    inside=st.dictionaries(numbers, st.integers(0, 7)),
    recorded=st.lists(numbers, unique=True),
    phase=st.sampled_from(Phase),
    size=st.integers(1, 9),
)
def test_nobody_is_left_out_and_nobody_comes_twice(
    inside: dict[int, int], recorded: list[int], phase: Phase, size: int
) -> None:
    cut: list[Wave] = list(waves(of(phase, inside, recorded), size))

    told = [int(number) for wave in cut for number in wave.numbers]
    wanted = set(recorded) | (set(inside) if phase is Phase.LIVE else set())
    assert sorted(told) == sorted(wanted)
    assert [wave.last for wave in cut] == [False] * (len(cut) - 1) + [True]
    ranks = [wave.rank for wave in cut if len(wave.numbers)]
    assert ranks == sorted(ranks)
