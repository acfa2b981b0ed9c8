"""A name claims no more than the ground: all of a district, a part of it, a zone in it."""

from datetime import UTC, datetime

import msgspec
import pytest

from alerts.desk.area_names import ZONE_NAMES, names_of, zone_name
from alerts.desk.area_source import AreaSource, Preset, Vertices, ZoneInDistrict, area_of
from alerts.desk.compiling import ground_of
from alerts.desk.draft import Begun, Draft, What, empty, named, placed
from alerts.model import Kind, Mode
from geo.area import Area, Refused, union
from geo.places import Gazetteer, OfficialArea
from geo.sites import HAZARDS
from geo.zones import Zone, Zones
from tests.factories import box, ring

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WEST = OfficialArea(key="quarter:1", names={"ja": "西", "en": "West"}, area=box(139.0, 35.0))
EAST = OfficialArea(
    key="quarter:2", names={"ja": "東", "en": "East", "fr": "Est"}, area=box(139.01, 35.0)
)
CITY = OfficialArea(
    key="jis:17201", names={"ja": "市", "en": "City"}, area=union([WEST.area, EAST.area])
)
ZONES = Zones.of(
    [
        Zone(hazard="flood", area=box(139.005, 35.0)),
        Zone(hazard="flood", least_m=3.0, area=box(139.005, 35.0, 0.002)),
    ]
)
TOWN = Gazetteer.of([WEST, EAST, CITY], ZONES)


def called(source: AreaSource, gazetteer: Gazetteer = TOWN) -> dict[str, str]:
    area = area_of(source, gazetteer)
    assert isinstance(area, Area)
    return names_of(source, area, gazetteer)


def drawn(west: float, south: float, size: float = 0.01) -> Vertices:
    return Vertices(rings=(ring(west, south, size),))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (Preset(keys=("quarter:1", "quarter:2")), {"ja": "西、東", "en": "West, East"}),
        (drawn(139.0, 35.0), {"ja": "西", "en": "West"}),
        (drawn(139.001, 35.001, 0.005), {"ja": "西の一部", "en": "parts of West"}),
        (drawn(139.005, 35.0), {"ja": "西、東の一部", "en": "parts of West, East"}),
        (
            drawn(139.011, 35.0, 0.005),
            {"ja": "東の一部", "en": "parts of East", "fr": "Est"},
        ),
        (
            ZoneInDistrict(zones=("flood-3",), keys=("quarter:1",)),
            {
                "ja": "西の洪水浸水想定区域（深さ3m以上）",
                "en": "the flood zone (3 m deep or more) in West",
            },
        ),
        (
            ZoneInDistrict(zones=("flood-3",), keys=("quarter:2", "quarter:1")),
            {
                "ja": "西の洪水浸水想定区域（深さ3m以上）",
                "en": "the flood zone (3 m deep or more) in West",
            },
        ),
    ],
)
def test_a_ground_is_called_what_it_is(source: AreaSource, names: dict[str, str]) -> None:
    assert called(source) == names


def test_of_many_small_quarters_the_larger_area_stands_for_them() -> None:
    quarters = [
        OfficialArea(key=f"quarter:{n}", names={"en": f"Q{n}"}, area=box(139 + n / 100, 35.0))
        for n in range(5)
    ]
    city = OfficialArea(
        key="jis:17201", names={"en": "City"}, area=union(one.area for one in quarters)
    )

    assert called(drawn(139.0, 35.0, 0.05), Gazetteer.of([*quarters, city])) == {"en": "City"}


def test_where_nothing_is_imported_somebody_has_to_name_the_place() -> None:
    assert called(drawn(150.0, 35.0)) == {}


def test_every_hazard_has_a_zone_that_can_be_said() -> None:
    assert set(ZONE_NAMES) == set(HAZARDS)
    assert all(set(names) == {"ja", "ja-simple", "en"} for names in ZONE_NAMES.values())
    assert zone_name("flood", "en", TOWN) == "flood zone"


def placed_at(west: float, size: float = 0.01) -> Draft:
    begun = Begun(id="d", author=1, mode=Mode.REAL, issuer="市長", now=NOW)
    draft = placed(empty(begun, What.ORDER, Kind.FLOOD), drawn(west, 35.0, size), TOWN)
    assert isinstance(draft, Draft)
    return draft


def test_a_name_that_was_typed_counts_and_an_empty_one_keeps_the_areas_own() -> None:
    draft = placed_at(139.0)

    found = named(draft, {"ja": " 川べり ", "en": ""}, draft, TOWN)

    assert found.place_names == {"ja": "川べり", "en": "West"}


@pytest.mark.parametrize(
    ("west", "names"),
    [
        (139.001, {"ja": "川べり", "en": "parts of West, East"}),
        (139.01, {"ja": "東", "en": "East"}),
    ],
)
def test_a_name_typed_for_one_ground_never_stands_for_another(
    west: float, names: dict[str, str]
) -> None:
    before = named(placed_at(139.0), {"ja": "川べり"}, placed_at(139.0), TOWN)

    found = named(placed_at(west), {"ja": "川べり"}, before, TOWN)

    assert {one: found.place_names[one] for one in names} == names


def test_names_that_came_with_the_ground_stay_as_long_as_it_does() -> None:
    before = msgspec.structs.replace(placed_at(139.0), place_names={"ja": "川", "vi": "Sông"})

    assert named(before, {"ja": "川"}, before, TOWN).place_names["vi"] == "Sông"
    assert "vi" not in named(placed_at(139.002), {"ja": "川"}, before, TOWN).place_names


def test_a_zone_that_was_mapped_anew_is_other_ground() -> None:
    zone = ZoneInDistrict(zones=("flood",), keys=("quarter:1",))
    chosen = placed(placed_at(139.0), zone, TOWN)
    assert isinstance(chosen, Draft)
    again = Zones.of([Zone(hazard="flood", area=box(139.005, 35.0, 0.004))])

    same = ground_of(chosen, TOWN)
    other = ground_of(chosen, Gazetteer.of([WEST, EAST, CITY], again))
    gone = ground_of(chosen, Gazetteer.of([WEST, EAST, CITY]))

    assert same == chosen.area
    assert isinstance(other, Refused)
    assert other.reason.startswith("The area means other ground than when it was chosen")
    assert isinstance(gone, Refused)
    assert gone.reason.startswith("flood: no such zone is mapped")
