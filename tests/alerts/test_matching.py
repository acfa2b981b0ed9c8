"""Matching: a hazard's words about place become ground, or a reason; nothing widens silently."""

from alerts.matching import ELSEWHERE, Match, match
from alerts.report import AreaClaim, Circle, Code, Hazard, Text
from geo.area import Area, Refused, union
from geo.places import Gazetteer, OfficialArea
from tests.factories import box, hazard, ring

HARBOUR = OfficialArea(
    key="jis:17201", names={"ja": "港町", "en": "Harbour"}, area=box(139.0, 35.0)
)
HILL = OfficialArea(key="jis:17202", names={"ja": "丘町", "en": "Hill"}, area=box(139.01, 35.0))
TOWN = Gazetteer.of([HARBOUR, HILL])


def claim(**changes: object) -> AreaClaim:
    return AreaClaim(**{"description": "Riverside", **changes})  # type: ignore[arg-type]


def matched(*claims: AreaClaim, gazetteer: Gazetteer = TOWN) -> Match | Refused:
    return match(hazard(areas=claims), gazetteer)


def test_a_polygon_is_taken_as_drawn_and_named_after_the_official_areas_in_it() -> None:
    found = matched(claim(polygons=(ring(139.0, 35.0),)))

    assert isinstance(found, Match)
    assert found.area == box(139.0, 35.0)
    assert found.names["en"] == "Harbour"


def test_where_a_polygon_is_drawn_geocodes_are_not_added() -> None:
    code = Code(name="JIS", value="17202")

    found = matched(claim(polygons=(ring(139.0, 35.0, 0.005),), geocodes=(code,)))

    assert isinstance(found, Match)
    assert found.area == box(139.0, 35.0, 0.005)


def test_a_drawing_that_cannot_be_read_is_not_replaced_by_a_code() -> None:
    code = Code(name="JIS", value="17202")

    found = matched(claim(faults=("the polygon is cut short",), geocodes=(code,)))

    assert isinstance(found, Refused)
    assert "cut short" in found.reason


def test_a_hole_in_the_drawing_warns_nobody() -> None:
    found = matched(claim(polygons=(ring(139.0, 35.0, 0.03),), holes=(ring(139.01, 35.01, 0.01),)))

    assert isinstance(found, Match)
    assert not found.area.covers(139.015, 35.015)
    assert found.area.covers(139.005, 35.005)


def test_a_hole_that_cannot_be_left_out_is_said() -> None:
    flat = ((139.01, 35.01), (139.02, 35.01), (139.01, 35.01), (139.01, 35.01))

    found = matched(claim(polygons=(ring(139.0, 35.0, 0.03),), holes=(flat,)))

    assert isinstance(found, Match)
    assert "more people are warned" in found.unmatched[0]


def test_a_hole_that_leaves_nothing_is_refused() -> None:
    found = matched(claim(polygons=(ring(139.0, 35.0),), holes=(ring(138.9, 34.9, 0.3),)))

    assert isinstance(found, Refused)


def test_a_known_code_becomes_its_official_area() -> None:
    found = matched(claim(geocodes=(Code(name="JIS", value="17201"),)))

    assert found == Match(
        area=HARBOUR.area, names={"ja": "港町", "en": "Harbour", "": "Riverside"}, areas=1
    )


def test_a_bare_number_without_a_known_name_matches_nothing() -> None:
    found = matched(claim(geocodes=(Code(name="whatever", value="17201"),)))

    assert isinstance(found, Refused)
    assert "whatever" in found.reason


def test_the_same_area_in_two_schemes_is_not_added_up() -> None:
    codes = (
        Code(name="EMMA_ID", value="XX001"),
        Code(name="JIS", value="17201"),
    )

    found = matched(claim(geocodes=codes))

    assert isinstance(found, Match)
    assert found.area == HARBOUR.area


def test_a_circle_of_radius_0_warns_nobody_and_says_so() -> None:
    found = matched(claim(circles=(Circle(lon=139.0, lat=35.0, radius_km=0.0),)))

    assert isinstance(found, Refused)


def test_a_hazard_without_any_area_is_refused() -> None:
    assert isinstance(matched(), Refused)


