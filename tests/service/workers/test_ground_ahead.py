"""Ground is drawn before a telegram names it."""

from alerts.push.outline import outlines
from alerts.voices import cells_of
from geo.places import Gazetteer, OfficialArea
from service.workers.ground_ahead import GroundAhead
from tests.factories import box


def official(key: str, lon: float) -> OfficialArea:
    return OfficialArea(key=key, names={"en": key}, area=box(lon, 43.0))


def test_every_place_that_an_agency_warns_is_drawn_a_few_at_a_time() -> None:
    towns = [official(f"jma:99{number:02d}000", 140 + number / 50) for number in range(12)]
    coast = official("jma-tsunami:999", 142.0)
    district = official("district:1", 143.0)
    ahead = GroundAhead(Gazetteer.of([*towns, district], codes=[coast]))

    drawn = [ahead() for _ in range(3)]

    assert drawn == [10, 3, 0]
    before = outlines.cache_info().misses, cells_of.cache_info().misses
    for one in (*towns, coast):
        outlines(one.area)
        cells_of(one.area)
    assert (outlines.cache_info().misses, cells_of.cache_info().misses) == before
    outlines(district.area)
    assert outlines.cache_info().misses == before[0] + 1
