"""Choosing a draft's ground by the form alone, as it works without any script."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from alerts.desk.area_source import (
    AreaSource,
    CircleRound,
    Pasted,
    Preset,
    Vertices,
    ZoneInDistrict,
)
from alerts.desk.draft import Draft, What
from alerts.model import Kind, Mode
from geo.area import Area
from geo.places import OfficialArea, write_gazetteer
from geo.zones import Zone, write_zones
from service.asgi import application
from service.city import BUNDLE, ZONES
from service.desk.acting import Who
from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Staff
from service.desk.sessions import csrf_of, new_session
from service.settings import Settings
from service.wiring import Service
from tests.factories import DESK, box
from tests.service.desk.city_rig import bundle_bytes

HERE = "https://hansho.town.example"
WEST = OfficialArea(key="cho:1", names={"ja": "西", "en": "West"}, area=box(139.0, 35.0))
EAST = OfficialArea(key="cho:2", names={"ja": "東", "en": "East"}, area=box(139.01, 35.0))
SCHOOL = OfficialArea(
    key="school:1", names={"ja": "西小学校区", "en": "West School"}, area=box(139.0, 35.0, 0.008)
)
FLOOD = Zone(hazard="flood", area=box(139.005, 35.0))
CORNERS = "139.001 35.001\n139.004 35.001\n139.004 35.004"
TRIANGLE = ((139.001, 35.001), (139.004, 35.001), (139.004, 35.004))


class Author:
    """Somebody who composes, with one draft of an order."""

    def __init__(self, town: Service, reader: TestClient[Any]) -> None:
        now = datetime.now(UTC)
        grants = (Grant(role=Role.COMPOSER, begins=now - timedelta(days=2)),)
        newest = town.audit.newest()
        staff = town.staff.apply(
            Change(staff=Staff(number=0, name="Cho", grants=grants)),
            Entry(at=now, actor=MACHINE, act="staff.found", subject=""),
            seen=0 if newest is None else newest.n,
        )
        assert staff is not None
        begun = new_session(staff.number, "passkey", bytes(32), now)
        entry = Entry(at=now, actor=staff.number, act="staff.login", subject="")
        town.staff.begin_session(begun.session, entry)
        self._town, self._reader = town, reader
        self.token = csrf_of(begun.cookie.value) or ""
        self._headers = {
            "Accept": "text/html",
            "Accept-Language": "en",
            "Origin": HERE,
            "Cookie": f"{begun.cookie.name}={begun.cookie.value}",
        }
        who = Who(staff=staff, session=begun.session)
        self._draft = town.desk.composing.begin_empty(
            who, What.ORDER, Kind.FLOOD, Mode.TRAINING, now
        )
        self.path = f"/desk/drafts/{self._draft.id}"

    @property
    def draft(self) -> Draft:
        return self._town.desk.composing.draft(self._draft.id)

    def get(self, path: str) -> httpx.Response:
        return self._reader.get(path, headers=self._headers)

    def save(self, **fields: str | list[str]) -> httpx.Response:
        """The draft's form with these fields."""
        version = str(self.draft.version)
        return self.send(self.path, version=version, kind="flood", order="evacuate", **fields)

    def send(self, path: str, **fields: str | list[str]) -> httpx.Response:
        data = {"csrf": self.token, **fields}
        return self._reader.post(path, data=data, headers=self._headers, follow_redirects=False)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Service]:
    write_gazetteer(tmp_path / "areas", [WEST, EAST, SCHOOL])
    write_zones(tmp_path / ZONES, [FLOOD])
    (tmp_path / BUNDLE).write_bytes(bundle_bytes())
    settings = Settings(
        data_dir=tmp_path,
        base_url=HERE,
        push_services=("http://127.0.0.1:9",),
        drill_desks=(DESK,),
        gazetteer=(tmp_path / "areas",),
        city=tmp_path,
        town_areas=("cho:*",),
        town={"ja": "訓練市", "en": "Drill City"},
    )
    with Service(settings) as running:
        yield running


@pytest.fixture
def author(town: Service) -> Iterator[Author]:
    made = TestClient(application(town), base_url=HERE, raise_server_exceptions=False)
    with made as client:
        yield Author(town, client)


