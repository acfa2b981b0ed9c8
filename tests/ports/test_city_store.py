"""CityStore: the newest state of the city's changes holds, and none is skipped or doubled."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geo.changes import CityChanges, Effect, Word, with_closure, with_sites
from geo.ports import ChangesOutOfOrder, CityStore
from geo.sites import SiteState
from geo.testing import MemoryCityStore
from service.store.sqlite.store import open_store

NOW = datetime(2026, 11, 22, 5, 2, tzinfo=UTC)
STREET = ((13_999_000, 3_450_000, 13_999_050, 3_450_020),)


@pytest.fixture(params=["memory", "sqlite"])
def city(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CityStore]:
    if request.param == "memory":
        yield MemoryCityStore()
        return
    store = open_store(tmp_path / "hansho.db")
    yield store.city
    store.close()


def flooded(changes: CityChanges) -> CityChanges:
    return with_closure(
        changes, STREET, label="Ford", hazard="flood", effect=Effect.CLOSED, now=NOW
    )


def test_a_city_in_which_nothing_changed_has_the_number_0(city: CityStore):
    assert city.changes() == CityChanges()


def test_what_was_changed_last_holds(city: CityStore):
    closed = flooded(city.changes())
    full = with_sites(closed, {"E1": SiteState.FULL}, Word(at=NOW))

    city.change(closed)
    city.change(full)

    assert city.changes() == full


def test_two_who_change_the_same_state_do_not_overwrite_each_other(city: CityStore):
    one = flooded(city.changes())
    other = with_sites(city.changes(), {"E1": SiteState.OPEN}, Word(at=NOW))
    city.change(one)

    with pytest.raises(ChangesOutOfOrder):
        city.change(other)

    assert city.changes() == one


def test_no_change_may_be_skipped(city: CityStore):
    second = with_sites(flooded(city.changes()), {"E1": SiteState.OPEN}, Word(at=NOW))

    with pytest.raises(ChangesOutOfOrder):
        city.change(second)


def test_changes_outlive_the_process(tmp_path: Path):
    first = open_store(tmp_path / "hansho.db")
    closed = flooded(first.city.changes())
    first.city.change(closed)
    first.close()

    again = open_store(tmp_path / "hansho.db")

    assert again.city.changes() == closed
    again.close()
