"""Kanazawa's streets and sites: the phone and a slow solver find the service's fields, to the byte."""

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.bundle import Bundle, read_bundle, write_bundle
from geo.importers.city import CityFiles, build_city
from tests.pwa.fields_alike import differences, phone_agrees, with_seeded_zones


@functools.cache
def _kanazawa(folder: Path) -> Bundle:
    files = CityFiles(
        streets=folder / "osm/kanazawa_walk_2025-07-12.osm.gz",
        sites=(folder / "evac/gsi_emergency_evacuation_sites_ishikawa_pref.csv",),
        name={"ja": "金沢市"},
    )
    return build_city(files, made=0).bundle


def test_the_bundle_of_real_streets_is_read_as_it_was_written(shared_data: Path) -> None:
    raw = write_bundle(_kanazawa(shared_data))

    assert write_bundle(read_bundle(raw)) == raw


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_phone_finds_the_same_fields(
    shared_data: Path,
    tmp_path: Path,
    require_program: Callable[[str], Path],
    seed: int | None,
) -> None:
    city = _kanazawa(shared_data)
    on_this_ground = city if seed is None else with_seeded_zones(city, seed)

    assert phone_agrees(on_this_ground, tmp_path, require_program("node"), seed=4)


def test_a_solver_written_from_the_words_finds_the_same_fields(shared_data: Path) -> None:
    city = with_seeded_zones(_kanazawa(shared_data), seed=1)

    assert differences(city, seed=5) == {}