WAYS: list[tuple[dict[str, str | list[str]], AreaSource, str]] = [
    ({"where": "preset", "district": "cho:1"}, Preset(keys=("cho:1",)), "West"),
    (
        {"where": "preset", "district": ["cho:1"], "kind-of-district": ["cho", "school"]},
        Preset(keys=("cho:1", "cho:2", "school:1")),
        "West, East, West School",
    ),
    (
        {"where": "zone", "zone": "flood", "district": "cho:1"},
        ZoneInDistrict(zones=("flood",), keys=("cho:1",)),
        "the flood zone in West",
    ),
    (
        {"where": "circle", "lon": "１３９．００５", "lat": "35.005", "radius": "100"},
        CircleRound(lon=139.005, lat=35.005, radius_m=100.0),
        "parts of West School",
    ),
    ({"where": "draw", "rings": CORNERS}, Vertices(rings=(TRIANGLE,)), "parts of West School"),
    (
        {"where": "paste", "paste": json.dumps(WEST.area.geojson())},
        Pasted(text=json.dumps(WEST.area.geojson())),
        "West",
    ),
]


@pytest.mark.parametrize(("fields", "source", "name"), WAYS)
def test_every_way_of_the_form_places_the_draft_and_names_it(
    author: Author, fields: dict[str, Any], source: AreaSource, name: str
) -> None:
    answer = author.save(**fields)

    assert answer.status_code == 303, answer.text
    assert (author.draft.source, author.draft.place_names["en"]) == (source, name)


@pytest.mark.parametrize(("fields", "source", "name"), WAYS)
def test_what_was_saved_stands_in_the_form_again(
    author: Author, fields: dict[str, Any], source: AreaSource, name: str
) -> None:
    author.save(**fields)
    area = author.draft.area

    author.save(where="keep", **{"place-ja": "", "place-ja-simple": "", "place-en": ""})

    assert (author.draft.source, author.draft.area) == (source, area)
    assert author.draft.place_names["en"] == name


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"where": "preset"}, "No district is chosen"),
        ({"where": "preset", "district": "cho:9"}, "cho:9: no such area is imported"),
        ({"where": "zone", "district": "cho:1"}, "No zone is chosen"),
        ({"where": "zone", "zone": "flood"}, "No district is chosen"),
        ({"where": "zone", "zone": "flood", "district": "school:9"}, "no such area"),
        ({"where": "circle", "lon": "139", "lat": "35", "radius": ""}, "needs three numbers"),
        ({"where": "circle", "lon": "139", "lat": "35", "radius": "0"}, "radius 0 warns nobody"),
        ({"where": "draw", "rings": ""}, "No area is drawn"),
        ({"where": "paste", "paste": "a river"}, "neither GeoJSON nor one CAP message"),
    ],
)
def test_what_is_no_ground_is_refused_with_what_to_do_and_nothing_typed_is_lost(
    author: Author, fields: dict[str, Any], said: str
) -> None:
    author.save(where="preset", district="cho:2")

    answer = author.save(**fields)

    assert answer.status_code == 422
    assert said in answer.text
    assert author.draft.area == EAST.area
    assert f'value="{fields["where"]}" checked' in answer.text


def test_each_bad_row_of_corners_is_named_beside_them(author: Author) -> None:
    answer = author.save(where="draw", rings=f"{CORNERS}\n35.0 139.0\nhere")

    assert answer.status_code == 422
    assert "Line 4 has a latitude beyond 90: “35.0 139.0”. Longitude comes first." in answer.text
    assert "Line 5 is not two numbers: “here”." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f"{CORNERS}\n35.0 139.0\nhere</textarea>" in answer.text


def test_a_form_larger_than_any_ground_is_refused_and_says_so(author: Author) -> None:
    within = author.save(where="paste", paste="x" * 4_000_001)
    beyond = author.save(where="paste", paste="x" * 8_100_000)

    assert within.status_code == 422
    assert "simplify the shape to 4000000" in within.text
    assert beyond.status_code == 413
    assert "What was sent is too large. Make it smaller, or split it." in beyond.text


