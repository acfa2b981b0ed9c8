"""Revision -> who is told of it, in which order, and how it stands to each of them.

A live revision goes to the recorded and to everyone now in the area; an ending goes to the recorded
and to nobody else (DOMAIN section 7). People in danger come first: by rank, see
`SubscriptionStore.audience`.
"""

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from alerts.model import Phase, Relation
from alerts.places import PENDING_PENALTY
from alerts.ports import Numbers, Wave

WAVE_SIZE = 50_000
# The first wave is small: nobody can be sent to before their wave is on the disk.
FIRST_WAVE = 1_000
_GROWTH = 4
# Before everybody is known: no more than one batch may go out of turn.
HEAD = 256
HEAD_LOOKED_AT = 1_000
# Behind every rank of people in the area: those who were told before and are out of it now.
RANK_LEFT = 8
# Those of them who are pending, as `Ledger.record` tells them apart.
RANK_LEFT_PENDING = 9


class Audience(msgspec.Struct, frozen=True):
    """Everyone a revision is for, in order of delivery: three arrays of one shape (n,)."""

    numbers: Numbers
    ranks: NDArray[np.uint8]
    relations: NDArray[np.uint8]


_RELATIONS = tuple(Relation)


def is_pending(rank: int) -> bool:
    """Whether a chunk of this rank holds phones that were not confirmed when it was recorded."""
    return PENDING_PENALTY <= rank < RANK_LEFT or rank == RANK_LEFT_PENDING


def audience(
    phase: Phase,
    inside: Numbers,
    inside_ranks: NDArray[np.uint8],
    recorded: Numbers,
    holders: Numbers,
) -> Audience:
    """Joins who is in the area now with who was told before. Each number comes once.

    `inside` is sorted by rank, then number; `recorded` is sorted and holds earlier revisions'
    recipients only.
    `holders` are those whom the revision before this one reached: for them alone it is a change,
    which may be silent. Whoever was owed it in vain, or had been told "no longer in the area", must
    hear this one as new.
    """
    if phase is not Phase.LIVE:
        return _endings(inside, inside_ranks, recorded)
    told = np.isin(inside, holders, assume_unique=True)
    gone = np.setdiff1d(recorded, inside, assume_unique=True)
    numbers = np.concatenate([inside, gone])
    ranks = np.concatenate([inside_ranks, np.full(len(gone), RANK_LEFT, np.uint8)])
    relations = np.concatenate(
        [
            np.where(told, _code(Relation.CHANGED), _code(Relation.NEW)),
            np.full(len(gone), _code(Relation.LEFT)),
        ]
    ).astype(np.uint8)
    return _in_order(numbers, ranks, relations)


def _endings(inside: Numbers, ranks: NDArray[np.uint8], recorded: Numbers) -> Audience:
    """The recorded, those still in the area first: they are the ones who are holding out."""
    told = np.isin(inside, recorded, assume_unique=True)
    away = np.setdiff1d(recorded, inside, assume_unique=True)
    numbers = np.concatenate([inside[told], away])
    all_ranks = np.concatenate([ranks[told], np.full(len(away), RANK_LEFT, np.uint8)])
    relations = np.full(len(numbers), _code(Relation.CHANGED), np.uint8)
    return _in_order(numbers, all_ranks, relations)


def _code(relation: Relation) -> int:
    return _RELATIONS.index(relation)


def _in_order(numbers: Numbers, ranks: NDArray[np.uint8], relations: NDArray[np.uint8]) -> Audience:
    """By rank, then relation; within, as they came: by number. Bytes are sorted in no time."""
    order = np.argsort(ranks * np.uint8(len(_RELATIONS)) + relations, kind="stable")
    return Audience(numbers[order], ranks[order], relations[order])


def head(phase: Phase, inside: Numbers, ranks: NDArray[np.uint8], holders: Numbers) -> Wave | None:
    """A first wave of a few people in the area, so that the first push does not wait until all are
    known. None if there is nobody.

    `inside` and `ranks` as in `audience`, all of them recorded before if it is an ending.
    """
    people = audience(phase, inside, ranks, inside[:0] if phase is Phase.LIVE else inside, holders)
    if not len(people.numbers):
        return None
    first = next(waves(people, HEAD))
    return msgspec.structs.replace(first, cursor=0, last=False)


def waves(people: Audience, size: int = WAVE_SIZE) -> Iterator[Wave]:
    """Cuts an audience into waves of one rank and relation, up to `size` people and growing to it.

    At least one wave, so that nobody is an end.

    After a crash the audience is computed anew and the ledger skips whom it has already recorded,
    so a wave may be repeated but never left out; `cursor` counts the people gone by.
    """
    total = len(people.numbers)
    start, most = 0, min(FIRST_WAVE, size)
    while start < total:
        end = _end_of_wave(people, start, most)
        yield Wave(
            numbers=people.numbers[start:end],
            rank=int(people.ranks[start]),
            relation=_RELATIONS[int(people.relations[start])],
            cursor=end,
            last=end == total,
        )
        start, most = end, min(most * _GROWTH, size)
    if total == 0:
        yield Wave(
            numbers=np.empty(0, np.int64), rank=0, relation=Relation.NEW, cursor=0, last=True
        )


def _end_of_wave(people: Audience, start: int, size: int) -> int:
    window = slice(start, start + size)
    same = (people.ranks[window] == people.ranks[start]) & (
        people.relations[window] == people.relations[start]
    )
    differing = np.flatnonzero(~same)
    return start + (int(differing[0]) if len(differing) else len(same))
