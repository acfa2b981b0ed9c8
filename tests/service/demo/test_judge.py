from math import cos, radians

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point, box

from service.demo.grid import box_of, cell_of
from service.demo.judge import Step, flat, judge
from service.demo.phones import Phone, Spot, Tie
from service.demo.push_service import Received

NOW = 1_800_000_000.0
HOUR = 3600
PRIVATE = ec.generate_private_key(ec.SECP256R1())
WEST, SOUTH, _, _ = box_of(cell_of(139.5, 35.3))
LON, LAT = 1 / 320, 1 / 480
# Covers four whole cells by four and ends in the middle of a fifth, to the east and the north.
AREA = box(WEST, SOUTH, WEST + 4.5 * LON, SOUTH + 4.5 * LAT)
WIDER = box(WEST, SOUTH, WEST + 9.5 * LON, SOUTH + 4.5 * LAT)


def spot(column: float, tie: Tie = Tie.HOME, **times: int) -> Spot:
    """A place in the area's second row of cells, so many cells east of its western edge."""
    return Spot(tie=tie, lon=WEST + column * LON, lat=SOUTH + 1.5 * LAT, **times)


def phone(number: int, *spots: Spot, language: str = "ja") -> Phone:
    return Phone(
        number=number,
        language=language,
        spots=spots,
        push_origin="http://127.0.0.1:1",
        token=str(number),
        auth=bytes(16),
        private=PRIVATE,
        point=b"",
    )


INSIDE = phone(0, spot(1.5))
NEAR = phone(1, spot(4.7))  # in the cell that the area's edge runs through, but beyond the edge
OUTSIDE = phone(2, spot(7.5))
PEOPLE = (INSIDE, NEAR, OUTSIDE)
ORDER = Step(alert_id="a", revision=1, committed=NOW, area=AREA)
UPDATE = Step(alert_id="a", revision=2, committed=NOW + 60, area=WIDER)
END = Step(alert_id="a", revision=3, committed=NOW + 120, area=None)


def got(number: int, revision: int = 1, after: float = 1.0, language: str = "ja") -> Received:
    return Received(
        phone=number,
        at=NOW + 60 * (revision - 1) + after,
        alert_id="a",
        revision=revision,
        notification={"lang": language},
    )


def read(language, notification):
    return "" if notification["lang"] == language else "another language"


def judged(received, people=PEOPLE, steps=(ORDER,)):
    return judge(steps, people, received, read)


def test_who_was_in_and_has_it_once_is_a_clean_finding():
    (finding,) = judged([got(0)])

    assert finding.is_clean
    assert finding.counts() == {
        "inside": 1,
        "outside": 1,
        "sent": 1,
        "missed": 0,
        "unwanted": 0,
        "wrong_language": 0,
        "duplicates": 0,
        "first_s": 1.0,
        "median_s": 1.0,
        "last_s": 1.0,
    }


def test_who_is_near_may_have_it_or_not():
    (with_it,) = judged([got(0), got(1)])
    (without,) = judged([got(0)])

    assert with_it.is_clean
    assert without.is_clean
    assert (with_it.inside, with_it.outside) == ({0}, {2})


def test_who_was_in_and_has_nothing_was_missed():
    (finding,) = judged([got(1)])

    assert finding.missed == {0}
    assert not finding.is_clean


def test_who_was_out_and_has_it_did_not_want_it():
    (finding,) = judged([got(0), got(2)])

    assert finding.unwanted == {2}
    assert not finding.is_clean


def test_a_message_that_comes_twice_is_a_duplicate_and_counts_once():
    (finding,) = judged([got(0, after=3.0), got(0, after=1.0), got(1, after=2.0)])

    assert finding.duplicates == {0}
    assert not finding.is_clean
    assert finding.sent == {0, 1}
    assert finding.delays == (1.0, 2.0)


def test_a_message_in_another_language_is_noticed():
    (finding,) = judged([got(0, language="en")])

    assert finding.wrong_language == {0}
    assert not finding.is_clean


def test_messages_of_another_revision_do_not_count():
    (finding,) = judged([got(0, revision=2)])

    assert finding.missed == {0}


@pytest.mark.parametrize(
    "gone",
    [
        spot(1.5, Tie.STAY, until=int(NOW)),
        spot(1.5, Tie.HERE, since=int(NOW) - 12 * HOUR),
    ],
)
def test_who_is_no_longer_tied_to_the_area_must_not_get_it(gone):
    (finding,) = judged([got(0)], [phone(0, gone)])

    assert finding.inside == set()
    assert finding.unwanted == {0}


@pytest.mark.parametrize(
    "tie",
    [
        spot(1.5, Tie.STAY, until=int(NOW) + 1),
        spot(1.5, Tie.HERE, since=int(NOW) - 11 * HOUR),
    ],
)
def test_who_is_still_tied_to_the_area_must_get_it(tie):
    (finding,) = judged([], [phone(0, tie, spot(70))])

    assert finding.missed == {0}


def test_an_update_goes_to_who_was_told_and_to_who_is_newly_in():
    order, update = judged([got(0), got(1), got(0, 2), got(2, 2)], steps=(ORDER, UPDATE))

    assert order.is_clean
    assert update.inside == {0, 1, 2}
    assert update.missed == {1}


def test_an_ending_goes_to_who_was_told_and_to_nobody_else():
    told = [got(0), got(0, 2), got(2, 2), got(0, 3), got(1, 3)]

    finding = judged(told, steps=(ORDER, UPDATE, END))[-1]

    assert finding.inside == {0, 2}
    assert finding.missed == {2}
    assert finding.unwanted == set()  # the near one was owed the update, so its end is no surprise


def test_an_ending_for_somebody_never_told_is_unwanted():
    finding = judged([got(0), got(0, 3), got(2, 3)], steps=(ORDER, END))[-1]

    assert finding.unwanted == {2}


def test_nobody_at_all_is_a_finding_without_times():
    (finding,) = judged([], people=())

    counts = finding.counts()
    assert (counts["inside"], counts["sent"], counts["first_s"]) == (0, 0, None)


@settings(max_examples=50)
@given(st.floats(-179, 179), st.floats(-80, 80), st.floats(0, 360), st.floats(10, 1000))
def test_distances_come_out_at_most_1_percent_short_and_never_long(lon, lat, bearing, metres):
    *there, _ = Geod(ellps="WGS84").fwd(lon, lat, bearing, metres)

    here, beyond = flat(np.array([Point(lon, lat), Point(there)]), lat)

    # 1 km is little beside a town; at 80 degrees a step north already changes the cosine by 0.1 %.
    assert 0.985 * metres < here.distance(beyond) < 1.002 * metres


def test_who_is_within_50_metres_of_the_area_is_not_outside():
    # 30 m and 70 m are left between the area's eastern edge and the cell's western one.
    west_of_cell = WEST + 5 * LON
    near, far = (
        box(WEST, SOUTH, west_of_cell - metres / 111_320 / cos(radians(SOUTH)), SOUTH + 4 * LAT)
        for metres in (30, 70)
    )
    neighbour = phone(5, spot(5.5))

    findings = [
        judged([], [neighbour], [Step(alert_id="a", revision=1, committed=NOW, area=area)])[0]
        for area in (near, far)
    ]

    assert [finding.outside for finding in findings] == [set(), {5}]