def test_a_place_may_be_called_something_else_until_its_ground_moves_away(author: Author) -> None:
    author.save(where="draw", rings=CORNERS, **{"place-en": "the lower bank", "place-ja": ""})
    typed = author.draft.place_names["en"]
    shown = author.get(author.path).text

    author.save(where="preset", district="cho:2", **{"place-en": "the lower bank"})

    assert typed == "the lower bank"
    assert 'value="the lower bank"' in shown
    assert author.draft.place_names["en"] == "East"


def test_the_whole_town_and_what_lies_beyond_it_are_pointed_out(author: Author) -> None:
    author.save(where="preset", **{"kind-of-district": "cho"})
    whole = author.get(author.path).text
    author.save(where="circle", lon="139.0", lat="35.0", radius="500")
    beyond = author.get(author.path).text

    assert "This is the whole town." in whole
    assert "The area reaches beyond the town." in beyond


@pytest.mark.parametrize(
    ("rings", "said"),
    [
        ("139.0 35.0\n139.01 35.01\n139.01 35.0\n139.0 35.01", "crosses or touches itself"),
        ("179.99 35\n-179.99 35\n-179.99 35.01\n179.99 35.01", "crosses 180° and is cut there"),
        (
            "139 35\n139.01 35\n139.01 35.01\n139 35.01\n\n139.002 35.002\n139.004 35.002\n"
            "139.004 35.004",
            "it counts as area, not as a hole",
        ),
    ],
)
def test_what_was_mended_in_a_drawing_is_pointed_out(author: Author, rings: str, said: str) -> None:
    author.save(where="draw", rings=rings)

    assert said in author.get(author.path).text
    assert author.draft.area is not None


def test_an_edge_along_the_towns_border_is_not_beyond_it(author: Author) -> None:
    author.save(where="draw", rings="138.9997 35\n139.005 35\n139.005 35.005\n138.9997 35.005")

    assert "The area reaches beyond the town." not in author.get(author.path).text


def test_the_map_gets_districts_streets_and_the_ground(author: Author) -> None:
    author.save(where="preset", district="cho:1")

    sheet = author.get("/desk/ground/districts").json()
    streets = author.get("/desk/ground/streets").json()
    saved = author.get(f"{author.path}/ground").json()

    assert [one["key"] for one in sheet["districts"]] == ["cho:1", "cho:2", "school:1"]
    assert [one["name"] for one in sheet["districts"]] == ["West", "East", "West School"]
    assert sheet["bounds"] == [139.0, 35.0, 139.02, 35.01]
    assert streets["main"] or streets["other"]
    assert corners(saved["area"]) == corners(sheet["districts"][0]["polygons"])
    assert extent(saved["told"]) > extent(saved["area"])


def corners(polygons: list[list[list[int]]]) -> set[tuple[int, int]]:
    """All positions, in 10⁻⁵°."""
    found: set[tuple[int, int]] = set()
    for ring in (ring for polygon in polygons for ring in polygon):
        lon = lat = 0
        for east, north in zip(ring[::2], ring[1::2], strict=True):
            lon, lat = lon + east, lat + north
            found.add((lon, lat))
    return found


def extent(polygons: list[list[list[int]]]) -> int:
    lons = [lon for lon, _ in corners(polygons)]
    return max(lons) - min(lons)


def test_fields_can_be_looked_at_without_saving(author: Author) -> None:
    before = author.draft

    seen = author.send(f"{author.path}/ground", where="draw", rings=CORNERS).json()
    refused = author.send(f"{author.path}/ground", where="circle", lon="x").json()

    assert (seen["name"], seen["km2"]) == ("parts of West School", 0.05)
    assert corners(seen["area"]) == {(round(x * 1e5), round(y * 1e5)) for x, y in TRIANGLE}
    assert refused["area"] == []
    assert "needs three numbers" in refused["refused"]
    assert author.draft == before


def test_without_script_the_ground_is_a_drawing_with_the_edge_that_is_matched(
    author: Author,
) -> None:
    author.save(where="preset", district="cho:1")

    shown = author.get(author.path).text

    assert isinstance(author.draft.area, Area)
    assert '<path d="M' in shown
    assert 'class="told"' in shown
    assert " style=" not in shown
