"""No watch over the sea without the town's own coastal zone, or its word that there is no coast."""

import pytest
import shapely

from geo.area import Area
from geo.coast import NO_COAST, coast_fault
from geo.places import Gazetteer, OfficialArea

SHORE = OfficialArea(
    key="jma-tsunami:390",
    names={"ja": "湊浜沿岸"},
    area=Area(shapely.MultiPolygon([shapely.box(139, 35, 139.1, 35.1)])),
)


@pytest.mark.parametrize(
    "gazetteer", [Gazetteer.of([], codes=[SHORE]), Gazetteer.of([], elsewhere=NO_COAST)]
)
def test_a_coastal_zone_or_the_word_that_there_is_none_is_enough(gazetteer: Gazetteer) -> None:
    assert coast_fault(gazetteer) is None


@pytest.mark.parametrize(
    "gazetteer", [Gazetteer(), Gazetteer.of([], elsewhere=["jma-tsunami:390"])]
)
def test_without_either_the_fault_says_what_to_write(gazetteer: Gazetteer) -> None:
    fault = coast_fault(gazetteer)

    assert fault is not None
    assert "--coast FILE" in fault
    assert "--coast none" in fault


def test_both_at_once_is_a_fault() -> None:
    fault = coast_fault(Gazetteer.of([], codes=[SHORE], elsewhere=NO_COAST))

    assert fault is not None
    assert "one --coast" in fault