def test_one_area_that_cannot_be_matched_does_not_keep_the_others_from_being_warned() -> None:
    found = matched(
        claim(description="Harbour", geocodes=(Code(name="JIS", value="17201"),)),
        claim(description="Nowhere", geocodes=(Code(name="JIS", value="99999"),)),
    )

    assert isinstance(found, Match)
    assert (found.area, found.areas) == (HARBOUR.area, 1)
    assert len(found.unmatched) == 1
    assert found.unmatched[0].startswith("Nowhere: ")


def test_several_areas_are_joined_into_one() -> None:
    found = matched(claim(polygons=(ring(139.0, 35.0),)), claim(polygons=(ring(139.01, 35.0),)))

    assert isinstance(found, Match)
    assert (found.area, found.areas) == (union([HARBOUR.area, HILL.area]), 2)


def test_more_names_than_fit_say_that_there_are_others() -> None:
    many = [
        OfficialArea(key=f"jis:1720{i}", names={"en": f"Ward {i}"}, area=box(139 + i / 100, 35))
        for i in range(5)
    ]
    codes = tuple(Code(name="JIS", value=f"1720{i}") for i in range(5))

    found = matched(claim(geocodes=codes), gazetteer=Gazetteer.of(many))

    assert isinstance(found, Match)
    assert found.names["en"] == "Ward 0, Ward 1, Ward 2 and others"


def test_the_source_names_its_area_in_its_own_words() -> None:
    text = Text(language="en", event="Flood", area_description="South bank")
    drawn = Hazard(texts=(text,), areas=(claim(polygons=(ring(10.0, 50.0),)),))

    found = match(drawn, TOWN)

    assert isinstance(found, Match)
    assert found.names == {"": "South bank"}
    assert isinstance(found.area, Area)


SHORE = OfficialArea(key="jma-tsunami:390", names={"ja": "湊浜沿岸"}, area=box(139.0, 34.98))
COAST = Gazetteer.of([HARBOUR], codes=[SHORE], elsewhere=["jma-tsunami:391", "jma-volcano:*"])


def region(*codes: str, name: str = "津波予報区") -> AreaClaim:
    return claim(geocodes=tuple(Code(name=name, value=code) for code in codes))


def test_a_code_without_a_polygon_is_the_ground_that_the_towns_table_gives_it() -> None:
    found = matched(region("390"), gazetteer=COAST)

    names = {"ja": "湊浜沿岸", "": "Riverside"}
    assert found == Match(area=union([SHORE.area]), names=names, areas=1)


def test_a_drawing_is_never_named_after_a_code_of_the_towns_table() -> None:
    drawn = claim(polygons=(ring(139.0, 34.99, 0.015),))

    found = matched(drawn, gazetteer=COAST)

    assert isinstance(found, Match)
    assert found.names["ja"] == "港町"


def test_codes_that_the_table_knows_as_elsewhere_are_not_here_and_nothing_is_missing() -> None:
    volcano = region("506", name="火山名")

    assert matched(region("391"), volcano, gazetteer=COAST) == ELSEWHERE


def test_elsewhere_is_left_out_of_the_ground_without_a_word() -> None:
    found = matched(region("391"), region("390", "391"), gazetteer=COAST)

    assert isinstance(found, Match)
    assert (found.area, found.areas, found.unmatched) == (union([SHORE.area]), 1, ())


def test_an_unknown_code_is_said_beside_what_is_elsewhere_and_beside_what_is_here() -> None:
    alone = matched(region("391"), region("399"), gazetteer=COAST)
    beside = matched(region("390"), region("391", "399"), region("399"), gazetteer=COAST)

    sentence = (
        "Riverside: jma-tsunami:399 is not among the imported official areas (hansho city areas)"
    )
    assert alone == Refused(sentence)
    assert isinstance(beside, Match)
    assert beside.unmatched == (sentence, sentence)


def test_of_one_area_written_twice_the_known_writing_counts() -> None:
    twice = claim(geocodes=(Code(name="津波予報区", value="391"), Code(name="JIS", value="99999")))

    assert matched(twice, gazetteer=COAST) == ELSEWHERE
