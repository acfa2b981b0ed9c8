"""What a command gave back calls whoever may decide there, for that hazard, and else everybody."""

import logging

import msgspec
import pytest

from alerts.model import Kind
from service.desk.means import Ring as Told
from service.desk.ports import Role
from service.desk.rings import Concern, Why
from tests.service.desk.rig import HILL, RIVERSIDE, person
from tests.service.ring_desk import APPROVERS, MINUTE, RingDesk, opened

FLOOD_AT_THE_RIVER = Concern(kind=Kind.FLOOD, ground=RIVERSIDE.area)
SLIDE_ON_THE_HILL = Concern(kind=Kind.LANDSLIDE, ground=HILL.area)


def limited(desk: RingDesk, number: int, concern: Concern) -> None:
    """An approver for this hazard and ground alone."""
    grant = msgspec.structs.replace(
        APPROVERS[0].staff.grants[0], kinds=frozenset({concern.kind}), area=concern.ground
    )
    desk.put(person(number, Role.APPROVER, grants=(grant,)))


def given_back(desk: RingDesk, *concerns: Concern) -> None:
    desk.rings.ringing.tell(Told(why=Why.GIVEN_BACK, subject="city:7", concerns=concerns))
    begun = desk.going().begun
    for minutes in (0, 3, 6):
        desk.rings.ringer.look(begun + minutes * MINUTE)


def test_those_alone_are_called_who_may_decide_on_hazard_and_ground():
    desk = RingDesk(2, 3, 4)
    limited(desk, 2, FLOOD_AT_THE_RIVER)
    limited(desk, 3, SLIDE_ON_THE_HILL)
    limited(desk, 4, Concern(kind=Kind.FLOOD, ground=HILL.area))

    given_back(desk, FLOOD_AT_THE_RIVER)

    assert set(desk.called()) == {2}
    assert desk.going().widened is None


def test_whoever_may_decide_on_a_part_of_it_alone_is_not_called_if_somebody_may_on_all():
    desk = RingDesk(2, 3, 4)
    limited(desk, 2, FLOOD_AT_THE_RIVER)
    limited(desk, 3, SLIDE_ON_THE_HILL)

    given_back(desk, FLOOD_AT_THE_RIVER, SLIDE_ON_THE_HILL)

    assert set(desk.called()) == {4}


@pytest.mark.parametrize("concerns", [(FLOOD_AT_THE_RIVER,), ()], ids=["nobody fits", "not stored"])
def test_where_nobody_fits_all_approvers_are_called_and_that_is_said(
    concerns: tuple[Concern, ...], caplog: pytest.LogCaptureFixture
):
    desk = RingDesk(2, 3, 4)
    for number in (2, 3, 4):
        limited(desk, number, SLIDE_ON_THE_HILL)

    with caplog.at_level(logging.WARNING):
        given_back(desk, *concerns)

    assert set(desk.called()) == {2, 3, 4}
    assert desk.acts().count("ring.widen") == 1
    assert desk.going().widened == desk.going().begun
    assert opened(desk.sent[0])["body"].startswith("Nobody is responsible for this hazard")
    assert [one.getMessage() for one in caplog.records] == [
        "nobody may act on just what ring 1 is about; all are called"
    ]
