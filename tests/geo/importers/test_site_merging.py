"""Rows that mean one place become one, and a disagreement never adds a designation."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importers.site_merging import merged
from geo.importers.site_rows import PlaceRow
from geo.sites import mask_of

FLOOD, FIRE = mask_of("flood"), mask_of("fire")
FIRST = PlaceRow(
    id="E1",
    name={"ja": "本町公園"},
    lon=136.6,
    lat=36.5,
    hazards=FLOOD,
    remark="",
    capacity=None,
    address="",
    restricted_to="",
)
NEAR = 36.5 + 25 / 111_319.5
FAR = 36.5 + 35 / 111_319.5


def row(**changes: object) -> PlaceRow:
    return msgspec.structs.replace(FIRST, **changes)


def test_the_same_id_is_one_place_that_gains_what_it_lacked() -> None:
    second = row(
        name={"ja": "本町の公園", "en": "Park"}, capacity=50, address="本町1", remark="裏門"
    )

    result = merged([FIRST, second])

    assert result.places == (
        row(name={"ja": "本町公園", "en": "Park"}, capacity=50, address="本町1", remark="裏門"),
    )
    assert (result.joined, result.notes) == (1, ())


@pytest.mark.parametrize(("lat", "places"), [(NEAR, 1), (FAR, 2)])
def test_one_name_is_one_place_within_thirty_metres(lat: float, places: int) -> None:
    assert len(merged([FIRST, row(id="C9", lat=lat)]).places) == places


def test_another_name_in_the_same_place_is_another_place() -> None:
    assert len(merged([FIRST, row(id="C9", name={"ja": "本町公民館"})]).places) == 2


def test_names_may_differ_in_width() -> None:
    assert len(merged([row(name={"ja": "公園１"}), row(id="", name={"ja": "公園1"})]).places) == 1


def test_where_rows_disagree_the_place_is_not_used() -> None:
    result = merged([row(hazards=FLOOD | FIRE), row(hazards=FIRE)])

    assert [one.hazards for one in result.places] == [FIRE]
    assert result.notes == ("本町公園: two rows disagree about flood; not used for it",)


def test_a_list_without_hazards_disagrees_with_nobody() -> None:
    result = merged([row(hazards=None), row(hazards=FIRE)])

    assert ([one.hazards for one in result.places], result.notes) == ([FIRE], ())


ROWS = st.lists(
    st.builds(
        row,
        id=st.sampled_from(["", "E1", "E2"]),
        name=st.sampled_from([{"ja": "A"}, {"ja": "B"}]),
        lat=st.sampled_from([36.5, NEAR, 36.6]),
        hazards=st.integers(0, 255),
    )
)


@given(ROWS)
def test_joining_never_adds_a_hazard_and_never_loses_a_row(rows: list[PlaceRow]) -> None:
    result = merged(rows)

    assert len(result.places) + result.joined == len(rows)
    told = {row.hazards for row in rows}
    for place in result.places:
        assert any((place.hazards or 0) & ~(given_to or 0) == 0 for given_to in told)
