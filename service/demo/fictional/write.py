"""From a number and a seed to the raw files of a town: the file to read first."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from service.demo.fictional import names
from service.demo.fictional.blocks import Town, cut_into_blocks
from service.demo.fictional.contours import zone
from service.demo.fictional.hazards import Zone, zones_of
from service.demo.fictional.heights_file import write_heights
from service.demo.fictional.inside import fill_blocks, middle_of
from service.demo.fictional.osm_file import write_osm
from service.demo.fictional.plan import Plan, plan_town
from service.demo.fictional.points import tagged_points
from service.demo.fictional.quarters import district_rings, make_quarters, people_of
from service.demo.fictional.roads import Roads, Way
from service.demo.fictional.site_files import write_sites
from service.demo.fictional.sites import Site, make_sites
from service.demo.fictional.surroundings import Surroundings
from service.demo.fictional.terrain import Terrain
from service.demo.fictional.warp import Warp

SEED = 1703


def write_city(directory: Path, nodes: int, seed: int = SEED) -> None:
    """Writes the raw files of Minatohama City with about `nodes` street nodes (2,000 to 1,000,000).

    `streets.osm`; `sites.csv`, `sites-open-data.csv` and `shelters.csv`; `areas.geojson` (districts
    with `code`); `ground-HAZARD.geojson` (features with `hazard` and `effect`: zone or costly);
    `elevation.asc` (ESRI grid, degrees and metres); `population.csv` (lon, lat, people). All
    coordinates WGS 84, six decimals. The same number and seed write the same bytes.
    Raises ValueError for a number out of range.
    """
    plan = plan_town(nodes, seed)
    directory.mkdir(parents=True, exist_ok=True)
    warp, terrain = Warp(plan), Terrain(plan)
    zones = zones_of(plan, terrain)
    town = cut_into_blocks(plan)
    quarters = make_quarters(plan, town)
    sites = make_sites(plan, town, terrain, zones, quarters)
    ways = _ways(plan, town, terrain, sites)
    tagged = tagged_points(plan, town, ways, quarters)
    write_osm(directory / "streets.osm", warp, town.web.points, ways, tagged)
    write_sites(directory, sites, warp)
    _write_areas(directory / "areas.geojson", plan, warp)
    _write_ground(directory, plan, warp, zones)
    write_heights(directory / "elevation.asc", plan, warp, terrain)
    _write_population(directory / "population.csv", town, warp)


def _ways(plan: Plan, town: Town, terrain: Terrain, sites: Sequence[Site]) -> list[Way]:
    """Streets last among those that share nodes with what surrounds them; see `Surroundings`."""
    grounds = {site.block: site for site in sites if site.block is not None}
    open_ground = {block for block, site in grounds.items() if site.kind in ("park", "school")}
    lanes = fill_blocks(plan, town, terrain, open_ground)
    surroundings = Surroundings(plan, town)
    roads = Roads(plan, town, terrain)
    shore = list(surroundings.shore())
    streets = list(roads.ways(lanes))
    green = [
        surroundings.ground(block, grounds[block].kind, grounds[block].name.tags())
        for block in sorted(open_ground)
    ]
    return [*streets, *shore, *surroundings.inland(), *green]


def _write_areas(file: Path, plan: Plan, warp: Warp) -> None:
    features = []
    for number, (ring, name) in enumerate(
        zip(district_rings(plan), names.DISTRICTS, strict=True), 1
    ):
        lons, lats = warp.to_degrees(*np.array(ring).T)
        positions = [list(place) for place in zip(lons.tolist(), lats.tolist(), strict=True)]
        properties = {
            "code": f"{number:02d}",
            "name": name.ja,
            "name_kana": name.kana,
            "name_en": name.en,
        }
        geometry = {"type": "Polygon", "coordinates": [positions]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    _write_json(file, {"type": "FeatureCollection", "name": names.CITY.ja, "features": features})


def _write_ground(directory: Path, plan: Plan, warp: Warp, zones: tuple[Zone, ...]) -> None:
    for hazard in dict.fromkeys(one.hazard for one in zones):
        features = [
            {
                "type": "Feature",
                "properties": {
                    "hazard": one.hazard,
                    "effect": one.effect,
                    "name": one.name,
                    "name_en": one.name_en,
                },
                "geometry": json.loads(shapely.to_geojson(part)),
            }
            for one in zones
            if one.hazard == hazard
            for part in zone(plan, warp, one.field)
        ]
        collection = {"type": "FeatureCollection", "features": features}
        _write_json(directory / f"ground-{hazard}.geojson", collection)


def _write_json(file: Path, value: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False) + "\n", "utf-8")


def _write_population(file: Path, town: Town, warp: Warp) -> None:
    """One row for each block in which people live, at its middle."""
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(("lon", "lat", "people"))
        for index, block in enumerate(town.blocks):
            people = people_of(town, index)
            if people:
                lon, lat = warp.to_degrees(*middle_of(town.web, block))
                writer.writerow((f"{float(lon):.6f}", f"{float(lat):.6f}", people))
