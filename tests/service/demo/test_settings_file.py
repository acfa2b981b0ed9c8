"""What the demo's settings say, as the service reads them."""

from pathlib import Path

from geo.area import union
from geo.places import write_gazetteer
from service.demo.city import ALL, NODES, read_city
from service.demo.fictional import write_city
from service.demo.official_areas import official_areas
from service.demo.settings_file import write_settings
from service.settings import load_settings
from service.town_ground import town_ground
from service.wiring import gazetteer_of


def test_all_districts_together_are_the_demo_s_town(tmp_path: Path) -> None:
    raw, gazetteer = tmp_path / "raw", tmp_path / "areas.msgpack"
    write_city(raw, NODES)
    districts = official_areas(read_city(raw))
    write_gazetteer(gazetteer, districts)

    file = write_settings(tmp_path, 9, ["http://127.0.0.1:9"], [gazetteer], town_areas=[ALL])

    settings = load_settings(file)
    ground = town_ground(settings, gazetteer_of(settings))
    assert ground == union(one.area for one in districts)
