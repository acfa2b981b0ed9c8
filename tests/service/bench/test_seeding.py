"""A seeded store is what registrations would have made it: its own ports read what was written."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from alerts.model import PlaceClass
from geo.area import Area, area_from_ring
from geo.cells import runs_of
from service.bench.seeding import FEWEST_OUTSIDE, LANGUAGES, Seeded, ring, seed
from service.keys import load_keys
from service.wiring import store_at

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ORIGIN = "https://localhost:4443"
INSIDE = 120


def seeded_in(folder: Path, *, agreed: bool = True) -> Seeded:
    return seed(folder, ORIGIN, lambda n: f"{ORIGIN}/p/{n}", INSIDE, agreed=agreed, now=NOW)


def test_an_alert_for_the_drawn_area_reaches_those_inside_and_nobody_else(tmp_path: Path) -> None:
    seeded = seeded_in(tmp_path)
    area = area_from_ring(ring())
    assert isinstance(area, Area)

    store = store_at(tmp_path / "hansho.sqlite")
    found, ranks = store.subscriptions.audience(
        runs_of(area), store.subscriptions.highest_number(), NOW
    )
    store.close()

    assert np.array_equal(np.sort(found), seeded.inside)
    assert len(seeded.outside) == FEWEST_OUTSIDE
    assert set(ranks.tolist()) == {0, 1, 2}


def test_every_phone_is_confirmed_and_counted_in_its_language(tmp_path: Path) -> None:
    seeded = seeded_in(tmp_path)
    everybody = [*seeded.inside.tolist(), *seeded.outside.tolist()]

    store = store_at(tmp_path / "hansho.sqlite")
    counts = store.subscriptions.counts()
    store.close()

    assert (counts["total"], counts["pending"]) == (len(everybody), 0)
    spoken = [seeded.language(number) for number in everybody]
    assert {one: counts[f"language:{one}"] for one in LANGUAGES} == {
        one: spoken.count(one) for one in LANGUAGES
    }


@pytest.mark.parametrize("agreed", [True, False])
def test_addresses_and_keys_are_read_as_they_were_meant(tmp_path: Path, agreed: bool) -> None:
    seeded = seeded_in(tmp_path, agreed=agreed)

    store = store_at(tmp_path / "hansho.sqlite")
    addresses = store.subscriptions.addresses(seeded.inside)
    without = store.subscriptions.without_agreed_key(10_000)
    store.close()

    pairs = [seeded.pair(number) for number in seeded.inside.tolist()]
    key_id = load_keys(tmp_path / "keys", "training").current.key_id
    assert [one.endpoint for one in addresses] == [f"{ORIGIN}/p/{n}" for n in seeded.inside]
    assert {(one.service, one.key_id) for one in addresses} == {(ORIGIN, key_id)}
    assert [(one.public_key, one.auth) for one in addresses] == [
        (pair.public_key, pair.auth) for pair in pairs
    ]
    assert [one.agreed for one in addresses] == [pair.agreed if agreed else None for pair in pairs]
    assert len(without) == (0 if agreed else len(seeded.inside) + len(seeded.outside))


def test_a_phone_has_the_places_of_people(tmp_path: Path) -> None:
    seeded = seeded_in(tmp_path)

    store = store_at(tmp_path / "hansho.sqlite")
    phones = [store.subscriptions.subscriber(number) for number in seeded.inside.tolist()]
    store.close()

    places = [len(phone.places) for phone in phones if phone is not None]
    first = {phone.places[0].place_class for phone in phones if phone is not None}
    assert places == [2, 1] * (INSIDE // 2)
    assert first == set(PlaceClass)


def test_a_phone_that_registers_later_gets_a_number_of_its_own(tmp_path: Path) -> None:
    seeded = seeded_in(tmp_path)

    store = store_at(tmp_path / "hansho.sqlite")
    highest = store.subscriptions.highest_number()
    store.close()

    assert highest == seeded.inside.max()
