"""The judge of ways catches faults that are planted in a city; without any it finds none."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from geo.bundle import Bundle
from geo.field import field_of
from geo.live import NOTHING_CHANGED
from geo.sites import HAZARDS
from geo.streets import FORD, UNDERPASS
from geo.targets import start_costs
from geo.walking import walking_in
from service.bench.our_ways import OurCity, Told
from service.bench.ways.judging import Finding, judge_hazard, random_starts
from service.bench.ways.optimum import Situation
from service.bench.ways.town import JudgedTown, RawFiles, read_town
from service.bench.wrong_ways import built, files_in, judge_city
from service.demo.fictional import write_city

STARTS, SEED = 1_500, 7


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> RawFiles:
    folder: Path = tmp_path_factory.mktemp("town")
    write_city(folder, 2_500)
    return files_in(folder)


@pytest.fixture(scope="module")
def town(files: RawFiles) -> JudgedTown:
    return read_town(files)


@pytest.fixture(scope="module")
def bundle(files: RawFiles) -> Bundle:
    return built(files)


def judged(town: JudgedTown, bundle: Bundle, hazard: str, **planted: object) -> Finding:
    city = OurCity(bundle, Told())
    starts = random_starts(town, hazard, STARTS, SEED)
    claims = city.claims(hazard, starts, SEED, **planted)  # type: ignore[arg-type]
    return judge_hazard(town, hazard, claims, Situation(spread=city.spread))


def test_a_sound_city_with_closed_streets_and_sites_has_no_wrong_way(files: RawFiles) -> None:
    found = judge_city(files, 400, SEED).findings

    assert {hazard: one.wrong for hazard, one in found.items()} == dict.fromkeys(HAZARDS, 0)
    assert all(one.routed > 100 for one in found.values())


def test_a_closed_edge_that_was_opened_is_caught(town: JudgedTown, bundle: Bundle) -> None:
    sunk = np.uint16(UNDERPASS | FORD)
    graph = msgspec.structs.replace(bundle.graph, edge_flags=bundle.graph.edge_flags & ~sunk)
    spoilt = msgspec.structs.replace(bundle, graph=graph)

    found = judged(town, spoilt, "flood")

    assert found.faults["through_closed"] > 0
    assert judged(town, bundle, "flood").wrong == 0


def test_an_undesignated_site_that_is_used_is_caught(town: JudgedTown, bundle: Bundle) -> None:
    sites = tuple(
        msgspec.structs.replace(site, hazards=site.hazards | 0b10) for site in bundle.places.sites
    )
    places = msgspec.structs.replace(bundle.places, sites=sites)
    spoilt = msgspec.structs.replace(bundle, places=places)

    found = judged(town, spoilt, "landslide")

    assert found.faults["not_designated_or_closed"] > 0
    assert judged(town, bundle, "landslide").wrong == 0


def test_one_weight_changed_by_a_tenth_is_caught(town: JudgedTown, bundle: Bundle) -> None:
    graph, hazard = bundle.graph, "earthquake"
    walking = walking_in(graph, bundle.ground, hazard)
    starts = start_costs(bundle.places, hazard, NOTHING_CHANGED)
    at_a_door = int(np.flatnonzero(np.isin(graph.edges, list(starts)).any(axis=1))[0])
    onward, back = walking.onward.copy(), walking.back.copy()
    for cost in (onward, back):
        cost[at_a_door] = cost[at_a_door] * 11 // 10
    spoilt = field_of(
        graph, msgspec.structs.replace(walking, onward=onward, back=back), starts, False
    )

    found = judged(town, bundle, hazard, field=spoilt)

    assert found.faults["not_optimal"] > 0
    assert judged(town, bundle, hazard).wrong == 0
