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

    result = merged([[FIRST], [second]])

    assert result.places == (
        row(name={"ja": "本町公園", "en": "Park"}, capacity=50, address="本町1", remark="裏門"),
    )
    assert (result.joined, result.notes) == (1, ())


@pytest.mark.parametrize(("lat", "places"), [(NEAR, 1), (FAR, 2)])
def test_one_name_is_one_place_within_thirty_metres(lat: float, places: int) -> None:
    assert len(merged([[FIRST], [row(id="C9", lat=lat)]]).places) == places


def test_another_name_in_the_same_place_is_another_place() -> None:
    assert len(merged([[FIRST], [row(id="C9", name={"ja": "本町公民館"})]]).places) == 2


def test_names_may_differ_in_width() -> None:
    assert len(merged([[row(name={"ja": "公園１"}), row(id="", name={"ja": "公園1"})]]).places) == 1


DISAGREE = "本町公園: rows disagree about flood; not used for it"


def hazards(*lists: list[PlaceRow]) -> list[int | None]:
    return [one.hazards for one in merged(lists).places]


def test_rows_of_one_id_that_disagree_are_used_for_what_both_name() -> None:
    result = merged([[row(hazards=FLOOD | FIRE), row(hazards=FIRE)]])

    assert [one.hazards for one in result.places] == [FIRE]
    assert result.notes == (DISAGREE,)


def test_two_parts_of_one_place_keep_the_hazards_of_each() -> None:
    """As the national list has a tower for tsunamis and the grounds around it."""
    result = merged([[row(hazards=FLOOD), row(id="E2", hazards=FIRE)]])

    assert [(one.id, one.hazards) for one in result.places] == [("E1", FLOOD), ("E2", FIRE)]
    assert (result.joined, result.notes) == (0, ())


def test_a_row_that_is_there_twice_under_two_ids_is_one_place() -> None:
    assert hazards([row(), row(id="E2")]) == [FLOOD]


@pytest.mark.parametrize(
    "later",
    [
        [row(id="C1", hazards=FLOOD | FIRE)],
        [row(id="C1", hazards=FLOOD), row(id="C2", hazards=FIRE)],
        [row(id="C1", hazards=FIRE), row(id="C2", hazards=FLOOD)],
    ],
)
def test_lists_that_agree_about_a_place_take_nothing_from_its_parts(later: list[PlaceRow]) -> None:
    result = merged([[row(hazards=FLOOD), row(id="E2", hazards=FIRE)], later])

    assert [(one.id, one.hazards) for one in result.places] == [("E1", FLOOD), ("E2", FIRE)]
    assert result.joined == len(later)


def test_nobody_is_sent_where_one_list_says_no() -> None:
    assert hazards([row(hazards=FLOOD | FIRE)], [row(id="C1", hazards=FIRE)]) == [FIRE]
    assert hazards([row(hazards=FIRE)], [row(id="C1", hazards=FLOOD | FIRE)]) == [FIRE]


@pytest.mark.parametrize(("first", "second"), [(FLOOD | FIRE, FIRE), (FIRE, FLOOD | FIRE)])
def test_lists_that_disagree_are_named_once(first: int, second: int) -> None:
    result = merged([[row(hazards=first)], [row(id="C1", hazards=second)]])

    assert result.notes == (DISAGREE,)


def test_a_list_without_hazards_disagrees_with_nobody() -> None:
    result = merged([[row(hazards=None)], [row(hazards=FIRE)]])

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


@given(st.lists(ROWS, max_size=3))
def test_joining_never_adds_a_hazard_and_never_loses_a_row(lists: list[list[PlaceRow]]) -> None:
    result = merged(lists)

    assert len(result.places) + result.joined == sum(map(len, lists))
    told = [row.hazards or 0 for rows in lists for row in rows]
    for place in result.places:
        assert any((place.hazards or 0) & ~given_to == 0 for given_to in told)
