"""Census: all phones and their cells at one moment, as arrays, to be counted within milliseconds.

Counting through the store reads every matching row: over a second for a city. The desk redraws an
area many times and needs the count at once, so it counts in a copy that is seconds old. What is
sent goes by the store (`SubscriptionStore.audience`), never by this.
"""

from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from geo.runs import Runs

Codes = NDArray[np.uint16]
Flags = NDArray[np.bool_]


class Census(msgspec.Struct, frozen=True, kw_only=True):
    """n phones, m cells that they have places in.

    `languages`, `services` (n,) index `language_names`, `service_names`; `confirmed`, `visitors`
    (n,). `cells` (m,) ascending, `owners` (m,) the phone's row for each. Phones that live together
    stand together, so that counting walks through memory instead of jumping.
    """

    language_names: tuple[str, ...]
    service_names: tuple[str, ...]
    languages: Codes
    services: Codes
    confirmed: Flags
    visitors: Flags
    cells: NDArray[np.int64]
    owners: NDArray[np.int32]


class CensusPhone(msgspec.Struct, frozen=True, kw_only=True):
    """One phone for `census_of`: its places that count now."""

    language: str
    service: str
    confirmed: bool
    visitor: bool
    cells: tuple[int, ...]


def census_of(phones: Iterable[CensusPhone]) -> Census:
    """For twins and small numbers; the stores fill the arrays themselves."""
    rows = tuple(phones)
    languages = tuple(sorted({one.language for one in rows}))
    services = tuple(sorted({one.service for one in rows}))
    pairs = sorted((cell, index) for index, one in enumerate(rows) for cell in one.cells)
    return Census(
        language_names=languages,
        service_names=services,
        languages=np.array([languages.index(one.language) for one in rows], np.uint16),
        services=np.array([services.index(one.service) for one in rows], np.uint16),
        confirmed=np.array([one.confirmed for one in rows], np.bool_),
        visitors=np.array([one.visitor for one in rows], np.bool_),
        cells=np.array([cell for cell, _ in pairs], np.int64),
        owners=np.array([index for _, index in pairs], np.int32),
    )


def inside(census: Census, runs: Runs) -> Flags:
    """Which phones have a place in these cells, shape (n,)."""
    found = np.zeros(len(census.languages), np.bool_)
    firsts = np.searchsorted(census.cells, runs[:, 0], side="left").tolist()
    ends = np.searchsorted(census.cells, runs[:, 1], side="right").tolist()
    for first, end in zip(firsts, ends, strict=True):
        if first < end:
            found[census.owners[first:end]] = True
    return found
