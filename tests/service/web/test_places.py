"""The town's places by name, as phones choose among them."""

from pathlib import Path

import pytest
from litestar.testing import TestClient

from geo.places import OfficialArea, write_gazetteer
from service.asgi import front
from service.settings import Settings
from service.wiring import Service
from tests.factories import box

RIVERSIDE = OfficialArea(
    key="town:01",
    names={"ja": "川辺", "ja-simple": "かわべ", "en": "Kawabe"},
    area=box(139.0, 35.0),
)
HILL = OfficialArea(key="town:02", names={"ja": "丘"}, area=box(139.01, 35.0))
ABROAD = OfficialArea(key="town:03", names={"en": "Riverside"}, area=box(139.02, 35.0))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ja", ["Riverside", "丘", "川辺"]),
        ("ja-simple", ["Riverside", "かわべ", "丘"]),
        ("en", ["Kawabe (川辺)", "Riverside", "丘"]),
        ("my", ["Kawabe (川辺)", "Riverside", "丘"]),
        ("ar", ["Kawabe (川辺)", "Riverside", "丘"]),
        ("zh-Hans", ["Riverside", "丘", "川辺"]),
    ],
)
def test_places_have_names_that_the_reader_can_read_and_those_of_the_signs(
    tmp_path: Path, language: str, names: list[str]
) -> None:
    write_gazetteer(tmp_path / "areas", [RIVERSIDE, HILL, ABROAD])
    settings = Settings(data_dir=tmp_path, gazetteer=(tmp_path / "areas",))

    with Service(settings) as town, TestClient(front(town)) as reader:
        told = reader.get(f"/api/v1/places?language={language}").json()

    assert [one["name"] for one in told["places"]] == names
