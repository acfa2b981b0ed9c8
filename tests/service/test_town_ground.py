"""What the whole town is: as the settings say, else its municipality, where that is imported."""

import pytest

from geo.area import Area, union
from geo.places import Gazetteer, OfficialArea
from service.settings import Settings, SettingsRefused
from service.town_ground import town_ground, town_key
from tests.factories import box

WEST = OfficialArea(key="quarter:1", names={"ja": "西"}, area=box(139.0, 35.0))
EAST = OfficialArea(key="quarter:2", names={"ja": "東"}, area=box(139.01, 35.0))
CITY = OfficialArea(key="jis:17201", names={"ja": "市"}, area=box(139.0, 35.0, 0.02))
AGENCYS = OfficialArea(key="jma:1720100", names={"ja": "市"}, area=box(139.0, 35.0, 0.03))
ALL = Gazetteer.of([WEST, EAST, CITY, AGENCYS])


@pytest.mark.parametrize(
    ("settings", "imported", "ground", "key"),
    [
        (Settings(), ALL, None, None),
        (Settings(municipality="17201"), ALL, CITY.area, "jis:17201"),
        (Settings(municipality="172014"), ALL, CITY.area, "jis:17201"),
        (Settings(municipality="17201"), Gazetteer.of([AGENCYS]), AGENCYS.area, "jma:1720100"),
        (Settings(municipality="17201"), Gazetteer.of([WEST]), None, None),
        (Settings(town_areas=("quarter:1",)), ALL, WEST.area, "quarter:1"),
        (
            Settings(town_areas=("quarter:*",), municipality="17201"),
            ALL,
            union([WEST.area, EAST.area]),
            None,
        ),
    ],
)
def test_the_town_is_what_the_settings_or_its_code_say(
    settings: Settings, imported: Gazetteer, ground: Area | None, key: str | None
) -> None:
    assert town_ground(settings, imported) == ground
    assert town_key(settings, imported) == key


@pytest.mark.parametrize("key", ["quarter:9", "ward:*"])
def test_a_town_of_areas_that_nobody_imported_is_refused_at_start(key: str) -> None:
    with pytest.raises(SettingsRefused, match=r"no such area is imported; write a key"):
        town_ground(Settings(town_areas=(key,)), ALL)
